//! `truespec diff`: shows what a change means for users of the crate.

use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use truespec::diagnostic::{Files, Report};
use truespec::fetch::{is_elsewhere, supply};
use truespec::review::diff::{self, Change, Level, Module};
use truespec::review::surface::surface;
use truespec::source::{self, ApiSource, Settings};
use truespec::text::print::escape_json;

use super::progress;
use super::show::{coloured, fail, report, width};
use super::source::{References, single_document};

/// The arguments of `diff`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec diff v1.yaml v2.yaml --overlay fixes.yaml   two documents, both with corrections
  truespec diff main                                   the workspace on main and as it is now
  truespec diff v1.2.0 HEAD --format markdown          two revisions, for a pull request
  truespec diff main --fail-on major                   exits with 1 on breaking changes")]
pub struct Arguments {
    /// OpenAPI document (file, `https` URL, or `-` for standard input), or git revision of the workspace in the current
    /// folder.
    old: String,
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
    /// Output format.
    #[arg(long, value_enum, default_value = "text")]
    format: OutputFormat,
    /// Exits with 1 if there is a change of this level or higher.
    #[arg(long, value_name = "LEVEL", value_enum)]
    fail_on: Option<FailOn>,
    /// Prints only the number of changes.
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum OutputFormat {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Major,
    Minor,
    Patch,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    if arguments.new.is_none() && is_document(&arguments.old) {
        errln!("a document can only be compared with another document: give both");
        return ExitCode::from(2);
    }
    match progress::while_running("comparing", || changes(&arguments)) {
        Ok(changes) => {
            print(&arguments, &changes);
            let limit = arguments.fail_on.map(|limit| match limit {
                FailOn::Major => Level::Major,
                FailOn::Minor => Level::Minor,
                FailOn::Patch => Level::Patch,
            });
            let reached = limit.is_some_and(|limit| diff::level(&changes) >= Some(limit));
            ExitCode::from(u8::from(reached))
        }
        Err(text) => fail(&text),
    }
}

fn print(arguments: &Arguments, changes: &[Change]) {
    match arguments.format {
        _ if arguments.quiet => outln!("{}", diff::summary(changes)),
        OutputFormat::Text => coloured(anstream::stdout().lock(), &diff::text(changes, true, width())),
        OutputFormat::Markdown => {
            let title = format!("{} → {}", arguments.old, arguments.new.as_deref().unwrap_or("here"));
            out!("{}", diff::markdown(changes, &title));
        }
        OutputFormat::Json => outln!("{}", escape_json(&format!("{:#}", diff::json(changes)))),
    }
}

fn changes(arguments: &Arguments) -> Result<Vec<Change>, String> {
    let both = |more: &[PathBuf]| arguments.overlay.iter().chain(more).cloned().collect::<Vec<_>>();
    let references = &arguments.references;
    let old = read_modules(&arguments.old, both(&arguments.old_overlay), references)?;
    let new = match &arguments.new {
        Some(new) => read_modules(new, both(&arguments.new_overlay), references)?,
        None => workspace(Path::new("."))?,
    };
    Ok(diff::compare_modules(&old, &new))
}

/// Returns true for a file, an address or standard input; anything else is a revision.
fn is_document(given: &str) -> bool {
    is_elsewhere(given) || Path::new(given).is_file()
}

/// A document if there is such a file, a revision of the workspace if there is none.
fn read_modules(given: &str, overlays: Vec<PathBuf>, references: &References) -> Result<Vec<Module>, String> {
    if is_document(given) {
        let (mut texts, mut found) = (Files::default(), Report::default());
        let Some(path) = supply(Path::new(given), &mut texts, &mut found) else {
            report(&found, &texts);
            return Err(String::new());
        };
        let source = single_document(path, overlays, references.root.clone());
        return modules(&[source], &references.map(Settings::default()), &texts);
    }
    let folder = scratch().map_err(|error| format!("{}: {error}\n", std::env::temp_dir().display()))?;
    let read = diff::extract_revision(Path::new("."), given, &folder)
        .map_err(|rejected| {
            format!("{given} is neither a document nor a readable revision: {}\n", rejected.0)
        })
        .and_then(|()| workspace(&folder));
    let _ = std::fs::remove_dir_all(&folder);
    read
}

/// Creates a new folder that only this user can access: the folder for temporary files is shared, and somebody may have
/// put a link there.
pub(super) fn scratch() -> io::Result<PathBuf> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let name = |number| std::env::temp_dir().join(format!("truespec-{}-{number}", std::process::id()));
    let made = (0..100).map(name).map(|folder| builder.create(&folder).map(|()| folder));
    let is_taken = |made: &io::Result<PathBuf>| {
        made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists)
    };
    made.into_iter().find(|made| !is_taken(made)).unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
}

fn workspace(root: &Path) -> Result<Vec<Module>, String> {
    let (mut texts, mut found) = (Files::default(), Report::default());
    match source::read_workspace(root, &mut texts, &mut found) {
        Some(sources) => modules(&sources.apis, &sources.settings, &texts),
        None => {
            report(&found, &texts);
            Err(String::new())
        }
    }
}

/// Returns the surface of each API. Errors are reported; warnings are not, because they are not the purpose of the
/// command.
fn modules(apis: &[ApiSource], settings: &Settings, texts: &Files) -> Result<Vec<Module>, String> {
    let mut modules = Vec::new();
    // Limits of elements are known where they are checked.
    let settings = settings.clone().validate(true);
    for api in apis {
        let (built, found, texts) = truespec::inspect_from(settings.clone(), api, texts.clone());
        match built.filter(|_| !found.has_errors()) {
            Some(built) => modules.push((built.module.clone(), surface(&built, settings.scalars))),
            None => {
                report(&found, &texts);
                return Err(String::new());
            }
        }
    }
    Ok(modules)
}
