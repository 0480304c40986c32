//! The pages in a browser: builds the handbook and writes reports, and lets the scripts of `tests/browser` look at them in
//! Chromium, and `selftest.mjs` at pages with planted faults.
//!
//! Three npm packages are installed for that, into the target folder, so that the work tree stays clean. What the run
//! found is in `TARGET/browser/result.json`, and in the accessibility statement (`statement.rs`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::statement;
use crate::tools::{cargo, root, run, run_in_one_piece, target};
use crate::{needs, npm};

/// The reports that are looked at: the name of the file and what writes it. Those of `check` go to standard output.
const REPORTS: &[(&str, &[&str])] = &[
    ("paper-flawed.html", &["report", "examples/flawed.yaml", "--today", TODAY]),
    ("paper-good.html", &["report", "examples/good.yaml", "--today", TODAY]),
    ("checklist-filled.html", &["report", "examples/flawed.yaml", "--checklist", "--today", TODAY]),
    ("checklist-blank.html", &["report", "--blank"]),
    ("check-one.html", &["check", "examples/flawed.yaml", "--format", "html", "--today", TODAY]),
    (
        "check-several.html",
        &["check", "examples/good.yaml", "examples/blank.yaml", "--format", "html", "--today", TODAY],
    ),
    ("paper-long-words.html", &["report", LONG_WORDS, "--today", TODAY]),
    ("checklist-long-words.html", &["report", LONG_WORDS, "--checklist", "--today", TODAY]),
    ("check-long-words.html", &["check", LONG_WORDS, LONG_WORDS, "--format", "html", "--today", TODAY]),
];

/// A plan whose words are longer than a page is wide.
const LONG_WORDS: &str = "tests/browser/long-words.yaml";

/// The day on which the reports judge plans.
const TODAY: &str = "2026-11-22";

/// The scripts, from the root of the workspace.
const SCRIPTS: &str = "tests/browser";

/// Builds the handbook, writes the reports, looks at all of them, and compares what was found with the accessibility
/// statement.
pub(crate) fn look() -> Result<()> {
    let (folder, looked) = look_at_all()?;
    looked?;
    statement::compare(&folder)
}

/// The same, and what was found becomes what the statement says. Faults are written down, and are faults all the same.
pub(crate) fn bless() -> Result<()> {
    let (folder, looked) = look_at_all()?;
    statement::bless(&folder)?;
    looked
}

/// Looks at everything. Gives the folder with the result, and whether all was well.
fn look_at_all() -> Result<(PathBuf, Result<()>)> {
    let folder = target()?.join("browser");
    let site = folder.join("site");
    fs::create_dir_all(&folder).context("cannot make a folder for the browser checks")?;
    if site.exists() {
        fs::remove_dir_all(&site).context("cannot remove the handbook of an earlier run")?;
    }
    // Of the whole workspace, as the tests are: for one package alone features differ, and all of it would be compiled again.
    run(&mut cargo(&["build", "--workspace", "--locked", "--bin", "sp-plan"]))?;
    let program = target()?.join("debug/sp-plan");
    run(Command::new(&program).args(["build", "-o"]).arg(&site))?;
    let reports = folder.join("reports");
    write_reports(&program, &reports)?;
    needs::node()?;
    let chromium = needs::chromium()?;
    npm::install(SCRIPTS, &folder)?;
    // Left by an earlier run, it would be taken for what this one found.
    for left in ["result.json", "tests.yaml"] {
        if folder.join(left).exists() {
            fs::remove_file(folder.join(left)).with_context(|| format!("cannot remove {left} of an earlier run"))?;
        }
    }
    let node = |script: &str, arguments: &[&Path]| {
        let mut node = Command::new("node");
        node.arg(folder.join(script)).args(arguments).env("CHROMIUM", &chromium);
        node
    };
    let looked =
        run(&mut node("selftest.mjs", &[&folder.join("planted")])).and(run(&mut node("pages.mjs", &[&site, &folder])));
    let (home, examples) = (root(), root().join("examples"));
    let used = side_by_side(vec![
        node("workbench-keep.mjs", &[&site, &examples.join("good.yaml")]),
        node("workbench.mjs", &[&site, &program, &examples]),
        node("workbench-form.mjs", &[&site, &home]),
        node("workbench-results.mjs", &[&site, &program, &examples]),
        node("search.mjs", &[&site]),
        node("glossary.mjs", &[&site]),
        node("forms.mjs", &[&site]),
        node("reports.mjs", &[&reports]),
        node("serve.mjs", &[&program, &home]),
    ]);
    let outcome = looked.and(used);
    Ok((folder, outcome))
}

/// Runs commands, two at a time, since each waits for its browser most of the time. What each prints comes in one piece when it
/// ends. All of them run, even when one fails.
fn side_by_side(commands: Vec<Command>) -> Result<()> {
    let waiting = Mutex::new(commands.into_iter());
    let take = || waiting.lock().ok().and_then(|mut waiting| waiting.next());
    let work = || {
        let mut failed = Vec::new();
        while let Some(mut command) = take() {
            failed.extend(run_in_one_piece(&mut command).err());
        }
        failed
    };
    let failed = thread::scope(|scope| {
        let lanes = [scope.spawn(work), scope.spawn(work)];
        lanes.map(|lane| lane.join().unwrap_or_else(|_| vec![anyhow!("a lane of the browser checks broke")]))
    });
    match failed.into_iter().flatten().next() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Writes each of [`REPORTS`]. That a plan falls short is no failure here.
fn write_reports(program: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context("cannot make a folder for the reports")?;
    for (name, arguments) in REPORTS {
        let written =
            Command::new(program).args(*arguments).current_dir(root()).output().context("cannot run sp-plan")?;
        if !matches!(written.status.code(), Some(0 | 1)) {
            bail!("cannot write {name}: {}", String::from_utf8_lossy(&written.stderr));
        }
        fs::write(folder.join(name), written.stdout).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}
