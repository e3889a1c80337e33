//! How diagnostics, and differences between two versions, are printed and when they fail a run, for every command that has
//! `--format` and `--fail-on`.

use std::path::Path;

use clap::ValueEnum;
use truespec::diagnostic::{Files, Report, Severity, render};
use truespec::review::diff::{self, Change, Level};
use truespec::text::print::escape_json;

use crate::cli::show::{coloured, report_all, width};

/// The repository around the current folder, from whose root code scanning and GitHub name files.
fn repository() -> render::Repository {
    render::Repository::around(Path::new("."))
}

/// A format of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with source lines, on standard error.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions, which annotate pull requests.
    Github,
}

/// The least severity that fails a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any diagnostic.
    Note,
    /// A warning or an error.
    Warning,
    /// An error.
    Error,
    /// Nothing that is found.
    #[default]
    Never,
}

impl Format {
    /// Returns true for a format that goes to standard output, where nothing else may go then.
    pub fn is_for_machines(self) -> bool {
        self != Self::Text
    }

    /// Prints a report.
    pub fn print(self, found: &Report, texts: &Files) {
        let annotations = || render::annotations(found, texts);
        match self {
            Self::Text => report_all(found, texts),
            Self::Json => out!("{}", render::json_lines(found, texts)),
            Self::Sarif => out!("{}", render::sarif(&annotations(), &repository())),
            Self::Github => out!("{}", render::github(&annotations(), &repository())),
        }
    }
}

impl FailOn {
    /// Returns true if a report has a diagnostic that fails the run.
    pub fn is_reached(self, found: &Report) -> bool {
        let least = match self {
            Self::Note => Severity::Note,
            Self::Warning => Severity::Warning,
            Self::Error => Severity::Error,
            Self::Never => return false,
        };
        found.diagnostics.iter().any(|one| one.code.severity >= least)
    }
}

/// A format of differences between two versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ChangeFormat {
    /// For people.
    #[default]
    Text,
    /// For a pull request: a summary, the most severe changes, the others folded.
    Markdown,
    /// One JSON object, as `truespec schema diff` describes it.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions, which annotate pull requests.
    Github,
}

/// The least version step that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOnLevel {
    /// Code of users has to change.
    Major,
    /// Something is new, too.
    Minor,
    /// Any change.
    Patch,
}

impl ChangeFormat {
    /// Prints differences under a title.
    pub fn print(self, changes: &[Change], texts: &Files, title: &str) {
        match self {
            Self::Text => coloured(anstream::stdout().lock(), &diff::text(changes, true, width())),
            Self::Markdown => out!("{}", diff::markdown(changes, title)),
            Self::Json => outln!("{}", escape_json(&format!("{:#}", diff::json(changes, texts)))),
            Self::Sarif => {
                out!("{}", render::sarif(&diff::Findings::new(changes).annotations(texts), &repository()))
            }
            Self::Github => {
                out!("{}", render::github(&diff::Findings::new(changes).annotations(texts), &repository()))
            }
        }
    }
}

impl FailOnLevel {
    /// Returns the level.
    pub fn level(self) -> Level {
        match self {
            Self::Major => Level::Major,
            Self::Minor => Level::Minor,
            Self::Patch => Level::Patch,
        }
    }

    /// Returns true if there is a change of the level or above that is not accepted.
    pub fn is_reached(self, changes: &[Change]) -> bool {
        diff::open_level(changes) >= Some(self.level())
    }
}
