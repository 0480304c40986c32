//! Everything the handbook says, read and linked: what forms, plans, checks and pages are made from.

pub(crate) mod apart;
mod compiled;
mod load;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::answer_type::AnswerType;
use crate::checklist::{Checklist, Group, Question};
use crate::expression::Expression;
use crate::finding::Finding;
use crate::ingredient::{Criterion, Ingredient};
use crate::mention::Sought;
use crate::newer::read_in;
use crate::parameter::Parameter;
use crate::place::{FileId, Place, SourceText};
use crate::reader::{Provenance, Spanned};
use crate::record::{
    Accessibility, Claim, DecisionAid, Fact, Form, HandbookRecord, LedgerPart, LedgerRow, NamedScheme, Note, Source,
    Term,
};
use crate::rule::Rule;
use crate::timeline::Gate;
use crate::yaml;

pub use compiled::{Compiled, NotACatalogue};
use load::Loading;

/// Everything the handbook says.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// The files it was read from; a [`FileId`] is a position here. Empty when it was compiled.
    #[serde(skip)]
    pub files: Vec<SourceText>,
    /// Its version and the guide it is drawn from.
    pub handbook: HandbookRecord,
    /// The checklists, in the order of reading.
    pub checklists: Vec<Checklist>,
    /// All questions.
    pub questions: QuestionIndex,
    /// For each question the condition under which it is asked, if it has one.
    pub conditions: Vec<Option<Expression>>,
    /// The conditions under which columns of tables are asked, in the order of questions and columns.
    pub column_conditions: Vec<ColumnCondition>,
    /// The essential ingredients.
    pub ingredients: Vec<Ingredient>,
    /// The rules, by id.
    pub rules: Vec<Rule>,
    /// The gates of the timeline, in the order of reading.
    pub gates: Vec<Gate>,
    /// The glossary, in alphabetical order of terms.
    #[serde(skip)]
    pub terms: Vec<Term>,
    /// Facts.
    #[serde(skip)]
    pub facts: Vec<Fact>,
    /// Schemes that the guide names, in the order of reading.
    #[serde(skip)]
    pub named_schemes: Vec<NamedScheme>,
    /// Claims of the guide that others quote.
    #[serde(skip)]
    pub claims: Vec<Claim>,
    /// References and resources.
    #[serde(skip)]
    pub sources: Vec<Source>,
    /// Forms to be filled in by pen or on screen.
    #[serde(skip)]
    pub forms: Vec<Form>,
    /// Decision aids.
    #[serde(skip)]
    pub decision_aids: Vec<DecisionAid>,
    /// What has changed since the guide appeared.
    pub notes: Vec<Note>,
    /// The accessibility statement of the pages, where there is one.
    #[serde(skip)]
    pub accessibility: Option<Accessibility>,
    /// The coverage ledger of the guide; empty when it was not given.
    #[serde(skip)]
    pub ledger: Vec<LedgerPart>,
}

/// When a column of a table is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnCondition {
    /// The question that is the table, by its position.
    pub question: usize,
    /// The column, by its position.
    pub column: usize,
    /// The condition, over `row`.
    pub condition: Expression,
}

/// A catalogue and everything that is wrong with the files that it was read from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What could be read.
    pub catalogue: Catalogue,
    /// The faults, by place. With any of them no verdict can be trusted.
    pub findings: Vec<Finding>,
}

/// All questions in order, with a way to find one by its path; and the parameters, which expressions name beside them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct QuestionIndex {
    questions: Vec<Question>,
    parameters: Vec<Parameter>,
    /// Positions in the order of the paths, to find one by.
    by_path: Vec<usize>,
    /// Former paths, with the position of the question that each of them leads to.
    by_former_path: BTreeMap<String, usize>,
    groups: Vec<(String, Range<usize>)>,
}

impl QuestionIndex {
    /// The position of the question with this path.
    pub fn find(&self, path: &str) -> Option<usize> {
        let at = self.by_path.binary_search_by(|&at| self.question(at).path.as_str().cmp(path)).ok()?;
        self.by_path.get(at).copied()
    }

    /// The position of the question that had this path before. A question that was renamed twice is found from its first
    /// path too, whether it names both or the one between is still on record as retired.
    pub fn renamed_from(&self, path: &str) -> Option<usize> {
        let mut found = *self.by_former_path.get(path)?;
        // No chain is longer than the list of former paths; a circle ends here too.
        for _ in 0..self.by_former_path.len() {
            match self.by_former_path.get(&self.question(found).path) {
                Some(next) => found = *next,
                None => break,
            }
        }
        Some(found)
    }

    /// A question by its position, which comes from this index.
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

    /// The parameters, in the order of reading.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The position of the parameter with this id.
    pub fn find_parameter(&self, id: &str) -> Option<usize> {
        self.parameters.iter().position(|parameter| parameter.id == id)
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
            let id = FileId::of_position(at);
            loading.file(yaml::parse(&file.text, id), id);
        }
        loading.link();
        let Loading { mut catalogue, mut findings, .. } = loading;
        catalogue.files = files;
        findings.sort_by_key(|finding| finding.place);
        Loaded { catalogue, findings }
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

    /// The dated notes that a record names, in its order.
    pub fn notes_named<'a>(&'a self, ids: &'a [Spanned]) -> impl Iterator<Item = &'a Note> {
        ids.iter().filter_map(|id| self.notes.iter().find(|note| note.id == id.text))
    }

    /// The notes that a rule stands on: those it names, or, when it looks for the terms that notes replace, those that do.
    pub fn notes_behind<'a>(&'a self, rule: &'a Rule) -> Vec<&'a Note> {
        match rule.mentions.as_ref().map(|mentions| &mentions.sought) {
            Some(Sought::ReplacedTerms) => self.notes.iter().filter(|note| !note.replaces.is_empty()).collect(),
            _ => self.notes_named(&rule.newer.notes).collect(),
        }
    }

    /// What a reader is told of a rule that is newer than the guide: `since 2017, as read in July 2026`; none for a rule of
    /// the guide's own.
    pub fn newer_label(&self, rule: &Rule) -> Option<String> {
        if !rule.is_newer_than_the_guide() {
            return None;
        }
        let read = read_in(self.notes_behind(rule)).map(|month| format!(", as read in {month}")).unwrap_or_default();
        Some(format!("since {}{read}", self.handbook.guide_year))
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
        found.extend(self.questions.parameters().iter().map(|parameter| (&parameter.provenance, parameter.place)));
        found.extend(self.gates.iter().map(|gate| (&gate.provenance, gate.place)));
        found.extend(self.terms.iter().map(|term| (&term.provenance, term.place)));
        found.extend(self.facts.iter().map(|fact| (&fact.provenance, fact.place)));
        found.extend(self.named_schemes.iter().map(|scheme| (&scheme.provenance, scheme.place)));
        found.extend(self.claims.iter().map(|claim| (&claim.provenance, claim.place)));
        found.extend(self.sources.iter().map(|source| (&source.provenance, source.place)));
        found.extend(self.notes.iter().map(|note| (&note.provenance, note.place)));
        for form in &self.forms {
            found.push((&form.provenance, form.place));
            let fields = form.parts.iter().flat_map(|part| &part.fields);
            found.extend(fields.map(|field| (&field.provenance, field.place)));
        }
        for aid in &self.decision_aids {
            found.push((&aid.provenance, aid.place));
            found.extend(aid.steps.iter().map(|step| (&step.provenance, step.place)));
            found.extend(aid.outcomes.iter().map(|outcome| (&outcome.provenance, outcome.place)));
        }
        found
    }
}
