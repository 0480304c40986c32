//! How long the pages of the handbook take beside a bare pass over the same text, in one run: `cargo xtask bench`.
//!
//! The bare pass is what no builder of pages can leave out: each page's text through pulldown-cmark, one template around it,
//! one file written. It reads no YAML, links nothing and knows no navigation but a list of chapters.

#![allow(clippy::expect_used, reason = "without its handbook a benchmark measures nothing")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use minijinja::{Environment, context};
use pulldown_cmark::{Options, Parser, html};
use scraper::{Html, Selector};
use sp_plan::handbook::build;
use sp_plan::load::HandbookFiles;
use walkdir::WalkDir;

/// How often each is measured.
const ROUNDS: usize = 15;

/// The page around a text.
const LAYOUT: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ title }}</title></head><body>\
                      <nav><ul>{% for name in names %}<li><a href=\"{{ name }}\">{{ name }}</a></li>{% endfor %}</ul></nav>\
                      <main>{{ body|safe }}</main></body></html>";

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (made, bare) = (folder.path().join("made"), folder.path().join("bare"));
    let work = || {
        let files = HandbookFiles::embedded();
        let catalogue = files.catalogue().catalogue;
        build(&files, &catalogue, &made).expect("it builds");
    };
    work();
    let texts = texts(&made);
    let names: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).take(40).collect();
    let pass = || bare_pass(&texts, &names, &bare);
    let mut times = [Vec::new(), Vec::new()];
    // In turn, so that a machine that grows slower does so for both.
    for _ in 0..ROUNDS {
        times[0].push(time(work));
        times[1].push(time(pass));
    }
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    println!("Medians of {ROUNDS} for {} pages with {bytes} bytes of text:", texts.len());
    for (name, times) in ["build", "bare"].iter().zip(&mut times) {
        times.sort();
        println!("{name}: {} ns", times[ROUNDS / 2].as_nanos());
    }
}

fn time(work: impl Fn()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The text of each page, as Markdown: a block for each heading, paragraph, cell and entry of a list.
fn texts(site: &Path) -> Vec<(String, String)> {
    let blocks =
        Selector::parse("main h1, main h2, main h3, main h4, main p, main li, main td, main th, main dt, main dd")
            .expect("a selector");
    let mut texts = Vec::new();
    for entry in WalkDir::new(site).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let name = entry.path().strip_prefix(site).expect("it is inside").to_string_lossy().replace('/', "-");
        if entry.path().extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let page = Html::parse_document(&fs::read_to_string(entry.path()).expect("a page"));
        let text = page.select(&blocks).map(|block| {
            let words = block.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
            let mark = match block.value().name() {
                "h1" => "# ",
                "h2" => "## ",
                "h3" | "h4" => "### ",
                "li" => "- ",
                _ => "",
            };
            format!("{mark}{words}\n\n")
        });
        texts.push((name, text.collect()));
    }
    texts
}

fn bare_pass(texts: &[(String, String)], names: &[&str], folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    let mut templates = Environment::new();
    templates.add_template("page", LAYOUT).expect("a sound template");
    let page = templates.get_template("page").expect("it is there");
    for (name, text) in texts {
        let mut body = String::new();
        html::push_html(&mut body, Parser::new_ext(text, Options::ENABLE_TABLES));
        let whole = page.render(context! { title => name, names => names.iter().map(ToString::to_string).collect::<Vec<String>>(), body }).expect("it renders");
        fs::write(folder.join(name), whole).expect("it can be written");
    }
}
