//! A chapter's body: its Markdown, with each directive on a line of its own replaced by the part that it names.
//!
//! | directive | what stands in its place |
//! |---|---|
//! | `{{#checklist ID}}` | the form of a checklist, and the facts of its topic |
//! | `{{#ingredients}}` | the essential ingredients with their criteria and rules |
//! | `{{#glossary}}` | the glossary |
//! | `{{#rules}}` | the list of rules |
//! | `{{#references}}` | sources and resources |
//! | `{{#messages}}` | the messages of reading |
//! | `{{#facts TOPIC}}` | the facts of a topic |

use std::collections::BTreeSet;

use anyhow::{anyhow, bail};
use serde::Serialize;
use sp_plan_engine::record::TOPICS;

use super::markdown::{self, Around};
use super::view::checklist::Checklist;
use super::view::fact::{self, Fact};
use super::view::glossary::Glossary;
use super::view::ingredient::Ingredients;
use super::view::reference::{Messages, References};
use super::view::rule::Rules;
use super::view::{Link, Model};
use crate::templates::{Templates, visible};

/// A chapter, ready for the page around it.
#[derive(Debug)]
pub(super) struct Body {
    /// The chapter's title.
    pub(super) title: String,
    /// Everything below the title.
    pub(super) html: String,
    /// The headings of the page.
    pub(super) contents: Vec<Link>,
}

/// What is needed to render a chapter.
pub(super) struct Chapters<'a> {
    /// What the handbook says.
    pub(super) model: &'a Model<'a>,
    /// How it looks.
    pub(super) templates: &'a Templates,
    /// The files below `assets/`, which pictures are among.
    pub(super) assets: &'a [(String, Vec<u8>)],
}

/// What a part's template is given: its view, and the way from the page to the root of the handbook.
#[derive(Serialize)]
struct Part<'a, T> {
    root: &'a str,
    part: T,
}

impl Chapters<'_> {
    /// Renders a chapter. `source` is its file for messages, `address` its page, `root` the way from there to the
    /// root of the handbook.
    pub(super) fn body(&self, source: &str, text: &str, address: &str, root: &str) -> anyhow::Result<Body> {
        let around = Around { page: address, assets: self.assets };
        let text = &visible(text);
        let mut title = None;
        let mut html = String::new();
        let mut contents = Vec::new();
        let mut used = BTreeSet::new();
        for piece in pieces(text) {
            match piece {
                Piece::Markdown { line, text } => {
                    let rendered =
                        markdown::render(text, &around, title.is_some(), &mut used).map_err(|(offset, message)| {
                            let line = line + text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
                            anyhow!("{source}:{line}: {message}")
                        })?;
                    title = title.or(rendered.title);
                    html.push_str(&rendered.html);
                    contents.extend(rendered.contents);
                }
                Piece::Directive { line, words } => {
                    let (part, links) =
                        self.part(words, address, root).map_err(|error| anyhow!("{source}:{line}: {error:#}"))?;
                    html.push_str(&part);
                    contents.extend(links);
                }
            }
        }
        let Some(title) = title else { bail!("{source}: a chapter begins with its title, as in `# Title`") };
        Ok(Body { title, html, contents })
    }

    /// The part that a directive names, and its headings.
    fn part(&self, words: &str, address: &str, root: &str) -> anyhow::Result<(String, Vec<Link>)> {
        let model = self.model;
        let mut words = words.split_whitespace();
        let (name, argument, rest) = (words.next().unwrap_or_default(), words.next(), words.next());
        if rest.is_some() {
            bail!("`{name}` takes one word at the most");
        }
        let page = match name {
            "ingredients" => Some("ingredients.html"),
            "glossary" => Some("glossary.html"),
            "rules" => Some("rules/index.html"),
            "references" => Some("references.html"),
            "messages" => Some("messages.html"),
            _ => None,
        };
        if let Some(page) = page {
            if argument.is_some() {
                bail!("`{name}` takes no word after it");
            }
            at_home(name, address, page)?;
        }
        match name {
            "checklist" => {
                let id = argument.unwrap_or_default();
                let Some(view) = Checklist::new(model, id) else {
                    let ids: Vec<&str> = model.catalogue.checklists.iter().map(|list| list.id.as_str()).collect();
                    bail!("there is no checklist `{id}`; there are {}", ids.join(", "));
                };
                at_home("checklist", address, &format!("checklists/{id}.html"))?;
                Ok((self.render("checklist", root, &view)?, view.contents()))
            }
            "ingredients" => {
                let view = Ingredients::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "glossary" => {
                let view = Glossary::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "rules" => {
                let view = Rules::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "references" => {
                let view = References::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "messages" => {
                let view = Messages::new();
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "facts" => {
                let topic = argument.unwrap_or_default();
                if !TOPICS.contains(&topic) {
                    bail!("there is no topic `{topic}`; there are {}", TOPICS.join(", "));
                }
                let facts = Fact::of_topic(model, topic);
                Ok((self.render(name, root, &facts)?, vec![Link::new("#facts", fact::HEADING)]))
            }
            _ => bail!(
                "there is no directive `{name}`; there are checklist, ingredients, glossary, rules, references, messages and \
                 facts"
            ),
        }
    }

    fn render(&self, name: &str, root: &str, view: &impl Serialize) -> anyhow::Result<String> {
        self.templates.render(&format!("parts/{name}.html"), Part { root, part: view })
    }
}

/// Findings link to fixed addresses, so a part that they link to has to stand there.
fn at_home(name: &str, address: &str, page: &str) -> anyhow::Result<()> {
    if address != page {
        let chapter = page.replace(".html", ".md");
        bail!("`{name}` belongs in `{chapter}`, where findings and links look for it");
    }
    Ok(())
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
