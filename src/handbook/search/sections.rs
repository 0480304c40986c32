//! The sections of a chapter, read from its HTML, so that what a part's template shows can be found as well as what its
//! Markdown says.
//!
//! A section begins with a heading that has an anchor: its own id, or that of the element around it. Text before the
//! first such heading belongs to the page as a whole. What has an entry of its own is left out, and so is what nobody
//! would search for: controls, pictures, and the lines that name the guide's pages.

use std::collections::BTreeSet;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::handbook::term_links::VOID;

/// A section with its words in one line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// Its anchor; none for what stands before the first section.
    pub(super) anchor: Option<String>,
    /// Its heading; none for what stands before the first section.
    pub(super) title: Option<String>,
    /// Its words.
    pub(super) text: String,
}

/// Elements of which nothing is read.
const UNREAD: &[&str] = &["button", "label", "nav", "script", "select", "style", "svg", "template", "textarea"];

/// Classes of which nothing is read. Rules in a list have their own entries.
const UNREAD_CLASSES: &[&str] = &["hidden", "provenance", "rules"];

/// Elements within a line: a word may go on after them.
const WITHIN_LINES: &[&str] = &[
    "a", "abbr", "b", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "var", "wbr",
];

/// The sections of a chapter's HTML. `known` has the anchors on its page that have entries of their own.
pub(super) fn read(html: &str, known: &BTreeSet<&str>) -> Vec<Section> {
    let mut reading = Reading {
        known,
        sections: vec![Section::default()],
        dropped: false,
        open: Vec::new(),
        unread: 0,
        heading: None,
        gap: false,
        tag: Tag::default(),
    };
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        reading.take(&event);
        None
    });
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    reading.sections
}

/// A tag whose attributes are being read.
#[derive(Default)]
struct Tag {
    name: String,
    attribute: String,
    id: Option<String>,
    is_unread: bool,
}

/// An element that has begun.
struct Element {
    name: String,
    /// Its id, until a heading takes it as its anchor.
    id: Option<String>,
    is_unread: bool,
    /// The section in which it began, and how long its text was. What stands above a heading inside the element, such
    /// as a line that says what sort of statement follows, moves to the heading's section.
    began: (usize, usize),
}

struct Reading<'a> {
    known: &'a BTreeSet<&'a str>,
    /// Never empty: the first is the page as a whole.
    sections: Vec<Section>,
    /// Whether the words now read belong to what has an entry of its own.
    dropped: bool,
    open: Vec<Element>,
    /// How many of the open elements are not read.
    unread: usize,
    /// The words of the heading that is open.
    heading: Option<String>,
    /// Whether the next word stands apart from the last one.
    gap: bool,
    tag: Tag,
}

impl Reading<'_> {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = text(name);
                self.tag = Tag { is_unread: UNREAD.contains(&name.as_str()), name, ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute = text(name);
                self.tag.is_unread |= self.tag.attribute == "popover";
            }
            CallbackEvent::AttributeValue { value } => {
                let value = text(value);
                match self.tag.attribute.as_str() {
                    "class" => {
                        self.tag.is_unread |= value.split_whitespace().any(|class| UNREAD_CLASSES.contains(&class));
                    }
                    "aria-hidden" => self.tag.is_unread |= value == "true",
                    "id" => self.tag.id = Some(value),
                    _ => {}
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.begin(),
            CallbackEvent::EndTag { name } => self.end(&text(name)),
            CallbackEvent::String { value } => self.say(&text(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn begin(&mut self) {
        let Tag { name, id, is_unread, .. } = std::mem::take(&mut self.tag);
        self.gap |= !WITHIN_LINES.contains(&name.as_str());
        if VOID.contains(&name.as_str()) {
            return;
        }
        let heads = is_heading(&name);
        // A heading of what has its own entry ends the section before it; any other element is simply passed over.
        let is_known = !heads && id.as_deref().is_some_and(|id| self.known.contains(id));
        let is_unread = is_unread || is_known;
        if heads && self.unread == 0 {
            self.heading = Some(String::new());
        }
        self.unread += usize::from(is_unread);
        let section = self.sections.len() - 1;
        let began = (section, self.sections.last().map_or(0, |section| section.text.len()));
        self.open.push(Element { name, id, is_unread, began });
    }

    /// Ends the innermost element of that name, and those inside it that were never ended.
    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else { return };
        while self.open.len() > at {
            let Some(element) = self.open.pop() else { return };
            self.unread -= usize::from(element.is_unread);
            if is_heading(&element.name)
                && self.unread == 0
                && let Some(words) = self.heading.take()
            {
                self.head(element.id, words);
            }
            self.stop(&element.name);
        }
    }

    /// Begins a section at a heading that has an anchor. Any other heading is a line of the section.
    fn head(&mut self, own: Option<String>, words: String) {
        let around = self.open.iter_mut().rev().find(|element| element.id.is_some());
        let (anchor, began) = match (own, around) {
            (Some(own), _) => (Some(own), None),
            (None, Some(around)) => (around.id.take(), Some(around.began)),
            (None, None) => (None, None),
        };
        let Some(anchor) = anchor else {
            self.gap = true;
            self.say(&words);
            return;
        };
        self.dropped = self.known.contains(anchor.as_str());
        if self.dropped {
            return;
        }
        let above = began
            .filter(|(section, _)| section + 1 == self.sections.len())
            .and_then(|(section, from)| Some(self.sections.get_mut(section)?.text.split_off(from)))
            .unwrap_or_default();
        self.sections.push(Section { anchor: Some(anchor), title: Some(words), text: above.trim().to_owned() });
    }

    /// Adds words to the heading that is open, or else to the section.
    fn say(&mut self, words: &str) {
        if self.unread > 0 {
            return;
        }
        let place = match (&mut self.heading, self.sections.last_mut()) {
            (Some(heading), _) => heading,
            (None, Some(section)) if !self.dropped => &mut section.text,
            _ => return,
        };
        for letter in words.chars() {
            if letter.is_whitespace() {
                self.gap = true;
                continue;
            }
            if self.gap && !place.is_empty() {
                place.push(' ');
            }
            self.gap = false;
            place.push(letter);
        }
    }

    /// Ends what an element says as a reader would hear it, so that two lines do not run into one in an excerpt.
    fn stop(&mut self, name: &str) {
        let mark = match name {
            "li" | "td" | "th" | "dd" => ';',
            "dt" => ':',
            "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption" | "caption" => '.',
            _ => {
                self.gap |= !WITHIN_LINES.contains(&name);
                return;
            }
        };
        self.gap = true;
        if self.unread > 0 || self.dropped || self.heading.is_some() {
            return;
        }
        let ends_open = |text: &str| text.ends_with(|last: char| last.is_alphanumeric() || ")'\"%".contains(last));
        if let Some(section) = self.sections.last_mut()
            && ends_open(&section.text)
        {
            section.text.push(mark);
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h2" | "h3" | "h4" | "h5" | "h6")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sections as lines `anchor|title|text`.
    fn sections(html: &str, known: &[&str]) -> Vec<String> {
        let line = |section: &Section| {
            let part = |part: &Option<String>| part.clone().unwrap_or_default();
            format!("{}|{}|{}", part(&section.anchor), part(&section.title), section.text)
        };
        read(html, &known.iter().copied().collect()).iter().map(line).collect()
    }

    #[test]
    fn a_section_begins_at_a_heading_with_an_anchor() {
        let html = "<p>Before &amp;\n after</p><h2 id=\"a\">One <code>two</code></h2><p>Text<h3>Part</h3>\
                    <ul><li>x</li><li>y</ul><article id=\"b\"><p class=\"kind\">Caution</p><h3>Three</h3>wo<em>r</em>ds</article>";
        assert_eq!(sections(html, &[]), ["||Before & after.", "a|One two|Text Part. x; y;", "b|Three|Caution. words"],);
    }

    #[test]
    fn what_has_its_own_entry_is_passed_over() {
        let html = "<section><h2 id=\"g\">Group</h2><p>Intro</p><div id=\"q\"><h3>Ask?</h3><p>Why</p></div><p>End</p>\
                    </section><h2 id=\"m\">Message</h2><p>of reading</p><h2 id=\"v\">Next</h2>after";
        assert_eq!(sections(html, &["q", "m"]), ["||", "g|Group|Intro. End.", "v|Next|after"]);
    }

    #[test]
    fn controls_pictures_and_places_in_the_guide_are_not_read() {
        let html = "<p>a<button>b</button><svg><text>c</text></svg></p><p class=\"x provenance\">d</p><label>e</label>\
                    <span aria-hidden=\"true\">f</span><div popover>g <div>h</div></div> i<script>j</script>";
        assert_eq!(sections(html, &[]), ["||a. i"]);
    }

    #[test]
    fn any_text_is_read() {
        for html in ["</p></div>", "<h2 id=x>", "<h2><h2 id=a></h3>", "<", "<p a=\"", "&#xfffff;<!--", "<br></br>"] {
            assert!(!sections(html, &["a"]).is_empty(), "{html}");
        }
    }
}
