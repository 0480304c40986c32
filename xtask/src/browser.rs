//! The pages in a browser: builds the handbook and writes reports, and lets the scripts of `tests/browser` look at them in
//! Chromium.
//!
//! Two npm packages are installed for that, into the target folder, so that the work tree stays clean.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::needs;
use crate::tools::{cargo, root, run, target};

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

/// Builds the handbook, writes the reports, and looks at all of them.
pub(crate) fn look() -> Result<()> {
    let folder = target()?.join("browser");
    let site = folder.join("site");
    fs::create_dir_all(&folder).context("cannot make a folder for the browser checks")?;
    if site.exists() {
        fs::remove_dir_all(&site).context("cannot remove the handbook of an earlier run")?;
    }
    run(cargo(&["run", "--quiet", "--locked", "--package", "sp-plan", "--", "build", "-o"]).arg(&site))?;
    let reports = folder.join("reports");
    write_reports(&reports)?;
    needs::node()?;
    let chromium = needs::chromium()?;
    install(&folder)?;
    let node = |script: &str, argument: &Path| {
        run(Command::new("node").arg(folder.join(script)).arg(argument).env("CHROMIUM", &chromium))
    };
    let mut outcome = Ok(());
    for script in ["pages.mjs", "forms.mjs", "glossary.mjs", "search.mjs"] {
        outcome = outcome.and(node(script, &site));
    }
    let mut serve = Command::new("node");
    serve.arg(folder.join("serve.mjs")).arg(target()?.join("debug/sp-plan")).arg(root()).env("CHROMIUM", &chromium);
    outcome.and(node("reports.mjs", &reports)).and(run(&mut serve))
}

/// Writes each of [`REPORTS`]. That a plan falls short is no failure here.
fn write_reports(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context("cannot make a folder for the reports")?;
    for (name, arguments) in REPORTS {
        let mut command = cargo(&["run", "--quiet", "--locked", "--package", "sp-plan", "--"]);
        let written = command.args(*arguments).current_dir(root()).output().context("cannot run sp-plan")?;
        if !matches!(written.status.code(), Some(0 | 1)) {
            bail!("cannot write {name}: {}", String::from_utf8_lossy(&written.stderr));
        }
        fs::write(folder.join(name), written.stdout).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// Copies the scripts into the folder and installs the npm packages beside them, where the scripts look for them.
fn install(folder: &Path) -> Result<()> {
    let source = root().join("tests/browser");
    let lock = fs::read_to_string(source.join("package-lock.json")).context("cannot read the lock file of npm")?;
    if lock.contains("\"resolved\"") {
        bail!(
            "tests/browser/package-lock.json names a registry; write it with `npm install --package-lock-only --omit-lockfile-registry-resolved`"
        );
    }
    let installed = fs::read_to_string(folder.join("installed.json")).is_ok_and(|installed| installed == lock);
    for entry in fs::read_dir(&source)? {
        let path = entry?.path();
        let is_wanted = path.extension().and_then(OsStr::to_str).is_some_and(|end| end == "mjs" || end == "json");
        if let (true, Some(name)) = (is_wanted, path.file_name()) {
            fs::copy(&path, folder.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    if installed {
        return Ok(());
    }
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new("npm").args(options).current_dir(folder))?;
    // Written last, so that an installation that was cut short is done again.
    fs::write(folder.join("installed.json"), lock).context("cannot note what is installed")
}
