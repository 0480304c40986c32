//! Where a record comes from, in words: `From the guide, section 7, lines 1912-1915`.

use serde::Serialize;
use sp_plan_engine::checklist::Question;
use sp_plan_engine::reader;

use super::Model;

/// Where a record comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Provenance {
    /// The places in the guide, such as `section 7, lines 1912-1915`; nothing when the guide does not have it.
    guide: Option<String>,
    /// Why the record is here although the guide does not have it.
    added: Option<String>,
}

impl Provenance {
    /// The words for the ledger rows that a record names. Places of one section stand together, in the order of lines.
    pub(crate) fn new(model: &Model<'_>, provenance: &reader::Provenance) -> Self {
        Self::merged(model, provenance, &[])
    }

    /// The words for a question, with the places of its options and columns.
    pub(super) fn of_question(model: &Model<'_>, question: &Question) -> Self {
        let mut parts: Vec<&reader::Provenance> = Vec::new();
        parts.extend(question.answer.options().iter().map(|option| &option.provenance));
        for column in question.answer.columns() {
            parts.push(&column.provenance);
            parts.extend(column.answer.options().iter().map(|option| &option.provenance));
        }
        Self::merged(model, &question.provenance, &parts)
    }

    /// The words for rows of the ledger that a chapter names.
    pub(crate) fn of_rows(model: &Model<'_>, ids: &[&str]) -> Self {
        let rows = ids.iter().filter_map(|id| model.ledger_row(id));
        Self { guide: places_of(model, rows.map(|row| row.lines).collect()), added: None }
    }

    /// The words for a section that the guide does not have.
    pub(crate) fn of_addition(words: &str) -> Self {
        Self { guide: None, added: Some(words.to_owned()) }
    }

    fn merged(model: &Model<'_>, provenance: &reader::Provenance, parts: &[&reader::Provenance]) -> Self {
        let ids = provenance.guide.iter().chain(parts.iter().flat_map(|part| &part.guide));
        let rows = ids.filter_map(|id| model.ledger_row(&id.text));
        Self { guide: places_of(model, rows.map(|row| row.lines).collect()), added: provenance.added.clone() }
    }
}

/// Lines of the guide in words, those of one section together; nothing when there are none.
fn places_of(model: &Model<'_>, mut lines: Vec<(u32, u32)>) -> Option<String> {
    lines.sort_unstable();
    lines.dedup();
    let mut sections: Vec<(&str, Vec<(u32, u32)>)> = Vec::new();
    for range in lines {
        let section = model.catalogue.handbook.section_of(range.0).unwrap_or_default();
        match sections.last_mut() {
            Some((name, ranges)) if *name == section => ranges.push(range),
            _ => sections.push((section, vec![range])),
        }
    }
    let places: Vec<String> = sections.iter().map(|(name, ranges)| place(name, ranges)).collect();
    (!places.is_empty()).then(|| places.join("; "))
}

fn place(section: &str, ranges: &[(u32, u32)]) -> String {
    let shown: Vec<String> = ranges
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
        .collect();
    let one_line = matches!(ranges, [(first, last)] if first == last);
    let word = if one_line { "line" } else { "lines" };
    let lines = match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    };
    if section.is_empty() { format!("{word} {lines}") } else { format!("{section}, {word} {lines}") }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_are_said_as_people_say_them() {
        assert_eq!(place("section 7", &[(1912, 1915)]), "section 7, lines 1912-1915");
        assert_eq!(place("glossary", &[(7, 7)]), "glossary, line 7");
        assert_eq!(place("section 7", &[(1, 1), (5, 9), (12, 12)]), "section 7, lines 1, 5-9 and 12");
        assert_eq!(place("", &[(3, 4)]), "lines 3-4");
    }
}
