//! Loads the book with mdbook's driver, from texts in memory.
//!
//! The driver's defaults are not ours: its preprocessors would let a chapter include any file of the machine, and its
//! configuration can name programs to run. Here a chapter is one of the texts given, or the build stops.

use std::collections::VecDeque;
use std::path::Path;

use anyhow::{Context, bail};
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem, Chapter};
use mdbook_driver::config::Config;
use mdbook_summary::{Link, Summary, SummaryItem, parse_summary};
use serde::de::IgnoredAny;
use sp_plan_engine::place::SourceText;

use super::files::sound_name;

/// The list of chapters.
const SUMMARY: &str = "src/SUMMARY.md";

/// The book of a handbook: `book.toml`, `src/SUMMARY.md` and the chapters that it lists.
pub(super) fn load(texts: &[SourceText]) -> anyhow::Result<MDBook> {
    let config = config(texts)?;
    let Some(summary) = find(texts, SUMMARY) else {
        bail!("the handbook has no `book/src/SUMMARY.md`, which lists its chapters");
    };
    let summary = parse_summary(summary).map_err(|error| anyhow::anyhow!("book/src/SUMMARY.md: {error:#}"))?;
    let book = book(texts, &summary)?;
    // The driver asks for a folder; with an empty summary it reads nothing from it.
    let mut loaded = MDBook::load_with_config_and_summary(Path::new(""), config, Summary::default())
        .context("the book could not be loaded")?;
    loaded.book = book;
    Ok(loaded)
}

fn find<'a>(texts: &'a [SourceText], name: &str) -> Option<&'a str> {
    let text = texts.iter().find(|text| text.name == name)?;
    Some(text.text.strip_prefix('\u{feff}').unwrap_or(&text.text))
}

fn config(texts: &[SourceText]) -> anyhow::Result<Config> {
    let text = find(texts, "book.toml").unwrap_or_default();
    let mut config: Config =
        text.parse().map_err(|error: anyhow::Error| anyhow::anyhow!("book/book.toml: {error:#}"))?;
    let programs = config.preprocessors::<IgnoredAny>().map_or(1, |tables| tables.len())
        + config.outputs::<IgnoredAny>().map_or(1, |tables| tables.len());
    if programs > 0 {
        bail!("book/book.toml: remove `preprocessor` and `output`; building a handbook runs no other program");
    }
    if let Some(language) = config.book.language.as_deref().filter(|language| !is_language(language)) {
        bail!("book/book.toml: `language` must be a tag such as `en-GB` or `cy`, and this is `{language}`");
    }
    config.build.use_default_preprocessors = false;
    config.build.create_missing = false;
    Ok(config)
}

/// Whether a text has the form of a language tag: letters and digits in groups of up to eight, joined by `-`, the first
/// of letters alone.
fn is_language(text: &str) -> bool {
    let mut groups = text.split('-');
    let is_group = |group: &str| (1..=8).contains(&group.len()) && group.chars().all(|one| one.is_ascii_alphanumeric());
    groups.next().is_some_and(|first| is_group(first) && first.chars().all(|one| one.is_ascii_alphabetic()))
        && groups.all(is_group)
}

/// All chapters in the order of the summary. A chapter below another follows it and knows what is above it.
fn book(texts: &[SourceText], summary: &Summary) -> anyhow::Result<Book> {
    let all = summary.prefix_chapters.iter().chain(&summary.numbered_chapters).chain(&summary.suffix_chapters);
    let mut waiting: VecDeque<(Vec<String>, &SummaryItem)> = all.map(|item| (Vec::new(), item)).collect();
    let mut items = Vec::new();
    while let Some((above, item)) = waiting.pop_front() {
        match item {
            SummaryItem::Separator => items.push(BookItem::Separator),
            SummaryItem::PartTitle(title) => items.push(BookItem::PartTitle(title.clone())),
            SummaryItem::Link(link) => {
                let below: Vec<String> = above.iter().chain([&link.name]).cloned().collect();
                items.push(BookItem::Chapter(chapter(texts, link, above)?));
                for nested in link.nested_items.iter().rev() {
                    waiting.push_front((below.clone(), nested));
                }
            }
            _ => {}
        }
    }
    Ok(Book::new_with_items(items))
}

fn chapter(texts: &[SourceText], link: &Link, above: Vec<String>) -> anyhow::Result<Chapter> {
    let Some(path) = link.location.as_deref() else {
        bail!("book/src/SUMMARY.md: the chapter \"{}\" names no file", link.name);
    };
    let place = place_in_summary(texts, path);
    let Some(name) = path.to_str().filter(|name| name.strip_suffix(".md").is_some_and(|stem| !stem.is_empty())) else {
        bail!("{place}: `{}` is not a Markdown file of the book", path.display());
    };
    if let Err(reason) = sound_name(name) {
        bail!("{place}: `{name}` cannot be a chapter; {reason}");
    }
    let Some(text) = find(texts, &format!("src/{name}")) else {
        bail!("{place} names `{name}`, and there is no such file in `book/src`");
    };
    Ok(Chapter::new(&link.name, text.to_owned(), name, above))
}

/// The summary's name, with the line that names the file where it does so letter by letter.
fn place_in_summary(texts: &[SourceText], path: &Path) -> String {
    let link = format!("({})", path.display());
    let line = find(texts, SUMMARY).and_then(|text| text.lines().position(|line| line.contains(&link)));
    let line = line.map(|at| format!(":{}", at + 1)).unwrap_or_default();
    format!("book/{SUMMARY}{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(texts: &[(&str, &str)]) -> String {
        let texts: Vec<SourceText> = texts.iter().map(|(name, text)| SourceText::new(*name, *text)).collect();
        match load(&texts) {
            Ok(_) => "it loads".to_owned(),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn a_chapter_is_a_text_of_the_book() {
        let summary = |path: &str| message(&[("src/SUMMARY.md", &format!("[Home]({path})\n")), ("src/a.md", "# A")]);
        assert_eq!(summary("a.md"), "it loads");
        assert!(summary("b.md").contains("`b.md`, and there is no such file"), "{}", summary("b.md"));
        for odd in ["/etc/passwd", "a.txt", ".md"] {
            assert!(summary(odd).contains("is not a Markdown file of the book"), "{}", summary(odd));
        }
        for odd in [
            "../a.md",
            "./../a.md",
            "a/../../a.md",
            "/etc/a.md",
            "c:/a.md",
            "c:a.md",
            "a\\b.md",
            "%2e%2e/a.md",
            "con.md",
            "AUX.md",
            "nul.tar.md",
            ".hidden.md",
            "a%00.md",
            "a%20b.md",
            "a?b.md",
        ] {
            let message = summary(odd);
            assert!(message.starts_with("book/src/SUMMARY.md") && message.contains("cannot be a chapter"), "{message}");
        }
        assert!(summary("con.md").starts_with("book/src/SUMMARY.md:1: `con.md` cannot be a chapter; Windows keeps"));
    }

    #[test]
    fn a_language_is_a_tag() {
        let texts = |language: &str| {
            let config = format!("[book]\nlanguage = '{language}'\n");
            message(&[("book.toml", &config), ("src/SUMMARY.md", "[A](a.md)\n"), ("src/a.md", "# A")])
        };
        for language in ["en-GB", "cy", "zh-Hant", "de-1996"] {
            assert_eq!(texts(language), "it loads");
        }
        for language in ["", "en GB", "en\" onload=\"x", "-", "en-", "1en", "en-abcdefghi"] {
            assert!(texts(language).contains("`language` must be a tag"), "{}", texts(language));
        }
    }

    #[test]
    fn the_configuration_runs_no_program() {
        let texts = |config| message(&[("book.toml", config), ("src/SUMMARY.md", "[A](a.md)\n"), ("src/a.md", "# A")]);
        assert_eq!(texts("[book]\ntitle = \"A\"\n"), "it loads");
        assert!(texts("[preprocessor.x]\ncommand = \"true\"\n").contains("runs no other program"));
        assert!(texts("[output.x]\ncommand = \"true\"\n").contains("runs no other program"));
    }
}
