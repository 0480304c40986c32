//! Reading from disk: the handbook's files, embedded in the program or in a folder, and plans.
//!
//! Nothing else in the program reads files, so that what it may read is decided here: how large a plan may be, what
//! counts as a plan in a folder, and what of a handbook's folder is used.

mod embedded;
mod folder;
mod order;
mod plans;

use std::collections::BTreeMap;
use std::path::Path;

use sp_plan_engine::catalogue::{Catalogue, Compiled, Loaded, NotACatalogue};
use sp_plan_engine::place::SourceText;
use sp_plan_engine::record::LedgerPart;

use folder::Use;

pub use folder::{ASSET_TYPES, MAXIMUM_HANDBOOK_BYTES, MAXIMUM_HANDBOOK_FILE_BYTES, MOST_HANDBOOK_ENTRIES};
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

/// The bytes of the embedded catalogue, for [`Compiled::open`]. None when the checklists had faults when the program was
/// built.
pub fn compiled_catalogue() -> Option<&'static [u8]> {
    embedded::catalogue()
}

/// The whole catalogue of the embedded handbook, without the texts of its files; with them and every fault in them when it
/// could not be compiled.
pub fn embedded_catalogue() -> Loaded {
    embedded(Compiled::whole)
}

/// What judges a plan of the embedded handbook, as [`Compiled::judging`] gives it; the whole catalogue with every fault in
/// it when it could not be compiled.
pub fn embedded_judging() -> Loaded {
    embedded(Compiled::judging)
}

/// The coverage ledger of the embedded handbook: the ids of its rows and the guide's lines.
pub fn embedded_ledger() -> Vec<LedgerPart> {
    compiled(Compiled::ledger).unwrap_or_else(|| HandbookFiles::embedded().catalogue().catalogue.ledger)
}

fn embedded(take: impl FnOnce(Compiled<'static>) -> Result<Catalogue, NotACatalogue>) -> Loaded {
    match compiled(take) {
        Some(catalogue) => Loaded { catalogue, findings: Vec::new() },
        None => HandbookFiles::embedded().catalogue(),
    }
}

fn compiled<T>(take: impl FnOnce(Compiled<'static>) -> Result<T, NotACatalogue>) -> Option<T> {
    take(Compiled::open(compiled_catalogue()?).ok()?).ok()
}

impl HandbookFiles {
    /// The handbook that is embedded in the program.
    pub fn embedded() -> Self {
        let mut files = Self::default();
        for (name, bytes) in embedded::files() {
            // What may not be among them is left out; a test builds the handbook from the same folders.
            let _ = files.take(&name, bytes.to_vec());
        }
        files.sort();
        files
    }

    /// A handbook in a folder with `checklists/`, and `book/` and `templates/` where it has its own; what it has not
    /// is taken from the embedded one. Files that are hidden, or of no use to a handbook, are passed over; a link is
    /// followed to a file of the same folder alone.
    ///
    /// # Errors
    ///
    /// A file or folder that cannot be read or may not be there, a link that leads out, a limit that is passed, or a
    /// folder without checklists.
    pub fn in_folder(folder: &Path) -> anyhow::Result<Self> {
        let mut files = Self::default();
        for (name, bytes) in folder::read(folder)? {
            files.take(&name, bytes)?;
        }
        if files.checklists.is_empty() {
            anyhow::bail!("{} is not a handbook: it has no YAML files in `checklists/`", folder.display());
        }
        let embedded = Self::embedded();
        if files.book.is_empty() {
            files.book = embedded.book;
        }
        // A folder may hold one template or one style sheet alone; the others are taken from the embedded handbook.
        let missing = |template: &SourceText| !files.templates.iter().any(|own| own.name == template.name);
        let templates: Vec<SourceText> = embedded.templates.into_iter().filter(missing).collect();
        files.templates.extend(templates);
        // The same holds for styles and scripts, which every page asks for.
        let missing = |(name, _): &(String, Vec<u8>)| !files.assets.iter().any(|(own, _)| own == name);
        let assets: Vec<(String, Vec<u8>)> = embedded.assets.into_iter().filter(missing).collect();
        files.assets.extend(assets);
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

    /// The catalogue of its checklists as they are read now, with every fault in them.
    pub fn catalogue(&self) -> Loaded {
        Catalogue::load(self.checklists.clone())
    }

    /// Whether its checklists are those that the program carries, letter by letter.
    pub fn has_embedded_checklists(&self) -> bool {
        let texts = self.checklists.iter().map(|text| (text.name.as_str(), text.text.as_bytes()));
        let own: BTreeMap<&str, &[u8]> = texts.collect();
        let embedded = embedded::files();
        let embedded: BTreeMap<&str, &[u8]> = embedded
            .iter()
            .filter_map(|(name, bytes)| match folder::use_of(name) {
                Ok(Use::Checklist(name)) => Some((name, *bytes)),
                _ => None,
            })
            .collect();
        own == embedded
    }

    /// The folders of a handbook: what is not in one of them is never read.
    pub fn parts() -> &'static [&'static str] {
        folder::PARTS
    }

    fn take(&mut self, name: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
        match folder::use_of(name).map_err(|reason| anyhow::anyhow!("{name}: {reason}"))? {
            Use::Asset(asset) => self.assets.push((asset.to_owned(), bytes)),
            Use::Book(inner) => self.book.push(SourceText::new(inner, folder::text(name, bytes)?)),
            Use::Template(inner) => self.templates.push(SourceText::new(inner, folder::text(name, bytes)?)),
            Use::Checklist(name) => {
                // A file that is not text is read with replacement marks, so that its fault has a place.
                let text = String::from_utf8(bytes)
                    .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
                self.checklists.push(SourceText::new(name, text));
            }
            Use::Nothing => {}
        }
        Ok(())
    }

    /// Checklists in the order in which people meet them; all else by name, so that no folder's order shows.
    fn sort(&mut self) {
        self.checklists.sort_by(|left, right| order::rank(&left.name).cmp(&order::rank(&right.name)));
        self.book.sort_by(|left, right| left.name.cmp(&right.name));
        self.templates.sort_by(|left, right| left.name.cmp(&right.name));
        self.assets.sort();
    }
}
