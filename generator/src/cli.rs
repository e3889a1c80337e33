//! The command line: each command is a file, with its arguments and what it prints; the work is the library's.

#[macro_use]
mod show;

mod apply;
mod check;
mod diff;
mod explain;
mod generate;
mod import;
mod init;
mod inspect;
mod learn;
mod lint;
mod progress;
mod quirks;
mod regenerate;
mod shell;
mod source;
mod watch;

use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Typed Rust clients from OpenAPI documents as published plus their corrections as documented.
#[derive(Parser)]
#[command(
    name = "truespec",
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = "Without a command: regenerates the workspace of this folder."
)]
struct Arguments {
    /// Without a command: overwrites files in `generated/` that truespec did not write.
    #[arg(long)]
    force: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Sets up a workspace from a document, in an empty folder or beside a crate.
    Init(init::Arguments),
    /// Emits a standalone crate from any document.
    Generate(generate::Arguments),
    /// Tells what becomes of a document: its types, operations and problems.
    Inspect(inspect::Arguments),
    /// Exits with 1 where `generated/` differs from what `specs/` implies, and lists where.
    Check,
    /// Tells what a change means to users of the crate: major, minor or patch, and why.
    Diff(diff::Arguments),
    /// Merges documentation pages into one document.
    Import(import::Arguments),
    /// Finds where a document contradicts itself, and proposes what would settle it.
    Lint(lint::Arguments),
    /// Lists every correction with its evidence, and whether it still holds.
    Quirks(quirks::Arguments),
    /// Holds recorded exchanges against a document, and proposes what would settle the differences.
    Learn(learn::Arguments),
    /// Regenerates the workspace of this folder whenever `specs/` changes.
    Watch(watch::Arguments),
    /// Prints a document with its corrections applied.
    Apply(apply::Arguments),
    /// Prints completions for a shell.
    Completions(shell::Arguments),
    /// Prints the manual page.
    Man,
    /// Tells more about a code, such as TS203.
    Explain(explain::Arguments),
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let Arguments { force, command } = Arguments::parse();
    match command {
        None => regenerate::run(Path::new("."), force),
        Some(Command::Init(arguments)) => init::run(arguments),
        Some(Command::Generate(arguments)) => generate::run(arguments),
        Some(Command::Inspect(arguments)) => inspect::run(arguments),
        Some(Command::Check) => check::run(Path::new(".")),
        Some(Command::Diff(arguments)) => diff::run(arguments),
        Some(Command::Import(arguments)) => import::run(&arguments),
        Some(Command::Lint(arguments)) => lint::run(arguments),
        Some(Command::Quirks(arguments)) => quirks::run(Path::new("."), &arguments),
        Some(Command::Learn(arguments)) => learn::run(arguments),
        Some(Command::Watch(arguments)) => watch::run(Path::new("."), &arguments),
        Some(Command::Apply(arguments)) => apply::run(arguments),
        Some(Command::Completions(arguments)) => shell::completions(Arguments::command(), &arguments),
        Some(Command::Man) => shell::man(Arguments::command()),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
    }
}
