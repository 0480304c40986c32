//! What a plan says and no question of the filled checklist shows: keys that nobody asks for, entries that could not be
//! read, answers to questions that are not asked. Each stands here as it was written, with its line.

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Finding;
use sp_plan_engine::message::Fault;
use sp_plan_engine::place::{FileId, LineIndex, SourceText, Span};
use sp_plan_engine::yaml::{self, Mapping, Node, Value};

use crate::words::sentence;

/// Something as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Unread {
    pub(super) line: usize,
    /// Why it stands here.
    pub(super) why: String,
    /// The lines of the plan.
    pub(super) text: String,
}

/// All of it, in the order of the plan; what several findings speak of is here once.
pub(super) fn unread(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Vec<Unread> {
    let lines = LineIndex::new(&source.text);
    let mut found: Vec<(Span, String)> = Vec::new();
    for finding in &report.findings {
        if let Some(span) = written(catalogue, report, &source.text, finding) {
            found.push((span, sentence(&finding.message)));
        }
    }
    found.extend(not_in_findings(catalogue, &source.text));
    found.sort_by_key(|(span, _)| span.start);
    let mut unread: Vec<Unread> = Vec::new();
    for (span, why) in found {
        let entry = Unread {
            line: lines.line_and_column(span.start).0,
            text: source.text.get(span.range()).unwrap_or_default().trim_end().to_owned(),
            why,
        };
        match unread.last_mut() {
            Some(last) if (last.line, &last.text) == (entry.line, &entry.text) => {
                if last.why != entry.why {
                    last.why.push(' ');
                    last.why.push_str(&entry.why);
                }
            }
            _ => unread.push(entry),
        }
    }
    unread
}

/// The lines that a fault of reading keeps from being shown; none for faults after which the answer is shown all the
/// same.
fn written(catalogue: &Catalogue, report: &Report, text: &str, finding: &Finding) -> Option<Span> {
    let span = finding.place.span;
    match Fault::from_id(&finding.id)? {
        Fault::UnknownKey | Fault::DuplicateKey | Fault::RetiredQuestion | Fault::KeyNotText => Some(entry(text, span)),
        Fault::NotAsked => {
            let question = catalogue.questions.find(finding.path.as_deref()?)?;
            let nearest = report.plan.as_ref()?.answer(question)?.nearest;
            Some(entry(text, nearest).to(whole_lines(text, span)))
        }
        Fault::WrongType
        | Fault::UnknownOption
        | Fault::OutOfBounds
        | Fault::NamedTwice
        | Fault::Alias
        | Fault::TooDeep
        | Fault::TooManyValues => Some(whole_lines(text, span)),
        _ => None,
    }
}

/// The lines on which a span stands.
fn whole_lines(text: &str, span: Span) -> Span {
    let start = span.start.min(text.len());
    let start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = span.end.clamp(start, text.len());
    let end = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    Span::new(start, end)
}

/// The lines of a key and of all that belongs to it: those below that are indented deeper, and dashes as deep as the
/// key.
fn entry(text: &str, key: Span) -> Span {
    let first = whole_lines(text, key);
    let depth = |line: &str| line.chars().take_while(|character| *character == ' ').count();
    let line = text.get(first.range()).unwrap_or_default();
    let own = depth(line);
    let mut end = first.end;
    let mut at = first.end;
    for below in text.get(first.end..).unwrap_or_default().split_inclusive('\n').skip(1) {
        let start = at + 1;
        at = start + below.trim_end_matches('\n').len();
        if below.trim().is_empty() {
            continue;
        }
        let is_dash = depth(below) == own && below.trim_start().starts_with("- ") && line.trim_end().ends_with(':');
        if depth(below) <= own && !is_dash {
            break;
        }
        end = at;
    }
    Span::new(first.start, end)
}

/// What no finding speaks of: answers that an upgrade has kept, and remarks that are not a single text.
fn not_in_findings(catalogue: &Catalogue, text: &str) -> Vec<(Span, String)> {
    let document = yaml::parse(text, FileId::PLAN);
    let Some(root) = document.root.as_ref().and_then(Node::mapping) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(retired) = root.entry("retired").filter(|retired| !retired.value.is_empty()) {
        found
            .push((entry(text, retired.key_span), "Answers to questions of an earlier question set, kept.".to_owned()));
    }
    for question in catalogue.questions.all() {
        let mut node = root.get(question.path.split('.').next().unwrap_or_default());
        for part in question.path.split('.').skip(1) {
            node = node.and_then(Node::mapping).and_then(|mapping| mapping.get(part));
        }
        let Some(mapping) = node.and_then(Node::mapping) else { continue };
        found.extend(odd_details(text, mapping));
    }
    found
}

/// Details of a long form that are lists or sets of keys where a text is wanted.
fn odd_details(text: &str, mapping: &Mapping) -> Vec<(Span, String)> {
    let is_odd = |key: &str, node: &Node| match (&node.value, key) {
        (Value::Scalar(_), _) => false,
        (Value::Sequence(entries), "evidence") => entries.iter().any(|entry| entry.text().is_none()),
        (_, key) => ["note", "owner", "reason", "evidence"].contains(&key),
    };
    let odd = mapping.entries.iter().filter(|entry| is_odd(&entry.key, &entry.value));
    odd.map(|found| {
        let why = format!("`{}` takes a text, and this is {}.", found.key, found.value.kind());
        (entry(text, found.key_span).to(whole_lines(text, found.value.span)), why)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_goes_on_as_long_as_lines_belong_to_it() {
        let text = "a:\n  b:\n    c: 1\n\n    d: 2\n  e: 3\nf:\n- x\n- y\ng: z\n";
        let of = |key: &str| {
            let at = text.find(key).unwrap();
            &text[entry(text, Span::new(at, at + 1)).range()]
        };
        assert_eq!(of("b:"), "  b:\n    c: 1\n\n    d: 2");
        assert_eq!(of("e:"), "  e: 3");
        assert_eq!(of("f:"), "f:\n- x\n- y");
        assert_eq!(of("g:"), "g: z");
    }
}
