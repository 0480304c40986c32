//! The plans that are measured: the careful example, cut to 300 lines, once or many times.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tools::root;

/// How many lines the plan has at most.
const LINES: usize = 300;

/// A plan of about 300 lines, cut before a group of answers begins. Its dates stand in quotes, so that `ajv-cli`, which takes
/// a date without quotes for something else than a text, can read it too.
pub(super) fn text() -> Result<String> {
    let example = fs::read_to_string(root().join("examples/good.yaml")).context("cannot read the example")?;
    let lines: Vec<&str> = example.lines().take(LINES).collect();
    let begins_group = |line: &&str| line.strip_prefix("  ").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let end = lines.iter().rposition(begins_group).context("the example has no group of answers")?;
    let quoted = lines.into_iter().take(end).map(|line| line.split(' ').map(quoted_date).collect::<Vec<_>>().join(" "));
    Ok(quoted.map(|line| line + "\n").collect())
}

/// A word as it is; a date, with what follows it, in quotes.
fn quoted_date(word: &str) -> String {
    let is_date = |text: &str| {
        text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    };
    match word.split_at_checked(10) {
        Some((date, after)) if is_date(date) && !after.starts_with(char::is_alphanumeric) => {
            format!("\"{date}\"{after}")
        }
        _ => word.to_owned(),
    }
}

/// A folder with this many plans, each of another scheme. One that was made before is used again.
pub(super) fn folder(home: &Path, text: &str, count: usize) -> Result<PathBuf> {
    let folder = home.join(format!("plans-{count}"));
    let done = home.join(format!("plans-{count}.done"));
    if fs::read_to_string(&done).is_ok_and(|made_of| made_of == text) {
        return Ok(folder);
    }
    fs::create_dir_all(&folder)?;
    for at in 0..count {
        let plan = text.replacen("Riverside Connect", &format!("Scheme {at}"), 1);
        fs::write(folder.join(format!("{at:05}.yaml")), plan)?;
    }
    // Written last, so that a folder that was cut short is made again.
    fs::write(done, text)?;
    Ok(folder)
}
