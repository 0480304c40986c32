//! Everything the handbook says, read and linked: what forms, plans, checks and pages are made from.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::answer_type::AnswerType;
use crate::checklist::{Checklist, Group, Question};
use crate::expression::{Expression, Scope};
use crate::finding::Finding;
use crate::ingredient::{Criterion, Ingredient};
use crate::place::{FileId, Place, SourceText};
use crate::reader::{HANDBOOK_FAULT, Provenance, Reader, Spanned, handbook_fault};
use crate::record::{Fact, HandbookRecord, LedgerPart, LedgerRow, Note, Source, Term};
use crate::rule::{Rule, lower_expression};
use crate::suggestion::nearest;
use crate::yaml::{self, Node};

/// Everything the handbook says.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// The files it was read from; a [`FileId`] is a position here.
    pub files: Vec<SourceText>,
    /// Its version and the guide it is drawn from.
    pub handbook: HandbookRecord,
    /// The checklists, in the order of reading.
    pub checklists: Vec<Checklist>,
    /// All questions.
    pub questions: QuestionIndex,
    /// For each question the condition under which it is asked, if it has one.
    pub conditions: Vec<Option<Expression>>,
    /// The essential ingredients.
    pub ingredients: Vec<Ingredient>,
    /// The rules, by id.
    pub rules: Vec<Rule>,
    /// The glossary, in alphabetical order of terms.
    pub terms: Vec<Term>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// References and resources.
    pub sources: Vec<Source>,
    /// What has changed since the guide appeared.
    pub notes: Vec<Note>,
    /// The coverage ledger of the guide; empty when it was not given.
    pub ledger: Vec<LedgerPart>,
}

/// A catalogue and everything that is wrong with the files that it was read from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What could be read.
    pub catalogue: Catalogue,
    /// The faults, by place. With any of them no verdict can be trusted.
    pub findings: Vec<Finding>,
}

/// All questions in order, with a way to find one by its path.
#[derive(Debug, Clone, Default)]
pub struct QuestionIndex {
    questions: Vec<Question>,
    by_path: HashMap<String, usize>,
    groups: Vec<(String, Range<usize>)>,
}

impl QuestionIndex {
    /// The position of the question with this path.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// A question by its position. Positions come from this index; any other gives the first question.
    pub fn question(&self, at: usize) -> &Question {
        // Positions are made by this index alone, and it only grows.
        &self.questions[at]
    }

    /// The type of a question's answer.
    pub fn answer_type(&self, at: usize) -> &AnswerType {
        &self.question(at).answer
    }

    /// All questions in order.
    pub fn all(&self) -> &[Question] {
        &self.questions
    }

    /// All paths in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.questions.iter().map(|question| question.path.as_str())
    }

    /// The paths of all groups in order.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(|(path, _)| path.as_str())
    }

    /// The questions of the group with this path; empty when there is none.
    pub fn in_group(&self, path: &str) -> Vec<usize> {
        self.groups
            .iter()
            .find(|(group, _)| group == path)
            .map(|(_, range)| range.clone().collect())
            .unwrap_or_default()
    }
}

impl Catalogue {
    /// Reads the handbook's YAML files. Faults are collected; what is sound is read all the same.
    pub fn load(files: Vec<SourceText>) -> Loaded {
        let mut loading = Loading::default();
        for (at, file) in files.iter().enumerate() {
            let id = FileId(u32::try_from(at).unwrap_or(u32::MAX - 1));
            loading.file(file, id);
        }
        loading.link();
        let Loading { mut catalogue, mut findings, .. } = loading;
        catalogue.files = files;
        findings.sort_by_key(|finding| finding.place);
        Loaded { catalogue, findings }
    }

    /// Adds the coverage ledger from files that were left out when the catalogue was loaded. For the embedded handbook,
    /// whose faults its tests find; faults are not reported here.
    pub fn add_ledger<'a>(&mut self, files: impl IntoIterator<Item = &'a SourceText>) {
        let mut findings = Vec::new();
        for file in files {
            let root = yaml::parse(&file.text, FileId(0)).root;
            let parts = root.as_ref().and_then(Node::mapping).and_then(|mapping| mapping.get("provenance"));
            for part in parts.and_then(Node::sequence).unwrap_or_default() {
                self.ledger.extend(LedgerPart::read(part, FileId(0), &mut findings));
            }
        }
    }

    /// A question by its position.
    pub fn question(&self, at: usize) -> &Question {
        self.questions.question(at)
    }

    /// When a question is asked, in words; none when it is always asked.
    pub fn condition_in_words(&self, question: usize) -> Option<String> {
        self.conditions.get(question)?.as_ref().map(|condition| condition.words(self))
    }

    /// The questions of a group.
    pub fn in_group(&self, group: &Group) -> &[Question] {
        self.questions.all().get(group.questions.clone()).unwrap_or(&[])
    }

    /// The name and text of a file.
    pub fn file(&self, id: FileId) -> Option<&SourceText> {
        self.files.get(id.0 as usize)
    }

    /// A rule by id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// A criterion by id, with its ingredient.
    pub fn criterion(&self, id: &str) -> Option<(&Ingredient, &Criterion)> {
        self.ingredients.iter().find_map(|ingredient| {
            ingredient.criteria.iter().find(|criterion| criterion.id == id).map(|criterion| (ingredient, criterion))
        })
    }

    /// A row of the coverage ledger.
    pub fn ledger_row(&self, id: &str) -> Option<&LedgerRow> {
        self.ledger.iter().flat_map(|part| &part.rows).find(|row| row.id == id)
    }

    /// Every ledger id that a record names, with the place where it does.
    pub fn covered(&self) -> Vec<(&Spanned, Place)> {
        let mut found = Vec::new();
        for (provenance, place) in self.provenances() {
            for id in &provenance.guide {
                found.push((id, Place::new(place.file, id.span)));
            }
        }
        found
    }

    /// Where every record comes from, with its place.
    fn provenances(&self) -> Vec<(&Provenance, Place)> {
        let mut found = Vec::new();
        for checklist in &self.checklists {
            found.push((&checklist.provenance, checklist.place));
            found.extend(checklist.groups.iter().map(|group| (&group.provenance, checklist.place)));
        }
        for question in self.questions.all() {
            found.push((&question.provenance, question.place));
            found.extend(question.answer.options().iter().map(|option| (&option.provenance, question.place)));
            for column in question.answer.columns() {
                found.push((&column.provenance, column.place));
                found.extend(column.answer.options().iter().map(|option| (&option.provenance, column.place)));
            }
        }
        for ingredient in &self.ingredients {
            found.push((&ingredient.provenance, ingredient.place));
            found.extend(ingredient.criteria.iter().map(|criterion| (&criterion.provenance, criterion.place)));
        }
        found.extend(self.rules.iter().map(|rule| (&rule.provenance, rule.place)));
        found.extend(self.terms.iter().map(|term| (&term.provenance, term.place)));
        found.extend(self.facts.iter().map(|fact| (&fact.provenance, fact.place)));
        found.extend(self.sources.iter().map(|source| (&source.provenance, source.place)));
        found.extend(self.notes.iter().map(|note| (&note.provenance, note.place)));
        found
    }
}

#[derive(Default)]
struct Loading {
    catalogue: Catalogue,
    findings: Vec<Finding>,
    questions: Vec<Question>,
    /// Ingredients and rules need the questions, so they wait until all checklists are read.
    ingredients: Vec<(FileId, Node)>,
    rules: Vec<(FileId, Node)>,
}

/// The root keys of the handbook's files.
const ROOTS: &[&str] =
    &["handbook", "checklist", "ingredients", "rules", "facts", "terms", "sources", "notes", "provenance"];

impl Loading {
    fn file(&mut self, source: &SourceText, id: FileId) {
        let document = yaml::parse(&source.text, id);
        self.findings.extend(document.findings.into_iter().map(|mut finding| {
            finding.id = HANDBOOK_FAULT.to_owned();
            finding.page = None;
            finding
        }));
        let Some(root) = document.root.filter(|root| !root.is_empty()) else { return };
        let span = root.span;
        let yaml::Value::Mapping(mapping) = root.value else {
            self.findings.push(handbook_fault(
                id,
                span,
                "a file of the handbook begins with a key that says what it holds",
            ));
            return;
        };
        for entry in mapping.entries {
            match entry.key.as_str() {
                "handbook" => match HandbookRecord::read(&entry.value, id, &mut self.findings) {
                    Some(record) => self.catalogue.handbook = record,
                    None => continue,
                },
                "checklist" => {
                    let read = Checklist::read(&entry.value, id, &mut self.questions, &mut self.findings);
                    self.catalogue.checklists.extend(read);
                }
                "ingredients" => self.ingredients.extend(records(&entry, id, &mut self.findings)),
                "rules" => self.rules.extend(records(&entry, id, &mut self.findings)),
                "facts" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.facts, Fact::read),
                "terms" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.terms, Term::read),
                "sources" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.sources, Source::read),
                "notes" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.notes, Note::read),
                "provenance" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.ledger, LedgerPart::read),
                other => {
                    let mut fault =
                        handbook_fault(id, entry.key_span, format!("no file of the handbook holds `{other}`"));
                    fault.help = nearest(other, ROOTS.iter().copied()).map(|word| format!("Did you mean `{word}`?"));
                    self.findings.push(fault);
                }
            }
        }
    }

    fn link(&mut self) {
        self.index_questions();
        self.check_conditions();
        let questions = std::mem::take(&mut self.catalogue.questions);
        for (file, node) in std::mem::take(&mut self.ingredients) {
            self.catalogue.ingredients.extend(Ingredient::read(&node, file, &questions, &mut self.findings));
        }
        for (file, node) in std::mem::take(&mut self.rules) {
            self.catalogue.rules.extend(Rule::read(&node, file, &questions, &mut self.findings));
        }
        self.catalogue.questions = questions;
        self.catalogue.rules.sort_by(|left, right| left.id.cmp(&right.id));
        self.catalogue.terms.sort_by_key(|term| term.term.to_lowercase());
        self.check_ids();
        self.check_references();
        self.check_ledger();
    }

    fn index_questions(&mut self) {
        let mut index = QuestionIndex { questions: std::mem::take(&mut self.questions), ..QuestionIndex::default() };
        for (at, question) in index.questions.iter().enumerate() {
            if index.by_path.insert(question.path.clone(), at).is_some() {
                let place = question.place;
                self.findings.push(handbook_fault(
                    place.file,
                    place.span,
                    format!("there is another question `{}`", question.path),
                ));
            }
        }
        for checklist in &self.catalogue.checklists {
            for group in &checklist.groups {
                let path = group.id.as_ref().map_or(checklist.id.clone(), |id| format!("{}.{id}", checklist.id));
                index.groups.push((path, group.questions.clone()));
            }
        }
        self.catalogue.questions = index;
    }

    /// Reads every `show_if` and checks that what is renamed or replaced exists.
    fn check_conditions(&mut self) {
        let questions = std::mem::take(&mut self.catalogue.questions);
        let mut conditions = Vec::with_capacity(questions.all().len());
        let nothing =
            Node { span: crate::place::Span::default(), value: yaml::Value::Mapping(yaml::Mapping::default()) };
        for (at, question) in questions.all().iter().enumerate() {
            let Some(mut reader) = Reader::open(&nothing, "a question", question.place.file, &mut self.findings) else {
                continue;
            };
            let scope = Scope { questions: &questions, row: None, positive: true };
            let condition = question.show_if.as_ref().and_then(|text| {
                let condition = lower_expression(&mut reader, text, &scope)?;
                if condition.questions().contains(&at) {
                    reader.fault(text.span, "a question cannot depend on its own answer");
                    return None;
                }
                Some(condition)
            });
            conditions.push(condition);
            for column in question.answer.columns() {
                if let Some(text) = &column.show_if {
                    lower_expression(
                        &mut reader,
                        text,
                        &Scope { questions: &questions, row: Some(at), positive: true },
                    );
                }
            }
            if let Some(replaced_by) = question.replaced_by.as_ref().filter(|path| questions.find(&path.text).is_none())
            {
                reader.fault(replaced_by.span, format!("there is no question `{}`", replaced_by.text));
            }
        }
        self.catalogue.questions = questions;
        self.catalogue.conditions = conditions;
    }

    /// An id names one thing: what `explain` and links are given has to be clear.
    fn check_ids(&mut self) {
        let catalogue = &self.catalogue;
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        let checks = catalogue.ingredients.iter().flat_map(|ingredient| {
            std::iter::once((ingredient.id.as_str(), ingredient.place))
                .chain(ingredient.criteria.iter().map(|criterion| (criterion.id.as_str(), criterion.place)))
        });
        let checks = checks.chain(catalogue.rules.iter().map(|rule| (rule.id.as_str(), rule.place)));
        let mut twice: Vec<(String, Place, Place)> = Vec::new();
        for (id, place) in checks {
            if let Some(first) = seen.insert(id, place) {
                twice.push((id.to_owned(), place, first));
            }
        }
        for records in [
            catalogue.terms.iter().map(|term| (term.id.as_str(), term.place)).collect::<Vec<_>>(),
            catalogue.facts.iter().map(|fact| (fact.id.as_str(), fact.place)).collect(),
            catalogue.sources.iter().map(|source| (source.id.as_str(), source.place)).collect(),
            catalogue.notes.iter().map(|note| (note.id.as_str(), note.place)).collect(),
            catalogue.checklists.iter().map(|checklist| (checklist.id.as_str(), checklist.place)).collect(),
        ] {
            let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
            for (id, place) in records {
                if let Some(first) = seen.insert(id, place) {
                    twice.push((id.to_owned(), place, first));
                }
            }
        }
        for (id, place, first) in twice {
            let fault = handbook_fault(place.file, place.span, format!("`{id}` is an id already"));
            self.findings.push(fault.related(first, "it is given here first"));
        }
    }

    /// Related terms, sources and ingredients that records name have to exist.
    fn check_references(&mut self) {
        let catalogue = &self.catalogue;
        let terms: Vec<&str> = catalogue.terms.iter().map(|term| term.id.as_str()).collect();
        let sources: Vec<&str> = catalogue.sources.iter().map(|source| source.id.as_str()).collect();
        let ingredients: Vec<&str> = catalogue.ingredients.iter().map(|ingredient| ingredient.id.as_str()).collect();
        let criteria = catalogue.ingredients.iter().flat_map(|ingredient| &ingredient.criteria);
        let criteria: Vec<&str> = criteria.map(|criterion| criterion.id.as_str()).collect();
        let mut missing = Vec::new();
        let mut check = |what: &str, names: &[Spanned], known: &[&str], file: FileId| {
            for name in names.iter().filter(|name| !known.contains(&name.text.as_str())) {
                let mut fault = handbook_fault(file, name.span, format!("there is no {what} `{}`", name.text));
                fault.help = nearest(&name.text, known.iter().copied()).map(|word| format!("Did you mean `{word}`?"));
                missing.push(fault);
            }
        };
        for term in &catalogue.terms {
            check("term", &term.related, &terms, term.place.file);
            check("source", &term.sources, &sources, term.place.file);
        }
        for fact in &catalogue.facts {
            check("source", &fact.sources, &sources, fact.place.file);
        }
        for rule in &catalogue.rules {
            check("ingredient", &rule.ingredients, &ingredients, rule.place.file);
            check("criterion", &rule.covers, &criteria, rule.place.file);
        }
        self.findings.extend(missing);
    }

    /// No record may name a ledger id that the ledger does not have.
    fn check_ledger(&mut self) {
        if self.catalogue.ledger.is_empty() {
            return;
        }
        let known: BTreeSet<&str> =
            self.catalogue.ledger.iter().flat_map(|part| &part.rows).map(|row| row.id.as_str()).collect();
        let mut invented = Vec::new();
        for (id, place) in self.catalogue.covered() {
            if !known.contains(id.text.as_str()) {
                let mut fault = handbook_fault(place.file, place.span, format!("the ledger has no row `{}`", id.text));
                fault.help = nearest(&id.text, known.iter().copied()).map(|word| format!("Did you mean `{word}`?"));
                invented.push(fault);
            }
        }
        self.findings.extend(invented);
    }
}

fn records(entry: &yaml::Entry, file: FileId, findings: &mut Vec<Finding>) -> Vec<(FileId, Node)> {
    match entry.value.sequence() {
        Some(nodes) => nodes.iter().map(|node| (file, node.clone())).collect(),
        None => {
            findings.push(handbook_fault(file, entry.value.span, format!("`{}` holds a list", entry.key)));
            Vec::new()
        }
    }
}

fn read_all<T>(
    entry: &yaml::Entry,
    file: FileId,
    findings: &mut Vec<Finding>,
    into: &mut Vec<T>,
    read: impl Fn(&Node, FileId, &mut Vec<Finding>) -> Option<T>,
) {
    for (file, node) in records(entry, file, findings) {
        into.extend(read(&node, file, findings));
    }
}
