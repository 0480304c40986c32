//! Tests at the seams: texts in, findings, verdicts and pages out.

mod content;
