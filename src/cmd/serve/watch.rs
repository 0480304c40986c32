//! Watches a handbook's folder and says when it has changed.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::load::HandbookFiles;

/// A change is over when nothing has come for this long. Editors write, rename and remove within a few milliseconds.
const QUIET: Duration = Duration::from_millis(20);

/// A change that goes on and on, such as a copy of many files, is looked at this often.
const LONGEST: Duration = Duration::from_millis(250);

/// A watched folder.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// The folder as it was given, and as the system names it in events.
    folder: PathBuf,
    root: PathBuf,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn new(folder: &Path) -> anyhow::Result<Self> {
        let cannot = || format!("cannot watch the folder {}", folder.display());
        let root = folder.canonicalize().with_context(cannot)?;
        let (sender, events) = channel();
        // The receiver is gone only when the program ends.
        let watcher = notify::recommended_watcher(move |event| {
            let _ = sender.send(event);
        })
        .with_context(cannot)?;
        let mut watch = Self { watcher, events, folder: folder.to_owned(), root };
        // The folder itself tells of parts that come and go; what else lies in it, however much, is not watched.
        watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive).with_context(cannot)?;
        watch.watch_parts();
        Ok(watch)
    }

    /// Watches each part that is there. One that was taken away and put back has to be watched anew.
    fn watch_parts(&mut self) {
        for part in HandbookFiles::parts() {
            let part = self.root.join(part);
            if part.is_dir() {
                let _ = self.watcher.unwatch(&part);
                // A part that cannot be watched shows with the next change to another; it is no reason to stop.
                let _ = self.watcher.watch(&part, RecursiveMode::Recursive);
            }
        }
    }

    /// Calls `changed` with the names of the files, after every change, as long as the program runs.
    pub(super) fn follow(mut self, mut changed: impl FnMut(&[String])) {
        while let Ok(event) = self.events.recv() {
            let mut names = BTreeSet::new();
            let mut parts_changed = self.note(event, &mut names);
            if names.is_empty() && !parts_changed {
                continue;
            }
            let begun = Instant::now();
            while begun.elapsed() < LONGEST {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => parts_changed |= self.note(event, &mut names),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            if parts_changed {
                self.watch_parts();
            }
            changed(&names.into_iter().collect::<Vec<_>>());
        }
    }

    /// Notes the files of an event; whether one of the parts itself has come or gone.
    fn note(&self, event: notify::Result<Event>, names: &mut BTreeSet<String>) -> bool {
        // What the system could not tell may have been a change.
        let Ok(event) = event else { return true };
        if event.need_rescan() {
            return true;
        }
        // To be read, as we do, or to get another date is no change.
        if matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Other) {
            return false;
        }
        let mut part_changed = false;
        for path in &event.paths {
            let inner = path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.folder)).unwrap_or(path);
            let Some(name) = of_a_handbook(inner) else { continue };
            part_changed |= !name.contains('/');
            names.insert(name);
        }
        part_changed
    }
}

/// The name of a file or folder that may be of use to a handbook, with forward slashes: below one of its parts, not
/// hidden, and not what an editor keeps for itself.
fn of_a_handbook(inner: &Path) -> Option<String> {
    let parts: Option<Vec<_>> = inner
        .components()
        .map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let parts = parts?;
    let is_own = parts.first().is_some_and(|first| HandbookFiles::parts().contains(&first.as_str()));
    let is_hidden = parts.iter().any(|part| part.starts_with('.') || part.starts_with('#') || part.ends_with('~'));
    (is_own && !is_hidden).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_keeps_for_itself_is_no_change() {
        for (path, expected) in [
            ("book/src/a.md", Some("book/src/a.md")),
            ("checklists", Some("checklists")),
            ("target/debug/a", None),
            ("checklists/.a.yaml.swp", None),
            ("checklists/a.yaml~", None),
            ("checklists/#a.yaml#", None),
            ("book/.git/index", None),
            ("/etc/passwd", None),
        ] {
            assert_eq!(of_a_handbook(Path::new(path)).as_deref(), expected, "{path}");
        }
    }
}
