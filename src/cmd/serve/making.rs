//! Makes the site from the folder as it is now, says so in the terminal, and shows it.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::body::Bytes;
use sp_plan_engine::catalogue::Loaded;
use tokio::sync::watch::Sender;

use super::shown::{Came, Fault, Shown, SiteFiles};
use crate::cmd::{Colours, faults_in_words};
use crate::handbook::build_in_memory;
use crate::load::{HandbookFiles, embedded_catalogue};

/// How many changed files are named in the terminal.
const NAMED: usize = 2;

/// Makes sites.
pub(super) struct Making {
    folder: Option<PathBuf>,
    colours: Colours,
}

/// How long something took, as people read it.
pub(super) struct Took(Duration);

impl fmt::Display for Took {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ms", self.0.as_millis())
    }
}

impl Making {
    /// From a folder, or from the handbook in the program.
    pub(super) fn new(folder: Option<&Path>, colours: Colours) -> Self {
        Self { folder: folder.map(Path::to_owned), colours }
    }

    /// The first site. A folder that is no handbook at all is an error: it is the wrong folder, and nothing is gained by
    /// waiting for it to become one.
    pub(super) fn first(&self) -> anyhow::Result<(Result<SiteFiles, Fault>, Took)> {
        let begun = Instant::now();
        let files = HandbookFiles::open(self.folder.as_deref())?;
        Ok((self.site(&files), Took(begun.elapsed())))
    }

    /// The site after a change.
    pub(super) fn again(&self, changed: &[String], shown: &Sender<Arc<Shown>>) {
        let begun = Instant::now();
        let made = HandbookFiles::open(self.folder.as_deref())
            .map_err(|error| fault(&error))
            .and_then(|files| self.site(&files));
        let words = made.as_ref().err().map(|fault| fault.coloured.clone()).unwrap_or_default();
        let (came, next) = shown.borrow().after(made);
        if let Some(next) = next {
            shown.send_replace(Arc::new(next));
        }
        let (files, took) = (in_words(changed), Took(begun.elapsed()));
        let line = match came {
            Came::NewPages => format!("{files}: built in {took}\n"),
            Came::SamePages => format!("{files}: built in {took}, no page differs\n"),
            Came::Fault => format!("{files}: not built, and the pages stay as they were\n{words}"),
        };
        // A terminal that has gone away is no reason to stop serving.
        let _ = std::io::stderr().write_all(line.as_bytes());
    }

    fn site(&self, files: &HandbookFiles) -> Result<SiteFiles, Fault> {
        let loaded = if self.folder.is_some() { files.catalogue() } else { embedded_catalogue() };
        if !loaded.findings.is_empty() {
            return Err(self.faults(&loaded));
        }
        let built = build_in_memory(files, &loaded.catalogue).map_err(|error| fault(&error))?;
        Ok(built.into_iter().map(|(name, bytes)| (name, Bytes::from(bytes))).collect())
    }

    fn faults(&self, loaded: &Loaded) -> Fault {
        let plain = faults_in_words(loaded, false);
        let coloured = if self.colours.errors { faults_in_words(loaded, true) } else { plain.clone() };
        Fault { coloured, plain }
    }
}

/// A fault that has no place in a file, in words.
fn fault(error: &anyhow::Error) -> Fault {
    let plain = format!("{error:#}\n");
    Fault { coloured: format!("sp-plan: {plain}"), plain }
}

/// The first of some changed files by name, and how many more there are.
fn in_words(changed: &[String]) -> String {
    let named = changed.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match changed.len().saturating_sub(NAMED) {
        0 if named.is_empty() => "The folder".to_owned(),
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_few_changed_files_are_named() {
        let words = |names: &[&str]| in_words(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), "The folder");
        assert_eq!(words(&["a"]), "a");
        assert_eq!(words(&["a", "b", "c", "d"]), "a, b and 2 more");
    }
}
