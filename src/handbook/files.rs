//! The files of a site while it is made: each name once, sound on every system, counted, and handed on to be kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::bail;

/// The longest name of a folder or a file, in bytes, without its ending. File systems take 255; addresses of reports
/// and of web servers are shorter.
const LONGEST_PART: usize = 100;

/// How many folders deep a file of a site may lie.
const DEEPEST: usize = 8;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// What keeps a file of a site: a folder, or memory.
pub(super) type Keep<'a> = dyn Fn(&str, &[u8]) -> anyhow::Result<()> + 'a;

/// The files of a site.
pub(super) struct Files<'a> {
    keep: &'a Keep<'a>,
    written: RefCell<Written>,
}

/// What has been written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The names of all files.
    pub(super) names: BTreeSet<String>,
    /// The size of all files together.
    pub(super) bytes: u64,
    /// Each name in small letters, with the name itself.
    small: BTreeMap<String, String>,
}

impl<'a> Files<'a> {
    /// No file as yet.
    pub(super) fn new(keep: &'a Keep<'a>) -> Self {
        Self { keep, written: RefCell::default() }
    }

    /// Writes a file. A name that has been written already, or that is no name everywhere, is a fault of the handbook.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        if let Err(reason) = sound_name(name) {
            bail!("the handbook would have a file `{name}`; {reason}");
        }
        let mut written = self.written.borrow_mut();
        if let Some(other) = written.small.insert(name.to_ascii_lowercase(), name.to_owned()) {
            if other == name {
                bail!("two pages of the handbook would be `{name}`");
            }
            bail!("two pages of the handbook would be `{other}` and `{name}`, which are one file on many systems");
        }
        (self.keep)(name, bytes)?;
        written.names.insert(name.to_owned());
        written.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Whether a file has been written.
    pub(super) fn has(&self, name: &str) -> bool {
        self.written.borrow().names.contains(name)
    }

    /// What has been written.
    pub(super) fn into_written(self) -> Written {
        self.written.into_inner()
    }
}

impl Written {
    /// How many pages have been written.
    pub(super) fn pages(&self) -> usize {
        let is_page = |name: &&String| Path::new(name.as_str()).extension().is_some_and(|ending| ending == "html");
        self.names.iter().filter(is_page).count()
    }
}

/// Whether a name, with forward slashes, means the same file on every system and in every address, and one inside its
/// folder; else the reason why not.
pub(super) fn sound_name(name: &str) -> Result<(), String> {
    let parts: Vec<&str> = name.split('/').collect();
    if parts.len() > DEEPEST {
        return Err(format!("a file lies at most {DEEPEST} folders deep"));
    }
    for part in parts {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if part.is_empty() || part.starts_with('.') || part.ends_with('.') || !part.chars().all(is_plain) {
            return Err(
                "names of files and folders are made of the letters a to z, digits, `-`, `_` and `.`, and do not \
                        begin or end with a dot, so that they hold in every address and on every system"
                    .to_owned(),
            );
        }
        if part.len() > LONGEST_PART {
            return Err(format!("the name of a file or folder has at most {LONGEST_PART} letters"));
        }
        let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        if DEVICES.contains(&stem.as_str()) {
            return Err(format!("Windows keeps the name `{stem}` for a device; choose another"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_name_holds_everywhere() {
        for name in
            ["index.html", "rules/a_b.html", "assets/handbook-2.min.css", "Console.html", "a/b/c/d/e/f/g/h.html"]
        {
            assert_eq!(sound_name(name), Ok(()), "{name}");
        }
        let long = "a".repeat(LONGEST_PART + 1);
        for name in [
            "",
            "/a",
            "a//b",
            "a/",
            ".",
            "..",
            "../a",
            "a/../b",
            ".hidden",
            "a/.hidden",
            "a.",
            "a\\b",
            "c:a",
            "a b",
            "a\0",
            "a\nb",
            "a%2fb",
            "a?b",
            "a#b",
            "é.html",
            "con.html",
            "AUX",
            "a/Nul.tar.gz",
            "com1.md",
            "a/b/c/d/e/f/g/h/i",
            long.as_str(),
        ] {
            assert!(sound_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_name_is_taken_once_in_whatever_letters() {
        let files = Files::new(&|_, _| Ok(()));
        let write = |name| files.write(name, b"12").map_err(|error| format!("{error:#}"));
        assert_eq!(write("a.html"), Ok(()));
        assert_eq!(write("a.html"), Err("two pages of the handbook would be `a.html`".to_owned()));
        assert!(write("A.html").is_err_and(|message| message.contains("`a.html` and `A.html`, which are one file")));
        assert!(write("aux.html").is_err_and(|message| message.contains("Windows keeps the name `aux`")));
        assert!(files.has("a.html") && !files.has("A.html"));
        let written = files.into_written();
        assert_eq!((written.pages(), written.bytes), (1, 2));
    }
}
