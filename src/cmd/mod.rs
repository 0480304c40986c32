//! The commands: each module is one, and says what status the program ends with.

use std::process::ExitCode;

/// Reads the command line and runs the command.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
