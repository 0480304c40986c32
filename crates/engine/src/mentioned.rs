//! Judging rules about the plan's own words: what is mentioned where, and what to say of it.

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::finding::{Finding, Page};
use crate::mention::{Mentions, Sought};
use crate::newer::{note_reaches, overdue};
use crate::phrase::{Found, Phrase, Phrases};
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
    /// For each phrase the position of the note that replaces it, if it is looked for because of one.
    notes: Vec<Option<usize>>,
    beside: Vec<Phrases<'a>>,
    unless: Phrases<'a>,
}

/// What one finding will speak of: mentions of one note's terms, or of any of the rule's own phrases.
#[derive(Default)]
struct Mentioned {
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
    let search = Search::new(catalogue, plan, mentions);
    let mut mentioned: BTreeMap<Option<usize>, Mentioned> = BTreeMap::new();
    for passage in &texts.passages {
        // Whether the passage excuses the mentions of a note is found out once, however often it mentions them.
        let mut excused: BTreeMap<Option<usize>, bool> = BTreeMap::new();
        for node in &passage.nodes {
            let text = node.text().unwrap_or_default();
            let mut finds = search.sought.find(text).peekable();
            if finds.peek().is_none() || !search.beside.iter().all(|group| group.any_in(text)) {
                continue;
            }
            // Only what will be named is placed, so that a hostile text takes little room.
            let mut named = Vec::new();
            for found in finds {
                let note = search.note(&found);
                if *excused.entry(note).or_insert_with(|| search.excuses(catalogue, passage, note)) {
                    continue;
                }
                let mentioned = mentioned.entry(note).or_default();
                if mentioned.count(passage.question) {
                    named.push((note, found.range));
                }
            }
            let ranges: Vec<_> = named.iter().map(|(_, range)| range.clone()).collect();
            for ((note, range), span) in named.iter().zip(places(texts.source, node, &ranges)) {
                let words = text.get(range.clone()).unwrap_or_default();
                mentioned.entry(*note).or_default().name(words, span);
            }
        }
    }
    mentioned.into_iter().map(|(note, mentioned)| mentioned.finding(catalogue, plan, rule, note)).collect()
}

impl<'a> Search<'a> {
    fn new(catalogue: &'a Catalogue, plan: &Plan, mentions: &'a Mentions) -> Self {
        let (phrases, notes): (Vec<&Phrase>, Vec<Option<usize>>) = match &mentions.sought {
            Sought::Phrases(phrases) => phrases.iter().map(|phrase| (phrase, None)).unzip(),
            Sought::ReplacedTerms => {
                let notes = catalogue.notes.iter().enumerate().filter(|(_, note)| note_reaches(note, catalogue, plan));
                notes.flat_map(|(at, note)| note.replaces.iter().map(move |phrase| (phrase, Some(at)))).unzip()
            }
        };
        Self {
            sought: Phrases::new(phrases),
            notes,
            beside: mentions.beside.iter().map(Phrases::new).collect(),
            unless: Phrases::new(&mentions.unless),
        }
    }

    fn note(&self, found: &Found) -> Option<usize> {
        self.notes.get(found.phrase).copied().flatten()
    }

    /// Whether the passage has words with which the rule's mentions, or those of a note, do not count.
    fn excuses(&self, catalogue: &Catalogue, passage: &Passage<'_>, note: Option<usize>) -> bool {
        let now = note.and_then(|note| catalogue.notes.get(note)).map_or(&[][..], |note| &note.now);
        let now = Phrases::new(now);
        passage.nodes.iter().filter_map(|node| node.text()).any(|text| self.unless.any_in(text) || now.any_in(text))
    }
}

/// Where parts of a value are written; the whole value where that is not known.
fn places(source: Option<&str>, node: &Node, parts: &[std::ops::Range<usize>]) -> Vec<Span> {
    match source {
        Some(source) if !parts.is_empty() => written(source, node, parts),
        _ => vec![node.span; parts.len()],
    }
}

impl Mentioned {
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

    fn finding(self, catalogue: &Catalogue, plan: &Plan, rule: &Rule, note: Option<usize>) -> Finding {
        let note = note.and_then(|at| catalogue.notes.get(at));
        let words = joined(&self.words);
        let about = note.map(Note::with_source).unwrap_or_default();
        let mut places = self.places.into_iter();
        let (first, _) = places.next().unwrap_or_default();
        let message = rule.says.say_of_words(catalogue, plan, &words, &about);
        let mut help = rule.help.say_of_words(catalogue, plan, &words, &about);
        if let Some(overdue) = overdue(note, plan.today) {
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
