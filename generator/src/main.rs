//! The command line: nothing but calls into the library.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
