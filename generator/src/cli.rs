//! The command line. Each command is a file with its arguments and its output; the library does the work.

#[macro_use]
mod show;

mod apply;
mod check;
mod diff;
mod explain;
mod format;
mod generate;
mod import;
mod init;
mod inspect;
mod learn;
mod lint;
mod playground;
mod progress;
mod quirks;
mod record;
mod regenerate;
mod release;
mod report;
mod select;
mod selectors;
mod shell;
mod source;
mod update;
mod version;
mod watch;

use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Generates typed Rust clients from OpenAPI documents and documented corrections.
#[derive(Parser)]
#[command(
    name = "truespec",
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = "Without a command, truespec regenerates the workspace in the current folder."
)]
struct Arguments {
    /// Overwrites files in `generated/` that truespec did not write (without a command).
    #[arg(long)]
    force: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Create a workspace for a document, in an empty folder or next to a crate.
    Init(init::Arguments),
    /// Generate a crate from a document.
    Generate(generate::Arguments),
    /// Show the types, operations and diagnostics of a document.
    Inspect(inspect::Arguments),
    /// List the operations of a document with what selects them, and what a selection costs.
    Select(select::Arguments),
    /// Check that `generated/` is up to date with `specs/`, and list the files that differ.
    Check,
    /// Compare two versions of a client: major, minor and patch changes for its users, and why.
    Diff(diff::Arguments),
    /// Take over the documents that vendors publish: fetch, try the corrections, compare, regenerate.
    Update(update::Arguments),
    /// Write a page for reviewers: changes, corrections and diagnostics.
    Report(report::Arguments),
    /// Give the crate the version that its changes require, and an entry in its changelog.
    Release(release::Arguments),
    /// Merge documentation pages into one document.
    Import(import::Arguments),
    /// Find contradictions in a document, and propose corrections.
    Lint(lint::Arguments),
    /// List the corrections of the workspace with their evidence and whether they still hold.
    Quirks(quirks::Arguments),
    /// Compare recorded responses with a document, and propose corrections.
    Learn(learn::Arguments),
    /// Record responses of a server through a proxy on this machine, and compare them with a document.
    Record(record::Arguments),
    /// Regenerate the workspace in the current folder whenever `specs/` changes.
    Watch(watch::Arguments),
    /// Show the workspace in the current folder in a browser: documents, corrections and the code that comes of them.
    Playground(playground::Arguments),
    /// Print a document with corrections applied.
    Apply(apply::Arguments),
    /// Print completions for a shell.
    Completions(shell::Arguments),
    /// Print the manual page.
    Man,
    /// Explain a diagnostic code, such as TS203.
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
        Some(Command::Select(arguments)) => select::run(arguments),
        Some(Command::Check) => check::run(Path::new(".")),
        Some(Command::Diff(arguments)) => diff::run(arguments),
        Some(Command::Update(arguments)) => update::run(Path::new("."), &arguments),
        Some(Command::Report(arguments)) => report::run(&arguments),
        Some(Command::Release(arguments)) => release::run(Path::new("."), &arguments),
        Some(Command::Import(arguments)) => import::run(&arguments),
        Some(Command::Lint(arguments)) => lint::run(arguments),
        Some(Command::Quirks(arguments)) => quirks::run(Path::new("."), &arguments),
        Some(Command::Learn(arguments)) => learn::run(arguments),
        Some(Command::Record(arguments)) => record::run(arguments),
        Some(Command::Watch(arguments)) => watch::run(Path::new("."), &arguments),
        Some(Command::Playground(arguments)) => playground::run(Path::new("."), &arguments),
        Some(Command::Apply(arguments)) => apply::run(arguments),
        Some(Command::Completions(arguments)) => shell::completions(Arguments::command(), &arguments),
        Some(Command::Man) => shell::man(Arguments::command()),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
    }
}
