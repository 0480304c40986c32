//! What has changed since the guide: all dated notes, by theme and within it by nation.

use serde::Serialize;
use sp_plan_engine::record::{self, NATIONS, THEMES, nation_name, nations_in_words};

use super::{Link, Model, Note, Provenance};

/// All notes.
#[derive(Debug, Serialize)]
pub(crate) struct Since {
    count: usize,
    nations: Vec<Nation>,
    themes: Vec<Theme>,
}

/// A nation to choose.
#[derive(Debug, Serialize)]
struct Nation {
    id: String,
    name: String,
    /// How many notes hold there.
    count: usize,
}

/// The notes of one theme.
#[derive(Debug, Serialize)]
struct Theme {
    id: String,
    title: &'static str,
    about: &'static str,
    /// The ids of the nations for which there is any.
    nations: Vec<String>,
    groups: Vec<Group>,
}

/// The notes of a theme that hold for the same nations.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    nations: Vec<String>,
    notes: Vec<Entry>,
}

/// A note with what the handbook says of it besides.
#[derive(Debug, Serialize)]
struct Entry {
    id: String,
    note: Note,
    provenance: Provenance,
}

/// Where a note stands.
pub(crate) fn address(id: &str) -> String {
    format!("since_2017.html#note.{id}")
}

/// The first words of a note, since notes have no titles.
pub(crate) fn beginning(says: &str) -> String {
    const WORDS: usize = 9;
    let words: Vec<&str> = says.split_whitespace().collect();
    match words.get(..WORDS) {
        Some(first) if words.len() > WORDS => format!("{} …", first.join(" ").trim_end_matches([',', ';', ':'])),
        _ => words.join(" "),
    }
}

/// The title of a theme and what it is about.
fn theme(id: &str) -> (&'static str, &'static str) {
    match id {
        "policy" => ("Commissioners and national policy", "Who commissions now, and which plans and frameworks apply."),
        "money" => ("Money and contracts", "What pays for posts and for groups, and how services are bought."),
        "link_workers" => ("Link workers", "Titles, numbers, employers, caseloads, training and checks."),
        "referral" => ("Referral and its records", "Who may refer, who is reached, and how a referral is coded."),
        "data" => ("Data protection and data standards", "The law in force, what is recorded, and how it is shared."),
        "evaluation" => ("Evaluation and its tools", "How outcomes are measured, and with which instruments."),
        "evidence" => ("Evidence and reach", "What newer studies found, and how many people are referred."),
        _ => ("Guides, standards and toolkits", "Other help that did not exist, or had another name, in 2017."),
    }
}

impl Since {
    /// The view of all notes.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let notes = &model.catalogue.notes;
        let nation = |id: &&str| Nation {
            id: (*id).to_owned(),
            name: nation_name(id),
            count: notes.iter().filter(|note| note.nations.iter().any(|one| one == id)).count(),
        };
        Self {
            count: notes.len(),
            nations: NATIONS.iter().map(nation).collect(),
            themes: THEMES.iter().map(|id| Theme::new(model, id)).filter(|theme| !theme.groups.is_empty()).collect(),
        }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        self.themes.iter().map(|theme| Link::new(format!("#{}", theme.id), theme.title)).collect()
    }
}

impl Theme {
    fn new(model: &Model<'_>, id: &str) -> Self {
        let mut notes: Vec<&record::Note> = model.catalogue.notes.iter().filter(|note| note.theme == id).collect();
        // What holds in all four nations comes first, then what holds in one, in the usual order of nations.
        notes.sort_by_key(|note| {
            let first = NATIONS.iter().position(|nation| note.nations.iter().any(|one| one == nation));
            (NATIONS.len() - note.nations.len(), first)
        });
        let mut groups: Vec<Group> = Vec::new();
        for note in notes {
            let title = nations_in_words(&note.nations);
            if groups.last().is_none_or(|last| last.title != title) {
                groups.push(Group { title: title.clone(), nations: note.nations.clone(), notes: Vec::new() });
            }
            if let Some(last) = groups.last_mut() {
                last.notes.push(Entry {
                    id: note.id.clone(),
                    note: Note::new(note),
                    provenance: Provenance::new(model, &note.provenance),
                });
            }
        }
        let is_there = |nation: &&str| groups.iter().any(|group| group.nations.iter().any(|one| one == nation));
        let nations = NATIONS.iter().filter(|nation| is_there(nation)).map(|nation| (*nation).to_owned()).collect();
        let (title, about) = theme(id);
        Self { id: format!("theme-{id}"), title, about, nations, groups }
    }
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_note_is_named_by_its_first_words() {
        assert_eq!(beginning("It is short."), "It is short.");
        assert_eq!(
            beginning("One two three four five six seven eight nine, ten."),
            "One two three four five six seven eight nine …"
        );
    }
}
