//! The command line. Each command is a file with its arguments and its output; the library does the work.

#[macro_use]
mod output;

mod diff;
mod document;
mod given;
mod release;
mod report;
mod tool;
mod update;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use document::{apply, generate, import, inspect, learn, lint, record, select};
use given::{root, selectors, source, version};
use output::{format, progress, show};
use tool::{explain, help, schema, shell, vocabulary};
use workspace::{check, config, init, playground, quirks, regenerate, watch};

/// Generates typed Rust clients from OpenAPI documents and documented corrections.
#[derive(Parser)]
#[command(
    name = "truespec",
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = "Without a command, truespec regenerates the workspace that the current folder is in: generated/ from specs/. \
                  `truespec COMMAND --help` shows examples."
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
    /// List the operations of a document with their selectors, and how much code each group needs.
    Select(select::Arguments),
    /// Check that `generated/` is up to date with `specs/`, and list the files that differ.
    Check(check::Arguments),
    /// Regenerate the workspace whenever `specs/` changes.
    Watch(watch::Arguments),
    /// Show the workspace in a browser: documents, corrections and the code that comes of them.
    Playground(playground::Arguments),
    /// Show the settings of the workspace that take effect, and where each is set.
    Config(config::Arguments),
    /// Find contradictions in a document, and propose corrections.
    Lint(lint::Arguments),
    /// Compare recorded responses with a document, and propose corrections.
    Learn(learn::Arguments),
    /// Record responses of a server through a proxy on this machine, and compare them with a document.
    Record(record::Arguments),
    /// Print a document with corrections applied.
    Apply(apply::Arguments),
    /// List the corrections of the workspace with their evidence and whether they still hold.
    Quirks(quirks::Arguments),
    /// Merge documentation pages into one document.
    Import(import::Arguments),
    /// Print the keys that overlays and documents can use beside those of OpenAPI.
    Vocabulary,
    /// Compare two versions of a client: major, minor and patch changes for its users, and why.
    Diff(diff::Arguments),
    /// Update documents from where their vendors publish them, and regenerate.
    Update(update::Arguments),
    /// Write a page for reviewers: changes, corrections and diagnostics.
    Report(report::Arguments),
    /// Give the crate the version that its changes require, and an entry in its changelog.
    Release(release::Arguments),
    /// Explain a diagnostic code, such as TS203.
    Explain(explain::Arguments),
    /// Print the JSON Schema of what a command prints as JSON.
    Schema(schema::Arguments),
    /// Print completions for a shell.
    Completions(shell::CompletionArguments),
    /// Print a manual page.
    Man(shell::ManArguments),
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let matches = help::grouped(Arguments::command()).get_matches();
    let Arguments { force, command } = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    let root = root::find();
    let Some(command) = command else { return regenerate::run(&root, force) };
    match command {
        Command::Init(arguments) => init::run(arguments),
        Command::Generate(arguments) => generate::run(arguments),
        Command::Inspect(arguments) => inspect::run(arguments),
        Command::Select(arguments) => select::run(arguments),
        Command::Check(arguments) => check::run(&root, &arguments),
        Command::Watch(arguments) => watch::run(&root, &arguments),
        Command::Playground(arguments) => playground::run(&root, &arguments),
        Command::Config(arguments) => config::run(&root, &arguments),
        Command::Lint(arguments) => lint::run(arguments),
        Command::Learn(arguments) => learn::run(arguments),
        Command::Record(arguments) => record::run(arguments),
        Command::Apply(arguments) => apply::run(arguments),
        Command::Quirks(arguments) => quirks::run(&root, &arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Vocabulary => vocabulary::run(),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Update(arguments) => update::run(&root, &arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Release(arguments) => release::run(&root, &arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => shell::completions(Arguments::command(), &arguments),
        Command::Man(arguments) => shell::man(Arguments::command(), &arguments),
    }
}
