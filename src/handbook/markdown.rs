//! A chapter's Markdown as safe HTML. Raw HTML is shown as text, links lead to pages, headings have ids.

use std::collections::BTreeSet;

use anyhow::bail;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::table::Tables;
use super::view::Link;

/// Markdown that has been turned into HTML.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// The HTML, without the chapter's title.
    pub(super) html: String,
    /// The chapter's title, where the text has one.
    pub(super) title: Option<String>,
    /// Its second-level headings.
    pub(super) contents: Vec<Link>,
}

/// Turns a piece of a chapter into HTML. `titled` says whether the chapter has its title already; `used` has the ids of headings of the same page so far. A fault is given as a
/// byte offset and a sentence.
pub(super) fn render(text: &str, titled: bool, used: &mut BTreeSet<String>) -> Result<Rendered, (usize, String)> {
    let mut rendered = Rendered::default();
    let mut events: Vec<Event<'_>> = Vec::new();
    // The position of the heading's start among the events, and its words so far.
    let mut heading: Option<(usize, HeadingLevel, String)> = None;
    let mut tables = Tables::default();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if let Some(html) = tables.html(&event) {
            events.push(Event::Html(html.into()));
            continue;
        }
        let event = match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = link_address(&dest_url).map_err(|error| (range.start, format!("{error:#}")))?;
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { ref dest_url, .. })
                if scheme(dest_url).is_some() || dest_url.starts_with("//") =>
            {
                return Err((range.start, format!("`{dest_url}` is not a picture of the handbook")));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some((events.len(), level, String::new()));
                event
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some((start, _, words)) = heading.take() {
                    if level == HeadingLevel::H1 {
                        if titled || rendered.title.replace(words).is_some() {
                            return Err((range.start, "a chapter has one title, and this is another".to_owned()));
                        }
                        // The page's template prints the title.
                        events.truncate(start);
                        continue;
                    }
                    let id = unused_id(&words, used);
                    if level == HeadingLevel::H2 {
                        rendered.contents.push(Link::new(format!("#{id}"), words));
                    }
                    if let Some(Event::Start(Tag::Heading { id: place, .. })) = events.get_mut(start) {
                        *place = Some(CowStr::from(id));
                    }
                }
                event
            }
            event => event,
        };
        if let (Some((_, _, words)), Event::Text(text) | Event::Code(text)) = (&mut heading, &event) {
            words.push_str(text);
        }
        events.push(event);
    }
    html::push_html(&mut rendered.html, events.into_iter());
    Ok(rendered)
}

/// The scheme of an address, such as `https`, in lower case.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// The address of a link: chapters are named by their Markdown files and become pages.
fn link_address(address: &str) -> anyhow::Result<CowStr<'static>> {
    if let Some(scheme) = scheme(address) {
        if !matches!(scheme.as_str(), "https" | "http" | "mailto") {
            bail!("a link may not begin with `{scheme}:`");
        }
        return Ok(CowStr::from(address.to_owned()));
    }
    if address.starts_with('/') {
        bail!("`{address}` leaves the handbook; name the chapter as seen from this one");
    }
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(id)));
    let mut page = path.strip_suffix(".md").map_or_else(|| path.to_owned(), |stem| format!("{stem}.html"));
    if let Some(id) = fragment {
        page.push('#');
        page.push_str(id);
    }
    Ok(CowStr::from(page))
}

/// An id made from a heading's words. Its beginning keeps it apart from the ids of records.
fn unused_id(words: &str, used: &mut BTreeSet<String>) -> String {
    let mut slug = String::from("about");
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        slug.push('-');
        slug.push_str(&word.to_lowercase());
    }
    let mut id = slug.clone();
    let mut count = 1;
    while !used.insert(id.clone()) {
        count += 1;
        id = format!("{slug}-{count}");
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        render(text, false, &mut BTreeSet::new()).map_or_else(|(_, message)| message, |rendered| rendered.html)
    }

    #[test]
    fn raw_html_is_text() {
        assert_eq!(html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
        assert!(!html("<script>alert(1)</script>\n\n- x").contains("<script"));
    }

    #[test]
    fn links_lead_to_pages_and_run_nothing() {
        assert_eq!(html("[a](../b.md#c)"), "<p><a href=\"../b.html#c\">a</a></p>\n");
        assert!(html("[a](javascript:alert)").contains("may not begin with `javascript:`"));
        assert!(html("[a](/etc)").contains("leaves the handbook"));
        assert!(html("![a](https://example.org/a.png)").contains("not a picture of the handbook"));
    }

    #[test]
    fn headings_have_ids_and_the_title_stands_apart() {
        let rendered = render("# The title\n\nText\n\n## One `two`\n\n## One two\n", false, &mut BTreeSet::new());
        let rendered = rendered.expect("it is sound");
        assert_eq!(rendered.title.as_deref(), Some("The title"));
        assert!(!rendered.html.contains("<h1"));
        assert!(rendered.html.contains("<h2 id=\"about-one-two\">") && rendered.html.contains("about-one-two-2"));
        assert_eq!(rendered.contents.len(), 2);
        assert!(html("# One\n\n# Two\n").contains("one title"));
    }
}
