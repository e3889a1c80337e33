//! `truespec diff`: shows what a change means for users of the crate.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::fetch::shown_name;
use truespec::review::accepted::{self, Accepted};
use truespec::review::diff::{self, Change, Level};
use truespec::select::Unknown;

use super::format::{ChangeFormat, FailOnLevel};
use super::progress;
use super::selectors::Selectors;
use super::show::{fail, report};
use super::source::References;
use super::version::{Documents, Sources, Version, is_document, misuse, version, version_after};

/// The arguments of `diff`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec diff v1.yaml v2.yaml --overlay fixes.yaml   two documents, both with corrections
  truespec diff                                        what is not committed yet, in a workspace
  truespec diff main                                   the workspace on main and as it is now
  truespec diff v1.2.0 HEAD --format markdown          two revisions, for a pull request
  truespec diff main --fail-on major                   exits with 1 on breaking changes
  truespec diff main --format github                   annotations of a pull request, by GitHub Actions
  truespec diff main --accept >> specs/accepted.toml   entries that accept breaking changes, to complete with reasons
A document in specs/ is compared with the settings of its API.")]
pub struct Arguments {
    /// OpenAPI document (file, `https` URL, or `-` for standard input), or git revision of the workspace in the current
    /// folder [default: HEAD].
    old: Option<String>,
    /// Newer document or revision [default: the workspace on disk].
    new: Option<String>,
    /// Overlay for both documents; can be repeated, applied in order.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Overlay for the old document only, applied after `--overlay`.
    #[arg(long, value_name = "FILE")]
    old_overlay: Vec<PathBuf>,
    /// Overlay for the new document only, applied after `--overlay`.
    #[arg(long, value_name = "FILE")]
    new_overlay: Vec<PathBuf>,
    #[command(flatten)]
    references: References,
    #[command(flatten)]
    selectors: Selectors,
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    format: ChangeFormat,
    /// Exits with 1 if there is a change of this level or higher that is not accepted.
    #[arg(long, value_name = "LEVEL", value_enum)]
    fail_on: Option<FailOnLevel>,
    /// File with accepted changes, besides `specs/accepted.toml` of the newer workspace; can be repeated.
    #[arg(long, value_name = "FILE")]
    accepted: Vec<PathBuf>,
    /// Prints entries that accept the changes of the level of `--fail-on` or higher [default: major], to complete with a
    /// reason and add to `specs/accepted.toml`.
    #[arg(long, conflicts_with_all = ["format", "quiet"])]
    accept: bool,
    /// Prints only the number of changes.
    #[arg(long, short, conflicts_with = "format")]
    quiet: bool,
}

/// The revision that the workspace is compared with by default.
const LAST: &str = "HEAD";

/// What a workspace has.
const SETTINGS: &str = "specs/truespec.toml";

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let given: Vec<&String> = [&arguments.old, &arguments.new].into_iter().flatten().collect();
    if let Some(misuse) = misuse(&given) {
        errln!("{misuse}");
        return ExitCode::from(2);
    }
    if given.is_empty() && !Path::new(SETTINGS).is_file() {
        errln!(
            "nothing to compare: give two documents, or run it in the folder of a workspace, which has {SETTINGS}"
        );
        return ExitCode::from(2);
    }
    let are_documents = !given.is_empty() && given.iter().all(|given| is_document(given));
    if !arguments.selectors.is_empty() && !are_documents {
        errln!(
            "`--only` and `--except` are for documents: a workspace has `only` and `except` in its truespec.toml"
        );
        return ExitCode::from(2);
    }
    let (mut texts, mut found) = (Files::default(), Report::default());
    match progress::while_running("comparing", || changes(&arguments, &mut texts, &mut found)) {
        Ok(changes) => {
            report(&found, &texts);
            print(&arguments, &changes, &texts);
            let is_reached = arguments.fail_on.is_some_and(|limit| limit.is_reached(&changes));
            ExitCode::from(u8::from(is_reached && !arguments.accept))
        }
        Err(text) => {
            report(&found, &texts);
            fail(&text);
            // 1 says that there is such a change.
            ExitCode::from(2)
        }
    }
}

/// Refuses selectors that match nothing in either version.
fn refuse_unknown(old: &Version, new: &Version, texts: &mut Files, found: &mut Report) {
    let is_new = |one: &&Unknown| new.unknown.iter().any(|other| other.selector == one.selector);
    old.unknown.iter().filter(is_new).for_each(|one| one.clone().report(texts, found));
}

fn print(arguments: &Arguments, changes: &[Change], texts: &Files) {
    let shown = |given: &Option<String>, other: &str| given.as_deref().map_or(other.to_owned(), shown_name);
    let title = format!("{} → {}", shown(&arguments.old, LAST), shown(&arguments.new, "here"));
    match arguments {
        Arguments { accept: true, fail_on, .. } => {
            let least = fail_on.map_or(Level::Major, FailOnLevel::level);
            out!("{}", accepted::entries(changes, least));
        }
        Arguments { quiet: true, .. } => outln!("{}", diff::summary(changes)),
        Arguments { format, .. } => format.print(changes, texts, &title),
    }
}

fn changes(arguments: &Arguments, texts: &mut Files, found: &mut Report) -> Result<Vec<Change>, String> {
    let both = |more: &[PathBuf]| arguments.overlay.iter().chain(more).cloned().collect::<Vec<_>>();
    let named: Vec<&String> = [&arguments.old, &arguments.new].into_iter().flatten().collect();
    let documents = Documents::new(&named, &arguments.references);
    let documents = documents.with(|settings| arguments.selectors.select(settings));
    let old = arguments.old.as_deref().unwrap_or(LAST);
    let old = documents.read(Some(old), both(&arguments.old_overlay), texts, found, version)?;
    let new = arguments.new.as_deref();
    let after = |sources: Sources<'_>, texts: &mut Files, found: &mut Report| {
        version_after(&old.modules, sources, texts, found)
    };
    let new = documents.read(new, both(&arguments.new_overlay), texts, found, after)?;
    refuse_unknown(&old, &new, texts, found);
    let mut changes = diff::compare_modules(&old.modules, &new.modules);
    diff::settle_locations(&mut changes, texts);
    let given = arguments.accepted.iter().flat_map(|path| accepted::read(path, texts, found));
    let known: Vec<Accepted> = new.accepted.into_iter().chain(given).collect();
    accepted::accept(&mut changes, &known, found);
    accepted::report_unused(&changes, &known, found);
    if found.has_errors() { Err(String::new()) } else { Ok(changes) }
}
