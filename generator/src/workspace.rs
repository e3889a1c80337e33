//! A workspace: `specs/` beside `generated/`. What build scripts and the command line call.

mod command;
mod mounted;
mod summary;

use std::fmt;
use std::path::{Path, PathBuf};

pub use command::command;
pub use summary::summary;

use crate::diagnostic::{Files, Report, render};
use crate::print::{self, Directive};
use crate::source;
use crate::write::{self, Change, ChangeKind};
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
pub struct Failure {
    /// The problems, rendered without colour, or the reason the disk gave.
    pub text: String,
    /// The problems a line each, for build scripts.
    pub lines: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    fn of_report(report: &Report, texts: &Files) -> Self {
        let text = render::text(report, texts, render::Style::default());
        Self { text, lines: render::lines(report, texts) }
    }

    fn of_disk(error: &std::io::Error) -> Self {
        Self { text: error.to_string(), lines: vec![error.to_string()] }
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
            ChangeKind::Removed => "should not be there",
        };
        write!(f, "{} {what}", path.to_string_lossy().replace('\\', "/"))
    }
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
    let generated = make(root)?;
    let changes =
        write::write(&root.join(OUTPUT), &generated.files).map_err(|error| Failure::of_disk(&error))?;
    Ok(Regenerated { generated, changes })
}

/// Where `generated/` differs from what `specs/` implies.
///
/// # Errors
/// The input is at fault, or the disk.
pub fn check(root: &Path) -> Result<Vec<Drift>, Failure> {
    let generated = make(root)?;
    let changes =
        write::compare(&root.join(OUTPUT), &generated.files).map_err(|error| Failure::of_disk(&error))?;
    Ok(changes.into_iter().map(Drift).collect())
}

/// The whole of a workspace's build script: regenerates `generated/` when `specs/` changed, and reports what is
/// wrong with it in cargo's own way.
pub fn build_script(root: &Path) {
    let lines: String = directives(root).iter().map(|directive| format!("{directive}\n")).collect();
    print::out(&lines);
}

/// Regenerates, and gives what the build script has to tell cargo of it.
fn directives(root: &Path) -> Vec<Directive> {
    let mut directives = vec![Directive::RerunIfChanged("specs".to_owned())];
    match regenerate(root) {
        Ok(Regenerated { generated, .. }) => {
            let warnings = render::lines(&generated.report, &generated.texts);
            directives.extend(warnings.into_iter().map(Directive::Warning));
            directives.extend(mounted::differences(root, &generated.files).into_iter().map(Directive::Error));
        }
        Err(failure) => directives.extend(failure.lines.into_iter().map(Directive::Error)),
    }
    directives
}
