//! Loads the book with mdbook's driver, from texts in memory.
//!
//! The driver's defaults are not ours: its preprocessors would let a chapter include any file of the machine, and its
//! configuration can name programs to run. Here a chapter is one of the texts given, or the build stops.

use std::collections::VecDeque;
use std::path::{Component, Path};

use anyhow::{Context, bail};
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem, Chapter};
use mdbook_driver::config::Config;
use mdbook_summary::{Link, Summary, SummaryItem, parse_summary};
use serde::de::IgnoredAny;
use sp_plan_engine::place::SourceText;

/// The book of a handbook: `book.toml`, `src/SUMMARY.md` and the chapters that it lists. `root` is some folder that
/// exists; nothing is read from it.
pub(super) fn load(texts: &[SourceText], root: &Path) -> anyhow::Result<MDBook> {
    let config = config(texts)?;
    let Some(summary) = find(texts, "src/SUMMARY.md") else {
        bail!("the handbook has no `book/src/SUMMARY.md`, which lists its chapters");
    };
    let summary = parse_summary(summary).map_err(|error| anyhow::anyhow!("book/src/SUMMARY.md: {error:#}"))?;
    let book = book(texts, &summary)?;
    let mut loaded = MDBook::load_with_config_and_summary(root, config, Summary::default())
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
    config.build.use_default_preprocessors = false;
    config.build.create_missing = false;
    Ok(config)
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
    let parts: Option<Vec<_>> = path
        .components()
        .map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    let name = parts.map(|parts| parts.join("/"));
    let Some(name) = name.filter(|name| name.strip_suffix(".md").is_some_and(|stem| !stem.is_empty())) else {
        bail!("book/src/SUMMARY.md: `{}` is not a Markdown file of the book", path.display());
    };
    let Some(text) = find(texts, &format!("src/{name}")) else {
        bail!("book/src/SUMMARY.md names `{name}`, and there is no such file in `book/src`");
    };
    Ok(Chapter::new(&link.name, text.to_owned(), name, above))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(texts: &[(&str, &str)]) -> String {
        let texts: Vec<SourceText> = texts.iter().map(|(name, text)| SourceText::new(*name, *text)).collect();
        match load(&texts, Path::new("/")) {
            Ok(_) => "it loads".to_owned(),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn a_chapter_is_a_text_of_the_book() {
        let summary = |path: &str| message(&[("src/SUMMARY.md", &format!("[Home]({path})\n")), ("src/a.md", "# A")]);
        assert_eq!(summary("a.md"), "it loads");
        assert!(summary("b.md").contains("`b.md`, and there is no such file"), "{}", summary("b.md"));
        for outside in ["../a.md", "/etc/passwd", "a.txt"] {
            assert!(summary(outside).contains("is not a Markdown file of the book"), "{}", summary(outside));
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
