//! From the events of a case to the tree that our reader should give, and the reasons why that is not all of it.

use super::Shape;

/// Why our reader gives less than the suite's events have. The words stand in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    Alias,
    ComplexKey,
    SecondDocument,
    KeyTwice,
    Tag,
}

/// All of them, in the order of the table.
pub(super) const REASONS: &[Reason] =
    &[Reason::Alias, Reason::ComplexKey, Reason::SecondDocument, Reason::KeyTwice, Reason::Tag];

impl Reason {
    /// The fault of reading that says so; none where nothing is said, because the text is read all the same.
    pub(super) fn fault(self) -> Option<&'static str> {
        match self {
            Reason::Alias => Some("alias"),
            Reason::ComplexKey => Some("key_not_text"),
            Reason::SecondDocument => Some("second_document"),
            Reason::KeyTwice => Some("duplicate_key"),
            Reason::Tag => None,
        }
    }

    /// Its name in the table.
    pub(super) fn name(self) -> &'static str {
        match self {
            Reason::Alias => "alias refused",
            Reason::ComplexKey => "key refused",
            Reason::SecondDocument => "second document refused",
            Reason::KeyTwice => "key twice refused",
            Reason::Tag => "tag ignored",
        }
    }

    /// Why it is so.
    pub(super) fn why(self) -> &'static str {
        match self {
            Reason::Alias => {
                "an alias is not followed: a plan is read by people, who see only its name, and a few lines of aliases \
                 can stand for more values than fit in memory. The finding `alias` says to write the value out"
            }
            Reason::ComplexKey => {
                "a key that is a list, a set of keys or an alias names no question. It is left out with the finding \
                 `key_not_text`"
            }
            Reason::SecondDocument => {
                "one file holds one plan. The first document is read, and the finding `second_document` keeps the whole \
                 from being judged"
            }
            Reason::KeyTwice => {
                "YAML itself forbids it, and the suite leaves it to whoever reads the events. The first is read, and the \
                 finding `duplicate_key` names both"
            }
            Reason::Tag => {
                "the type of an answer comes from its question, never from the text. The value is read as it is \
                 written, without a finding"
            }
        }
    }
}

/// What our reader should give.
pub(super) struct Expected {
    /// The tree; none when there is no document.
    pub(super) root: Option<Shape>,
    /// What is left out of it, and why; in the order of [`REASONS`].
    pub(super) reasons: Vec<Reason>,
}

/// A collection that has begun.
struct Open {
    is_mapping: bool,
    values: Vec<Shape>,
}

/// Reads the events of a case.
pub(super) fn expected(events: &str) -> Expected {
    let mut reasons = Vec::new();
    let mut root = None;
    let mut open: Vec<Open> = Vec::new();
    let mut documents = 0;
    for line in events.lines().map(|line| line.trim_start_matches(' ')) {
        let (kind, rest) = line.split_at(line.len().min(4));
        let node = match kind {
            "+DOC" => {
                documents += 1;
                if documents > 1 {
                    reasons.push(Reason::SecondDocument);
                    break;
                }
                continue;
            }
            "+SEQ" | "+MAP" => {
                properties(rest, &mut reasons);
                open.push(Open { is_mapping: kind == "+MAP", values: Vec::new() });
                continue;
            }
            "-SEQ" | "-MAP" => {
                let Open { is_mapping, values } = open.pop().unwrap();
                if is_mapping { keys(values, &mut reasons) } else { Shape::List(values) }
            }
            "=ALI" => {
                reasons.push(Reason::Alias);
                Shape::Refused
            }
            "=VAL" => {
                let written = properties(rest, &mut reasons);
                let (style, text) = written.split_at(1);
                Shape::Text(unescaped(text), style == ":")
            }
            "+STR" | "-STR" | "-DOC" => continue,
            other => panic!("an event of the suite that is not known: {other}"),
        };
        match open.last_mut() {
            Some(around) => around.values.push(node),
            None => root = Some(node),
        }
    }
    reasons.sort_unstable();
    reasons.dedup();
    Expected { root, reasons }
}

/// Takes the style of a collection, the anchor and the tag from the beginning of an event; gives the rest.
fn properties<'a>(rest: &'a str, reasons: &mut Vec<Reason>) -> &'a str {
    let mut rest = rest.trim_start_matches(' ');
    loop {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        match word.chars().next() {
            Some('&' | '{' | '[') => {}
            Some('<') => reasons.push(Reason::Tag),
            _ => return rest,
        }
        rest = after;
    }
}

/// The keys and values of a mapping: those that are no single text and those that stand twice are left out.
fn keys(values: Vec<Shape>, reasons: &mut Vec<Reason>) -> Shape {
    let mut kept: Vec<(String, Shape)> = Vec::new();
    let mut values = values.into_iter();
    while let (Some(key), Some(value)) = (values.next(), values.next()) {
        match key {
            Shape::Text(key, _) if kept.iter().any(|(other, _)| *other == key) => reasons.push(Reason::KeyTwice),
            Shape::Text(key, _) => kept.push((key, value)),
            _ => reasons.push(Reason::ComplexKey),
        }
    }
    Shape::Keys(kept)
}

/// The text of a scalar as the suite writes it.
fn unescaped(text: &str) -> String {
    let mut found = String::new();
    let mut chars = text.chars();
    while let Some(next) = chars.next() {
        found.push(match next {
            '\\' => match chars.next().unwrap() {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                '\\' => '\\',
                other => panic!("an escape of the suite that is not known: {other}"),
            },
            other => other,
        });
    }
    found
}
