//! `truespec update`: takes over the documents that vendors publish.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::ValueEnum;
use truespec::diagnostic::code::OUTPUT_FOREIGN;
use truespec::diagnostic::{Files, Report};
use truespec::fetch::Limits;
use truespec::text::print::escape_json;
use truespec::update::{self, Outcome, Request, Update};
use truespec::write::{self, Options};

use super::format::FailOnLevel;
use super::progress;
use super::show::{coloured_out, report, report_all, width};

/// The arguments of `update`.
#[derive(clap::Args)]
#[command(after_help = "\
Each `[[api]]` of `specs/truespec.toml` can name a `source`: the https URL of its document, the path of a file, or a list of pages, as `truespec import` reads them. A new document is tried with all corrections, compared with the old one as `diff` does, and written with the client that is generated from it. Nothing is written if anything fails.
Examples:
  truespec update                           all APIs that name a source
  truespec update nekt --check              only reports: exits with 1 if there is a new document
  truespec update --check --fail-on major   the same, but only for breaking changes
  truespec update --format markdown         for a pull request
  truespec update nekt --save new.yaml      saves the new document, to look at it
Exits with 0 if everything is up to date or was updated, with 1 if `--check` finds changes, with 2 if anything fails.")]
pub struct Arguments {
    /// Module of an API; can be repeated [default: all that name a source].
    #[arg(value_name = "API")]
    apis: Vec<String>,
    /// Only reports; writes nothing.
    #[arg(long)]
    check: bool,
    /// With `--check`, exits with 1 only if there is a change of this level or higher that is not accepted [default: any new document].
    #[arg(long, value_name = "LEVEL", value_enum, requires = "check")]
    fail_on: Option<FailOnLevel>,
    /// Reads sources that are files only, and skips the others.
    #[arg(long)]
    offline: bool,
    /// Saves the document of one API as it is published in a new file, and does nothing else.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "format", "json"])]
    save: Option<PathBuf>,
    /// Seconds that each document may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Output format.
    #[arg(long, value_enum, default_value = "text")]
    format: OutputFormat,
    /// The same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum OutputFormat {
    Text,
    Markdown,
    Json,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let request = Request {
        root: root.to_owned(),
        apis: arguments.apis.clone(),
        offline: arguments.offline,
        limits: Limits { time: Duration::from_secs(arguments.timeout), ..Limits::default() },
        writes: !arguments.check,
    };
    if let Some(file) = &arguments.save {
        return save(&request, file);
    }
    let update = progress::while_running("updating", || update::update(&request));
    print(arguments, &update);
    let code = code(arguments, &update);
    // The process ends here: freeing many small allocations first would only take time.
    std::mem::forget(update);
    code
}

fn print(arguments: &Arguments, update: &Update) {
    match arguments.format {
        _ if arguments.json => print_json(update),
        OutputFormat::Json => print_json(update),
        OutputFormat::Markdown => out!("{}", update::markdown(update)),
        OutputFormat::Text => {
            report(&update.report, &update.texts);
            coloured_out(&update::text(update, true, width()));
        }
    }
}

fn print_json(update: &Update) {
    outln!("{}", escape_json(&format!("{:#}", update::json(update))));
}

fn code(arguments: &Arguments, update: &Update) -> ExitCode {
    match (update.outcome, arguments.fail_on.map(FailOnLevel::level)) {
        (Outcome::Failed, _) => ExitCode::from(2),
        (Outcome::Changed, None) => ExitCode::from(1),
        // What cannot be compared may be anything.
        (Outcome::Changed, Some(limit)) if !update.is_compared || update.open_level() >= Some(limit) => {
            ExitCode::from(1)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Says what to do where a file exists already.
fn not_overwritten(mut report: Report) -> Report {
    let foreign = report.diagnostics.iter_mut().filter(|found| found.code.id == OUTPUT_FOREIGN.id);
    foreign.for_each(|found| found.hint = Some("name another file: `--save` overwrites none".to_owned()));
    report
}

/// Saves what is published.
fn save(request: &Request, file: &Path) -> ExitCode {
    let saved = progress::while_running("fetching", || update::obtain_one(request)).and_then(|text| {
        let written = write::write_single(file, &text, &Options::default());
        written.map_err(|refused| (not_overwritten(refused.report), Files::default()))
    });
    match saved {
        Ok(()) => ExitCode::SUCCESS,
        Err((found, texts)) => {
            report_all(&found, &texts);
            ExitCode::from(2)
        }
    }
}
