//! What a person or `cargo xtask fuzz` does with the targets besides running them: write the seeds to disk for
//! libFuzzer, try one input again, and make one that fails short.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sp_plan_fuzz::minimise::{failure, shortest_failure};
use sp_plan_fuzz::{Target, corpus, target};

const USAGE: &str = "\
sp-plan-fuzz seeds TARGET FOLDER      write the seeds of a target and its words (FOLDER.dict)
sp-plan-fuzz replay TARGET FILE       try one input again
sp-plan-fuzz minimise TARGET FILE     make an input that fails short, and keep it as a regression
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [command, name, path] => match target(name) {
            Some(target) => run(command, target, Path::new(path)),
            None => Err(format!("there is no target `{name}`")),
        },
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, target: &Target, path: &Path) -> Result<(), String> {
    match command {
        "seeds" => seeds(target, path).map_err(|error| format!("cannot write seeds to {}: {error}", path.display())),
        "replay" => match failure(target, &read(path)?) {
            None => Ok(()),
            Some(said) => Err(said),
        },
        "minimise" => minimise(target, path),
        _ => Err(USAGE.to_owned()),
    }
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn seeds(target: &Target, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (at, seed) in (target.seeds)().into_iter().enumerate() {
        std::fs::write(folder.join(format!("seed-{at:04}")), seed)?;
    }
    for (at, (_, text)) in corpus::regressions(target).into_iter().enumerate() {
        std::fs::write(folder.join(format!("regression-{at:04}")), text)?;
    }
    // libFuzzer reads its words as C writes strings, and takes escaped bytes.
    let quoted = |word: &&str| word.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let words: String = target.words.iter().map(|word| format!("\"{}\"\n", quoted(word))).collect();
    std::fs::write(folder.with_extension("dict"), words)
}

fn minimise(target: &Target, path: &Path) -> Result<(), String> {
    let shortest = shortest_failure(target, &read(path)?);
    let Some(said) = failure(target, &shortest) else { return Err("it does not fail".to_owned()) };
    println!("{said}\n\nThe shortest text that fails:\n{shortest}\n────\n{shortest:?}");
    let kept = keep(target, &shortest).map_err(|error| format!("cannot keep it: {error}"))?;
    println!("kept as {}; `cargo test --package sp-plan-fuzz` replays it", kept.display());
    Ok(())
}

/// Writes a regression under a name that no other has.
fn keep(target: &Target, text: &str) -> std::io::Result<PathBuf> {
    let folder = corpus::regressions_folder(target);
    std::fs::create_dir_all(&folder)?;
    let free = (1..10_000).map(|number| folder.join(format!("found-{number}.txt"))).find(|path| !path.exists());
    let path = free.unwrap_or_else(|| folder.join("found.txt"));
    std::fs::write(&path, text)?;
    Ok(path)
}
