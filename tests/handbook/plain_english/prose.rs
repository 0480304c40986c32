//! The prose of a handbook: the texts of records that people read, and the paragraphs of chapters.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use sp_plan::load::HandbookFiles;
use sp_plan_engine::place::{FileId, SourceText};
use sp_plan_engine::yaml::{self, Node, Value};

/// The keys of records whose values are sentences or labels.
const PROSE: &[&str] = &[
    "title",
    "summary",
    "intro",
    "label",
    "ask",
    "hint",
    "why",
    "evidence",
    "says",
    "help",
    "action",
    "asks",
    "added",
    "means",
    "easy_read",
    "lessons",
    "about",
    "basis_words",
    "place",
    "for_whom",
    "feature",
    "answer",
    "statement",
    "reason",
    "limits",
    "does",
];

/// What is read apart: titles of publications, the ledger's own short notes, and records that the tests of rules are.
const NOT_PROSE: &[&str] = &["provenance", "sources", "example", "examples", "authors", "publisher", "guide"];

/// A text of one piece.
#[derive(Debug)]
pub(super) struct Passage {
    /// The file and the path within it, such as `checklists/glossary.yaml: terms[3].means`.
    pub(super) at: String,
    /// The record or the chapter that it belongs to.
    pub(super) record: String,
    /// The words.
    pub(super) text: String,
    /// Whether it says by itself when it holds: notes do.
    pub(super) is_dated: bool,
}

/// All prose of a handbook.
pub(super) fn passages(files: &HandbookFiles) -> Vec<Passage> {
    let mut found = Vec::new();
    for file in &files.checklists {
        of_records(file, &mut found);
    }
    for file in
        files.book.iter().filter(|file| file.name.strip_suffix(".md").is_some_and(|name| !name.ends_with("SUMMARY")))
    {
        of_chapter(file, &mut found);
    }
    found
}

fn of_records(file: &SourceText, found: &mut Vec<Passage>) {
    let Some(root) = yaml::parse(&file.text, FileId::PLAN).root else { return };
    let mut waiting: Vec<(String, &Node, bool)> = vec![(String::new(), &root, false)];
    while let Some((path, node, prose)) = waiting.pop() {
        match &node.value {
            Value::Mapping(mapping) => {
                for entry in mapping.entries.iter().filter(|entry| !NOT_PROSE.contains(&entry.key.as_str())) {
                    let inner = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
                    waiting.push((inner, &entry.value, PROSE.contains(&entry.key.as_str())));
                }
            }
            Value::Sequence(nodes) => {
                for (at, node) in nodes.iter().enumerate() {
                    waiting.push((format!("{path}[{at}]"), node, prose));
                }
            }
            _ => {
                if let Some(text) = node.text().filter(|_| prose) {
                    let record = path.rsplit_once('.').map_or(path.as_str(), |(record, _)| record);
                    found.push(Passage {
                        at: format!("{}: {path}", file.name),
                        record: format!("{}: {record}", file.name),
                        text: plain(text),
                        is_dated: path.starts_with("notes["),
                    });
                }
            }
        }
    }
}

/// A text without code: what stands between ticks is a name and not read as words.
fn plain(text: &str) -> String {
    text.split('`').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "it" }).collect()
}

fn of_chapter(file: &SourceText, found: &mut Vec<Passage>) {
    let name = format!("book/{}", file.name);
    let mut block = String::new();
    let mut starts = 0;
    for (event, range) in Parser::new_ext(&directives_as_words(&file.text), Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell | Tag::CodeBlock(_)) => {
                take(&name, &file.text, starts, &mut block, found);
                starts = range.start;
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                take(&name, &file.text, starts, &mut block, found);
            }
            Event::End(TagEnd::CodeBlock) => block.clear(),
            Event::Text(text) => block.push_str(&text),
            Event::Code(_) => block.push_str("it"),
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            _ => {}
        }
    }
    take(&name, &file.text, starts, &mut block, found);
}

fn take(name: &str, whole: &str, starts: usize, block: &mut String, found: &mut Vec<Passage>) {
    let text = std::mem::take(block);
    if !text.trim().is_empty() {
        let line = 1 + whole.bytes().take(starts).filter(|byte| *byte == b'\n').count();
        found.push(Passage { at: format!("{name}:{line}"), record: name.to_owned(), text, is_dated: false });
    }
}

/// A directive names data, but for `added`, whose words are shown. The length of the text stays as it is.
fn directives_as_words(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.trim().strip_prefix("{{#") {
            Some(rest) if !rest.starts_with("added ") => {
                whole.extend(line.chars().map(|c| if c == '\n' { c } else { ' ' }));
            }
            Some(_) => whole.push_str(&line.replace("{{#added ", "         ").replace("}}", "  ")),
            None => whole.push_str(line),
        }
    }
    whole
}
