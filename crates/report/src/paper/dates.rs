//! The key dates of a plan: a drawing of gates and periods, and the same dates as a table.

use serde::Serialize;
use sp_plan_engine::Date;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Severity;
use sp_plan_engine::timeline::Mark;
use sp_plan_engine::value::show_date;

use super::chart::Chart;
use crate::gaps::is_of_writing;
use crate::words::{capitalised, sentence, short_date, shortened};

/// How many dates are shown; more are counted.
const DATES: usize = 20;
/// A longer label is cut; the filled checklist has it whole.
const LONGEST_LABEL: usize = 90;

/// The key dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Dates {
    /// The drawing for paper and wide windows, and the one for narrow windows; none without dates.
    pub(super) wide: Option<Chart>,
    pub(super) narrow: Option<Chart>,
    pub(super) rows: Vec<DateRow>,
    /// How many dates are not shown.
    pub(super) more: usize,
    /// The drawing in a sentence, for those who hear it.
    pub(super) spoken: String,
}

/// A date or a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct DateRow {
    pub(super) label: String,
    /// The date, or the period, in words.
    pub(super) when: String,
    /// Whether the plan gives it or it was worked out.
    pub(super) worked_out: bool,
    /// The sign in the drawing and what it stands for, where a finding speaks of it.
    pub(super) breach: Option<BreachNote>,
    #[serde(skip)]
    pub(super) from: Date,
    #[serde(skip)]
    pub(super) to: Option<Date>,
}

/// What a finding says of a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct BreachNote {
    /// Its number in the drawing, from 1.
    pub(super) number: usize,
    /// How much it weighs, in a word or two.
    pub(super) weight: &'static str,
    /// What it says, a sentence.
    pub(super) says: String,
}

impl Dates {
    pub(super) fn new(report: &Report, today: Date) -> Self {
        let more = report.timeline.len().saturating_sub(DATES);
        let mut rows: Vec<DateRow> = Vec::new();
        let mut numbered: Vec<&str> = Vec::new();
        // Dates with a finding are kept before others when there are too many.
        let mut marks: Vec<&Mark> = report.timeline.iter().collect();
        if more > 0 {
            marks.sort_by_key(|mark| mark.breach.is_none());
            marks.truncate(DATES);
            marks.sort_by_key(|mark| mark.from);
        }
        for mark in marks {
            let breach = mark.breach.as_ref().map(|breach| {
                // One finding may speak of several dates; it keeps its number.
                let known = numbered.iter().position(|message| *message == breach.message);
                let number = known.unwrap_or_else(|| {
                    numbered.push(&breach.message);
                    numbered.len() - 1
                });
                let (weight, says) = match breach.severity {
                    _ if is_of_writing(&breach.id) => ("Entry", "It needs to be put right in the plan.".to_owned()),
                    Severity::Error => ("Falls short", sentence(&breach.message)),
                    _ => ("Risk", sentence(&breach.message)),
                };
                BreachNote { number: number + 1, weight, says }
            });
            rows.push(DateRow::new(mark, breach));
        }
        let spoken = spoken(&rows, today);
        Self { wide: Chart::wide(&rows, today), narrow: Chart::narrow(&rows, today), rows, more, spoken }
    }
}

impl DateRow {
    fn new(mark: &Mark, breach: Option<BreachNote>) -> Self {
        let when = match mark.to {
            Some(to) => format!("{} to {}", short_date(mark.from), short_date(to)),
            None => short_date(mark.from),
        };
        Self {
            label: capitalised(&shortened(&mark.label, LONGEST_LABEL)),
            when,
            worked_out: mark.derived.is_some(),
            breach,
            from: mark.from,
            to: mark.to,
        }
    }
}

fn spoken(rows: &[DateRow], today: Date) -> String {
    let periods = rows.iter().filter(|row| row.to.is_some()).count();
    let breaches = rows.iter().filter(|row| row.breach.is_some()).count();
    format!(
        "Timeline with {periods} periods and {} single dates, and a line for {}. {breaches} of them carry the sign of a finding. \
         The table of key dates says the same.",
        rows.len() - periods,
        show_date(today)
    )
}
