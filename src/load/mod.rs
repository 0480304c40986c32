//! Reading from disk: the handbook's files, embedded in the program or in a folder, and plans.
//!
//! Nothing else in the program reads files, so that what it may read is decided here: how large a plan may be, what
//! counts as a plan in a folder, and what of a handbook's folder is used.

mod embedded;
mod plans;

use std::path::Path;

use anyhow::Context;
use sp_plan_engine::catalogue::{Catalogue, Loaded};
use sp_plan_engine::place::{FileId, SourceText};
use sp_plan_engine::yaml::{self, Document};
use walkdir::WalkDir;

pub use plans::{MAXIMUM_PLAN_BYTES, PlanText, Unreadable, find_plans, has_text, read_plan};

/// A handbook: its texts, by the folder that they come from.
#[derive(Debug, Clone, Default)]
pub struct HandbookFiles {
    /// YAML below `checklists/`.
    pub checklists: Vec<SourceText>,
    /// `book/book.toml`, `book/src/SUMMARY.md` and the chapters.
    pub book: Vec<SourceText>,
    /// minijinja templates below `templates/`.
    pub templates: Vec<SourceText>,
    /// Styles, scripts and pictures below `templates/assets/`: name and bytes.
    pub assets: Vec<(String, Vec<u8>)>,
}

/// The folder of `templates/` that holds files which are copied as they are.
const ASSETS: &str = "templates/assets/";

/// The document of each file: from when the program was built where the file is still the same, else parsed now.
pub fn documents(files: &[SourceText]) -> Vec<Document> {
    let document = |(at, file): (usize, &SourceText)| {
        embedded::parsed(&file.name, &file.text).unwrap_or_else(|| yaml::parse(&file.text, FileId::of_position(at)))
    };
    files.iter().enumerate().map(document).collect()
}

impl HandbookFiles {
    /// The handbook that is embedded in the program.
    pub fn embedded() -> Self {
        let mut files = Self::default();
        for (name, bytes) in embedded::files() {
            files.take(&name, bytes.to_vec());
        }
        files.sort();
        files
    }

    /// A handbook in a folder with `checklists/`, and `book/` and `templates/` where it has its own; what it has not
    /// is taken from the embedded one.
    ///
    /// # Errors
    ///
    /// A file or folder that cannot be read, or a folder without checklists.
    pub fn in_folder(folder: &Path) -> anyhow::Result<Self> {
        let mut files = Self::default();
        for part in ["checklists", "book", "templates"] {
            let root = folder.join(part);
            if !root.is_dir() {
                continue;
            }
            for entry in WalkDir::new(&root).sort_by_file_name() {
                let entry = entry.with_context(|| format!("cannot read the folder {}", root.display()))?;
                if !entry.file_type().is_file() {
                    continue;
                }
                let bytes =
                    std::fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
                let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let name =
                    inner.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                files.take(&name, bytes);
            }
        }
        if files.checklists.is_empty() {
            anyhow::bail!("{} is not a handbook: it has no YAML files in `checklists/`", folder.display());
        }
        let embedded = Self::embedded();
        if files.book.is_empty() {
            files.book = embedded.book;
        }
        // A folder may hold one template alone; the others are taken from the embedded handbook.
        let missing = |template: &SourceText| !files.templates.iter().any(|own| own.name == template.name);
        let templates: Vec<SourceText> = embedded.templates.into_iter().filter(missing).collect();
        files.templates.extend(templates);
        if files.assets.is_empty() {
            files.assets = embedded.assets;
        }
        files.sort();
        Ok(files)
    }

    /// The embedded handbook, or the one in a folder.
    ///
    /// # Errors
    ///
    /// As [`HandbookFiles::in_folder`].
    pub fn open(folder: Option<&Path>) -> anyhow::Result<Self> {
        folder.map_or_else(|| Ok(Self::embedded()), Self::in_folder)
    }

    /// Takes away what judging a plan does not need (glossary, facts, references, ledger), so that a check begins sooner;
    /// gives back what holds the ledger, from which messages name the lines of the guide.
    pub fn keep_what_judges(&mut self) -> Vec<SourceText> {
        let root_key = |file: &SourceText| {
            let line = file.text.lines().find(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
            line.and_then(|line| line.split(':').next()).unwrap_or_default().to_owned()
        };
        let (ledger, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.checklists).into_iter().partition(|file| root_key(file) == "provenance");
        let needless = ["facts", "terms", "sources"];
        self.checklists = rest.into_iter().filter(|file| !needless.contains(&root_key(file).as_str())).collect();
        ledger
    }

    /// The catalogue of its checklists, with every fault in them.
    pub fn catalogue(&self) -> Loaded {
        Catalogue::load_parsed(self.checklists.clone(), documents(&self.checklists))
    }

    fn take(&mut self, name: &str, bytes: Vec<u8>) {
        if let Some(asset) = name.strip_prefix(ASSETS) {
            self.assets.push((asset.to_owned(), bytes));
            return;
        }
        // A file that is not text is read with replacement marks, so that its fault has a place.
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let is_yaml = Path::new(name).extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if name.starts_with("checklists/") && is_yaml {
            self.checklists.push(SourceText::new(name, text));
        } else if let Some(inner) = name.strip_prefix("book/") {
            self.book.push(SourceText::new(inner, text));
        } else if let Some(inner) = name.strip_prefix("templates/") {
            self.templates.push(SourceText::new(inner, text));
        }
    }

    /// Checklists in the order in which people meet them; all else by name, so that no folder's order shows.
    fn sort(&mut self) {
        const FIRST: &[&str] = &["handbook", "scheme", "setup", "link_workers", "referral", "governance", "evaluation"];
        self.checklists.sort_by_key(|file| {
            let stem = file.name.trim_start_matches("checklists/").trim_end_matches(".yaml").to_owned();
            (FIRST.iter().position(|first| *first == stem).unwrap_or(FIRST.len()), stem)
        });
        self.book.sort_by(|left, right| left.name.cmp(&right.name));
        self.templates.sort_by(|left, right| left.name.cmp(&right.name));
        self.assets.sort();
    }
}
