//! `truespec report`: writes a page for reviewers.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::review::accepted;
use truespec::review::diff::Revision;
use truespec::review::quirks;
use truespec::review::report::{self, Review, Version};
use truespec::source::{self, ApiSource, Settings};
use truespec::write::{self, Options};

use super::progress;
use super::show::{self, fail};
use super::source::{References, settings_of, single_document};

/// The arguments of `report`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec report --html page.html                                            the workspace: its corrections and diagnostics
  truespec report main --html page.html                                       the workspace on main and as it is now
  truespec report v1.yaml v2.yaml --new-overlay fixes.yaml --html page.html   two documents, one with corrections
The page is one file that loads nothing. Exits with 1 if the newer version has errors; the page then shows them.")]
pub struct Arguments {
    /// OpenAPI document, or git revision of the workspace in the current folder [default: nothing is compared].
    old: Option<String>,
    /// Newer document or revision [default: the workspace on disk].
    new: Option<String>,
    /// File to write.
    #[arg(long, value_name = "FILE")]
    html: PathBuf,
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
    /// Overwrites a file that truespec did not write.
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let is_file = |given: &Option<String>| given.as_ref().is_some_and(|given| Path::new(given).is_file());
    if is_file(&arguments.old) && arguments.new.is_none() {
        errln!("a document can only be compared with another document: give both");
        return ExitCode::from(2);
    }
    match progress::while_running("comparing", || review(arguments)) {
        Ok(review) => write(arguments, &review),
        Err(text) => fail(&text),
    }
}

fn write(arguments: &Arguments, review: &Review) -> ExitCode {
    let path = &arguments.html;
    let force = arguments.force || write::is_own(path);
    let page = report::page(review);
    let written = write::write_single(path, &page.html, &Options { force, ..Options::default() });
    if let Err(refused) = written {
        show::report(&refused.report, &Files::default());
        return ExitCode::from(1);
    }
    match review.new {
        Some(_) => {
            outln!("{}: {}", path.display(), page.summary);
            ExitCode::SUCCESS
        }
        None => fail(&format!("the newer version has errors: see {}\n", path.display())),
    }
}

fn review(arguments: &Arguments) -> Result<Review, String> {
    let both = |more: &[PathBuf]| arguments.overlay.iter().chain(more).cloned().collect::<Vec<_>>();
    // The same settings for both, so that only what differs in the documents is a change.
    let documents: Vec<&Path> =
        [&arguments.old, &arguments.new].into_iter().flatten().map(Path::new).collect();
    let given = Given {
        settings: arguments.references.map(settings_of(&documents)),
        references: &arguments.references,
    };
    let old = match &arguments.old {
        Some(name) => Some((name.clone(), old(name, both(&arguments.old_overlay), &given)?)),
        None => None,
    };
    let new = with_sources(arguments.new.as_deref(), both(&arguments.new_overlay), &given, newer)?;
    let given = arguments.new.as_deref();
    let name = given.unwrap_or("workspace");
    Ok(match old {
        Some((old_name, version)) => {
            let [old_name, name] = names(arguments, &old_name, name);
            Review { old: Some((old_name, version)), name, ..new }
        }
        None => Review { name: name.to_owned(), ..new },
    })
}

/// What is given for both versions.
struct Given<'a> {
    /// The settings of documents; a workspace has its own.
    settings: Settings,
    references: &'a References,
}

/// Returns what two versions are called: documents without their folders, and with the overlays that only one of them has.
fn names(arguments: &Arguments, old: &str, new: &str) -> [String; 2] {
    let file = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let named = |given: &str, overlays: &[PathBuf]| {
        let name = if Path::new(given).is_file() { file(Path::new(given)) } else { given.to_owned() };
        let overlays: Vec<String> = overlays.iter().map(|overlay| file(overlay)).collect();
        if overlays.is_empty() { name } else { format!("{name} with {}", overlays.join(", ")) }
    };
    let names = [named(old, &arguments.old_overlay), named(new, &arguments.new_overlay)];
    if names[0] == names[1] { [old, new].map(str::to_owned) } else { names }
}

/// Reads the older version, whose diagnostics are reported only if they are errors.
fn old(name: &str, overlays: Vec<PathBuf>, given: &Given<'_>) -> Result<Version, String> {
    let (version, found) =
        with_sources(Some(name), overlays, given, |apis, settings, _| report::read(apis, settings))?;
    version.ok_or_else(|| {
        let failed = found.iter().filter(|(found, _)| found.has_errors());
        failed.for_each(|(found, texts)| show::report(found, texts));
        String::new()
    })
}

/// Reads the newer version with its corrections and diagnostics.
fn newer(apis: &[ApiSource], settings: &Settings, workspace: Option<&Path>) -> Review {
    let (new, mut diagnostics) = report::read(apis, settings);
    let (mut texts, mut found) = (Files::default(), Report::default());
    let accepted =
        workspace.map(|root| accepted::read_within(root, &mut texts, &mut found)).unwrap_or_default();
    diagnostics.extend((!found.diagnostics.is_empty()).then_some((found, texts)));
    // What is wrong with a correction is among the diagnostics already.
    let list = |api| quirks::list(api, &mut Files::default(), &mut Report::default());
    let corrections = apis.iter().flat_map(list).collect();
    Review { new, diagnostics, accepted, corrections, ..Review::default() }
}

/// Reads the sources of a document or of a revision of the workspace, else of the workspace, and does something with
/// them, their settings and the folder of the workspace.
fn with_sources<R>(
    name: Option<&str>,
    overlays: Vec<PathBuf>,
    given: &Given<'_>,
    then: impl Fn(&[ApiSource], &Settings, Option<&Path>) -> R,
) -> Result<R, String> {
    let Some(name) = name else { return with_workspace(Path::new("."), then) };
    let path = Path::new(name);
    if path.is_file() {
        let source = single_document(path.to_owned(), overlays, given.references.root.clone());
        return Ok(then(&[source], &given.settings, None));
    }
    let extracted = Revision::extract(Path::new("."), name).map_err(|rejected| {
        format!("{name} is neither a document nor a readable revision: {}\n", rejected.0)
    })?;
    with_workspace(extracted.root(), then)
}

fn with_workspace<R>(
    root: &Path,
    then: impl Fn(&[ApiSource], &Settings, Option<&Path>) -> R,
) -> Result<R, String> {
    let (mut texts, mut found) = (Files::default(), Report::default());
    match source::read_workspace(root, &mut texts, &mut found) {
        Some(sources) => Ok(then(&sources.apis, &sources.settings, Some(root))),
        None => {
            show::report(&found, &texts);
            Err(String::new())
        }
    }
}
