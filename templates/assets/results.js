// Replaced by the bundle of `workbench/src`.
