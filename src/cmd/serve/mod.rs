//! `sp-plan serve`: the handbook in a browser of this machine; each change to its folder shows as it is saved.
//!
//! ```text
//! watch (a thread) ─► making ─► shown ─┬─► respond ─► listen ─► browser
//!        ▲                              └─► terminal        reload.js asks what is shown
//!   handbook's folder
//! ```
//!
//! The site is in memory. A page is given one script more than a built one has; the policy of the pages stays as it is.

mod listen;
mod making;
mod request;
mod respond;
mod shown;
mod watch;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::Context;
use tokio::sync::watch::channel;

use super::{Colours, Status};
use crate::cli::ServeArguments;
use making::Making;
use shown::{Shown, SiteFiles};
use watch::Watch;

pub(super) fn run(arguments: &ServeArguments, folder: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let making = Making::new(folder, colours);
    // The watch begins before the first reading, so that no change falls between them.
    let watch = folder.map(Watch::new).transpose()?;
    let (made, took) = making.first()?;
    let words = match &made {
        Ok(files) => format!("Built the handbook: {} pages in {took}\n", pages(files)),
        Err(fault) => fault.coloured.clone(),
    };
    let (sender, receiver) = channel(Arc::new(Shown::new(made)));

    // One thread is enough for one reader, and what can happen at once stays easy to see.
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start to serve")?;
    let (listener, port) = listen::open(arguments.port)?;
    let mut errors = std::io::stderr().lock();
    errors.write_all(words.as_bytes())?;
    writeln!(errors, "\nOpen in a browser of this machine:\n  http://127.0.0.1:{port}/\n")?;
    match folder {
        Some(folder) => writeln!(errors, "Pages follow what is saved in {}. Ctrl-C ends it.", folder.display())?,
        None => writeln!(
            errors,
            "This is the built-in handbook, which does not change; `--handbook DIR` follows a folder. Ctrl-C ends it."
        )?,
    }
    drop(errors);

    // Pages that wait for a change go on waiting as long as there is somebody who could tell of one.
    let unchanging = match watch {
        Some(watch) => {
            // It ends with the program: nothing that it does has to be finished.
            thread::Builder::new()
                .name("watch".to_owned())
                .spawn(move || watch.follow(|changed| making.again(changed, &sender)))
                .context("cannot watch the folder")?;
            None
        }
        None => Some(sender),
    };
    runtime.block_on(listen::serve(listener, port, receiver))?;
    drop(unchanging);
    writeln!(std::io::stderr(), "Ended.")?;
    Ok(Status::Sound)
}

fn pages(files: &SiteFiles) -> usize {
    files.keys().filter(|name| Path::new(name.as_str()).extension().is_some_and(|ending| ending == "html")).count()
}
