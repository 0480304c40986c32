//! The handbook's pages.
