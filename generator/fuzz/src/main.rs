//! The driver: `run` starts workers and watches them, `case` shows one case, `work` is a worker.

mod run;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use truespec_fuzz::target::Target;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Changes documents at random and holds what comes of them.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tries many cases on several processes.
    Run(run::Arguments),
    /// Tries one case, and prints its input.
    Case {
        /// The seed of the run.
        seed: u64,
        /// What is done with the document.
        target: Target,
        /// The number of the case.
        case: u64,
    },
    /// Tries cases and prints a line each; started by `run`.
    #[command(hide = true)]
    Work(work::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Case { seed, target, case } => work::one(seed, target, case),
        Command::Work(arguments) => work::run(&arguments),
    }
}
