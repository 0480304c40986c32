//! What the guide states and nobody is asked, with what each statement rests on.

use serde::Serialize;
use sp_plan_engine::record::{self, Basis, FactKind};
use sp_plan_engine::value::show_number;

use super::{Link, Model, Provenance};

/// The heading over the facts of a page.
pub(crate) const HEADING: &str = "What the guide also says";

/// A statement.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    id: String,
    title: String,
    says: String,
    /// The sort of statement in a word, where it changes how to read it.
    kind: Option<&'static str>,
    /// A figure with its unit, such as `30 to 60 minutes`.
    figure: Option<String>,
    /// What a figure rests on, when no source is named.
    basis: Option<String>,
    sources: Vec<Link>,
    lessons: Vec<String>,
    provenance: Provenance,
}

impl Fact {
    /// The facts of a topic that no chapter has taken in, in the order in which they are written.
    pub(crate) fn of_topic(model: &Model<'_>, topic: &str) -> Vec<Self> {
        let facts = model.catalogue.facts.iter();
        let facts = facts.filter(|fact| fact.topic == topic && !model.passages.has_fact(&fact.id));
        facts.map(|fact| Self::new(model, fact)).collect()
    }

    /// The view of a fact.
    pub(crate) fn new(model: &Model<'_>, fact: &record::Fact) -> Self {
        let year = &model.catalogue.handbook.guide_year;
        let sources: Vec<Link> = fact.sources.iter().filter_map(|id| model.source_link(&id.text)).collect();
        Self {
            id: fact.id.clone(),
            title: fact.title.clone(),
            says: fact.says.clone(),
            kind: match fact.kind {
                FactKind::Fact | FactKind::Figure => None,
                FactKind::Caution => Some("Caution"),
                FactKind::Option => Some("One way"),
                FactKind::Scenario => Some("A case to think through"),
            },
            figure: fact.figure.as_ref().map(figure),
            basis: (fact.basis == Basis::Indicative).then(|| format!("indicative figure of {year}, no source given")),
            sources,
            lessons: fact.lessons.clone(),
            provenance: Provenance::new(model, &fact.provenance),
        }
    }
}

/// A figure in words: `30 to 60 minutes`, `£2,000 or less`.
pub(super) fn figure(figure: &record::Figure) -> String {
    let pounds = figure.unit == "GBP" || figure.unit.starts_with("GBP ");
    let number = |value: f64| if pounds { format!("£{}", show_number(value)) } else { show_number(value) };
    let amount = match (figure.from, figure.to) {
        (Some(from), Some(to)) if (from - to).abs() < f64::EPSILON => number(from),
        (Some(from), Some(to)) => format!("{} to {}", number(from), number(to)),
        (Some(from), None) => format!("{} or more", number(from)),
        (None, Some(to)) => format!("{} or less", number(to)),
        (None, None) => String::new(),
    };
    let unit = figure.unit.trim_start_matches("GBP").trim();
    match unit {
        "" => amount,
        "%" => format!("{amount}%"),
        unit => format!("{amount} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use sp_plan_engine::record::Figure;

    use super::figure;

    #[test]
    fn figures_are_said_with_their_unit() {
        let say = |from, to, unit: &str| figure(&Figure { from, to, unit: unit.to_owned() });
        assert_eq!(say(Some(30.0), Some(60.0), "minutes"), "30 to 60 minutes");
        assert_eq!(say(Some(2000.0), Some(2000.0), "GBP"), "£2,000");
        assert_eq!(say(None, Some(25_000.0), "GBP a year"), "£25,000 or less a year");
        assert_eq!(say(Some(4.0), None, "meetings"), "4 or more meetings");
    }
}
