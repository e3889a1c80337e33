//! How diagnostics are printed and when they fail a run, for every command that has `--format` and `--fail-on`.

use clap::ValueEnum;
use truespec::diagnostic::{Files, Report, Severity, render};

use super::show::report_all;

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
            Self::Sarif => out!("{}", render::sarif(&annotations())),
            Self::Github => out!("{}", render::github(&annotations())),
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
