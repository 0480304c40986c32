//! The habits of this workspace, one command each: `cargo xtask help`.
//!
//! ```text
//! main ─► test ─► steps, needs, purity, notices, workbench, browser ─► statement, npm, tools
//!      └► habits, notices, assets, workbench, bench, fuzz, mutants, yaml_suite ─► npm, tools
//! ```

mod assets;
mod bench;
mod browser;
mod fuzz;
mod habits;
mod mutants;
mod needs;
mod notices;
mod npm;
mod purity;
mod statement;
mod steps;
mod test;
mod tools;
mod workbench;
mod yaml_suite;

use std::process::ExitCode;

const HELP: &str = "\
The habits of this workspace.

    cargo xtask test            everything that a change has to pass, the pages in a browser included
    cargo xtask test WORD...    only the steps with one of these words in their name
    cargo xtask browser         the pages in a browser alone
    cargo xtask browser --bless the same, and what it finds becomes what the accessibility statement says of it
    cargo xtask bless           run the tests and take what they print as the new snapshots; then read the diff
    cargo xtask bench           measure checker and handbook beside others and write the tables of docs/performance.md
    cargo xtask bench PART      one of them: checker, handbook or lighthouse
    cargo xtask bench ARG...    run the benchmarks within the process; arguments go to `cargo bench`
    cargo xtask fuzz [TARGET...] [SECONDS]
                                libFuzzer on each target; all of them and 60 seconds each unless said
    cargo xtask mutants [FILE...] [ARG...]
                                change the engine, or these of its files, bit by bit and see whether its tests notice
    cargo xtask notices         write THIRD-PARTY.md, the list of what the program contains of others
    cargo xtask assets          make what the pages carry of others (govuk-frontend, MiniSearch) from npm packages
    cargo xtask workbench       bundle the script of the pages in which a plan is filled in
    cargo xtask yaml-suite      fetch the official YAML test suite and write its cases for the reader's test
    cargo xtask help            this text

`test` brings what it needs (Node.js, Chromium, npm packages) where it may, and says what to install where it may not.
Set CHROMIUM to the path of a browser to use that one.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["test", only @ ..] => test::everything(only),
        ["browser"] => browser::look().map(|()| true),
        ["browser", "--bless"] => browser::bless().map(|()| true),
        ["bless"] => habits::bless().map(|()| true),
        ["bench"] => bench::write_tables(None).map(|()| true),
        ["bench", part @ ("checker" | "handbook" | "lighthouse")] => bench::write_tables(Some(part)).map(|()| true),
        ["measured", command @ ..] => bench::measured(command).map(|()| true),
        ["bench", rest @ ..] => habits::bench(rest).map(|()| true),
        ["assets"] => assets::write().map(|()| true),
        ["workbench"] => workbench::write().map(|()| true),
        ["notices"] => notices::write().map(|()| true),
        ["fuzz", rest @ ..] => fuzz::run_targets(rest),
        ["mutants", rest @ ..] => mutants::look(rest).map(|()| true),
        ["yaml-suite"] => yaml_suite::write().map(|()| true),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(true)
        }
        _ => {
            eprint!("{HELP}");
            Ok(false)
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
