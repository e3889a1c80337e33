//! A workspace: `specs/` next to `generated/`. Called by build scripts and the command line.

mod build;
mod command;
mod mounted;
mod summary;
mod swapped;
mod unnamed;

use std::fmt;
use std::path::{Path, PathBuf};

pub use build::{build_script, folder};
pub use command::command;
pub use summary::summary;

use crate::diagnostic::code::OUTPUT_BLOCKED;
use crate::diagnostic::{self, Code, Diagnostic, Location, Report, render};
use crate::source;
pub(crate) use crate::write::OUTPUT;
use crate::write::{self, Change, ChangeKind, Files, Options, Refused, Written};
use crate::{Generated, generate};

/// The result of a regeneration.
#[derive(Debug)]
pub struct Regenerated {
    /// The generated crate and its diagnostics.
    pub generated: Generated,
    /// The files that were changed.
    pub changes: Vec<Change>,
}

/// The error of a run that failed, as text for people.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure {
    /// The diagnostics, rendered without colour.
    pub text: String,
    /// The diagnostics, one per line, for build scripts.
    pub lines: Vec<String>,
    /// Hints for errors outside the input: a file that is in the way, a call that cannot succeed.
    pub hints: Vec<String>,
    /// The diagnostics themselves.
    found: Box<(Report, diagnostic::Files)>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// Creates the error of a call of the library that cannot succeed, whatever the document.
    pub(crate) fn of_call(code: &'static Code, message: String, hint: Option<String>) -> Self {
        let diagnostic = Diagnostic { code, location: Location::Nowhere, message, hint };
        let hints = vec![diagnostic.hint().to_owned()];
        let report = Report { diagnostics: vec![diagnostic], ..Report::default() };
        Self { hints, ..Self::of_report(&report, &diagnostic::Files::default()) }
    }

    /// Returns the lines for a build script, hints last.
    pub(crate) fn into_lines(self) -> impl Iterator<Item = String> {
        let hints = self.hints.into_iter().map(|hint| format!("help: {hint}"));
        self.lines.into_iter().chain(hints)
    }

    /// Returns the diagnostics, and the texts that they are about.
    #[doc(hidden)]
    pub fn found(&self) -> (&Report, &diagnostic::Files) {
        (&self.found.0, &self.found.1)
    }

    pub(crate) fn of_report(report: &Report, texts: &diagnostic::Files) -> Self {
        let text = render::text(report, texts, render::Style::default());
        let found = Box::new((report.clone(), texts.clone()));
        Self { text, lines: render::lines(report, texts), hints: Vec::new(), found }
    }

    pub(crate) fn of_disk(refused: &Refused) -> Self {
        let hints = refused.report.diagnostics.iter().map(|found| found.hint().to_owned()).collect();
        Self { hints, ..Self::of_report(&refused.report, &diagnostic::Files::default()) }
    }
}

/// A file in `generated/` that is not up to date with `specs/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift(Change);

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: PathBuf = Path::new(OUTPUT).join(&self.0.path);
        let what = match self.0.kind {
            ChangeKind::Added => "is missing",
            ChangeKind::Changed => "differs",
            ChangeKind::Removed => "should not exist",
            ChangeKind::Leftover => "is left over from an interrupted run",
            ChangeKind::Foreign => "would be overwritten, but truespec did not write it",
        };
        write!(f, "{} {what}", path.to_string_lossy().replace('\\', "/"))
    }
}

/// Returns the message for files that are not up to date; `command` is the command that updates them.
pub fn drift_message(drift: &[Drift], command: &str) -> String {
    let is_foreign = drift.iter().any(|drift| drift.0.kind == ChangeKind::Foreign);
    let remedy = match is_foreign {
        true => {
            "writes nothing while it would overwrite files that truespec did not write: move them, or pass `--force`"
        }
        false => "updates it",
    };
    format!("generated/ is not up to date with specs/; {command} {remedy}\n")
}

/// Generates the crate of a workspace without writing it.
///
/// # Errors
/// The input has errors.
pub fn make(root: &Path) -> Result<Generated, Failure> {
    let (mut texts, mut report) = (diagnostic::Files::default(), Report::default());
    let Some(sources) = source::read_workspace(root, &mut texts, &mut report) else {
        return Err(Failure::of_report(&report, &texts));
    };
    let mut generated = generate(&sources);
    unnamed::report(root, &sources, &mut generated);
    if generated.report.has_errors() {
        return Err(Failure::of_report(&generated.report, &generated.texts));
    }
    Ok(generated)
}

/// Generates the crate and updates `generated/`.
///
/// # Errors
/// The input is at fault, or the disk.
pub fn regenerate(root: &Path) -> Result<Regenerated, Failure> {
    regenerate_with(root, Options::default())
}

/// Like [`regenerate`], with options for writing.
///
/// # Errors
/// As for [`regenerate`].
pub fn regenerate_with(root: &Path, options: Options) -> Result<Regenerated, Failure> {
    let (output, options) = output(root, options).map_err(|refused| Failure::of_disk(&refused))?;
    // An interrupted run is completed even if this run fails.
    write::recover(&output, &options).map_err(|refused| Failure::of_disk(&refused))?;
    let mut generated = make(root)?;
    let written = write_crate(&output, &generated.files, &options);
    let written = written.map_err(|refused| Failure::of_disk(&refused))?;
    generated.report.extend(written.report);
    Ok(Regenerated { generated, changes: written.changes })
}

/// Writes a crate, unless arguments of one type would change places.
///
/// # Errors
/// They would, something is in the way, or the disk reports an error.
#[doc(hidden)]
pub fn write_crate(output: &Path, files: &Files, options: &Options) -> Result<Written, Refused> {
    swapped::refuse(output, files, options.name.as_ref().map_or(output, |name| Path::new(name)))?;
    write::write_with(output, files, options)
}

/// Returns what the manifest of a package that mounts the emitted crate lacks, a line each, because of which the next build
/// fails.
#[doc(hidden)]
pub fn missing_in_manifest(root: &Path, generated: &Generated) -> Vec<String> {
    mounted::differences(root, &generated.files)
}

/// Refuses a crate in which arguments of one type would change places.
///
/// # Errors
/// They would.
#[cfg(feature = "update")]
pub(crate) fn refuse_swapped(root: &Path, files: &Files) -> Result<(), Refused> {
    let (output, options) = output(root, Options::default())?;
    swapped::refuse(&output, files, options.name.as_ref().map_or(&output, |name| Path::new(name)))
}

/// Returns the files in `generated/` that are not up to date with `specs/`.
///
/// # Errors
/// The input is at fault, or the disk.
pub fn check(root: &Path) -> Result<Vec<Drift>, Failure> {
    compare(root).map(|(_, changes)| drift(&changes))
}

/// Returns what `check` tells of changes.
#[doc(hidden)]
pub fn drift(changes: &[Change]) -> Vec<Drift> {
    changes.iter().cloned().map(Drift).collect()
}

/// Generates the crate, and compares it with the files in `generated/`.
///
/// # Errors
/// As for [`check`].
#[doc(hidden)]
pub fn compare(root: &Path) -> Result<(Generated, Vec<Change>), Failure> {
    let (output, options) = output(root, Options::default()).map_err(|refused| Failure::of_disk(&refused))?;
    let generated = make(root)?;
    let changes = write::compare(&output, &generated.files, &options);
    let changes = changes.map_err(|refused| Failure::of_disk(&refused))?;
    Ok((generated, changes))
}

/// Returns the folder of the emitted crate, and the options. A symbolic link is rejected because it might lead
/// anywhere.
pub(crate) fn output(root: &Path, options: Options) -> Result<(PathBuf, Options), Refused> {
    let output = root.join(OUTPUT);
    if output.is_symlink() {
        let mut report = Report::default();
        report.add(&OUTPUT_BLOCKED, Location::Nowhere, format!("`{OUTPUT}` is a symbolic link"));
        return Err(Refused { report });
    }
    Ok((output, Options { name: Some(OUTPUT.to_owned()), ..options }))
}
