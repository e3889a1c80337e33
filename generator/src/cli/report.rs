//! `truespec report`: writes a page for reviewers.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::fetch::shown_name;
use truespec::review::accepted;
use truespec::review::quirks;
use truespec::review::report::{self, Review, Version};
use truespec::write::{self, Options};

use super::progress;
use super::show::{self, fail};
use super::source::References;
use super::version::{Documents, Sources, misuse};

/// The arguments of `report`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec report --html page.html                                            the workspace: its corrections and diagnostics
  truespec report main --html page.html                                       the workspace on main and as it is now
  truespec report v1.yaml v2.yaml --new-overlay fixes.yaml --html page.html   two documents, one with corrections
The page is one file that loads nothing. Exits with 1 if the newer version has errors; the page then shows them.")]
pub struct Arguments {
    /// OpenAPI document (file, `https` URL, or `-` for standard input), or git revision of the workspace in the current folder
    /// [default: nothing is compared].
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
    /// Overwrites a file that is no page of this command.
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let named: Vec<&String> = [&arguments.old, &arguments.new].into_iter().flatten().collect();
    if let Some(misuse) = misuse(&named) {
        errln!("{misuse}");
        return ExitCode::from(2);
    }
    if write::crate_of(&arguments.html).is_some() {
        let path = arguments.html.display();
        return fail(&format!("{path} would be in a crate that truespec generates; name a file elsewhere\n"));
    }
    match progress::while_running("comparing", || review(arguments, &named)) {
        Ok(review) => write(arguments, &review),
        Err(text) => fail(&text),
    }
}

fn write(arguments: &Arguments, review: &Review) -> ExitCode {
    let path = &arguments.html;
    let force = arguments.force || report::is_page(path);
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

fn review(arguments: &Arguments, named: &[&String]) -> Result<Review, String> {
    let both = |more: &[PathBuf]| arguments.overlay.iter().chain(more).cloned().collect::<Vec<_>>();
    let documents = Documents::new(named, &arguments.references);
    // What is wrong with a workspace as a whole is reported at once.
    let (mut texts, mut found) = (Files::default(), Report::default());
    let mut read = || {
        let old = match &arguments.old {
            Some(name) => {
                Some(documents.read(Some(name), both(&arguments.old_overlay), &mut texts, &mut found, old)?)
            }
            None => None,
        };
        let newer = |sources: Sources<'_>, texts: &mut Files, _: &mut Report| {
            Ok(newer(&sources, old.as_ref(), texts))
        };
        let new = arguments.new.as_deref();
        let new = documents.read(new, both(&arguments.new_overlay), &mut texts, &mut found, newer)?;
        Ok((old, new))
    };
    let read: Result<_, String> = read();
    show::report(&found, &texts);
    let (old, new) = read?;
    let name = arguments.new.as_deref().unwrap_or("workspace");
    Ok(match (old, &arguments.old) {
        (Some(version), Some(old_name)) => {
            let [old_name, name] = names(arguments, old_name, name);
            Review { old: Some((old_name, version)), name, ..new }
        }
        _ => Review { name: shown_name(name), ..new },
    })
}

/// Returns what two versions are called: documents without their folders, and with the overlays that only one of them has.
fn names(arguments: &Arguments, old: &str, new: &str) -> [String; 2] {
    let file = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let named = |given: &str, overlays: &[PathBuf]| {
        let name = if Path::new(given).is_file() { file(Path::new(given)) } else { shown_name(given) };
        let overlays: Vec<String> = overlays.iter().map(|overlay| file(overlay)).collect();
        if overlays.is_empty() { name } else { format!("{name} with {}", overlays.join(", ")) }
    };
    let names = [named(old, &arguments.old_overlay), named(new, &arguments.new_overlay)];
    if names[0] == names[1] { [old, new].map(shown_name) } else { names }
}

/// Reads the older version, whose diagnostics are reported only if they are errors.
fn old(sources: Sources<'_>, texts: &mut Files, _: &mut Report) -> Result<Version, String> {
    let settings = sources.settings.clone().to_compare();
    let (version, found) = report::read(sources.apis, &settings, None, texts);
    version.ok_or_else(|| {
        let failed = found.iter().filter(|(found, _)| found.has_errors());
        failed.for_each(|(found, texts)| show::report(found, texts));
        String::new()
    })
}

/// Reads the newer version with its corrections and diagnostics.
fn newer(sources: &Sources<'_>, older: Option<&Version>, given: &Files) -> Review {
    let settings = sources.settings.clone();
    // A selector that matches nothing is an error, unless the older version may have what it selects.
    let settings = if older.is_some() { settings.to_compare() } else { settings.validate(true) };
    let (new, mut diagnostics) = report::read(sources.apis, &settings, older, given);
    let (mut texts, mut found) = (Files::default(), Report::default());
    let accepted = sources.workspace.map(|root| accepted::read_within(root, &mut texts, &mut found));
    diagnostics.extend((!found.diagnostics.is_empty()).then_some((found, texts)));
    // What is wrong with a correction is among the diagnostics already.
    let list = |api| quirks::list(api, &mut given.clone(), &mut Report::default());
    let corrections = sources.apis.iter().flat_map(list).collect();
    Review { new, diagnostics, accepted: accepted.unwrap_or_default(), corrections, ..Review::default() }
}
