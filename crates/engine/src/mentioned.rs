//! Judging rules about the plan's own words: what is mentioned where, and what to say of it.

use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::finding::{Finding, Page};
use crate::mention::{Mentions, Sought};
use crate::newer::{note_reaches, overdue};
use crate::phrase::{Phrase, Phrases};
use crate::place::{Place, Span};
use crate::plan::{Passage, Plan, Texts};
use crate::record::Note;
use crate::rule::Rule;
use crate::value::joined;
use crate::yaml::{Node, written};

/// How many further places one finding names. A reader has understood by then, and a hostile text stays small.
const MAXIMUM_RELATED: usize = 20;

/// What a rule looks for, made ready for one plan.
struct Search<'a> {
    sought: Phrases<'a>,
    /// For each phrase the position of its subject.
    subject_of: Vec<usize>,
    subjects: Vec<Subject<'a>>,
    beside: Vec<Phrases<'a>>,
    unless: Phrases<'a>,
}

/// What one finding will speak of: the mentions of one note's terms, or of all phrases of the rule's own.
struct Subject<'a> {
    /// The note that replaces the terms.
    note: Option<&'a Note>,
    /// What holds in their place.
    now: Phrases<'a>,
    /// The words as the plan has them, each once.
    words: Vec<String>,
    /// The first places, in the order of the plan.
    places: Vec<(Span, String)>,
    /// The question at the first place.
    question: usize,
    /// How many places there are.
    count: usize,
}

/// The findings of a rule about words: one for each note whose terms are mentioned, or one for the rule.
pub(crate) fn judge_mentions(
    catalogue: &Catalogue,
    plan: &Plan,
    texts: &Texts<'_>,
    rule: &Rule,
    mentions: &Mentions,
) -> Vec<Finding> {
    let mut search = Search::new(catalogue, plan, mentions);
    for passage in &texts.passages {
        search.passage(texts.source, passage);
    }
    let mentioned = search.subjects.into_iter().filter(|subject| subject.count > 0);
    mentioned.map(|subject| subject.finding(catalogue, plan, rule)).collect()
}

impl<'a> Search<'a> {
    fn new(catalogue: &'a Catalogue, plan: &Plan, mentions: &'a Mentions) -> Self {
        let mut subjects = Vec::new();
        let mut phrases: Vec<&Phrase> = Vec::new();
        let mut subject_of = Vec::new();
        let mut add = |note: Option<&'a Note>, sought: &'a [Phrase]| {
            subject_of.extend(sought.iter().map(|_| subjects.len()));
            phrases.extend(sought);
            subjects.push(Subject::new(note));
        };
        match &mentions.sought {
            Sought::Phrases(sought) => add(None, sought),
            Sought::ReplacedTerms => {
                for note in catalogue.notes.iter().filter(|note| note_reaches(note, catalogue, plan)) {
                    add(Some(note), &note.replaces);
                }
            }
        }
        Self {
            sought: Phrases::new(phrases),
            subject_of,
            subjects,
            beside: mentions.beside.iter().map(Phrases::new).collect(),
            unless: Phrases::new(&mentions.unless),
        }
    }

    /// Takes the mentions of one passage.
    fn passage(&mut self, source: Option<&str>, passage: &Passage<'_>) {
        // Whether the passage excuses the mentions of a subject is found out once, however often it mentions it.
        let mut excused: Vec<Option<bool>> = Vec::new();
        for node in &passage.nodes {
            let text = node.text().unwrap_or_default();
            // Only what will be named is placed, so that a hostile text takes little room.
            let mut named: Vec<(usize, Range<usize>)> = Vec::new();
            let mut beside = None;
            for found in self.sought.find(text) {
                let stands_beside = || self.beside.iter().all(|group| group.any_in(text));
                if !*beside.get_or_insert_with(stands_beside) {
                    break;
                }
                let at = self.subject_of.get(found.phrase).copied().unwrap_or_default();
                excused.resize(self.subjects.len(), None);
                let (Some(excused), Some(subject)) = (excused.get_mut(at), self.subjects.get_mut(at)) else { continue };
                let excuses = [&self.unless, &subject.now];
                if *excused.get_or_insert_with(|| has_any(passage, excuses)) {
                    continue;
                }
                if subject.count(passage.question) {
                    named.push((at, found.range));
                }
            }
            self.name(source, node, &named);
        }
    }

    /// Places mentions in one value.
    fn name(&mut self, source: Option<&str>, node: &Node, named: &[(usize, Range<usize>)]) {
        let ranges: Vec<_> = named.iter().map(|(_, range)| range.clone()).collect();
        for ((at, range), span) in named.iter().zip(places(source, node, &ranges)) {
            let words = node.text().and_then(|text| text.get(range.clone())).unwrap_or_default();
            if let Some(subject) = self.subjects.get_mut(*at) {
                subject.name(words, span);
            }
        }
    }
}

/// Whether a passage has one of some phrases.
fn has_any(passage: &Passage<'_>, phrases: [&Phrases<'_>; 2]) -> bool {
    let mut texts = passage.nodes.iter().filter_map(|node| node.text());
    texts.any(|text| phrases.iter().any(|phrases| phrases.any_in(text)))
}

/// Where parts of a value are written; the whole value where that is not known.
fn places(source: Option<&str>, node: &Node, parts: &[Range<usize>]) -> Vec<Span> {
    match source {
        Some(source) if !parts.is_empty() => written(source, node, parts),
        _ => vec![node.span; parts.len()],
    }
}

impl<'a> Subject<'a> {
    fn new(note: Option<&'a Note>) -> Self {
        let now = Phrases::new(note.map_or(&[][..], |note| &note.now));
        Self { note, now, words: Vec::new(), places: Vec::new(), question: 0, count: 0 }
    }

    /// Counts a place; says whether it is one of those that will be named.
    fn count(&mut self, question: usize) -> bool {
        if self.count == 0 {
            self.question = question;
        }
        self.count += 1;
        self.count <= MAXIMUM_RELATED + 1
    }

    fn name(&mut self, words: &str, span: Span) {
        let words = format!("“{}”", words.split_whitespace().collect::<Vec<_>>().join(" "));
        if !self.words.contains(&words) {
            self.words.push(words.clone());
        }
        self.places.push((span, words));
    }

    fn finding(self, catalogue: &Catalogue, plan: &Plan, rule: &Rule) -> Finding {
        let words = joined(&self.words);
        let about = self.note.map(Note::with_source).unwrap_or_default();
        let mut places = self.places.into_iter();
        let (first, _) = places.next().unwrap_or_default();
        let message = rule.says.say_of_words(catalogue, plan, &words, &about);
        let mut help = rule.help.say_of_words(catalogue, plan, &words, &about);
        if let Some(overdue) = overdue(self.note, plan.today) {
            help = format!("{help} {overdue}");
        }
        let mut finding = Finding::new(&rule.id, rule.severity, message, Place::in_plan(first))
            .help(help)
            .page(Page::Rule(rule.id.clone()))
            .path(&catalogue.question(self.question).path);
        finding.ingredients = rule.ingredients.iter().map(|id| id.text.clone()).collect();
        match self.count {
            0 | 1 => {}
            2 => finding.label = Some("here and in one more place".to_owned()),
            count => finding.label = Some(format!("here and in {} more places", count - 1)),
        }
        for (span, words) in places {
            finding = finding.related(Place::in_plan(span), words);
        }
        finding
    }
}
