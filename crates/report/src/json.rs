//! For programs: the engine's wire types as indented JSON.

use std::io;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::wire::{WirePlan, WireReport};

use super::document::{Document, whole};

/// The place of the plans in a report without any.
const NO_PLANS: &str = "\"plans\": []";

/// The reports of several plans as one JSON document, which ends with a line break.
///
/// # Errors
///
/// None that these types can give; `serde_json` may.
pub fn plans(catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> io::Result<String> {
    whole(Plans::new(catalogue)?, plans)
}

/// The document.
pub struct Plans<'a> {
    catalogue: &'a Catalogue,
    /// What stands before and after the list of plans.
    frame: (String, String),
    begun: bool,
}

impl<'a> Plans<'a> {
    /// A document without plans.
    ///
    /// # Errors
    ///
    /// As [`plans`].
    pub fn new(catalogue: &'a Catalogue) -> io::Result<Self> {
        let empty = serde_json::to_string_pretty(&WireReport::new(catalogue, []))?;
        // Within a string of JSON its quotes would have backslashes, so that this stands there once.
        let (before, after) = empty.split_once(NO_PLANS).unwrap_or((&empty, ""));
        Ok(Self { catalogue, frame: (before.to_owned(), after.to_owned()), begun: false })
    }
}

impl Document for Plans<'_> {
    type Part = String;

    fn part(&self, source: &SourceText, report: &Report) -> io::Result<String> {
        let plan = serde_json::to_string_pretty(&WirePlan::new(self.catalogue, &source.name, &source.text, report))?;
        // No string of JSON holds a line break as it is, so that every one begins a line of the document.
        Ok(plan.replace('\n', "\n    "))
    }

    fn add(&mut self, part: String) -> io::Result<String> {
        let before = if self.begun { "," } else { "" };
        self.begun = true;
        Ok(format!("{before}\n    {part}"))
    }

    fn head(&self) -> io::Result<String> {
        Ok(format!("{}\"plans\": [", self.frame.0))
    }

    fn foot(&self) -> io::Result<String> {
        let end = if self.begun { "\n  ]" } else { "]" };
        Ok(format!("{end}{}\n", self.frame.1))
    }
}
