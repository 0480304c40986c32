//! A chapter's Markdown as safe HTML. Raw HTML is shown as text, links lead to pages, headings have ids.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::address;
use super::table::Tables;
use super::view::Link;

/// What is around a chapter's text.
pub(super) struct Around<'a> {
    /// The address of its page.
    pub(super) page: &'a str,
    /// The files below `assets/` that its pictures are among.
    pub(super) assets: &'a [(String, Vec<u8>)],
}

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

/// Turns a piece of a chapter into HTML. `titled` says whether the chapter has its title already; `used` has the ids of
/// headings of the same page so far. A fault is given as a byte offset and a sentence.
pub(super) fn render(
    text: &str,
    around: &Around<'_>,
    titled: bool,
    used: &mut BTreeSet<String>,
) -> Result<Rendered, (usize, String)> {
    let mut rendered = Rendered::default();
    let mut events: Vec<Event<'_>> = Vec::new();
    // The position of the heading's start among the events, and its words so far.
    let mut heading: Option<(usize, HeadingLevel, String)> = None;
    let mut tables = Tables::default();
    let mut links_open = 0_usize;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        // The parser lets an address in pointed brackets be a link within a link, which no page can have; its words stay.
        match event {
            Event::Start(Tag::Link { .. }) => {
                links_open += 1;
                if links_open > 1 {
                    continue;
                }
            }
            Event::End(TagEnd::Link) => {
                links_open = links_open.saturating_sub(1);
                if links_open > 0 {
                    continue;
                }
            }
            _ => {}
        }
        if let Some(html) = tables.html(&event) {
            events.push(Event::Html(html.into()));
            continue;
        }
        let event = match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            // The address of a person is written without `mailto:`, which is added on the page.
            Event::Start(Tag::Link { link_type, dest_url, title, id }) if link_type != LinkType::Email => {
                let target = address::link(&dest_url, around.page).map_err(|message| (range.start, message))?;
                Event::Start(Tag::Link { link_type, dest_url: CowStr::from(target), title, id })
            }
            Event::Start(Tag::Image { ref dest_url, .. }) => {
                around.picture(dest_url).map_err(|message| (range.start, message))?;
                event
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

impl Around<'_> {
    /// Whether an address is that of a picture which is there.
    fn picture(&self, address: &str) -> Result<(), String> {
        let path = address::picture(address, self.page)?;
        let asset = path.strip_prefix("assets/").unwrap_or_default();
        if self.assets.iter().any(|(name, _)| name == asset) {
            return Ok(());
        }
        Err(format!(
            "there is no picture `{address}`; pictures lie in `templates/assets` and are named as `assets/NAME`"
        ))
    }
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

    const AROUND: Around<'_> = Around { page: "rules/a.html", assets: &[] };

    fn html(text: &str) -> String {
        render(text, &AROUND, false, &mut BTreeSet::new()).map_or_else(|(_, message)| message, |rendered| rendered.html)
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
        assert_eq!(html("[a <https://b.c>](d.md)"), "<p><a href=\"d.html\">a https://b.c</a></p>\n");
        assert_eq!(html("<a@example.org>"), "<p><a href=\"mailto:a@example.org\">a@example.org</a></p>\n");
        for disguised in [
            "<java&#115;cript&colon;x>",
            "[a](&#106;avascript:x)",
            "[a](java&Tab;script:x)",
            "[a](<java\tscript:x>)",
            "[a](&#1;javascript:x)",
            "[a][b]\n\n[b]: JAVASCRIPT:x",
            "[a](data:text/html;base64,PHNjcmlwdD4=)",
            "<vbscript:x>",
        ] {
            let message = html(disguised);
            let refused = message.contains("may not begin with") || message.contains("may not have");
            assert!(refused || !message.contains("<a"), "{disguised}: {message}");
        }
    }

    #[test]
    fn pictures_are_those_of_the_handbook() {
        let assets = [("a.png".to_owned(), Vec::new())];
        let with = |text: &str| {
            let around = Around { assets: &assets, ..AROUND };
            render(text, &around, false, &mut BTreeSet::new()).map_or_else(|(_, message)| message, |found| found.html)
        };
        assert_eq!(
            with("![a \"b\"](../assets/a.png)"),
            "<p><img src=\"../assets/a.png\" alt=\"a &quot;b&quot;\" /></p>\n"
        );
        assert!(with("![a](https://example.org/a.png)").contains("not a picture of the handbook"));
        assert!(with("![a](data:image/png,x)").contains("not a picture of the handbook"));
        assert!(with("![a](../../assets/a.png)").contains("leaves the handbook"));
        assert!(with("![a](../assets/b.png)").contains("there is no picture `../assets/b.png`"));
    }

    #[test]
    fn tables_have_no_style_and_their_heads_have_a_scope() {
        let html = html("| a | b |\n|:-:|--:|\n| 1 | 2 |\n");
        assert!(html.matches("<th scope=\"col\" ").count() == 2 && html.contains(">b</th>"), "{html}");
        assert!(html.contains("2</td>") && !html.contains("style"), "{html}");
    }

    #[test]
    fn headings_have_ids_and_the_title_stands_apart() {
        let rendered =
            render("# The title\n\nText\n\n## One `two`\n\n## One two\n", &AROUND, false, &mut BTreeSet::new());
        let rendered = rendered.expect("it is sound");
        assert_eq!(rendered.title.as_deref(), Some("The title"));
        assert!(!rendered.html.contains("<h1"));
        assert!(rendered.html.contains("<h2 id=\"about-one-two\">") && rendered.html.contains("about-one-two-2"));
        assert_eq!(rendered.contents.len(), 2);
        assert!(html("# One\n\n# Two\n").contains("one title"));
    }
}
