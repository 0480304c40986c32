//! What a page's body tells of the page: the line that describes it to those who look for it, and whether it has a form.

/// The most letters of a description; lists of results show hardly more.
const LONGEST: usize = 155;

/// The fewest letters of a paragraph that can stand for a page.
const SHORTEST: usize = 35;

/// What a page is about: the words of its first paragraph that says something, cut at a word. Empty when it has none.
pub(super) fn description(html: &str) -> String {
    let mut first = String::new();
    for paragraph in html.split("<p").skip(1) {
        // Other tags begin like this one.
        if !paragraph.starts_with(['>', ' ']) {
            continue;
        }
        let Some((_, inner)) = paragraph.split_once('>') else { continue };
        let words = words(inner.split("</p>").next().unwrap_or(inner));
        if words.chars().count() >= SHORTEST {
            return cut(&words);
        }
        if first.is_empty() {
            first = words;
        }
    }
    first
}

/// Whether a body has a form.
pub(super) fn has_form(html: &str) -> bool {
    html.contains("<form")
}

/// The classes of what `assets/figures.css` draws.
const FIGURES: &[&str] = &[
    "a-to-z",
    "claim",
    "components",
    "categories",
    "compared",
    "decision-aid",
    "drawing",
    "durations",
    "form-part",
    "ingredient-figure",
    "ledger",
    "letter",
    "question-list",
    "reckoned",
    "schemes",
    "since",
];

/// Whether a body has a figure or another part that needs styles of its own.
pub(super) fn has_figures(html: &str) -> bool {
    html.split("class=\"").skip(1).any(|rest| {
        let names = rest.split('"').next().unwrap_or_default();
        names.split(' ').any(|name| FIGURES.contains(&name))
    })
}

/// The words of a piece of HTML, as they are read.
fn words(html: &str) -> String {
    let mut text = String::new();
    for (at, piece) in html.split('<').enumerate() {
        text.push_str(if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) });
    }
    for (written, read) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replace(written, read);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that is no longer than a description may be, cut between words.
pub(super) fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split(' ') {
        if kept.chars().count() + word.chars().count() + 2 > LONGEST {
            break;
        }
        kept.push_str(word);
        kept.push(' ');
    }
    kept.trim_end_matches([' ', ',', ';', ':', '.']).to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_described_by_its_first_paragraph_that_says_something() {
        let html = "<pre>x</pre><p class=\"a\">Short.</p>\n<p>A <a href=\"b.html\">link worker</a> &amp; a person\nmeet at home.</p>";
        assert_eq!(description(html), "A link worker & a person meet at home.");
        assert_eq!(description("<p>Short.</p>"), "Short.");
        assert_eq!(description("<h2>None</h2>"), "");
    }

    #[test]
    fn a_long_paragraph_is_cut_between_words() {
        let described = description(&format!("<p>{}</p>", "words, ".repeat(60)));
        assert!(described.chars().count() <= LONGEST, "{described}");
        assert!(described.ends_with("words…"), "{described}");
    }
}
