//! The handbook's pages: how long they take to build beside a bare pass, and beside other builders with the same chapters.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::measure::medians;
use super::sites::{self, Builder, Chapter};
use super::table::{Row, milliseconds, ratio};
use super::{TIMES_FOLDER, nanoseconds, shown};
use crate::tools::{cargo, output, root};

/// How often the handbook is built.
const TIMES: usize = 15;

/// The chapters of the large book.
const MANY: usize = 1_000;

/// Measures all. `program` is the program that builds, `home` the folder to work in.
pub(super) fn rows(program: &Path, home: &Path) -> Result<Vec<Row>> {
    let mut rows = beside_a_bare_pass()?;
    let builders = sites::bring(home);
    let own = chapters()?;
    let build = |handbook: Option<&Path>, to: &str| {
        let mut command = vec![shown(program), "build".to_owned(), "-o".to_owned(), shown(&home.join(to))];
        command.extend(handbook.into_iter().flat_map(|folder| ["--handbook".to_owned(), shown(folder)]));
        command
    };
    let bars =
        Bars { time: "60 ms", what: "build this handbook, whole process", others: "the chapters of this handbook" };
    rows.extend(side_by_side(home, build(None, "site"), &builders, &own, TIMES, &bars)?);
    let many = repeated(&own, MANY);
    let handbook = handbook_of(home, &many)?;
    let bars = Bars { time: "400 ms", what: "build 1,000 more chapters, whole process", others: "1,000 chapters" };
    rows.extend(side_by_side(home, build(Some(&handbook), "site-many"), &builders, &many, TIMES_FOLDER, &bars)?);
    Ok(rows)
}

/// What is said of a comparison.
struct Bars {
    time: &'static str,
    what: &'static str,
    others: &'static str,
}

fn beside_a_bare_pass() -> Result<Vec<Row>> {
    let bench = ["bench", "--locked", "--package", "sp-plan", "--bench", "pages"];
    let said = output(&mut cargo(&bench))?;
    let (build, bare) = (nanoseconds(&said, "build:")?, nanoseconds(&said, "bare:")?);
    let row = Row::new("build this handbook, in process", milliseconds(build));
    Ok(vec![row.beside("a bare pass over the same text", milliseconds(bare), ratio(build, bare)).bar("3")])
}

/// Our build beside the others' in turn.
fn side_by_side(
    home: &Path,
    own: Vec<String>,
    builders: &[Builder],
    chapters: &[Chapter],
    times: usize,
    bars: &Bars,
) -> Result<Vec<Row>> {
    let mut commands = vec![own];
    for builder in builders {
        let folder = home.join(format!("site-of-{}", builder.name.replace(' ', "-")));
        commands.push(builder.prepare(&folder, chapters)?);
    }
    let runs = medians(times, &commands)?;
    let Some((build, others)) = runs.split_first() else { return Ok(Vec::new()) };
    let mut rows = vec![Row::new(bars.what, milliseconds(build.wall)).bar(bars.time)];
    for (builder, other) in builders.iter().zip(others) {
        let what = format!("{} with {}", bars.others, builder.name);
        rows.push(Row::new(&what, milliseconds(other.wall)).beside(
            "`sp-plan build`",
            milliseconds(build.wall),
            ratio(other.wall, build.wall),
        ));
    }
    Ok(rows)
}

/// The handbook's own chapters, without the lines that show data: no other builder could fill them in.
fn chapters() -> Result<Vec<Chapter>> {
    let source = root().join("book/src");
    let mut chapters = Vec::new();
    for entry in WalkDir::new(&source).sort_by_file_name() {
        let entry = entry?;
        let name = shown(entry.path().strip_prefix(&source).context("it is inside")?);
        if entry.path().extension().is_none_or(|ending| ending != "md") || name == "SUMMARY.md" {
            continue;
        }
        let text = fs::read_to_string(entry.path())?;
        let lines = text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("{{#"));
        chapters.push((name, lines.collect()));
    }
    Ok(chapters)
}

/// So many chapters: the handbook's own over and over, each with a title of its own. Their links lead nowhere and are taken out.
fn repeated(own: &[Chapter], count: usize) -> Vec<Chapter> {
    let texts = own.iter().map(|(_, text)| without_links(text)).cycle();
    let numbered = texts.take(count).enumerate().map(|(at, text)| {
        let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
        (format!("many/chapter-{at}.md"), format!("# Chapter {at}: {}\n{rest}", title.trim_start_matches('#').trim()))
    });
    numbered.collect()
}

/// A text in which `[words](address)` is `words`.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (_, after) = after.split_once(')').unwrap_or(("", after));
        match before.rsplit_once('[') {
            Some((outside, words)) => {
                plain.push_str(outside);
                plain.push_str(words);
            }
            None => plain.push_str(before),
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// This handbook with more chapters.
fn handbook_of(home: &Path, more: &[Chapter]) -> Result<PathBuf> {
    let folder = home.join("handbook-many");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for part in ["checklists", "book", "templates"] {
        let mut copy = Command::new("cp");
        output(copy.arg("-R").arg(root().join(part)).arg(&folder))?;
    }
    let summary = folder.join("book/src/SUMMARY.md");
    let mut text = fs::read_to_string(&summary)?;
    text.push_str("\n# More\n\n");
    for (name, chapter) in more {
        let path = folder.join("book/src").join(name);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(&path, chapter)?;
        let title = chapter.lines().next().unwrap_or_default().trim_start_matches('#').trim();
        text.push_str(&format!("- [{title}]({name})\n"));
    }
    fs::write(&summary, text)?;
    Ok(folder)
}
