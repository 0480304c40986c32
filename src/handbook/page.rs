//! The page around a body: its title, the way to the root, navigation, and where the reader is.

use minijinja::value::{Serde, Value};
use serde::Serialize;

use super::view::Link;
use super::view::glossary::Meaning;

/// What is the same on every page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Frame {
    /// The language of the pages.
    pub(super) language: String,
    /// The title of the handbook.
    pub(super) title: String,
    /// The guide that it is drawn from.
    pub(super) guide_title: String,
    /// The guide's year.
    pub(super) guide_year: String,
    /// The version of the question set.
    pub(super) version: String,
    /// Who looks after this copy; empty when `book.toml` does not say.
    pub(super) kept_by: String,
    /// The chapters, by part.
    pub(super) parts: Vec<Part>,
}

/// A part of the book, as the navigation shows it.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Part {
    /// Its title; none for chapters that stand before the first part.
    pub(super) title: Option<String>,
    /// Its chapters.
    pub(super) chapters: Vec<Entry>,
}

/// A chapter, as the navigation shows it: lists within lists, told as what opens and closes after it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    /// Its page.
    #[serde(flatten)]
    pub(super) link: Link,
    /// How many chapters it stands below.
    #[serde(skip)]
    pub(super) depth: usize,
    /// Whether the next chapter stands below it.
    pub(super) opens: bool,
    /// How many lists end with it.
    pub(super) closes: usize,
}

/// The frame, and what templates are given of it: made once, since every page has it.
#[derive(Debug)]
pub(super) struct Framed {
    pub(super) frame: Frame,
    pub(super) value: Value,
}

impl Framed {
    /// A frame for all pages.
    pub(super) fn new(frame: Frame) -> Self {
        let value = Value::from(Serde(&frame));
        Self { frame, value }
    }
}

/// One page.
#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    /// What is the same on every page.
    pub(super) frame: &'a Value,
    /// The way to the root of the handbook: nothing, or `../` for each folder.
    pub(super) root: String,
    /// The page's address from the root.
    pub(super) address: &'a str,
    /// The chapter of the navigation that is open.
    pub(super) chapter: &'a str,
    /// The page's title.
    pub(super) title: &'a str,
    /// What the page is about, in a line for those who look for it.
    pub(super) description: String,
    /// Whether it has a form, which needs styles of its own.
    pub(super) has_form: bool,
    /// Which part of the workbench it is, if any.
    pub(super) workbench: Option<&'static str>,
    /// What every part of the workbench shows; nothing on other pages.
    pub(super) bench: &'a Value,
    /// Whether it has figures, which need styles of their own too.
    pub(super) has_figures: bool,
    /// The pages above it. The last has no address when it is a part's title.
    pub(super) above: Vec<Crumb>,
    /// The page before it.
    pub(super) previous: Option<Link>,
    /// The page after it.
    pub(super) next: Option<Link>,
    /// The headings of the page.
    pub(super) contents: &'a [Link],
    /// The body; it has been escaped where it was made.
    pub(super) body: Value,
    /// The terms that the body links to.
    pub(super) meanings: Vec<Meaning>,
}

/// A step on the way to a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Crumb {
    /// Its words.
    pub(super) text: String,
    /// Its page, if it has one.
    pub(super) address: Option<String>,
}

impl Frame {
    /// All chapters in order, each with its part.
    pub(super) fn chapters(&self) -> Vec<(&Part, &Entry)> {
        self.parts.iter().flat_map(|part| part.chapters.iter().map(move |entry| (part, entry))).collect()
    }
}

impl Part {
    /// Adds a chapter that stands below `depth` others. A list can only open below the chapter before it.
    pub(super) fn push(&mut self, link: Link, depth: usize) {
        let mut reached = 0;
        if let Some(last) = self.chapters.last_mut() {
            reached = depth.min(last.depth + 1);
            last.opens = reached > last.depth;
            last.closes = last.depth.saturating_sub(reached);
        }
        self.chapters.push(Entry { link, depth: reached, opens: false, closes: reached });
    }

    /// The chapters that the one at an address stands below, the uppermost first.
    pub(super) fn above(&self, address: &str) -> Vec<&Link> {
        let mut above: Vec<&Entry> = Vec::new();
        for entry in &self.chapters {
            above.truncate(entry.depth);
            if entry.link.address == address {
                break;
            }
            above.push(entry);
        }
        above.into_iter().map(|entry| &entry.link).collect()
    }
}

/// The way from a page to the root of the handbook.
pub(super) fn way_to_root(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::{Link, Part, way_to_root};

    #[test]
    fn chapters_below_chapters_open_and_close_lists() {
        let mut part = Part::default();
        for (name, depth) in [("a", 0), ("b", 1), ("c", 2), ("d", 0), ("e", 5)] {
            part.push(Link::new(name, name), depth);
        }
        let lists: Vec<_> = part.chapters.iter().map(|entry| (entry.opens, entry.closes)).collect();
        assert_eq!(lists, [(true, 0), (true, 0), (false, 2), (true, 0), (false, 1)]);
        let above = |address| part.above(address).iter().map(|link| link.text.as_str()).collect::<Vec<_>>().join(" ");
        assert_eq!([above("a"), above("c"), above("e")], ["", "a b", "d"]);
    }

    #[test]
    fn the_way_to_the_root_climbs_out_of_every_folder() {
        assert_eq!(way_to_root("index.html"), "");
        assert_eq!(way_to_root("rules/a.html"), "../");
    }
}
