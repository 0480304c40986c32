//! A bar of progress, for a person who waits: only on a terminal, only after a second, and gone at the end.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Whoever waits less than this does not wait.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far a check of many plans has come.
pub(super) struct Progress {
    begun: Instant,
    count: usize,
    done: usize,
    /// Whether anybody would see a bar.
    seen: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Progress through so many plans. Build servers may offer something like a terminal, and keep every bar in their log.
    pub(super) fn new(count: usize, terminal_is_free: bool) -> Self {
        let seen = terminal_is_free && io::stderr().is_terminal() && std::env::var_os("CI").is_none();
        Self { begun: Instant::now(), count, done: 0, seen, bar: None }
    }

    /// So many more are done.
    pub(super) fn advance(&mut self, plans: usize) {
        self.done += plans;
        if !self.seen || (self.bar.is_none() && self.begun.elapsed() < PATIENCE) {
            return;
        }
        let count = self.count as u64;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
            // A template that cannot be read leaves the bar as the library draws it.
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} plans") {
                bar.set_style(style);
            }
            bar
        });
        bar.set_position(self.done as u64);
    }

    /// Writes something else to the terminal, with the bar out of the way meanwhile.
    pub(super) fn aside<R>(&self, write: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
