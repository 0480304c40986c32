//! What a reader can search for: an entry for each record and each section of a chapter, written as a script.
//!
//! ```text
//! catalogue ─► records ──────┐
//! a chapter's HTML ─► sections ─┴─► entries ─► assets/search-index.js ─► search.js and MiniSearch, in the page
//! ```
//!
//! Pages opened from a folder may not read another file, but they may run a script beside them. So the index is a
//! script that sets one name, and the page adds it when somebody begins to search.

mod records;
mod sections;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::view::Model;
use sections::Section;
use sp_plan_report::templates::visible;

/// The page with the list of results; it is not searched itself.
pub(super) const PAGE: &str = "search.html";

/// The file that holds the index.
pub(super) const FILE: &str = "assets/search-index.js";

/// The name that the script sets, and that `search.js` looks for.
const NAME: &str = "handbookIndex";

/// What sort of thing an entry leads to, in the word that results show. `search.js` ranks by these words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Term,
    Question,
    Ingredient,
    Criterion,
    Rule,
    Source,
    Message,
    Chapter,
    Section,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Term => "Term",
            Kind::Question => "Question",
            Kind::Ingredient => "Ingredient",
            Kind::Criterion => "Criterion",
            Kind::Rule => "Rule",
            Kind::Source => "Source",
            Kind::Message => "Message",
            Kind::Chapter => "Chapter",
            Kind::Section => "Section",
        }
    }
}

/// One thing to find.
#[derive(Debug)]
struct Entry {
    kind: Kind,
    /// Its page, from the root of the handbook.
    page: String,
    /// Its anchor on the page; nothing for the page as a whole.
    anchor: String,
    title: String,
    text: String,
    /// Its other names.
    also: Vec<String>,
}

/// The index in the making.
pub(super) struct Search {
    records: Vec<Entry>,
    sections: Vec<Entry>,
    /// The chapters with their titles, in order.
    chapters: Vec<(String, String)>,
    /// What has been said by a section; the same words on a second page are not another thing to find.
    said: BTreeSet<(String, String)>,
}

/// The index as the script has it. Entries name their page by its number.
#[derive(Serialize)]
struct Script<'a> {
    pages: Vec<(&'a str, &'a str)>,
    entries: Vec<Row<'a>>,
}

/// An entry as a list, which is half as long as one with a key for each value.
struct Row<'a> {
    page: usize,
    entry: &'a Entry,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Entry { kind, anchor, title, text, also, .. } = self.entry;
        (kind.word(), self.page, anchor, title, text, also).serialize(serializer)
    }
}

impl Search {
    /// An index with the handbook's records.
    pub(super) fn new(model: &Model<'_>) -> Self {
        Self { records: records::entries(model), sections: Vec::new(), chapters: Vec::new(), said: BTreeSet::new() }
    }

    /// Adds a chapter with its sections. Records that stand on its page have their entries already.
    pub(super) fn add_chapter(&mut self, address: &str, title: &str, html: &str) {
        if address == PAGE {
            return;
        }
        let title = plain(title);
        let anchors: BTreeSet<&str> =
            self.records.iter().filter(|entry| entry.page == address).map(|entry| entry.anchor.as_str()).collect();
        for Section { anchor, title: own_title, text } in sections::read(html, &anchors) {
            let (kind, title) = match own_title {
                Some(own_title) => (Kind::Section, plain(&own_title)),
                None => (Kind::Chapter, title.clone()),
            };
            let text = plain(&text);
            if text.is_empty() || self.said.insert((title.clone(), text.clone())) {
                let anchor = anchor.unwrap_or_default();
                self.sections.push(Entry { kind, page: address.to_owned(), anchor, title, text, also: Vec::new() });
            }
        }
        self.chapters.push((address.to_owned(), title));
    }

    /// The script with all entries: records first, then the sections in the order of the book.
    pub(super) fn script(&self) -> serde_json::Result<String> {
        let mut pages: Vec<(&str, &str)> =
            self.chapters.iter().map(|(address, title)| (address.as_str(), title.as_str())).collect();
        let mut numbers: BTreeMap<&str, usize> =
            pages.iter().enumerate().map(|(number, (address, _))| (*address, number)).collect();
        let mut rows = Vec::new();
        for entry in self.records.iter().chain(&self.sections) {
            let page = *numbers.entry(&entry.page).or_insert_with(|| {
                // A page of its own, such as a rule's: the entry's title is all there is to say of it.
                pages.push((&entry.page, ""));
                pages.len() - 1
            });
            rows.push(Row { page, entry });
        }
        let json = serde_json::to_string(&Script { pages, entries: rows })?;
        Ok(format!("window.{NAME} = {};\n", as_script(&json)))
    }
}

/// JSON as it may stand in a script, in a file or in a page: nothing in it ends a line, a string or a script. These
/// characters occur in strings alone, where they may be written as their numbers.
fn as_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A text of the handbook's data as results show it: in one line, without ticks.
fn plain(text: &str) -> String {
    visible(text).replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_script_ends_it() {
        let json = serde_json::to_string("</script><!--\u{2028}\u{2029}\"\\").expect("it is text");
        assert_eq!(as_script(&json), r#""\u003c/script>\u003c!--\u2028\u2029\"\\""#);
    }

    #[test]
    fn data_is_shown_in_one_line() {
        assert_eq!(plain("say `yes`\n  & \u{202e}go"), "say yes & \u{fffd}go");
    }
}
