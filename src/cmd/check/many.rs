//! Many plans: read and judged on every core, written in their order, with no more of them in memory than are at work.

use std::io::{self, BufWriter, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};

use rayon::ThreadPool;
use rayon::prelude::*;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::place::SourceText;

use super::progress::Progress;
use super::{Status, status_of};
use crate::load::{Unreadable, read_plan};
use sp_plan_report::document::Document;

/// How many plans each thread has before results are written. Enough that threads seldom wait for one another; few enough
/// that their texts and reports are a few megabytes.
const PLANS_A_THREAD: usize = 16;

/// What has to wait for the last plan is kept in memory up to so many bytes, and beyond that in a file without a name.
const KEPT_IN_MEMORY: usize = 8 << 20;

/// Plans to check.
#[derive(Clone, Copy)]
pub(super) struct Many<'a> {
    /// What they are judged by.
    pub(super) catalogue: &'a Catalogue,
    /// Where they are, or why one cannot be found.
    pub(super) paths: &'a [Result<PathBuf, Unreadable>],
    /// How they are judged.
    pub(super) options: CheckOptions,
    /// Whether warnings count.
    pub(super) strict: bool,
}

/// What came of one file.
type Outcome<P> = Result<(Status, io::Result<P>), Unreadable>;

impl Many<'_> {
    /// Checks the plans and writes the document to standard output.
    pub(super) fn write<D: Document>(self, mut document: D) -> anyhow::Result<Status> {
        let mut output = BufWriter::new(io::stdout().lock());
        let status = if document.waits() {
            let mut kept = tempfile::SpooledTempFile::new(KEPT_IN_MEMORY);
            let status = self.write_parts(&mut document, &mut kept, true)?;
            output.write_all(document.head()?.as_bytes())?;
            kept.rewind()?;
            io::copy(&mut kept, &mut output)?;
            status
        } else {
            output.write_all(document.head()?.as_bytes())?;
            self.write_parts(&mut document, &mut output, !io::stdout().is_terminal())?
        };
        output.write_all(document.foot()?.as_bytes())?;
        output.flush()?;
        Ok(status)
    }

    /// Writes what each plan adds, in order. A bar of progress is in nobody's way when nothing else is written to a
    /// terminal meanwhile.
    fn write_parts<D: Document>(
        self,
        document: &mut D,
        output: &mut impl Write,
        terminal_is_free: bool,
    ) -> anyhow::Result<Status> {
        let threads = Threads::for_plans(self.paths.len());
        let mut progress = Progress::new(self.paths.len(), terminal_is_free);
        let mut status = Status::Sound;
        for paths in self.paths.chunks(threads.plans_at_once()) {
            let shared = &*document;
            for outcome in threads.map(paths, |path| self.one(shared, path)) {
                match outcome {
                    Ok((found, part)) => {
                        status = status.max(found);
                        output.write_all(document.add(part?)?.as_bytes())?;
                    }
                    Err(unread) => {
                        status = Status::Unreadable;
                        if !document.add_unread(&unread.name, &unread.reason) {
                            progress.aside(|| writeln!(io::stderr(), "sp-plan: {unread}"))?;
                        }
                    }
                }
            }
            output.flush()?;
            progress.advance(paths.len());
        }
        Ok(status)
    }

    fn one<D: Document>(&self, document: &D, path: &Result<PathBuf, Unreadable>) -> Outcome<D::Part> {
        let path: &Path = path.as_ref().map_err(Clone::clone)?;
        let plan = read_plan(path)?;
        let report = check(self.catalogue, &plan.text, self.options);
        let source = SourceText::new(plan.name, plan.text);
        Ok((status_of(&report, self.strict), document.part(&source, &report)))
    }
}

/// The threads that plans are judged on; none of their own when there is one plan, since starting them takes time, or
/// when the system gives none.
struct Threads(Option<ThreadPool>);

impl Threads {
    fn for_plans(count: usize) -> Self {
        Self(if count > 1 { rayon::ThreadPoolBuilder::new().build().ok() } else { None })
    }

    fn plans_at_once(&self) -> usize {
        PLANS_A_THREAD * self.0.as_ref().map_or(1, ThreadPool::current_num_threads)
    }

    /// What comes of each, in the order of what is given.
    fn map<T: Sync, R: Send>(&self, all: &[T], one: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
        match &self.0 {
            Some(pool) => pool.install(|| all.par_iter().map(one).collect()),
            None => all.iter().map(one).collect(),
        }
    }
}
