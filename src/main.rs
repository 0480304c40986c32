//! The program: reads the command line, runs one command, and ends with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    sp_plan::cmd::run()
}
