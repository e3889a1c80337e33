//! Arguments, what is printed, exit codes: 0 done, 1 the input is at fault, 2 usage.

mod progress;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};
use truespec::diagnostic::{Files, Report, render};
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write::{self, Change, ChangeKind};
use truespec::{Generated, generate, workspace};

/// Typed Rust clients from OpenAPI documents as published plus their corrections as documented.
#[derive(Parser)]
#[command(
    name = "truespec",
    version,
    about,
    after_help = "Without a command: regenerates the workspace of this folder."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Emits a standalone crate from any document.
    Generate {
        /// The document, YAML or JSON.
        document: PathBuf,
        /// Corrections, applied in order.
        #[arg(long, value_name = "FILE")]
        overlay: Vec<PathBuf>,
        /// The folder of the crate.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The folder that references to other files must stay in; by default the document's.
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
        /// The crate's name; by default the folder's.
        #[arg(long, value_name = "CRATE")]
        name: Option<String>,
        /// Makes warnings errors.
        #[arg(long)]
        strict: bool,
        /// Prints problems as JSON, a line each.
        #[arg(long)]
        json: bool,
    },
    /// Tells what becomes of a document: its types, operations and problems.
    Inspect {
        /// The document, YAML or JSON.
        document: PathBuf,
        /// Corrections, applied in order.
        #[arg(long, value_name = "FILE")]
        overlay: Vec<PathBuf>,
        /// The folder that references to other files must stay in; by default the document's.
        #[arg(long, value_name = "DIR")]
        root: Option<PathBuf>,
        /// Prints one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Exits with 1 where `generated/` differs from what `specs/` implies, and lists where.
    Check,
    /// Prints a document with its corrections applied.
    Apply {
        /// The document, YAML or JSON.
        document: PathBuf,
        /// Corrections, applied in order.
        #[arg(long, value_name = "FILE", required = true)]
        overlay: Vec<PathBuf>,
    },
    /// Tells more about a code, such as TS203.
    Explain {
        /// The code.
        code: String,
    },
}

/// Runs the command line.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        None => regenerate(Path::new(".")),
        Some(Command::Generate { document, overlay, out, root, name, strict, json }) => {
            let name = name.unwrap_or_else(|| folder_name(&out));
            let settings = Settings { name, strict, ..Settings::default() };
            emit(&Sources::new(settings, vec![alone(document, overlay, root)]), &out, json)
        }
        Some(Command::Inspect { document, overlay, root, json }) => {
            inspect(alone(document, overlay, root), json)
        }
        Some(Command::Check) => check(Path::new(".")),
        Some(Command::Apply { document, overlay }) => apply(document, overlay),
        Some(Command::Explain { code }) => explain(&code),
    }
}

/// A document by itself, shown as it was given.
fn alone(document: PathBuf, overlays: Vec<PathBuf>, root: Option<PathBuf>) -> ApiSource {
    ApiSource { module: None, document, overlays, root, shown_from: PathBuf::new() }
}

fn folder_name(folder: &Path) -> String {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '-' })
        .collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("client-{name}") }
}

fn regenerate(root: &Path) -> ExitCode {
    let started = Instant::now();
    match workspace::regenerate(root) {
        Ok(done) => {
            show(&done.generated.report, &done.generated.texts);
            summarise(&done.generated, &done.changes, started);
            ExitCode::SUCCESS
        }
        Err(failure) => fail(&failure.text),
    }
}

fn emit(sources: &Sources, out: &Path, json: bool) -> ExitCode {
    let started = Instant::now();
    let generated = progress::while_running("generating", || generate(sources));
    if json {
        anstream::print!("{}", render::json_lines(&generated.report, &generated.texts));
    } else {
        show(&generated.report, &generated.texts);
    }
    if generated.report.has_errors() {
        return ExitCode::from(1);
    }
    match write::write(out, &generated.files) {
        Ok(changes) => {
            if !json {
                summarise(&generated, &changes, started);
            }
            // The process ends here: freeing a million small things first would only take time.
            std::mem::forget(generated);
            ExitCode::SUCCESS
        }
        Err(error) => fail(&format!("{}: {error}\n", out.display())),
    }
}

fn inspect(source: ApiSource, json: bool) -> ExitCode {
    let (built, report, texts) = truespec::inspect(&source);
    if json {
        anstream::println!("{}", truespec::inspect::json(built.as_ref(), &report, &texts));
    } else {
        show(&report, &texts);
        if let Some(built) = &built {
            anstream::print!("{}", truespec::inspect::table(built));
        }
    }
    if report.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn check(root: &Path) -> ExitCode {
    match workspace::check(root) {
        Ok(drift) if drift.is_empty() => {
            anstream::eprintln!("generated/ is what specs/ implies");
            ExitCode::SUCCESS
        }
        Ok(drift) => {
            drift.iter().for_each(|file| anstream::println!("{file}"));
            fail(
                "generated/ differs from what specs/ implies; `truespec` (here: `cargo run`) writes it anew\n",
            )
        }
        Err(failure) => fail(&failure.text),
    }
}

fn apply(document: PathBuf, overlays: Vec<PathBuf>) -> ExitCode {
    let (mut texts, mut report) = (Files::default(), Report::default());
    let corrected = truespec::corrected(&alone(document, overlays, None), &mut texts, &mut report);
    show(&report, &texts);
    match corrected {
        Some((file, value, _)) => {
            let like = texts.get(file).map(|file| file.text.as_str()).unwrap_or_default();
            anstream::print!("{}", truespec::dump::dump(&value, like));
            ExitCode::SUCCESS
        }
        None => ExitCode::from(1),
    }
}

fn explain(id: &str) -> ExitCode {
    match truespec::diagnostic::code::ALL.iter().find(|code| code.id.eq_ignore_ascii_case(id)) {
        Some(code) => {
            anstream::println!(
                "{} ({}): {}\n\n{}\n\nhelp: {}",
                code.id,
                code.severity.word(),
                code.title,
                code.explain,
                code.hint
            );
            ExitCode::SUCCESS
        }
        None => {
            anstream::eprintln!("there is no code {id}; codes look like TS203");
            ExitCode::from(2)
        }
    }
}

fn show(report: &Report, texts: &Files) {
    if !report.diagnostics.is_empty() {
        let style = render::Style { colour: true, ..render::Style::default() };
        anstream::eprint!("{}", render::text(report, texts, style));
    }
}

fn fail(text: &str) -> ExitCode {
    anstream::eprint!("{text}");
    ExitCode::from(1)
}

/// A line an API, and one for what changed.
fn summarise(generated: &Generated, changes: &[Change], started: Instant) {
    for built in &generated.apis {
        let name = built.module.as_deref().unwrap_or(&built.document);
        anstream::eprintln!(
            "{name}: {} operations, {} types, {} left out, {:.1} ms",
            built.api.operations.len(),
            built.api.types.len(),
            built.api.left_out.len(),
            built.took.as_secs_f64() * 1000.0,
        );
    }
    let sign = |kind| match kind {
        ChangeKind::Added => '+',
        ChangeKind::Changed => '~',
        ChangeKind::Removed => '-',
    };
    const SHOWN: usize = 20;
    for change in changes.iter().take(SHOWN) {
        anstream::eprintln!("  {} {}", sign(change.kind), change.path.display());
    }
    if changes.len() > SHOWN {
        anstream::eprintln!("  … and {} more", changes.len() - SHOWN);
    }
    let total = started.elapsed().as_secs_f64() * 1000.0;
    match changes.len() {
        0 => anstream::eprintln!("nothing to change ({} files, {total:.1} ms)", generated.files.len()),
        some => anstream::eprintln!("{some} of {} files changed ({total:.1} ms)", generated.files.len()),
    }
}
