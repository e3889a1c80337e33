//! The only file of the command line that prints, with the output that several commands share: diagnostics, and changes
//! on disk.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use truespec::diagnostic::{Files, Report, render};
use truespec::text::print;
use truespec::write::Change;
use truespec::{Failure, Generated, workspace};

/// Prints to standard output.
macro_rules! out {
    ($($text:tt)*) => { $crate::cli::show::write_or_exit(anstream::stdout().lock(), &truespec::text::print::escape_text(&format!($($text)*))) };
}

/// Prints a line to standard output.
macro_rules! outln {
    ($($text:tt)*) => { out!("{}\n", format_args!($($text)*)) };
}

/// Prints to standard error.
macro_rules! err {
    ($($text:tt)*) => { $crate::cli::show::write_or_exit(anstream::stderr().lock(), &truespec::text::print::escape_text(&format!($($text)*))) };
}

/// Prints a line to standard error.
macro_rules! errln {
    ($($text:tt)*) => { err!("{}\n", format_args!($($text)*)) };
}

/// Prints a text whose hidden characters are already escaped. If the reader closes the pipe (`truespec … | head`), the
/// run ends successfully; any other error fails the run, because the output is incomplete.
pub fn write_or_exit(mut stream: impl Write, text: &str) {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(_) => std::process::exit(1),
    }
}

/// Prints a text that this tool coloured.
pub fn coloured(stream: impl Write, text: &str) {
    write_or_exit(stream, &print::escape_coloured(text));
}

/// Prints a text that this tool coloured to standard output.
pub fn coloured_out(text: &str) {
    coloured(anstream::stdout().lock(), text);
}

/// The characters of a line of the terminal; `None` if the output goes elsewhere.
pub fn width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}

/// The same of standard error.
fn error_width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0))
}

/// Prints diagnostics, in colour on a terminal, with source lines as wide as it is.
pub fn report(found: &Report, texts: &Files) {
    if !found.diagnostics.is_empty() {
        let style = render::Style { colour: true, width: error_width(), ..render::Style::default() };
        coloured(anstream::stderr().lock(), &render::text(found, texts, style));
    }
}

/// Prints why the run fails, and returns the exit code.
pub fn fail(text: &str) -> ExitCode {
    err!("{text}");
    ExitCode::from(1)
}

/// Prints the diagnostics of a run on a workspace that failed, and returns the exit code.
pub fn fail_with(failure: &Failure) -> ExitCode {
    let (found, texts) = failure.found();
    report(found, texts);
    ExitCode::from(1)
}

/// Warns of what the manifest of the workspace lacks, which fails its next build.
pub fn warn_of_manifest(root: &Path, generated: &Generated) {
    workspace::missing_in_manifest(root, generated).iter().for_each(|line| errln!("warning: {line}"));
}

/// Prints one line per API, then the changed files.
pub fn summarise(generated: &Generated, changes: &[Change], started: Instant) {
    err!("{}", workspace::summary(generated, changes, started.elapsed()));
}

/// Prints every diagnostic of a report that goes on, without a summary.
pub fn report_part(found: &Report, texts: &Files) {
    let style = render::Style { colour: true, width: error_width(), per_code: usize::MAX };
    coloured(anstream::stderr().lock(), &render::in_full(found, texts, style));
}

/// Like [`report`], with every diagnostic in full.
pub fn report_all(found: &Report, texts: &Files) {
    if !found.diagnostics.is_empty() {
        let style = render::Style { colour: true, width: error_width(), per_code: usize::MAX };
        coloured(anstream::stderr().lock(), &render::text(found, texts, style));
    }
}

/// Quotes a word for a shell.
pub fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+~:@".contains(c);
    if text.chars().all(is_plain) && !text.starts_with(['-', '~']) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
