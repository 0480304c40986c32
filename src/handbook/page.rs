//! The page around a body: its title, the way to the root, navigation, and where the reader is.

use minijinja::value::Value;
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
    pub(super) chapters: Vec<Link>,
}

/// One page.
#[derive(Debug, Serialize)]
pub(super) struct Page<'a> {
    /// What is the same on every page.
    pub(super) frame: &'a Frame,
    /// The way to the root of the handbook: nothing, or `../` for each folder.
    pub(super) root: String,
    /// The page's address from the root.
    pub(super) address: &'a str,
    /// The chapter of the navigation that is open.
    pub(super) chapter: &'a str,
    /// The page's title.
    pub(super) title: &'a str,
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
    /// All chapters in order, each with the title of its part.
    pub(super) fn chapters(&self) -> Vec<(Option<&str>, &Link)> {
        let mut all = Vec::new();
        for Part { title, chapters } in &self.parts {
            all.extend(chapters.iter().map(|link| (title.as_deref(), link)));
        }
        all
    }
}

/// The way from a page to the root of the handbook.
pub(super) fn way_to_root(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::way_to_root;

    #[test]
    fn the_way_to_the_root_climbs_out_of_every_folder() {
        assert_eq!(way_to_root("index.html"), "");
        assert_eq!(way_to_root("rules/a.html"), "../");
    }
}
