//! Reading the handbook's files and linking their records: every name has to lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{Catalogue, ColumnCondition, QuestionIndex};
use crate::checklist::{Checklist, Question};
use crate::expression::Scope;
use crate::finding::Finding;
use crate::ingredient::Ingredient;
use crate::parameter::Parameter;
use crate::place::{FileId, Place};
use crate::reader::{HANDBOOK_FAULT, Reader, Spanned, handbook_fault};
use crate::record::{
    Accessibility, Claim, DecisionAid, Fact, Form, HandbookRecord, LedgerPart, NamedScheme, Note, Source, Term,
    nation_name, relate_both_ways,
};
use crate::rule::{Rule, lower_expression};
use crate::suggestion::nearest;
use crate::timeline::Gate;
use crate::yaml::{self, Document, Node};

/// A catalogue under construction.
#[derive(Default)]
pub(super) struct Loading {
    pub(super) catalogue: Catalogue,
    pub(super) findings: Vec<Finding>,
    questions: Vec<Question>,
    /// Ingredients and rules need the questions, so they wait until all checklists are read.
    ingredients: Vec<(FileId, Node)>,
    rules: Vec<(FileId, Node)>,
    parameters: Vec<(FileId, Node)>,
    gates: Vec<(FileId, Node)>,
}

/// The root keys of the handbook's files.
const ROOTS: &[&str] = &[
    "handbook",
    "checklist",
    "ingredients",
    "rules",
    "parameters",
    "gates",
    "facts",
    "named_schemes",
    "claims",
    "terms",
    "sources",
    "notes",
    "forms",
    "decision_aids",
    "accessibility",
    "provenance",
];

impl Loading {
    /// Reads one file.
    pub(super) fn file(&mut self, document: Document, id: FileId) {
        self.findings.extend(document.findings.into_iter().map(|mut finding| {
            HANDBOOK_FAULT.clone_into(&mut finding.id);
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
                "handbook" => {
                    if let Some(record) = HandbookRecord::read(&entry.value, id, &mut self.findings) {
                        self.catalogue.handbook = record;
                    }
                }
                "checklist" => {
                    let read = Checklist::read(&entry.value, id, &mut self.questions, &mut self.findings);
                    self.catalogue.checklists.extend(read);
                }
                "ingredients" => self.ingredients.extend(records(&entry, id, &mut self.findings)),
                "rules" => self.rules.extend(records(&entry, id, &mut self.findings)),
                "parameters" => self.parameters.extend(records(&entry, id, &mut self.findings)),
                "gates" => self.gates.extend(records(&entry, id, &mut self.findings)),
                "facts" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.facts, Fact::read),
                "named_schemes" => {
                    read_all(&entry, id, &mut self.findings, &mut self.catalogue.named_schemes, NamedScheme::read);
                }
                "claims" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.claims, Claim::read),
                "terms" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.terms, Term::read),
                "sources" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.sources, Source::read),
                "notes" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.notes, Note::read),
                "forms" => read_all(&entry, id, &mut self.findings, &mut self.catalogue.forms, Form::read),
                "decision_aids" => {
                    read_all(&entry, id, &mut self.findings, &mut self.catalogue.decision_aids, DecisionAid::read);
                }
                "accessibility" => {
                    let read = Accessibility::read(&entry.value, id, &mut self.findings);
                    if let (Some(first), Some(second)) = (&self.catalogue.accessibility, &read) {
                        let fault = handbook_fault(id, second.place.span, "there is another accessibility statement");
                        self.findings.push(fault.related(first.place, "it begins here"));
                    } else if read.is_some() {
                        self.catalogue.accessibility = read;
                    }
                }
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

    /// Links what all files hold, once they are read.
    pub(super) fn link(&mut self) {
        self.index_questions();
        self.check_conditions();
        let mut questions = std::mem::take(&mut self.catalogue.questions);
        let read = std::mem::take(&mut self.parameters);
        questions.parameters = read
            .iter()
            .filter_map(|(file, node)| Parameter::read(node, *file, &questions, &mut self.findings))
            .collect();
        for (file, node) in std::mem::take(&mut self.ingredients) {
            self.catalogue.ingredients.extend(Ingredient::read(&node, file, &questions, &mut self.findings));
        }
        for (file, node) in std::mem::take(&mut self.rules) {
            self.catalogue.rules.extend(Rule::read(&node, file, &questions, &mut self.findings));
        }
        for (file, node) in std::mem::take(&mut self.gates) {
            self.catalogue.gates.extend(Gate::read(&node, file, &questions, &mut self.findings));
        }
        self.catalogue.questions = questions;
        self.catalogue.rules.sort_by(|left, right| left.id.cmp(&right.id));
        self.catalogue.terms.sort_by_key(|term| term.term.to_lowercase());
        self.check_ids();
        self.check_references();
        self.check_names();
        relate_both_ways(&mut self.catalogue.terms);
        self.check_ledger();
    }

    fn index_questions(&mut self) {
        let questions = std::mem::take(&mut self.questions);
        let mut by_path: Vec<usize> = (0..questions.len()).collect();
        // The sort is stable, so that of two questions with one path the later one is said to be another.
        by_path.sort_by_key(|&at| questions[at].path.as_str());
        by_path.dedup_by(|later, first| {
            let (question, twice) = (&questions[*later], questions[*later].path == questions[*first].path);
            if twice {
                let message = format!("there is another question `{}`", question.path);
                self.findings.push(handbook_fault(question.place.file, question.place.span, message));
            }
            twice
        });
        let mut index = QuestionIndex { questions, by_path, ..QuestionIndex::default() };
        self.index_former_paths(&mut index);
        for checklist in &self.catalogue.checklists {
            for group in &checklist.groups {
                let path = group.id.as_ref().map_or(checklist.id.clone(), |id| format!("{}.{id}", checklist.id));
                index.groups.push((path, group.questions.clone()));
            }
        }
        self.catalogue.questions = index;
    }

    /// Former paths lead to the question of today; none may be that of a question that is still asked.
    fn index_former_paths(&mut self, index: &mut QuestionIndex) {
        for at in 0..index.questions.len() {
            let question = &index.questions[at];
            for former in &question.renamed_from {
                let still_asked = index.find(&former.text).map(|at| index.question(at));
                let message = if still_asked.is_some_and(|other| other.retired.is_none()) {
                    format!("`{}` is the path of a question that is still asked", former.text)
                } else if index.by_former_path.insert(former.text.clone(), at).is_some() {
                    format!("another question was called `{}` before", former.text)
                } else {
                    continue;
                };
                self.findings.push(handbook_fault(question.place.file, former.span, message));
            }
        }
    }

    /// Reads every `show_if` and checks that what is renamed or replaced exists.
    fn check_conditions(&mut self) {
        let questions = std::mem::take(&mut self.catalogue.questions);
        let mut conditions = Vec::with_capacity(questions.all().len());
        let mut column_conditions = Vec::new();
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
            let in_row = Scope { questions: &questions, row: Some(at), positive: true };
            for (column, record) in question.answer.columns().iter().enumerate() {
                let condition = record.show_if.as_ref().and_then(|text| lower_expression(&mut reader, text, &in_row));
                column_conditions.extend(condition.map(|condition| ColumnCondition {
                    question: at,
                    column,
                    condition,
                }));
            }
            if let Some(replaced_by) = question.replaced_by.as_ref().filter(|path| questions.find(&path.text).is_none())
            {
                reader.fault(replaced_by.span, format!("there is no question `{}`", replaced_by.text));
            }
        }
        self.catalogue.questions = questions;
        self.catalogue.conditions = conditions;
        self.catalogue.column_conditions = column_conditions;
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
            catalogue.named_schemes.iter().map(|scheme| (scheme.id.as_str(), scheme.place)).collect(),
            catalogue.claims.iter().map(|claim| (claim.id.as_str(), claim.place)).collect(),
            catalogue.sources.iter().map(|source| (source.id.as_str(), source.place)).collect(),
            catalogue.notes.iter().map(|note| (note.id.as_str(), note.place)).collect(),
            catalogue.forms.iter().map(|form| (form.id.as_str(), form.place)).collect(),
            catalogue.decision_aids.iter().map(|aid| (aid.id.as_str(), aid.place)).collect(),
            catalogue.checklists.iter().map(|checklist| (checklist.id.as_str(), checklist.place)).collect(),
            catalogue.questions.parameters().iter().map(|one| (one.id.as_str(), one.place)).collect(),
            catalogue.gates.iter().map(|gate| (gate.id.as_str(), gate.place)).collect(),
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

    /// Related terms, sources, ingredients and questions that records name have to exist.
    fn check_references(&mut self) {
        let catalogue = &self.catalogue;
        let terms: Vec<&str> = catalogue.terms.iter().map(|term| term.id.as_str()).collect();
        let sources: Vec<&str> = catalogue.sources.iter().map(|source| source.id.as_str()).collect();
        let ingredients: Vec<&str> = catalogue.ingredients.iter().map(|ingredient| ingredient.id.as_str()).collect();
        let criteria = catalogue.ingredients.iter().flat_map(|ingredient| &ingredient.criteria);
        let criteria: Vec<&str> = criteria.map(|criterion| criterion.id.as_str()).collect();
        let notes: Vec<&str> = catalogue.notes.iter().map(|note| note.id.as_str()).collect();
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
            check("note", &term.notes, &notes, term.place.file);
            for called in &term.called {
                check("note", std::slice::from_ref(&called.note), &notes, term.place.file);
            }
        }
        for fact in &catalogue.facts {
            check("source", &fact.sources, &sources, fact.place.file);
        }
        for scheme in &catalogue.named_schemes {
            check("source", &scheme.sources, &sources, scheme.place.file);
            check("note", &scheme.notes, &notes, scheme.place.file);
        }
        for claim in &catalogue.claims {
            check("source", &claim.sources, &sources, claim.place.file);
            check("note", &claim.newer, &notes, claim.place.file);
        }
        for parameter in catalogue.questions.parameters() {
            check("note", &parameter.notes, &notes, parameter.place.file);
        }
        for rule in &catalogue.rules {
            check("ingredient", &rule.ingredients, &ingredients, rule.place.file);
            check("criterion", &rule.covers, &criteria, rule.place.file);
            check("note", &rule.newer.notes, &notes, rule.place.file);
        }
        for question in catalogue.questions.all() {
            check("note", &question.notes, &notes, question.place.file);
        }
        let paths: Vec<&str> = catalogue.questions.paths().chain(catalogue.questions.groups()).collect();
        for outcome in catalogue.decision_aids.iter().flat_map(|aid| &aid.outcomes) {
            check("question or group", &outcome.questions, &paths, outcome.place.file);
        }
        self.findings.extend(missing);
    }

    /// A name leads to one term, or readers would not know which is meant; and a name in a nation rests on a note that
    /// speaks of that nation.
    fn check_names(&mut self) {
        let catalogue = &self.catalogue;
        let mut seen: BTreeMap<String, &Term> = BTreeMap::new();
        let mut faults = Vec::new();
        for term in &catalogue.terms {
            for name in term.names() {
                if let Some(first) = seen.insert(name.to_lowercase(), term)
                    && first.id != term.id
                {
                    let message = format!("`{name}` is a name of the term `{}` already", first.id);
                    let fault = handbook_fault(term.place.file, term.place.span, message);
                    faults.push(fault.related(first.place, "it is given here first"));
                }
            }
            for called in &term.called {
                let note = catalogue.notes.iter().find(|note| note.id == called.note.text);
                if note.is_some_and(|note| !note.nations.contains(&called.nation)) {
                    let nation = nation_name(&called.nation);
                    let message = format!("the note `{}` does not speak of {nation}", called.note.text);
                    faults.push(handbook_fault(term.place.file, called.note.span, message));
                }
            }
        }
        self.findings.extend(faults);
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
