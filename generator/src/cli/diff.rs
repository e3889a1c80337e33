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
use truespec::select::Unknown;
use truespec::source::{self, ApiSource, Settings};
use truespec::text::print::escape_json;

use super::progress;
use super::selectors::Selectors;
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
    #[command(flatten)]
    selectors: Selectors,
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
    let are_documents = std::iter::once(&arguments.old).chain(&arguments.new).all(|given| is_document(given));
    if !arguments.selectors.is_empty() && !are_documents {
        errln!(
            "`--only` and `--except` are for documents: a workspace has `only` and `except` in its truespec.toml"
        );
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
    let old = read_modules(&arguments.old, both(&arguments.old_overlay), arguments)?;
    let new = match &arguments.new {
        Some(new) => read_modules(new, both(&arguments.new_overlay), arguments)?,
        None => workspace(Path::new("."))?,
    };
    refuse_unknown(&old, &new)?;
    Ok(diff::compare_modules(&old.modules, &new.modules))
}

/// Refuses selectors that match nothing in either version.
fn refuse_unknown(old: &Version, new: &Version) -> Result<(), String> {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let is_new = |one: &&Unknown| new.unknown.iter().any(|other| other.selector == one.selector);
    old.unknown.iter().filter(is_new).for_each(|one| one.clone().report(&mut texts, &mut found));
    if found.has_errors() {
        report(&found, &texts);
        return Err(String::new());
    }
    Ok(())
}

/// One of two versions.
#[derive(Default)]
struct Version {
    modules: Vec<Module>,
    /// The selectors that match nothing in it.
    unknown: Vec<Unknown>,
}

/// Returns true for a file, an address or standard input; anything else is a revision.
fn is_document(given: &str) -> bool {
    is_elsewhere(given) || Path::new(given).is_file()
}

/// A document if there is such a file, a revision of the workspace if there is none.
fn read_modules(given: &str, overlays: Vec<PathBuf>, arguments: &Arguments) -> Result<Version, String> {
    if is_document(given) {
        let (mut texts, mut found) = (Files::default(), Report::default());
        let Some(path) = supply(Path::new(given), &mut texts, &mut found) else {
            report(&found, &texts);
            return Err(String::new());
        };
        let Arguments { references, selectors, .. } = arguments;
        let source = single_document(path, overlays, references.root.clone());
        let settings = selectors.select(references.map(Settings::default()));
        return modules(&[source], &settings, &texts);
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
fn scratch() -> io::Result<PathBuf> {
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

fn workspace(root: &Path) -> Result<Version, String> {
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
fn modules(apis: &[ApiSource], settings: &Settings, texts: &Files) -> Result<Version, String> {
    let mut version = Version::default();
    // Limits of elements are known where they are checked.
    let mut settings = settings.clone().validate(true);
    // What is selected may be new in one version, or gone.
    settings.selections.values_mut().for_each(|selection| selection.may_match_nothing = true);
    for api in apis {
        let (built, found, texts) = truespec::inspect_from(settings.clone(), api, texts.clone());
        match built.filter(|_| !found.has_errors()) {
            Some(built) => {
                version.modules.push((built.module.clone(), surface(&built, settings.scalars)));
                version.unknown.extend(built.unknown);
            }
            None => {
                report(&found, &texts);
                return Err(String::new());
            }
        }
    }
    Ok(version)
}
