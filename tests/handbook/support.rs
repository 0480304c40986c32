//! Builds handbooks for the tests, the embedded one once for all of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use scraper::Html;
use sp_plan::handbook::{Built, build};
use sp_plan::load::HandbookFiles;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::place::SourceText;
use walkdir::WalkDir;

/// A handbook that has been built and read again.
pub(crate) struct Site {
    /// All files by name.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// What the build said of itself.
    pub(crate) built: Built,
    /// What it was made from.
    pub(crate) catalogue: Catalogue,
}

impl Site {
    /// The names and texts of all pages.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_page = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "html");
        self.files
            .iter()
            .filter(move |(name, _)| is_page(name))
            .map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).expect("pages are UTF-8")))
    }

    /// A page by name.
    pub(crate) fn page(&self, name: &str) -> &str {
        let found = self.pages().find(|(page, _)| *page == name);
        found.unwrap_or_else(|| panic!("there is no page {name}")).1
    }

    /// A page by name, read.
    pub(crate) fn document(&self, name: &str) -> Html {
        Html::parse_document(self.page(name))
    }
}

/// The embedded handbook, built once.
pub(crate) fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| built(&HandbookFiles::embedded()))
}

/// Builds a handbook into a new folder and reads what is there.
pub(crate) fn built(files: &HandbookFiles) -> Site {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = folder.path().join("site");
    let catalogue = files.catalogue().catalogue;
    let built = build(files, &catalogue, &place).unwrap_or_else(|error| panic!("it builds: {error:#}"));
    Site { files: read(&place), built, catalogue }
}

/// Why a handbook cannot be built.
pub(crate) fn fault(files: &HandbookFiles) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let catalogue = files.catalogue().catalogue;
    match build(files, &catalogue, &folder.path().join("site")) {
        Ok(_) => "it builds".to_owned(),
        Err(error) => format!("{error:#}"),
    }
}

/// All files below a folder by name, dotfiles too.
pub(crate) fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inner = entry.path().strip_prefix(folder).expect("it is inside");
            let name = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            (name, std::fs::read(entry.path()).expect("the file can be read"))
        })
        .collect()
}

/// A text of the handbook, to be changed by a test.
pub(crate) fn text<'a>(texts: &'a mut [SourceText], name: &str) -> &'a mut String {
    let found = texts.iter_mut().find(|text| text.name == name);
    &mut found.unwrap_or_else(|| panic!("there is no {name}")).text
}
