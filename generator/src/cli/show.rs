//! What several commands print: problems, and what changed on disk.

use std::process::ExitCode;
use std::time::Instant;

use truespec::Generated;
use truespec::diagnostic::{Files, Report, render};
use truespec::write::{Change, ChangeKind};

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
    for built in &generated.apis {
        let name = built.module.as_deref().unwrap_or(&built.document);
        anstream::eprintln!(
            "{name}: {} operations, {} types, {} left out, {:.1} ms",
            built.api.operation_count(),
            built.api.types.len(),
            built.api.left_out.len(),
            built.took.as_secs_f64() * 1000.0,
        );
    }
    let sign = |kind| match kind {
        ChangeKind::Added => '+',
        ChangeKind::Changed => '~',
        ChangeKind::Removed => '-',
    };
    const SHOWN: usize = 20;
    for change in changes.iter().take(SHOWN) {
        anstream::eprintln!("  {} {}", sign(change.kind), change.path.display());
    }
    if changes.len() > SHOWN {
        anstream::eprintln!("  … and {} more", changes.len() - SHOWN);
    }
    let total = started.elapsed().as_secs_f64() * 1000.0;
    match changes.len() {
        0 => anstream::eprintln!("nothing to change ({} files, {total:.1} ms)", generated.files.len()),
        some => anstream::eprintln!("{some} of {} files changed ({total:.1} ms)", generated.files.len()),
    }
}

/// The same with each of them in full.
pub fn report_all(found: &Report, texts: &Files) {
    if !found.diagnostics.is_empty() {
        let style = render::Style { colour: true, per_code: usize::MAX };
        anstream::eprint!("{}", render::text(found, texts, style));
    }
}
