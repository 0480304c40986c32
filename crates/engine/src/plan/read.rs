//! From a plan's tree to typed answers. Every fault is a finding, and the reading goes on.

use jiff::civil::Date;

use super::{Answer, AnswerState, Asking, Details, Plan};
use crate::calculators::{Calculations, calculate};
use crate::catalogue::Catalogue;
use crate::checklist::{Group, Question, Stage};
use crate::finding::Finding;
use crate::message::Fault;
use crate::place::{Place, Span};
use crate::suggestion::nearest;
use crate::value::{AnswerValue, ValueReader, date, split_number, split_number_finding, yes_no};
use crate::yaml::{Entry, Mapping, Node, Value};

/// The keys of the long form of an answer.
pub const LONG_FORM: &[&str] = &["answer", "note", "evidence", "owner", "due", "reason", "review", "confirmed"];

/// For how many unknown keys a suggestion is looked for. More are no slips of the pen, and looking takes time.
const MAXIMUM_SUGGESTIONS: usize = 200;

/// Top-level keys that are no checklist.
const OTHER_KEYS: &[&str] = &["sp_plan", "retired"];

/// A plan and what was met on reading it.
#[derive(Debug, Clone)]
pub struct ReadPlan {
    /// The plan as far as it could be read.
    pub plan: Plan,
    /// Everything that was met.
    pub findings: Vec<Finding>,
}

/// Reads a plan's tree. `stage` takes the place of the plan's own stage when it is given.
pub fn read(catalogue: &Catalogue, root: &Mapping, today: Date, stage: Option<Stage>) -> ReadPlan {
    let start = root.entries.first().map_or(Span::default(), |entry| entry.key_span);
    let unanswered = Answer {
        state: AnswerState::Unanswered,
        value: None,
        span: None,
        nearest: start,
        details: Details::default(),
        not_in_time: None,
        asking: Asking::Asked,
    };
    let answers = vec![unanswered; catalogue.questions.all().len()];
    let plan = Plan {
        today,
        stage: stage.unwrap_or(Stage::Design),
        version: None,
        answers,
        calculations: Calculations::default(),
    };
    let mut reading = Reading { catalogue, plan, findings: Vec::new(), unknown_keys: 0 };
    reading.root(root);
    if let Some(stage) = stage {
        // Rules and conditions that look at the stage see the one that was asked for; the plan's own stays in its place.
        if let Some(answer) = catalogue.questions.find("scheme.stage").and_then(|at| reading.plan.answers.get_mut(at)) {
            answer.value = Some(AnswerValue::Choice(stage.word().to_owned()));
            answer.state = AnswerState::Given;
        }
    } else {
        let own = reading.plan.text_at(catalogue, "scheme.stage").and_then(Stage::from_word);
        reading.plan.stage = own.unwrap_or(Stage::Design);
    }
    reading.judge_planned();
    reading.judge_asked();
    reading.judge_unconfirmed();
    reading.plan.calculations = calculate(catalogue, &reading.plan);
    ReadPlan { plan: reading.plan, findings: reading.findings }
}

/// A plan under construction.
pub(super) struct Reading<'a> {
    pub(super) catalogue: &'a Catalogue,
    /// Has an answer for each question of the catalogue, so that every position of the catalogue lies within.
    pub(super) plan: Plan,
    pub(super) findings: Vec<Finding>,
    unknown_keys: usize,
}

impl Reading<'_> {
    fn root(&mut self, root: &Mapping) {
        let catalogue = self.catalogue;
        for entry in &root.entries {
            if entry.key == "sp_plan" {
                self.version(entry);
                continue;
            }
            if entry.key == "retired" {
                continue;
            }
            let Some(checklist) = catalogue.checklists.iter().find(|checklist| checklist.id == entry.key) else {
                let known = catalogue
                    .checklists
                    .iter()
                    .map(|checklist| checklist.id.as_str())
                    .chain(OTHER_KEYS.iter().copied());
                self.unknown_key(entry, &entry.key, known);
                continue;
            };
            for at in checklist.questions() {
                self.plan.answers[at].nearest = entry.key_span;
            }
            let Some(mapping) = self.section(entry, &checklist.title) else { continue };
            match checklist.groups.as_slice() {
                [group] if group.id.is_none() => self.group(group, &checklist.id, mapping),
                groups => {
                    for inner in &mapping.entries {
                        let path = format!("{}.{}", checklist.id, inner.key);
                        let Some(group) = groups.iter().find(|group| group.id.as_deref() == Some(&inner.key)) else {
                            self.unknown_key(inner, &path, groups.iter().filter_map(|group| group.id.as_deref()));
                            continue;
                        };
                        for at in group.questions.clone() {
                            self.plan.answers[at].nearest = inner.key_span;
                        }
                        if let Some(mapping) = self.section(inner, &group.title) {
                            self.group(group, &path, mapping);
                        }
                    }
                }
            }
        }
    }

    fn version(&mut self, entry: &Entry) {
        let version = entry.value.text().unwrap_or_default().trim().to_owned();
        let current = &self.catalogue.handbook.version;
        if !version.is_empty() && version != *current {
            let message = format!("the plan was written for question set {version}, and this is {current}");
            let finding = Fault::OtherVersion.finding(message, Place::in_plan(entry.value.span));
            self.findings.push(finding.label(format!("this program has question set {current}")));
        }
        self.plan.version = Some(version);
    }

    /// The keys of a checklist or a group; nothing at all is a section that has not been begun.
    fn section<'a>(&mut self, entry: &'a Entry, title: &str) -> Option<&'a Mapping> {
        if entry.value.is_empty() || matches!(entry.value.value, Value::Refused) {
            return None;
        }
        let mapping = entry.value.mapping();
        if mapping.is_none() {
            let message =
                format!("`{}` holds the questions of \"{title}\", and this is {}", entry.key, entry.value.kind());
            let finding = Fault::WrongType.finding(message, Place::in_plan(entry.value.span));
            self.findings.push(finding.label("expected the keys of questions, one below the other"));
        }
        mapping
    }

    fn unknown_key<'a>(&mut self, entry: &Entry, path: &str, known: impl Iterator<Item = &'a str>) {
        let catalogue = self.catalogue;
        self.unknown_keys += 1;
        let renamed = catalogue.questions.renamed_from(path).map(|at| catalogue.question(at));
        let elsewhere = || {
            catalogue
                .questions
                .all()
                .iter()
                .find(|question| question.id == entry.key)
                .map(|question| question.path.as_str())
        };
        let label = match renamed {
            Some(question) => format!("now called `{}`", question.path),
            None if self.unknown_keys > MAXIMUM_SUGGESTIONS => "not read".to_owned(),
            None => match nearest(&entry.key, known).or_else(elsewhere) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "not read".to_owned(),
            },
        };
        let finding =
            Fault::UnknownKey.finding(format!("no checklist has the key `{path}`"), Place::in_plan(entry.key_span));
        self.findings.push(finding.label(label));
    }

    fn group(&mut self, group: &Group, path: &str, mapping: &Mapping) {
        let catalogue = self.catalogue;
        let questions = catalogue.in_group(group);
        for (place, entry) in mapping.entries.iter().enumerate() {
            if let Some(head) = split_number(mapping, place) {
                if let Some(at) = questions.iter().position(|question| question.id == head.key) {
                    let answer = &mut self.plan.answers[group.questions.start + at];
                    (answer.value, answer.state) = (None, AnswerState::Unanswered);
                }
                self.findings.push(split_number_finding(head, entry));
                continue;
            }
            let Some(at) = questions.iter().position(|question| question.id == entry.key) else {
                let path = format!("{path}.{}", entry.key);
                self.unknown_key(entry, &path, questions.iter().map(|question| question.id.as_str()));
                continue;
            };
            let Some(question) = questions.get(at) else { continue };
            let answer = self.answer(question, entry);
            self.plan.answers[group.questions.start + at] = answer;
        }
    }

    fn answer(&mut self, question: &Question, entry: &Entry) -> Answer {
        let mut answer = Answer {
            state: AnswerState::Unanswered,
            value: None,
            span: None,
            nearest: entry.key_span,
            details: Details::default(),
            not_in_time: None,
            asking: Asking::Asked,
        };
        let node = &entry.value;
        if node.is_empty() || matches!(node.value, Value::Refused) {
            return answer;
        }
        answer.span = Some(node.span);
        if let Some(version) = &question.retired {
            let message = format!("`{}` is no longer asked since question set {version}", question.path);
            let mut finding =
                Fault::RetiredQuestion.finding(message, Place::in_plan(entry.key_span)).path(&question.path);
            finding.label = question.replaced_by.as_ref().map(|path| format!("`{}` has taken its place", path.text));
            self.findings.push(finding);
            return answer;
        }
        let value = match node.mapping() {
            // A single row written without a dash is no long form.
            Some(mapping) if is_row(question, mapping) => node,
            Some(mapping) => {
                answer.details = self.details(question, mapping);
                if self.is_split(question, mapping) {
                    return answer;
                }
                match mapping.get("answer").filter(|value| !value.is_empty()) {
                    Some(value) => value,
                    None => return answer,
                }
            }
            None => node,
        };
        answer.span = Some(value.span);
        let unconfirmed = answer.details.confirmed == Some(false);
        if value.text().is_some_and(|text| text.trim().eq_ignore_ascii_case("not_applicable")) {
            if unconfirmed {
                // Whether it may be set aside is looked at once somebody says that it should be.
                answer.state = AnswerState::Unconfirmed;
                return answer;
            }
            answer.state = self.exception(question, &answer.details, value.span);
            return answer;
        }
        let mut reader = ValueReader {
            name: &question.id,
            path: &question.path,
            example: question.example.as_ref(),
            findings: &mut self.findings,
        };
        answer.value = reader.read(&question.answer, value);
        answer.state = match answer.value {
            None => AnswerState::Unanswered,
            Some(_) if unconfirmed => AnswerState::Unconfirmed,
            // Whether it is in time is judged when the whole plan is known.
            Some(AnswerValue::Planned) => AnswerState::Planned { in_time: false },
            Some(_) => AnswerState::Given,
        };
        answer
    }

    fn details(&mut self, question: &Question, mapping: &Mapping) -> Details {
        let mut details = Details::default();
        for (place, entry) in mapping.entries.iter().enumerate() {
            if split_number(mapping, place).is_some() {
                continue;
            }
            let text = || entry.value.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            match entry.key.as_str() {
                "answer" => {}
                "note" => details.note = text(),
                "owner" => details.owner = text(),
                "reason" => details.reason = text(),
                "evidence" => {
                    let entries = entry.value.sequence().unwrap_or(std::slice::from_ref(&entry.value));
                    details.evidence =
                        entries.iter().filter_map(Node::text).map(|text| text.trim().to_owned()).collect();
                }
                "due" => details.due = self.detail_date(question, entry),
                "review" => details.review = self.detail_date(question, entry),
                "confirmed" => details.confirmed = self.detail_truth(question, entry),
                _ => {
                    let path = format!("{}.{}", question.path, entry.key);
                    self.unknown_key(entry, &path, LONG_FORM.iter().copied());
                }
            }
        }
        details
    }

    /// Whether a comma has cut the number of a long form's answer in two; then it has a finding and is not read.
    fn is_split(&mut self, question: &Question, mapping: &Mapping) -> bool {
        let mut split = false;
        for (place, entry) in mapping.entries.iter().enumerate() {
            if let Some(head) = split_number(mapping, place) {
                self.findings.push(split_number_finding(head, entry).path(&question.path));
                split = true;
            }
        }
        split
    }

    fn detail_truth(&mut self, question: &Question, entry: &Entry) -> Option<bool> {
        if entry.value.is_empty() {
            return None;
        }
        match entry.value.text().and_then(yes_no) {
            Some(AnswerValue::Yes) => Some(true),
            Some(AnswerValue::No) => Some(false),
            _ => {
                let found = entry.value.text().unwrap_or_else(|| entry.value.kind());
                let message = format!("`{}` takes `yes` or `no`, and this is `{found}`", entry.key);
                let finding = Fault::WrongType.finding(message, Place::in_plan(entry.value.span)).path(&question.path);
                let help = "An answer copied from another plan says `confirmed: no` until your group has agreed it.";
                self.findings.push(finding.label("expected `yes` or `no`").help(help));
                // What is not clearly confirmed does not count.
                Some(false)
            }
        }
    }

    fn detail_date(&mut self, question: &Question, entry: &Entry) -> Option<Date> {
        if entry.value.is_empty() {
            return None;
        }
        let found = entry.value.text().and_then(|text| date(text.trim()));
        if found.is_none() {
            let message = format!(
                "`{}` takes a date, and this is {}",
                entry.key,
                entry.value.text().map_or_else(|| entry.value.kind().to_owned(), |text| format!("`{text}`"))
            );
            let finding = Fault::WrongType.finding(message, Place::in_plan(entry.value.span)).path(&question.path);
            let help = format!("Write it like this: `{}: 2027-04-01`", entry.key);
            self.findings.push(finding.label("expected a date, year first").help(help));
        }
        found
    }
}

/// Whether a mapping under a table's key is a row rather than the long form of an answer.
pub(crate) fn is_row(question: &Question, mapping: &Mapping) -> bool {
    let is_column = |entry: &Entry| question.answer.columns().iter().any(|column| column.id == entry.key);
    mapping.entry("answer").is_none() && mapping.entries.iter().any(is_column)
}

/// The tree of a plan that is given in short, as paths and answers; places are those of the answers.
pub fn nested(paths: &Mapping, span: Span) -> Mapping {
    let mut root = Mapping::default();
    for entry in &paths.entries {
        let mut parts: Vec<&str> = entry.key.split('.').collect();
        let Some(last) = parts.pop() else { continue };
        let mut at = Some(&mut root);
        for part in parts {
            at = at.and_then(|mapping| inner_mapping(mapping, part, entry.key_span, span));
        }
        if let Some(mapping) = at {
            mapping.entries.push(Entry { key: last.to_owned(), key_span: entry.key_span, value: entry.value.clone() });
        }
    }
    root
}

/// The mapping under a key, made when it is not there; none when something else stands there.
fn inner_mapping<'a>(mapping: &'a mut Mapping, key: &str, key_span: Span, span: Span) -> Option<&'a mut Mapping> {
    if mapping.entry(key).is_none() {
        let value = Node { span, value: Value::Mapping(Mapping::default()) };
        mapping.entries.push(Entry { key: key.to_owned(), key_span, value });
    }
    let entry = mapping.entries.iter_mut().find(|entry| entry.key == key)?;
    match &mut entry.value.value {
        Value::Mapping(inner) => Some(inner),
        _ => None,
    }
}
