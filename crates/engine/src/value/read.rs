//! Reading one answer's value from the text, and saying what is wrong with it.

use jiff::civil::Date;

use super::{AnswerValue, Cell, Duration, Row, show_number, write_inline};
use crate::answer_type::{AnswerOption, AnswerType, NumberType};
use crate::checklist::Column;
use crate::finding::Finding;
use crate::message::Fault;
use crate::place::{Place, Span};
use crate::reader::quoted;
use crate::suggestion::nearest;
use crate::yaml::{Entry, Mapping, Node};

/// Reads values of answers and collects what is wrong with them.
pub(crate) struct ValueReader<'a> {
    /// The last part of the question's path, for messages.
    pub(crate) name: &'a str,
    /// The question's path.
    pub(crate) path: &'a str,
    /// An answer to imitate, as it would be written.
    pub(crate) example: Option<&'a Node>,
    /// Where faults go.
    pub(crate) findings: &'a mut Vec<Finding>,
}

impl ValueReader<'_> {
    fn fault(&mut self, fault: Fault, message: String, label: String, span: Span) {
        let mut finding = fault.finding(message, Place::in_plan(span)).label(label).path(self.path);
        if fault == Fault::OutOfBounds {
            finding = self.like_this(finding, self.example.map(write_inline));
        }
        self.findings.push(finding);
    }

    /// Shows how such an answer is written.
    fn like_this(&self, finding: Finding, example: Option<String>) -> Finding {
        match example {
            Some(example) => finding.help(format!("Write it like this: `{}: {example}`", self.name)),
            None => finding,
        }
    }

    fn wrong_type(&mut self, kind: &AnswerType, node: &Node) {
        let found = match node.text() {
            Some(text) => format!("`{}`", shortened(text)),
            None => node.kind().to_owned(),
        };
        let expected = kind.expected();
        let message = format!("`{}` takes {expected}, and this is {found}", self.name);
        let finding = Fault::WrongType.finding(message, Place::in_plan(node.span)).path(self.path);
        // For a list the one word written is the best example; for a table whole rows on one line show nothing.
        let example = match (kind, node.text()) {
            (AnswerType::Choices(_) | AnswerType::List, Some(text)) => Some(format!("[{}]", text.trim())),
            (AnswerType::Table(columns), _) => {
                let keys: Vec<String> = columns.iter().take(3).map(|column| format!("{}: ...", column.id)).collect();
                Some(format!("[{{ {} }}]", keys.join(", ")))
            }
            _ => self.example.map(write_inline),
        };
        let finding = self.like_this(finding.label(format!("expected {expected}")), example);
        self.findings.push(finding);
    }

    /// The value at `node` as a value of type `kind`; none, with findings, when it is not one.
    pub(crate) fn read(&mut self, kind: &AnswerType, node: &Node) -> Option<AnswerValue> {
        let value = match kind {
            AnswerType::YesNo => node.text().and_then(yes_no),
            AnswerType::Choice(options) => return self.choice(kind, options, node),
            AnswerType::Choices(options) => return self.choices(kind, options, node),
            AnswerType::Number(number) => match node.text().and_then(|text| decimal(text.trim())) {
                Some(found) => return self.number(kind, number, found, node),
                None => None,
            },
            AnswerType::Money { .. } => node.text().and_then(pounds).map(AnswerValue::Money),
            AnswerType::Duration => node.text().and_then(Duration::from_text).map(AnswerValue::Duration),
            AnswerType::Date => node.text().and_then(|text| date(text.trim())).map(AnswerValue::Date),
            AnswerType::Person | AnswerType::Text => node.text().map(|text| AnswerValue::Text(text.to_owned())),
            AnswerType::List => node
                .sequence()
                .and_then(|values| {
                    values.iter().map(|value| value.text().map(str::to_owned)).collect::<Option<Vec<_>>>()
                })
                .map(AnswerValue::List),
            AnswerType::Table(columns) => return self.table(kind, columns, node),
        };
        if value.is_none() {
            self.wrong_type(kind, node);
        }
        value
    }

    fn number(&mut self, kind: &AnswerType, number: &NumberType, found: f64, node: &Node) -> Option<AnswerValue> {
        if number.integer && found.fract() != 0.0 {
            self.wrong_type(kind, node);
            return None;
        }
        let too_small = number.min.filter(|min| found < *min).map(|min| format!("at least {}", show_number(min)));
        let too_large = number.max.filter(|max| found > *max).map(|max| format!("at most {}", show_number(max)));
        if let Some(bound) = too_small.or(too_large) {
            let message = format!("`{}` is {} {}, and {bound} makes sense", self.name, show_number(found), number.unit);
            self.fault(Fault::OutOfBounds, message, format!("expected {bound}"), node.span);
            return None;
        }
        Some(AnswerValue::Number(found))
    }

    fn choice(&mut self, kind: &AnswerType, options: &[AnswerOption], node: &Node) -> Option<AnswerValue> {
        if node.text().is_none() {
            self.wrong_type(kind, node);
            return None;
        }
        self.option(options, node).map(AnswerValue::Choice)
    }

    fn option(&mut self, options: &[AnswerOption], node: &Node) -> Option<String> {
        let word = node.text()?.trim();
        if let Some(option) = options.iter().find(|option| option.id == word) {
            return Some(option.id.clone());
        }
        let meant = nearest(word, options.iter().map(|option| option.id.as_str())).or_else(|| {
            let label = nearest(word, options.iter().map(|option| option.label.as_str()))?;
            options.iter().find(|option| option.label == label).map(|option| option.id.as_str())
        });
        let list = quoted(options.iter().map(|option| &option.id));
        let message = format!("`{}` has no option `{}`", self.name, shortened(word));
        let now = options.iter().find(|option| option.renamed_from.iter().any(|former| former == word));
        let label = match (now, meant) {
            (Some(option), _) => format!("now called `{}`", option.id),
            (None, Some(meant)) => format!("did you mean `{meant}`?"),
            (None, None) => "no such option".to_owned(),
        };
        let finding = Fault::UnknownOption.finding(message, Place::in_plan(node.span)).label(label).path(self.path);
        self.findings.push(finding.help(format!("The options are {list}.")));
        None
    }

    fn choices(&mut self, kind: &AnswerType, options: &[AnswerOption], node: &Node) -> Option<AnswerValue> {
        let Some(values) = node.sequence() else {
            self.wrong_type(kind, node);
            return None;
        };
        let mut chosen: Vec<String> = Vec::new();
        let mut sound = true;
        for value in values {
            if value.text().is_none() {
                self.wrong_type(kind, value);
                sound = false;
                continue;
            }
            match self.option(options, value) {
                Some(id) if chosen.contains(&id) => {
                    let message = format!("`{id}` is named twice");
                    self.fault(Fault::NamedTwice, message, "already named".to_owned(), value.span);
                }
                Some(id) => chosen.push(id),
                None => sound = false,
            }
        }
        // One misspelt option must not make the whole list count as empty, nor as complete.
        (sound || !chosen.is_empty()).then_some(AnswerValue::Choices(chosen))
    }

    fn table(&mut self, kind: &AnswerType, columns: &[Column], node: &Node) -> Option<AnswerValue> {
        let Some(values) = node.sequence() else {
            self.wrong_type(kind, node);
            return None;
        };
        let mut rows = Vec::new();
        for (number, value) in values.iter().enumerate() {
            match value.mapping() {
                None => self.wrong_type(kind, value),
                Some(mapping) => {
                    let mut row = Row { span: value.span, cells: vec![None; columns.len()] };
                    for (place, entry) in mapping.entries.iter().enumerate() {
                        if let Some(head) = split_number(mapping, place) {
                            let at = columns.iter().position(|column| column.id == head.key);
                            if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
                                *cell = None;
                            }
                            self.findings.push(split_number_finding(head, entry).path(self.path));
                            continue;
                        }
                        let Some(at) = columns.iter().position(|column| column.id == entry.key) else {
                            self.unknown_column(columns, &entry.key, entry.key_span);
                            continue;
                        };
                        if entry.value.is_empty() {
                            continue;
                        }
                        let column = &columns[at];
                        let mut inner = ValueReader {
                            name: &column.id,
                            path: self.path,
                            example: column.example.as_ref(),
                            findings: self.findings,
                        };
                        let read = inner.read(&column.answer, &entry.value);
                        row.cells[at] = read.map(|found| Cell { value: found, span: entry.value.span });
                    }
                    for (column, _) in
                        columns.iter().zip(&row.cells).filter(|(column, cell)| column.required && cell.is_none())
                    {
                        let message = format!("row {} of `{}` lacks `{}`", number + 1, self.name, column.id);
                        self.fault(Fault::IncompleteRow, message, format!("no `{}` here", column.id), row.span);
                    }
                    rows.push(row);
                }
            }
        }
        Some(AnswerValue::Table(rows))
    }

    fn unknown_column(&mut self, columns: &[Column], key: &str, span: Span) {
        let meant = nearest(key, columns.iter().map(|column| column.id.as_str()));
        let now = columns.iter().find(|column| column.renamed_from.iter().any(|former| former == key));
        let label = match (now, meant) {
            (Some(column), _) => format!("now called `{}`", column.id),
            (None, Some(meant)) => format!("did you mean `{meant}`?"),
            (None, None) => "not read".to_owned(),
        };
        let list = quoted(columns.iter().map(|column| &column.id));
        let finding = Fault::UnknownKey.finding(format!("`{}` has no column `{key}`", self.name), Place::in_plan(span));
        self.findings.push(
            finding
                .label(label)
                .path(self.path)
                .help(format!("The columns are {list}. The value is kept and not read.")),
        );
    }
}

/// The entry whose number goes on in the entry at `at`: inside braces a comma ends a value, so that `{ amount: £30,000 }`
/// is an amount of £30 and an empty key `000`. Reading that as £30 would be wrong without anybody noticing.
pub(crate) fn split_number(mapping: &Mapping, at: usize) -> Option<&Entry> {
    let is_rest = |entry: &Entry| {
        let whole = entry.key.split('.').next().unwrap_or_default();
        whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit()) && entry.value.is_empty()
    };
    let entries = mapping.entries.get(..=at)?;
    if !is_rest(entries.last()?) {
        return None;
    }
    let head = entries.iter().rev().find(|entry| !is_rest(entry))?;
    head.value.text().is_some_and(|text| text.ends_with(|last: char| last.is_ascii_digit())).then_some(head)
}

/// What to say of a number that a comma has split.
pub(crate) fn split_number_finding(head: &Entry, rest: &Entry) -> Finding {
    let start = head.value.text().unwrap_or_default().trim();
    let message = format!("`{}` is `{start}` here: inside braces the comma before `{}` ends it", head.key, rest.key);
    Fault::WrongType
        .finding(message, Place::in_plan(head.value.span.to(rest.key_span)))
        .label("a number cut in two")
        .help(format!("Write the number without commas, or in quotes: `{}: \"{start},{}\"`", head.key, rest.key))
}

/// The word for yes, no or planned, as people write it. YAML's own words for truth are meant in a typed question.
pub(crate) fn yes_no(text: &str) -> Option<AnswerValue> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "on" => Some(AnswerValue::Yes),
        "no" | "false" | "off" => Some(AnswerValue::No),
        "planned" => Some(AnswerValue::Planned),
        _ => None,
    }
}

/// An amount such as `30000`, `30,000` or `£30,000.50`; never below zero.
pub(crate) fn pounds(text: &str) -> Option<f64> {
    let text = text.trim();
    decimal(text.strip_prefix('£').unwrap_or(text).trim_start()).filter(|amount| *amount >= 0.0)
}

/// A date, year first and in full. jiff's own reader takes more forms than people mean, and is a sixth of the engine's
/// size in a page.
pub(crate) fn date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shape {
        return None;
    }
    let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..)?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The beginning of a long value, for a message.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = text.trim();
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= LONGEST && line.len() == text.len() {
        return line.to_owned();
    }
    format!("{} …", line.chars().take(LONGEST).collect::<String>().trim_end())
}

/// A plain decimal number, with or without commas between thousands; no exponents and no words.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let sound = all_digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && all_digits(group))
        && all_digits(fraction);
    if !sound {
        return None;
    }
    text.replace(',', "").parse::<f64>().ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::show_date;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        assert_eq!(pounds("£30,000"), Some(30_000.0));
        assert_eq!(pounds("30000.50"), Some(30_000.5));
        assert_eq!(pounds("3,00"), None);
        assert_eq!(pounds("-5"), None);
        assert_eq!(pounds("1e9"), None);
        assert_eq!(pounds("inf"), None);
        assert_eq!(decimal("1,234,567.8"), Some(1_234_567.8));
        assert_eq!(decimal("1234,567"), None);
    }

    #[test]
    fn lengths_of_time_need_a_unit() {
        assert_eq!(Duration::from_text("6 weeks").map(Duration::days), Some(42.0));
        assert_eq!(Duration::from_text("1 Year").map(Duration::days), Some(365.25));
        assert_eq!(Duration::from_text("6"), None);
        assert_eq!(Duration::from_text("6 moons"), None);
        assert_eq!(Duration::from_text("3 months or so"), None);
        assert_eq!(Duration::from_text("1 weeks").map(Duration::show).as_deref(), Some("1 week"));
    }

    #[test]
    fn dates_are_whole_and_real() {
        assert!(date("2027-04-01").is_some());
        for text in ["2027-4-1", "01/04/2027", "2027-02-30", "20270401", "2027-04-01T10:00"] {
            assert!(date(text).is_none(), "{text}");
        }
        assert_eq!(date("2027-04-01").map(show_date).as_deref(), Some("1 April 2027"));
    }

    #[test]
    fn numbers_are_shown_with_thousands() {
        assert_eq!(show_number(2870.0), "2,870");
        assert_eq!(show_number(-1_234_567.891), "-1,234,567.89");
        assert_eq!(show_number(0.5), "0.5");
        assert_eq!(show_number(100.0), "100");
    }
}
