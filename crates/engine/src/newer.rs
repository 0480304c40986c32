//! What is newer than the guide: for which nations, and from which day, a rule or a note holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::plan::Plan;
use crate::reader::{Reader, Spanned};
use crate::record::{NATIONS, Note, nations_in_words, read_nations};
use crate::value::{show_date, show_month};

/// What a rule says of its own reach in place and time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Newer {
    /// The nations it holds for; empty for all of them.
    pub nations: Vec<String>,
    /// From when it holds.
    #[serde(with = "crate::value::compiled")]
    pub since: Option<Date>,
    /// The ids of the dated notes that it stands on.
    pub notes: Vec<Spanned>,
}

impl Newer {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Self {
        Self { nations: read_nations(reader), since: reader.date("since"), notes: reader.spanned_list("notes") }
    }

    /// Where it holds and from when, in words such as `in England, from 1 January 2024`; none when always and everywhere.
    pub fn reach_in_words(&self) -> Option<String> {
        let place = (!self.nations.is_empty()).then(|| format!("in {}", nations_in_words(&self.nations)));
        let time = self.since.map(|since| format!("from {}", show_date(since)));
        let parts: Vec<String> = place.into_iter().chain(time).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// Whether a rule with this reach looks at a plan. A rule of one nation waits until the plan names its nation.
    pub(crate) fn reaches(&self, catalogue: &Catalogue, plan: &Plan) -> bool {
        let nation = plan.text_at(catalogue, "scheme.nation");
        let in_nation =
            self.nations.is_empty() || nation.is_some_and(|nation| self.nations.iter().any(|one| one == nation));
        in_nation && in_time(catalogue, plan, self.since)
    }
}

/// Whether a note speaks of a plan. Before a nation is chosen only what holds in the whole United Kingdom does: which body
/// took another's place depends on the nation.
pub(crate) fn note_reaches(note: &Note, catalogue: &Catalogue, plan: &Plan) -> bool {
    let nation = plan.text_at(catalogue, "scheme.nation");
    let in_nation = match nation {
        Some(nation) => note.nations.iter().any(|one| one == nation),
        None => NATIONS.iter().all(|nation| note.nations.iter().any(|one| one == nation)),
    };
    in_nation && in_time(catalogue, plan, note.since)
}

/// Whether something that holds from a day on concerns a plan: it holds on the day of judging or will when the scheme goes
/// live, since a scheme designed now has to meet it; and the plan was not over before, since a plan of an earlier time is
/// right in the words of its time.
fn in_time(catalogue: &Catalogue, plan: &Plan, since: Option<Date>) -> bool {
    let Some(since) = since else { return true };
    let starts = plan.date_at(catalogue, "scheme.starts").unwrap_or(plan.today);
    let ends = plan.date_at(catalogue, "scheme.ends");
    since <= plan.today.max(starts) && ends.is_none_or(|ends| ends >= since)
}

/// A sentence on notes that somebody should have looked at again by now; none when all are in date.
pub(crate) fn overdue<'a>(notes: impl IntoIterator<Item = &'a Note>, today: Date) -> Option<String> {
    let check_by = notes.into_iter().filter_map(|note| note.check_by).filter(|check_by| *check_by < today).min()?;
    Some(format!("See first whether this still holds: it was to be looked at again by {}.", show_date(check_by)))
}

/// The month in which the newest source of some notes was read, as people write it.
pub fn read_in<'a>(notes: impl IntoIterator<Item = &'a Note>) -> Option<String> {
    let months = notes.into_iter().flat_map(|note| &note.sources).map(|source| source.read.as_str());
    months.max().map(show_month)
}
