//! The names of all terms as a tree of words, in which a text is followed word by word.

use std::collections::HashMap;

use sp_plan_engine::record::Term;

use super::term_links::{is_inside, joins};

/// The most words of a name that is looked for.
const MOST_WORDS: usize = 12;

/// Names by their words.
#[derive(Debug, Default)]
pub(super) struct WordTree {
    /// A number for each word that names are made of.
    words: HashMap<String, usize>,
    /// From a node and a word to the next node.
    next: HashMap<(usize, usize), usize>,
    /// The term whose name ends at a node.
    terms: Vec<Option<usize>>,
}

impl WordTree {
    /// Where every name begins.
    pub(super) const ROOT: usize = 0;

    /// A tree of the names of terms and their plurals. Where two terms share a form, a name comes before another's plural.
    pub(super) fn new(terms: &[Term]) -> Self {
        let mut tree = Self { terms: vec![None], ..Self::default() };
        let names = |(at, term)| -> Vec<(usize, Vec<&str>)> {
            Term::names(term).filter_map(|name| Some((at, words_of(name)?))).collect()
        };
        let names: Vec<(usize, Vec<&str>)> = terms.iter().enumerate().flat_map(names).collect();
        for (at, words) in &names {
            tree.add(words, None, *at);
        }
        for (at, words) in &names {
            for form in words.last().map(|last| other_forms(last)).unwrap_or_default() {
                tree.add(words, Some(&form), *at);
            }
        }
        tree
    }

    /// The node that a word leads to.
    pub(super) fn next(&self, node: usize, word: &str) -> Option<usize> {
        let follow = |word: &str| self.next.get(&(node, *self.words.get(word)?)).copied();
        if is_small(word) {
            return follow(word);
        }
        follow(word).or_else(|| follow(&word.to_lowercase()))
    }

    /// The term whose name ends at a node.
    pub(super) fn term(&self, node: usize) -> Option<usize> {
        self.terms.get(node).copied().flatten()
    }

    /// Adds a name, with another form of its last word if there is one.
    fn add(&mut self, words: &[&str], last: Option<&str>, term: usize) {
        let mut node = Self::ROOT;
        for (at, word) in words.iter().enumerate() {
            let form = last.filter(|_| at + 1 == words.len());
            let text = form.map_or_else(|| sought(word), str::to_owned);
            let count = self.words.len();
            let word = *self.words.entry(text).or_insert(count);
            let fresh = self.terms.len();
            node = *self.next.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.terms.push(None);
            }
        }
        if let Some(end) = self.terms.get_mut(node) {
            end.get_or_insert(term);
        }
    }
}

/// The words of a name; none when something stands between them that no text would be searched for, such as a comma.
fn words_of(name: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    let mut rest = name.trim();
    while !rest.is_empty() {
        let length = rest.find(|letter| !is_inside(letter)).unwrap_or(rest.len());
        words.push(rest.get(..length).filter(|word| !word.is_empty())?);
        rest = rest.get(length..)?;
        let between = rest.find(is_inside).unwrap_or(rest.len());
        if !rest.is_empty() && !joins(rest.get(..between)?) {
            return None;
        }
        rest = rest.get(between..)?;
    }
    (!words.is_empty() && words.len() <= MOST_WORDS).then_some(words)
}

/// Whether a word needs no smaller form: nearly all words, so this is asked first.
fn is_small(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether a word is in capitals, and so is looked for in capitals only.
fn is_capitals(word: &str) -> bool {
    word.contains(char::is_uppercase) && !word.contains(char::is_lowercase)
}

/// A word as it stands in the tree.
fn sought(word: &str) -> String {
    if is_capitals(word) { word.to_owned() } else { word.to_lowercase() }
}

/// The plural of a word, or the singular when it is one: `boards`, `studies`, `analyses`, `condition`.
fn other_forms(word: &str) -> Vec<String> {
    if is_capitals(word) {
        return vec![format!("{word}s")];
    }
    let word = word.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if let Some(stem) = word.strip_suffix("sis") {
        return vec![format!("{stem}ses")];
    }
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return vec![format!("{stem}ies")];
    }
    if ends(&["ss", "x", "ch", "sh"]) {
        return vec![format!("{word}es")];
    }
    match word.strip_suffix('s') {
        Some(stem) if !ends(&["us", "is", "ics"]) => vec![stem.to_owned()],
        Some(_) => Vec::new(),
        None => vec![format!("{word}s")],
    }
}
