//! A plan for a newer question set. Nothing that its authors wrote is dropped: what is renamed moves, with its comments and
//! its long form; what is no longer asked is kept under `retired:` by its old path; what nobody knows stays where it is.
//!
//! Where an answer stands under the old key and under the new one, nobody but the authors can say which holds: the new
//! one stays, the old one is kept under `retired:`, and the note says so. `sp_plan:` is changed last.

mod inner;
mod version;
mod words;

use crate::catalogue::Catalogue;
use crate::check::not_a_plan;
use crate::edit::{Address, Change, Draft, Position, Refusal, text};
use crate::finding::Finding;
use crate::place::FileId;
use crate::yaml::{self, Node};
pub use version::Version;

/// The top-level key under which answers are kept that are no longer asked for.
const RETIRED: &str = "retired";

/// The top-level key that names the version of the question set.
const VERSION: &str = "sp_plan";

/// A plan for the catalogue's question set.
#[derive(Debug, Clone, PartialEq)]
pub struct Upgraded {
    /// Its text; the old one where there was nothing to do.
    pub text: String,
    /// The version that the plan named before, if it named one.
    pub from: Option<String>,
    /// The version that it is for now.
    pub to: String,
    /// What was done, in the order in which it was.
    pub notes: Vec<Note>,
    /// The paths of questions that are new since the plan's version, in order.
    pub new_questions: Vec<String>,
    /// Whether anything of the text changed.
    pub changed: bool,
}

/// One thing that was done to a plan. Paths are those of questions; a kept answer is named as it stands under `retired:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// An answer has moved with its question.
    Moved {
        /// Its old path.
        from: String,
        /// Its new path.
        to: String,
    },
    /// An option has another name.
    OptionRenamed {
        /// The question, with the column for cells.
        at: String,
        /// The old word.
        from: String,
        /// The new word.
        to: String,
        /// How often it stood there.
        times: usize,
    },
    /// A column has another name.
    ColumnRenamed {
        /// The question.
        path: String,
        /// The old key.
        from: String,
        /// The new key.
        to: String,
        /// In how many rows.
        rows: usize,
    },
    /// An answer is kept whose question is no longer asked.
    Retired {
        /// The old path.
        path: String,
        /// What it is called under `retired:`.
        kept: String,
        /// Since which version it is not asked.
        since: String,
        /// The path of the question that has taken its place.
        replaced_by: Option<String>,
    },
    /// Both the old and the new key had an answer; the new one stays and the old one is kept.
    Conflict {
        /// The old path.
        old: String,
        /// The new path.
        new: String,
        /// What the old one is called under `retired:`.
        kept: String,
    },
    /// Two options are one now, and both were chosen; the old word is kept.
    BothChosen {
        /// The question, with the row and column for a cell.
        at: String,
        /// The old word.
        from: String,
        /// The word that stands for both now.
        to: String,
        /// What the old word is called under `retired:`.
        kept: String,
    },
}

/// Why a plan is not upgraded.
#[derive(Debug, Clone, PartialEq)]
pub enum Stopped {
    /// It cannot be read, or only with faults that an edit would hide.
    Unreadable(Vec<Finding>),
    /// It was written for a newer question set than the catalogue's.
    Newer {
        /// The plan's version.
        plan: String,
        /// The catalogue's version.
        catalogue: String,
    },
    /// Its version and the catalogue's cannot be compared.
    Incomparable {
        /// The plan's version.
        plan: String,
        /// The catalogue's version.
        catalogue: String,
    },
    /// A change could not be made without a rewrite.
    Refused(Refusal),
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Stopped::Refused(refusal)
    }
}

/// Opens a plan's text for changes.
///
/// # Errors
///
/// The findings, when it is no plan or has faults of writing, such as a key that stands twice: a change could hide what
/// only its authors can put right.
pub fn open_plan(text: &str) -> Result<Draft, Vec<Finding>> {
    let document = yaml::parse(text, FileId::PLAN);
    if !document.findings.is_empty() {
        return Err(document.findings);
    }
    match document.root.as_ref() {
        Some(root) if root.mapping().is_some() => Draft::open(text),
        root => Err(vec![not_a_plan(root)]),
    }
}

/// Brings a plan to the catalogue's question set.
///
/// # Errors
///
/// Why it is not done; the plan is then as it was.
pub fn upgrade(catalogue: &Catalogue, plan: &str) -> Result<Upgraded, Stopped> {
    let draft = open_plan(plan).map_err(Stopped::Unreadable)?;
    let to = catalogue.handbook.version.clone();
    let from = draft.get(&Address::of_path(VERSION)).and_then(Node::text).map(|text| text.trim().to_owned());
    let from = from.filter(|text| !text.is_empty());
    let new_questions = match &from {
        Some(version) if *version != to => {
            let versions = Version::read(version).zip(Version::read(&to));
            let (plan, catalogue_version) =
                versions.ok_or_else(|| Stopped::Incomparable { plan: version.clone(), catalogue: to.clone() })?;
            if plan > catalogue_version {
                return Err(Stopped::Newer { plan: version.clone(), catalogue: to });
            }
            new_since(catalogue, &plan)
        }
        _ => Vec::new(),
    };
    let mut upgrading = Upgrading { catalogue, draft, notes: Vec::new() };
    let comments = sorted_comments(&upgrading.draft);
    upgrading.move_answers()?;
    upgrading.rename_inside()?;
    if from.as_ref() != Some(&to) {
        let at = Address::of_path(VERSION);
        upgrading.draft.change(&Change::Set { at, value: text(to.clone()), position: Position::First })?;
    }
    let mut left = sorted_comments(&upgrading.draft).into_iter();
    if !comments.iter().all(|comment| left.any(|other| other == *comment)) {
        return Err(Refusal::lost_comment().into());
    }
    let changed = upgrading.draft.text() != plan;
    Ok(Upgraded { text: upgrading.draft.into_text(), from, to, notes: upgrading.notes, new_questions, changed })
}

fn new_since(catalogue: &Catalogue, plan: &Version) -> Vec<String> {
    let asked = catalogue.questions.all().iter().filter(|question| question.retired.is_none());
    let new = asked.filter(|question| Version::read(&question.since).is_some_and(|since| since > *plan));
    new.map(|question| question.path.clone()).collect()
}

fn sorted_comments(draft: &Draft) -> Vec<String> {
    let mut found: Vec<String> = draft.comments().into_iter().map(|comment| comment.trim_end().to_owned()).collect();
    found.sort();
    found
}

/// A plan that is being upgraded.
struct Upgrading<'a> {
    catalogue: &'a Catalogue,
    draft: Draft,
    notes: Vec<Note>,
}

impl Upgrading<'_> {
    /// Moves what has another path now, and keeps what is no longer asked.
    fn move_answers(&mut self) -> Result<(), Refusal> {
        let questions = &self.catalogue.questions;
        let mut left: Vec<String> = Vec::new();
        for path in paths(self.draft.root()) {
            let at = questions.find(&path);
            let target = match at {
                Some(at) if questions.question(at).retired.is_none() => continue,
                found => questions.renamed_from(&path).or(found),
            };
            let Some(target) = target else { continue };
            let question = questions.question(target);
            match &question.retired {
                None => self.move_to(&path, target)?,
                Some(since) => {
                    let kept = self.keep(&Address::of_path(&path), &path)?;
                    let replaced_by = question.replaced_by.as_ref().map(|path| path.text.clone());
                    self.notes.push(Note::Retired { path: path.clone(), kept, since: since.clone(), replaced_by });
                }
            }
            left.extend(path.rsplit_once('.').map(|(group, _)| group.to_owned()));
        }
        left.sort();
        left.dedup();
        self.remove_emptied(&left)
    }

    fn move_to(&mut self, old: &str, target: usize) -> Result<(), Refusal> {
        let new = self.catalogue.question(target).path.clone();
        let (from, to) = (Address::of_path(old), Address::of_path(&new));
        let nothing_old = self.draft.get(&from).is_none_or(Node::is_empty);
        if self.draft.get(&to).is_some_and(|node| !node.is_empty()) {
            let kept = self.keep(&from, old)?;
            if !nothing_old {
                self.notes.push(Note::Conflict { old: old.to_owned(), new, kept });
            }
            return Ok(());
        }
        // A new key that waits for an answer, as in a blank plan, is there already.
        let is_there = self.draft.get(&to).is_some();
        let change = match (old.rsplit_once('.'), new.rsplit_once('.')) {
            (Some((group, _)), Some((other, key))) if group == other && !is_there => {
                Change::Rename { at: from, key: key.to_owned() }
            }
            _ => Change::Move { from, to, position: self.place_of(old, target) },
        };
        self.draft.change(&change)?;
        self.notes.push(Note::Moved { from: old.to_owned(), to: new });
        Ok(())
    }

    /// The place of a question that moves: after those that its group asks before it. A group that is not there yet goes
    /// after the groups before it and after the one from which the question comes; so does a checklist.
    fn place_of(&self, old: &str, target: usize) -> Position {
        let catalogue = self.catalogue;
        let is_there = |path: &str| self.draft.get(&Address::of_path(path)).is_some_and(|node| !node.is_empty());
        let checklists = &catalogue.checklists;
        let Some(at) = checklists.iter().position(|checklist| checklist.questions().contains(&target)) else {
            return Position::Last;
        };
        let (before, own) = checklists.split_at(at);
        let Some(own) = own.first() else { return Position::Last };
        let mut old_keys = old.split('.').map(str::to_owned);
        let (old_checklist, old_group) = (old_keys.next(), old_keys.next());
        if !is_there(&own.id) {
            return Position::After(before.iter().map(|other| other.id.clone()).chain(old_checklist).collect());
        }
        let Some(group) = own.groups.iter().position(|group| group.questions.contains(&target)) else {
            return Position::Last;
        };
        let (before, group) = own.groups.split_at(group);
        let Some(group) = group.first() else { return Position::Last };
        let group_path = group.id.as_ref().map(|id| format!("{}.{id}", own.id));
        if group_path.is_some_and(|path| !is_there(&path)) {
            return Position::After(before.iter().filter_map(|other| other.id.clone()).chain(old_group).collect());
        }
        Position::After((group.questions.start..target).map(|at| catalogue.question(at).id.clone()).collect())
    }

    /// Moves something below `retired:`, and says what it is called there.
    fn keep(&mut self, from: &Address, name: &str) -> Result<String, Refusal> {
        let name = self.free_name(name);
        let to = Address::of_path(RETIRED).key(&name);
        self.draft.change(&Change::Move { from: from.clone(), to, position: Position::Last })?;
        Ok(name)
    }

    /// A name that `retired:` does not have yet.
    fn free_name(&self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut count = 1;
        while self.draft.get(&Address::of_path(RETIRED).key(&free)).is_some() {
            count += 1;
            free = format!("{name} ({count})");
        }
        free
    }

    /// A group from which all answers have moved away goes, if the question set does not have it any more.
    fn remove_emptied(&mut self, left: &[String]) -> Result<(), Refusal> {
        let is_known = |path: &str| {
            let inside = format!("{path}.");
            self.catalogue.questions.paths().any(|question| question.starts_with(&inside))
        };
        let mut emptied: Vec<String> = left.iter().filter(|path| !is_known(path)).cloned().collect();
        let checklists = left.iter().filter_map(|path| path.split_once('.')).map(|(checklist, _)| checklist.to_owned());
        let mut checklists: Vec<String> = checklists.filter(|path| !is_known(path)).collect();
        checklists.dedup();
        emptied.extend(checklists);
        for path in emptied {
            let at = Address::of_path(&path);
            let nothing =
                |node: &Node| node.is_empty() || node.mapping().is_some_and(|mapping| mapping.entries.is_empty());
            if self.draft.get(&at).is_some_and(nothing) {
                self.draft.change(&Change::Remove { at, keep_comment: true })?;
            }
        }
        Ok(())
    }
}

/// The paths that a plan has, of two and of three keys, in its order. A path of two may be a group or a question; the
/// catalogue tells them apart.
fn paths(root: &Node) -> Vec<String> {
    let mut found = Vec::new();
    for checklist in root.mapping().into_iter().flat_map(|mapping| &mapping.entries) {
        if checklist.key == RETIRED || checklist.key.contains('.') {
            continue;
        }
        for group in checklist.value.mapping().into_iter().flat_map(|mapping| &mapping.entries) {
            if group.key.contains('.') {
                continue;
            }
            let path = format!("{}.{}", checklist.key, group.key);
            let inside = group.value.mapping().into_iter().flat_map(|mapping| &mapping.entries);
            let inside = inside.filter(|entry| !entry.key.contains('.'));
            found.extend(inside.map(|entry| format!("{path}.{}", entry.key)));
            found.push(path);
        }
    }
    found
}
