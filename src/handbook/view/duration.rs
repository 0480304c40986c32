//! Steps that follow one another, as a figure: how long each takes at the shortest and at the longest, and all together.
//! The numbers are those of facts.

use serde::Serialize;
use sp_plan_engine::record;
use sp_plan_engine::value::{Duration, show_number};

use super::{Link, Model};

/// Steps in order.
#[derive(Debug, Serialize)]
pub(crate) struct Durations {
    steps: Vec<Step>,
    /// All steps together, such as `7 to 19 weeks`.
    total: String,
    /// The width of the figure in tenths of a week.
    width: i64,
}

#[derive(Debug, Serialize)]
struct Step {
    link: Link,
    /// Its length, such as `6 to 13 weeks`.
    length: String,
    /// Where its bars begin and how long they are, in tenths of a week: when all goes fast, and when all goes slowly.
    quick: Bar,
    slow: Bar,
}

#[derive(Debug, Serialize)]
struct Bar {
    from: i64,
    length: i64,
}

/// The days of a week.
const WEEK: f64 = 7.0;

/// The shortest and the longest time of a figure in weeks; none where its unit is no time.
fn weeks(figure: &record::Figure) -> Option<(f64, f64)> {
    let weeks = |amount: f64| Some(Duration::from_text(&format!("{amount} {}", figure.unit))?.days() / WEEK);
    let (from, to) = (figure.from.unwrap_or_default(), figure.to.or(figure.from).unwrap_or_default());
    weeks(from).zip(weeks(to))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a handbook's weeks are far fewer; a cast of more is held to the limit"
)]
fn tenths(weeks: f64) -> i64 {
    (weeks * 10.0).round() as i64
}

/// The length in words: `6 to 13 weeks`, `up to 1 month`.
fn length(figure: &record::Figure) -> String {
    match (figure.from, figure.to) {
        (None, Some(to)) => {
            let unit = if to <= 1.0 { figure.unit.trim_end_matches('s') } else { &figure.unit };
            format!("up to {} {unit}", show_number(to))
        }
        _ => super::fact::figure(figure),
    }
}

impl Durations {
    /// The steps that facts describe; the id of a fact that has no time otherwise.
    pub(crate) fn new(model: &Model<'_>, facts: &[&record::Fact]) -> Result<Self, String> {
        let mut steps = Vec::new();
        let (mut shortest, mut longest) = (0.0, 0.0);
        for fact in facts {
            let figure = fact.figure.as_ref().ok_or_else(|| fact.id.clone())?;
            let (from, to) = weeks(figure).ok_or_else(|| fact.id.clone())?;
            let address = model.fact_address(fact).unwrap_or_default();
            steps.push(Step {
                link: Link::new(address, &fact.title),
                length: length(figure),
                quick: Bar { from: tenths(shortest), length: tenths(from) },
                slow: Bar { from: tenths(longest), length: tenths(to) },
            });
            (shortest, longest) = (shortest + from, longest + to);
        }
        let total = format!("{} to {} weeks", show_number(shortest.round()), show_number(longest.round()));
        Ok(Self { steps, total, width: tenths(longest) })
    }
}
