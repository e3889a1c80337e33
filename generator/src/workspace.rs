//! A workspace: `specs/` beside `generated/`. What build scripts and the command line call.

mod build;
mod command;
mod mounted;
mod summary;

use std::fmt;
use std::path::{Path, PathBuf};

pub use build::{build_script, folder};
pub use command::command;
pub use summary::summary;

use crate::diagnostic::code::OUTPUT_BLOCKED;
use crate::diagnostic::{Code, Diagnostic, Files, Location, Report, render};
use crate::source;
use crate::write::{self, Change, ChangeKind, Options, Refused};
use crate::{Generated, generate};

/// Where the crate is emitted.
pub(crate) const OUTPUT: &str = "generated";

/// What a regeneration did.
#[derive(Debug)]
pub struct Regenerated {
    /// What was made, with its problems.
    pub generated: Generated,
    /// What had to change on disk.
    pub changes: Vec<Change>,
}

/// A run that could not be carried through, as a person should read it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure {
    /// The problems, rendered without colour, or the reason the disk gave.
    pub text: String,
    /// The problems a line each, for build scripts.
    pub lines: Vec<String>,
    /// What to do about what is not in the input: a file that is in the way, a call that cannot be carried out.
    pub hints: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A call of the library that cannot be carried out, whatever the document.
    pub(crate) fn of_call(code: &'static Code, message: String, hint: Option<String>) -> Self {
        let diagnostic = Diagnostic { code, place: Location::Nowhere, message, hint };
        let hints = vec![diagnostic.hint().to_owned()];
        let report = Report { diagnostics: vec![diagnostic], ..Report::default() };
        Self { hints, ..Self::of_report(&report, &Files::default()) }
    }

    /// The lines of a build script, hints last.
    pub(crate) fn into_lines(self) -> impl Iterator<Item = String> {
        let hints = self.hints.into_iter().map(|hint| format!("help: {hint}"));
        self.lines.into_iter().chain(hints)
    }

    pub(crate) fn of_report(report: &Report, texts: &Files) -> Self {
        let text = render::text(report, texts, render::Style::default());
        Self { text, lines: render::lines(report, texts), hints: Vec::new() }
    }

    pub(crate) fn of_disk(refused: &Refused) -> Self {
        let hints = refused.report.diagnostics.iter().map(|found| found.hint().to_owned()).collect();
        Self { hints, ..Self::of_report(&refused.report, &Files::default()) }
    }
}

/// A file that is not what `specs/` implies.
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

/// What to do about files that are not what `specs/` implies; `command` brings them to it.
pub fn drifted(drift: &[Drift], command: &str) -> String {
    let is_foreign = drift.iter().any(|drift| drift.0.kind == ChangeKind::Foreign);
    let remedy = match is_foreign {
        true => {
            "writes nothing while it would overwrite files that truespec did not write: move them, or pass `--force`"
        }
        false => "updates it",
    };
    format!("generated/ is not up to date with specs/; {command} {remedy}\n")
}

/// Makes the crate of a workspace, without writing it.
///
/// # Errors
/// The input is at fault.
pub fn make(root: &Path) -> Result<Generated, Failure> {
    let (mut texts, mut report) = (Files::default(), Report::default());
    let Some(sources) = source::workspace(root, &mut texts, &mut report) else {
        return Err(Failure::of_report(&report, &texts));
    };
    let generated = generate(&sources);
    if generated.report.has_errors() {
        return Err(Failure::of_report(&generated.report, &generated.texts));
    }
    Ok(generated)
}

/// Makes the crate and brings `generated/` to it.
///
/// # Errors
/// The input is at fault, or the disk.
pub fn regenerate(root: &Path) -> Result<Regenerated, Failure> {
    regenerate_with(root, Options::default())
}

/// The same; `options` say how it is written.
///
/// # Errors
/// As those of [`regenerate`].
pub fn regenerate_with(root: &Path, options: Options) -> Result<Regenerated, Failure> {
    let (output, options) = output(root, options)?;
    // What a run that was stopped had begun is ended also where this one is at fault.
    write::recover(&output, &options).map_err(|refused| Failure::of_disk(&refused))?;
    let mut generated = make(root)?;
    let written = write::write_with(&output, &generated.files, &options);
    let written = written.map_err(|refused| Failure::of_disk(&refused))?;
    generated.report.extend(written.report);
    Ok(Regenerated { generated, changes: written.changes })
}

/// Where `generated/` differs from what `specs/` implies.
///
/// # Errors
/// The input is at fault, or the disk.
pub fn check(root: &Path) -> Result<Vec<Drift>, Failure> {
    let (output, options) = output(root, Options::default())?;
    let generated = make(root)?;
    let changes = write::compare(&output, &generated.files, &options);
    let changes = changes.map_err(|refused| Failure::of_disk(&refused))?;
    Ok(changes.into_iter().map(Drift).collect())
}

/// The folder of the emitted crate, and how it is written. A link might lead anywhere.
fn output(root: &Path, options: Options) -> Result<(PathBuf, Options), Failure> {
    let output = root.join(OUTPUT);
    if output.is_symlink() {
        let mut report = Report::default();
        report.add(&OUTPUT_BLOCKED, Location::Nowhere, format!("`{OUTPUT}` is a symbolic link"));
        return Err(Failure::of_disk(&Refused { report }));
    }
    Ok((output, Options { name: Some(OUTPUT.to_owned()), ..options }))
}
