//! What a user would check a plan with otherwise: general checkers of JSON Schema, installed below the target folder in
//! the versions that `xtask/bench` pins.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::needs;
use crate::tools::{find, root, run};

/// Another checker.
pub(super) struct Peer {
    /// Its name and version.
    pub(super) name: &'static str,
    program: PathBuf,
    before_schema: &'static [&'static str],
    before_plan: &'static [&'static str],
}

impl Peer {
    /// The command that checks plans against a schema.
    pub(super) fn command(&self, schema: &Path, plans: &[PathBuf]) -> Vec<String> {
        let text = |path: &Path| path.to_string_lossy().into_owned();
        let mut command = vec![text(&self.program)];
        command.extend(self.before_schema.iter().map(|&word| word.to_owned()));
        command.push(text(schema));
        for plan in plans {
            command.extend(self.before_plan.iter().map(|&word| word.to_owned()));
            command.push(text(plan));
        }
        command
    }
}

/// The checkers that can be had; one that cannot is told of and left out.
pub(super) fn bring(folder: &Path) -> Vec<Peer> {
    let mut peers = Vec::new();
    for (name, installed) in [("check-jsonschema", python(folder)), ("ajv-cli", node(folder))] {
        match installed {
            Ok(peer) => peers.push(peer),
            Err(error) => println!("{name} cannot be installed and is left out: {error:#}"),
        }
    }
    peers
}

fn python(folder: &Path) -> Result<Peer> {
    let home = folder.join("python");
    let program = home.join("bin/check-jsonschema");
    if !program.is_file() {
        let python = find("python3").context("there is no python3")?;
        run(Command::new(python).args(["-m", "venv"]).arg(&home))?;
        let pinned = root().join("xtask/bench/requirements.txt");
        run(Command::new(home.join("bin/pip")).args(["install", "--quiet", "--requirement"]).arg(pinned))?;
    }
    Ok(Peer { name: "check-jsonschema 0.39.0", program, before_schema: &["--schemafile"], before_plan: &[] })
}

fn node(folder: &Path) -> Result<Peer> {
    let home = folder.join("node");
    let program = home.join("node_modules/.bin/ajv");
    if !program.is_file() {
        needs::node()?;
        fs::create_dir_all(&home)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(root().join("xtask/bench").join(file), home.join(file))?;
        }
        let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        run(Command::new("npm").args(options).current_dir(&home))?;
    }
    Ok(Peer {
        name: "ajv-cli 5.0.0",
        program,
        before_schema: &["validate", "--spec=draft2020", "--strict=false", "-c", "ajv-formats", "-s"],
        before_plan: &["-d"],
    })
}
