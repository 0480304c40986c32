//! A chapter's text, cut into Markdown and directives. A directive stands on a line of its own, as in `{{#glossary}}`, and
//! the part that it names stands in its place ([`super::directive`]).
//!
//! All chapters are drafted before the first is written, because some parts show what other chapters say.

use std::collections::BTreeSet;

use anyhow::{anyhow, bail};

use super::markdown::{self, Around};
use super::view::Link;
use sp_plan_report::templates::visible;

/// A chapter with its Markdown rendered and its directives still to be filled in.
#[derive(Debug)]
pub(super) struct Draft {
    /// Its file, for messages.
    pub(super) source: String,
    /// Its page, from the root of the handbook.
    pub(super) address: String,
    /// Its title.
    pub(super) title: String,
    /// What stands below the title, in order.
    pub(super) parts: Vec<DraftPart>,
}

/// A part of a draft.
#[derive(Debug)]
pub(super) enum DraftPart {
    /// Text, with its second-level headings.
    Html { html: String, contents: Vec<Link> },
    /// A directive.
    Directive(Directive),
}

/// A directive in its place.
#[derive(Debug)]
pub(super) struct Directive {
    /// The line of the chapter's file.
    pub(super) line: usize,
    /// The section that it stands in: the second-level heading before it, or the page where there is none yet.
    pub(super) section: Link,
    /// What stands between `{{#` and `}}`.
    pub(super) words: String,
}

impl Directive {
    /// The directive's name and what follows it.
    pub(super) fn name_and_rest(&self) -> (&str, &str) {
        let (name, rest) = self.words.trim().split_once(char::is_whitespace).unwrap_or((self.words.trim(), ""));
        (name, rest.trim())
    }
}

impl Draft {
    /// Drafts a chapter. `source` is its file, `address` its page; `assets` are the files that pictures are among.
    pub(super) fn new(
        source: String,
        address: String,
        text: &str,
        assets: &[(String, Vec<u8>)],
    ) -> anyhow::Result<Self> {
        let around = Around { page: &address, assets };
        let text = &visible(text);
        let mut title: Option<String> = None;
        let mut parts = Vec::new();
        let mut used = BTreeSet::new();
        let mut section: Option<Link> = None;
        for piece in pieces(text) {
            match piece {
                Piece::Markdown { line, text } => {
                    let rendered =
                        markdown::render(text, &around, title.is_some(), &mut used).map_err(|(offset, message)| {
                            let line = line + text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
                            anyhow!("{source}:{line}: {message}")
                        })?;
                    title = title.or(rendered.title);
                    let page = title.as_deref().unwrap_or_default();
                    let last = rendered.contents.last().map(|heading| {
                        Link::new(format!("{address}{}", heading.address), format!("{page}: {}", heading.text))
                    });
                    section = last.or(section);
                    parts.push(DraftPart::Html { html: rendered.html, contents: rendered.contents });
                }
                Piece::Directive { line, words } => {
                    let page = || Link::new(address.clone(), title.clone().unwrap_or_default());
                    let section = section.clone().unwrap_or_else(page);
                    parts.push(DraftPart::Directive(Directive { line, section, words: words.to_owned() }));
                }
            }
        }
        let Some(title) = title else { bail!("{source}: a chapter begins with its title, as in `# Title`") };
        Ok(Self { source, address, title, parts })
    }

    /// Its directives in order.
    pub(super) fn directives(&self) -> impl Iterator<Item = &Directive> {
        self.parts.iter().filter_map(|part| match part {
            DraftPart::Directive(directive) => Some(directive),
            DraftPart::Html { .. } => None,
        })
    }
}

/// A piece of a chapter's text, with the line on which it begins.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Markdown { line: usize, text: &'a str },
    Directive { line: usize, words: &'a str },
}

/// Cuts a chapter at its directives. Within a fenced block a directive is an example of one.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut start_line, mut offset) = (0, 1, 0);
    let mut fence: Option<&str> = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let words = trimmed.strip_prefix("{{#").and_then(|rest| rest.strip_suffix("}}"));
        if let (None, Some(words)) = (fence, words) {
            if let Some(before) = text.get(start..offset).filter(|before| !before.trim().is_empty()) {
                pieces.push(Piece::Markdown { line: start_line, text: before });
            }
            pieces.push(Piece::Directive { line: at + 1, words });
            (start, start_line) = (offset + line.len(), at + 2);
        }
        offset += line.len();
    }
    if let Some(rest) = text.get(start..).filter(|rest| !rest.trim().is_empty()) {
        pieces.push(Piece::Markdown { line: start_line, text: rest });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_is_cut_at_its_directives() {
        let text = "# A\n\n{{#checklist setup}}\n```\n{{#rules}}\n```\n  {{#glossary}}  \n\nend";
        assert_eq!(
            pieces(text),
            [
                Piece::Markdown { line: 1, text: "# A\n\n" },
                Piece::Directive { line: 3, words: "checklist setup" },
                Piece::Markdown { line: 4, text: "```\n{{#rules}}\n```\n" },
                Piece::Directive { line: 7, words: "glossary" },
                Piece::Markdown { line: 8, text: "\nend" },
            ]
        );
    }
}
