//! What several commands print: problems, and what changed on disk.

use std::process::ExitCode;
use std::time::Instant;

use truespec::diagnostic::{Files, Report, render};
use truespec::write::Change;
use truespec::{Generated, workspace};

/// The problems, in colour on a terminal.
pub fn report(found: &Report, texts: &Files) {
    if !found.diagnostics.is_empty() {
        let style = render::Style { colour: true, ..render::Style::default() };
        anstream::eprint!("{}", render::text(found, texts, style));
    }
}

/// Says why a run ends here.
pub fn fail(text: &str) -> ExitCode {
    anstream::eprint!("{text}");
    ExitCode::from(1)
}

/// A line an API, and one for what changed.
pub fn summarise(generated: &Generated, changes: &[Change], started: Instant) {
    anstream::eprint!("{}", workspace::summary(generated, changes, started.elapsed()));
}

/// The same with each of them in full.
pub fn report_all(found: &Report, texts: &Files) {
    if !found.diagnostics.is_empty() {
        let style = render::Style { colour: true, per_code: usize::MAX };
        anstream::eprint!("{}", render::text(found, texts, style));
    }
}
