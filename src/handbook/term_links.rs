//! Links from the words of a page to their entries in the glossary: the first use of a term in a section.
//!
//! They are set in one walk over the finished body of a page. So a chapter's own text and what its directives take in
//! count as one section, and no template has to say which of its texts may be linked. Headings, links, code, labels,
//! controls, drawings and small print ([`SKIPPED`], [`SKIPPED_CLASSES`]) are left alone. Nothing but whole elements is
//! added to a body: taking the added links and buttons away gives the same bytes back.
//!
//! Words are found as the rules about a plan's words find them: whole words; a word in capitals in capitals only, any
//! other in small and capital letters; with blanks, line breaks, hyphens, apostrophes, `&` and `/` between them. Of names
//! that begin at one word the longest is taken. A name within a longer compound (`pre-referral`) is not that name.

use std::collections::HashMap;
use std::ops::Range;

use sp_plan_engine::record::{Linking, Term};

use super::word_tree::WordTree;
use sp_plan_report::templates::escape;

/// Elements within which nothing is linked.
const SKIPPED: &[&str] = &[
    "a",
    "button",
    "caption",
    "cite",
    "code",
    "dl",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "kbd",
    "label",
    "legend",
    "math",
    "nav",
    "option",
    "pre",
    "samp",
    "script",
    "select",
    "style",
    "summary",
    "svg",
    "template",
    "textarea",
    "th",
    "title",
    "var",
];

/// Classes of elements within which nothing is linked: small print, and what is heard or counted only.
const SKIPPED_CLASSES: &[&str] =
    &["address", "count", "hidden", "ingredient-list", "kind", "provenance", "question-links", "says", "tag"];

/// Elements that words of one name may run through.
const INLINE: &[&str] = &["b", "em", "i", "mark", "s", "small", "span", "strong"];

/// Elements that end where they begin.
pub(super) const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Finds terms and links them; made once for all pages.
pub(super) struct TermLinks<'a> {
    terms: &'a [Term],
    tree: WordTree,
}

/// A body with its links.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Linked {
    /// The body.
    pub(super) html: String,
    /// The positions of the terms that it links to, in the order of the glossary.
    pub(super) used: Vec<usize>,
}

impl<'a> TermLinks<'a> {
    /// Makes ready to look for terms.
    pub(super) fn new(terms: &'a [Term]) -> Self {
        Self { terms, tree: WordTree::new(terms) }
    }

    /// Links the terms of a body. `root` is the way from its page to the root of the handbook.
    pub(super) fn link(&self, body: &str, root: &str) -> Linked {
        let mut walk = Walk {
            links: self,
            body,
            root,
            html: String::with_capacity(body.len() + body.len() / 8),
            copied: 0,
            open: Vec::new(),
            skipping: 0,
            elements: 0,
            words: Vec::new(),
            section: 1,
            seen: HashMap::new(),
        };
        walk.all();
        let mut used: Vec<usize> = walk.seen.into_keys().filter(|&at| self.is_linked(at)).collect();
        used.sort_unstable();
        Linked { html: walk.html, used }
    }

    fn is_linked(&self, term: usize) -> bool {
        self.terms.get(term).is_some_and(|term| term.link != Linking::Never)
    }
}

/// An element that has begun and not ended.
struct Open<'a> {
    name: &'a str,
    skipped: bool,
    /// Which element it is, to tell two of one name apart.
    element: usize,
}

/// A word of the running text.
struct Word {
    range: Range<usize>,
    /// The innermost element that it stands in.
    element: usize,
}

/// A walk over a body.
struct Walk<'a> {
    links: &'a TermLinks<'a>,
    body: &'a str,
    root: &'a str,
    /// The new body, and how much of the old one it holds.
    html: String,
    copied: usize,
    open: Vec<Open<'a>>,
    /// How many of the open elements are skipped.
    skipping: usize,
    /// How many elements there have been.
    elements: usize,
    /// The words since the last element that parts texts.
    words: Vec<Word>,
    section: usize,
    /// The section in which a term was used last.
    seen: HashMap<usize, usize>,
}

impl Walk<'_> {
    fn all(&mut self) {
        let mut at = 0;
        while let Some(found) = self.body.get(at..).and_then(|rest| rest.find('<')) {
            let start = at + found;
            self.text(at..start);
            let Some(end) = tag_end(self.body, start) else {
                at = start;
                break;
            };
            self.tag(start..end);
            at = end;
        }
        // A tag that does not end is no text either.
        if self.body.get(at..).is_some_and(|rest| !rest.starts_with('<')) {
            self.text(at..self.body.len());
        }
        self.set_links();
        self.html.push_str(self.body.get(self.copied..).unwrap_or_default());
    }

    fn tag(&mut self, range: Range<usize>) {
        let tag = self.body.get(range).unwrap_or_default();
        if let Some(name) = tag.strip_prefix("</").map(name_of) {
            if !INLINE.contains(&name) {
                self.set_links();
            }
            self.close(name);
            return;
        }
        let name = name_of(tag.strip_prefix('<').unwrap_or_default());
        if name.is_empty() {
            return;
        }
        let skipped = SKIPPED.contains(&name) || is_skipped(tag);
        if skipped || !INLINE.contains(&name) {
            self.set_links();
        }
        if name == "h2" {
            self.section += 1;
        }
        if !VOID.contains(&name) && !tag.ends_with("/>") {
            self.elements += 1;
            self.skipping += usize::from(skipped);
            self.open.push(Open { name, skipped, element: self.elements });
        }
    }

    /// Ends the innermost element of a name and all within it. An end without a beginning ends nothing.
    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        for closed in self.open.drain(at..) {
            self.skipping -= usize::from(closed.skipped);
        }
    }

    /// Takes in the words of a text between two tags.
    fn text(&mut self, range: Range<usize>) {
        if self.skipping > 0 {
            return;
        }
        let element = self.open.last().map_or(0, |open| open.element);
        let mut at = range.start;
        while let Some(rest) = self.body.get(at..range.end).filter(|rest| !rest.is_empty()) {
            if let Some(length) = entity(rest) {
                at += length;
                continue;
            }
            let length = rest.find(|letter| !is_inside(letter)).unwrap_or(rest.len());
            if length > 0 {
                self.words.push(Word { range: at..at + length, element });
                at += length;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    /// Links what the collected words name, and begins to collect anew.
    fn set_links(&mut self) {
        let words = std::mem::take(&mut self.words);
        let mut at = 0;
        while at < words.len() {
            match self.longest(&words, at) {
                Some((last, term)) => {
                    if let (Some(first), Some(end)) = (words.get(at), words.get(last)) {
                        self.set_link(first.range.start..end.range.end, term);
                    }
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        self.words = words;
        self.words.clear();
    }

    /// The longest name that begins with the word at `first`: its last word, and its term.
    fn longest(&self, words: &[Word], first: usize) -> Option<(usize, usize)> {
        let mut longest = None;
        let mut node = WordTree::ROOT;
        for (at, word) in words.iter().enumerate().skip(first) {
            if at > first && !joins(self.body.get(words.get(at - 1)?.range.end..word.range.start)?) {
                break;
            }
            let Some(next) = self.links.tree.next(node, self.body.get(word.range.clone())?) else { break };
            node = next;
            // A link begins and ends in one element, or its tags would cross those of another.
            let begins = words.get(first)?;
            if let Some(term) = self.links.tree.term(node).filter(|_| word.element == begins.element)
                && self.stands_alone(begins.range.start..word.range.end)
            {
                longest = Some((at, term));
            }
        }
        longest
    }

    /// Whether words are not a part of a longer compound, of an address or of a file's name.
    fn stands_alone(&self, range: Range<usize>) -> bool {
        let binds = |letter: char| matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '.' | '@' | '#' | '=' | '\\');
        let mut before = self.body.get(..range.start).unwrap_or_default().chars().rev();
        let bound_before = before.next().is_some_and(binds) && before.next().is_some_and(is_inside);
        let mut after = self.body.get(range.end..).unwrap_or_default().chars();
        let bound_after = after.next().is_some_and(binds) && after.next().is_some_and(is_inside);
        !bound_before && !bound_after
    }

    fn set_link(&mut self, range: Range<usize>, term: usize) {
        let Some(record) = self.links.terms.get(term) else { return };
        let last_seen = self.seen.insert(term, self.section);
        let is_first = match record.link {
            Linking::FirstInSection => last_seen != Some(self.section),
            Linking::FirstInPage => last_seen.is_none(),
            Linking::Never => false,
        };
        if !is_first {
            return;
        }
        let words = self.body.get(range.clone()).unwrap_or_default();
        self.html.push_str(self.body.get(self.copied..range.start).unwrap_or_default());
        let (root, id) = (escape(self.root), escape(&record.id));
        self.html.push_str(&format!("<a class=\"to-term\" href=\"{root}glossary.html#{id}\">{words}</a>"));
        let button = format!(
            "<button type=\"button\" class=\"what\" popovertarget=\"term.{id}\" aria-label=\"What does “{}” mean?\"></button>",
            spoken(words)
        );
        // A line may end after a button, and what follows must not begin the next with a comma.
        let after = self.body.get(range.end..).and_then(|rest| rest.chars().next());
        self.copied = range.end;
        match after.filter(|after| matches!(after, '.' | ',' | ';' | ':' | '!' | '?' | ')')) {
            Some(mark) => {
                self.html.push_str(&format!("<span class=\"kept\">{button}{mark}</span>"));
                self.copied += mark.len_utf8();
            }
            None => self.html.push_str(&button),
        }
    }
}

/// Words of a body as they may stand in an attribute: without their tags, on one line.
fn spoken(words: &str) -> String {
    let mut text = String::new();
    let mut rest = words;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "&quot;")
}

/// Whether a word goes on with this character.
pub(super) fn is_inside(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Whether words may be one name with this between them, which is of a page: tags and entities may be in it.
pub(super) fn joins(between: &str) -> bool {
    let mut rest = between;
    let mut parted = false;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '<' => match rest.find('>') {
                Some(end) => end + 1,
                None => return false,
            },
            '&' => match entity(rest) {
                Some(length) if ["&amp;", "&#39;", "&#x27;"].contains(&rest.get(..length).unwrap_or_default()) => {
                    length
                }
                Some(_) => return false,
                None => 1,
            },
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '/' => letter.len_utf8(),
            _ if letter.is_whitespace() => letter.len_utf8(),
            _ => return false,
        };
        parted |= letter != '<';
        rest = rest.get(length..).unwrap_or_default();
    }
    parted
}

/// The length of an entity that a text begins with.
fn entity(text: &str) -> Option<usize> {
    /// No entity that is written on purpose is longer.
    const LONGEST: usize = 12;
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST).position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    (end > 0 && name.as_bytes().get(end) == Some(&b';')).then_some(end + 2)
}

/// Where a tag or a comment ends that begins at a byte: after its `>`, which does not count in a quoted value.
fn tag_end(body: &str, start: usize) -> Option<usize> {
    let rest = body.get(start..)?;
    if rest.starts_with("<!--") {
        return rest.find("-->").map(|end| start + end + "-->".len());
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(start + at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The name that a tag begins with.
fn name_of(tag: &str) -> &str {
    let end = tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default()
}

/// Whether a tag says of itself that its text is not to be linked.
fn is_skipped(tag: &str) -> bool {
    if tag.contains(" aria-hidden=\"true\"") {
        return true;
    }
    let classes = tag.split_once(" class=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(classes, _)| classes);
    classes.is_some_and(|classes| classes.split_whitespace().any(|class| SKIPPED_CLASSES.contains(&class)))
}
