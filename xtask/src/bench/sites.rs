//! Builders of pages that one would pick instead, each with the same chapters in its own default form, installed below the
//! target folder in the versions that are pinned here and in `xtask/bench/requirements-sites.txt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::shown;
use crate::tools::{cargo, find, root, run, target};

/// The version of mdBook, whose crates the handbook is built with.
const MDBOOK: &str = "0.5.4";

/// A chapter: its file's name and its Markdown.
pub(super) type Chapter = (String, String);

/// Another builder, ready to build.
pub(super) struct Builder {
    /// Its name and version.
    pub(super) name: &'static str,
    program: PathBuf,
    lay_out: fn(&Path, &[Chapter]) -> Result<()>,
    command: fn(&Path) -> Vec<String>,
}

impl Builder {
    /// Writes the chapters as this builder wants them into a new folder, and gives the command that builds them.
    pub(super) fn prepare(&self, folder: &Path, chapters: &[Chapter]) -> Result<Vec<String>> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        fs::create_dir_all(folder)?;
        (self.lay_out)(folder, chapters)?;
        let mut command = vec![shown(&self.program)];
        command.extend((self.command)(folder));
        Ok(command)
    }
}

/// The builders that can be had; one that cannot is told of and left out.
pub(super) fn bring(folder: &Path) -> Vec<Builder> {
    let mut builders = Vec::new();
    for (name, installed) in [("mdbook", mdbook()), ("hugo", hugo(folder)), ("mkdocs", mkdocs(folder))] {
        match installed {
            Ok(builder) => builders.push(builder),
            Err(error) => println!("{name} cannot be installed and is left out: {error:#}"),
        }
    }
    builders
}

fn mdbook() -> Result<Builder> {
    let tools = target()?.join("tools");
    let program = tools.join("bin/mdbook");
    if !program.is_file() {
        run(cargo(&["install", "mdbook", "--locked", "--version", MDBOOK, "--root"]).arg(&tools))?;
    }
    Ok(Builder {
        name: "mdBook 0.5.4",
        program,
        lay_out: |folder, chapters| {
            fs::write(folder.join("book.toml"), "[book]\ntitle = \"Handbook\"\n")?;
            let list: String = chapters.iter().map(|(name, text)| format!("- [{}]({name})\n", title(text))).collect();
            write_all(&folder.join("src"), chapters, |_, text| text.to_owned())?;
            fs::write(folder.join("src/SUMMARY.md"), format!("# Summary\n\n{list}"))?;
            Ok(())
        },
        command: |folder| vec!["build".to_owned(), shown(folder)],
    })
}

/// Hugo has no look of its own: it gets two bare templates, with no navigation and no search.
fn hugo(home: &Path) -> Result<Builder> {
    Ok(Builder {
        name: "Hugo 0.168.0",
        program: python(home, "hugo")?,
        lay_out: |folder, chapters| {
            fs::write(folder.join("hugo.toml"), "title = \"Handbook\"\nbaseURL = \"https://example.org/\"\n")?;
            fs::create_dir_all(folder.join("layouts"))?;
            let page = "<!doctype html><title>{{ .Title }}</title><main><h1>{{ .Title }}</h1>{{ .Content }}</main>\n";
            for layout in ["single.html", "list.html", "home.html"] {
                fs::write(folder.join("layouts").join(layout), page)?;
            }
            write_all(&folder.join("content"), chapters, |_, text| {
                let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
                format!("---\ntitle: \"{}\"\n---\n{rest}", title(text).replace('"', "'"))
            })
        },
        command: |folder| {
            ["--source", &shown(folder), "--destination", &shown(&folder.join("public")), "--quiet"]
                .map(str::to_owned)
                .to_vec()
        },
    })
}

fn mkdocs(home: &Path) -> Result<Builder> {
    Ok(Builder {
        name: "Material for MkDocs 9.8.2",
        program: python(home, "mkdocs")?,
        lay_out: |folder, chapters| {
            fs::write(folder.join("mkdocs.yml"), "site_name: Handbook\ntheme:\n  name: material\n")?;
            write_all(&folder.join("docs"), chapters, |_, text| text.to_owned())
        },
        command: |folder| {
            ["build", "--quiet", "--config-file", &shown(&folder.join("mkdocs.yml"))].map(str::to_owned).to_vec()
        },
    })
}

fn python(home: &Path, program: &str) -> Result<PathBuf> {
    let home = home.join("pages-python");
    let found = home.join("bin").join(program);
    if !found.is_file() {
        let python = find("python3").context("there is no python3")?;
        run(Command::new(python).args(["-m", "venv"]).arg(&home))?;
        let pinned = root().join("xtask/bench/requirements-sites.txt");
        run(Command::new(home.join("bin/pip")).args(["install", "--quiet", "--requirement"]).arg(pinned))?;
    }
    Ok(found)
}

/// A chapter's title, its first line without the mark.
fn title(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_start_matches('#').trim()
}

fn write_all(folder: &Path, chapters: &[Chapter], form: impl Fn(&str, &str) -> String) -> Result<()> {
    for (name, text) in chapters {
        let path = folder.join(name);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)?;
        }
        fs::write(&path, form(name, text)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
