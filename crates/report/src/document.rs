//! A document about many plans, put together plan by plan, so that ten thousand need no more memory than ten.
//!
//! What one plan adds is made on any thread; the parts are joined in the order of the plans, so that the result is the same
//! however many threads there are. A new format is a [`Document`] in a file of its own, or an [`Each`] when plans only
//! follow one another.

use std::io;

use sp_plan_engine::check::Report;
use sp_plan_engine::place::SourceText;

/// A format for many plans.
pub trait Document: Sync {
    /// What is made of one plan. It holds what the format needs and not the report.
    type Part: Send;

    /// What one plan adds.
    ///
    /// # Errors
    ///
    /// None that writing into memory can give; the libraries that write a format may.
    fn part(&self, source: &SourceText, report: &Report) -> io::Result<Self::Part>;

    /// The text of a part that follows those before it; takes note of what `head` and `foot` say of all of them.
    ///
    /// # Errors
    ///
    /// As [`Document::part`].
    fn add(&mut self, part: Self::Part) -> io::Result<String>;

    /// Takes note of a file that could not be opened, with the reason. Gives whether the document tells of it; otherwise
    /// it has to be told elsewhere.
    fn add_unread(&mut self, name: &str, reason: &str) -> bool {
        let _ = (name, reason);
        false
    }

    /// Whether the document can be written only when all plans are known, since `head` says something of them or nothing
    /// is said of each.
    fn waits(&self) -> bool {
        false
    }

    /// What stands before the plans.
    ///
    /// # Errors
    ///
    /// As [`Document::part`].
    fn head(&self) -> io::Result<String> {
        Ok(String::new())
    }

    /// What stands after them.
    ///
    /// # Errors
    ///
    /// As [`Document::part`].
    fn foot(&self) -> io::Result<String> {
        Ok(String::new())
    }
}

/// The whole document of plans that are all at hand.
///
/// # Errors
///
/// As [`Document::part`].
pub fn whole<D: Document>(mut document: D, plans: &[(SourceText, Report)]) -> io::Result<String> {
    let mut body = String::new();
    for (source, report) in plans {
        let part = document.part(source, report)?;
        body.push_str(&document.add(part)?);
    }
    Ok(format!("{}{body}{}", document.head()?, document.foot()?))
}

/// A document in which plans follow one another: a text for each, and another one between two.
pub struct Each<F> {
    one: F,
    head: String,
    between: &'static str,
    begun: bool,
}

impl<F: Fn(&SourceText, &Report) -> io::Result<String> + Sync> Each<F> {
    /// What is made of a plan.
    pub fn new(one: F) -> Self {
        Self { one, head: String::new(), between: "", begun: false }
    }

    /// With this before the first plan.
    #[must_use]
    pub fn after_head(self, head: String) -> Self {
        Self { head, ..self }
    }

    /// With this between two plans.
    #[must_use]
    pub fn with_between(self, between: &'static str) -> Self {
        Self { between, ..self }
    }
}

impl<F: Fn(&SourceText, &Report) -> io::Result<String> + Sync> Document for Each<F> {
    type Part = String;

    fn part(&self, source: &SourceText, report: &Report) -> io::Result<String> {
        (self.one)(source, report)
    }

    fn add(&mut self, part: String) -> io::Result<String> {
        let between = if self.begun { self.between } else { "" };
        self.begun = true;
        Ok(format!("{between}{part}"))
    }

    fn head(&self) -> io::Result<String> {
        Ok(self.head.clone())
    }
}
