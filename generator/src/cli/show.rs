//! The one file of the command line that prints, and what several commands print: diagnostics, and what changed on disk.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use truespec::diagnostic::{Files, Report, render};
use truespec::text::print;
use truespec::write::Change;
use truespec::{Generated, workspace};

/// Prints to standard output.
macro_rules! out {
    ($($text:tt)*) => { $crate::cli::show::to(anstream::stdout().lock(), &truespec::text::print::shown(&format!($($text)*))) };
}

/// Prints a line to standard output.
macro_rules! outln {
    ($($text:tt)*) => { out!("{}\n", format_args!($($text)*)) };
}

/// Prints to standard error.
macro_rules! err {
    ($($text:tt)*) => { $crate::cli::show::to(anstream::stderr().lock(), &truespec::text::print::shown(&format!($($text)*))) };
}

/// Prints a line to standard error.
macro_rules! errln {
    ($($text:tt)*) => { err!("{}\n", format_args!($($text)*)) };
}

/// Prints a text in which every hidden character is shown. Whoever closes the pipe (`truespec … | head`) has seen enough; any
/// other failure ends the run, as what was printed is not whole.
pub fn to(mut stream: impl Write, text: &str) {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(_) => std::process::exit(1),
    }
}

/// Prints a text with colours of ours.
pub fn coloured(stream: impl Write, text: &str) {
    to(stream, &print::coloured(text));
}

/// The problems, in colour on a terminal.
pub fn report(found: &Report, texts: &Files) {
    if !found.diagnostics.is_empty() {
        let style = render::Style { colour: true, ..render::Style::default() };
        coloured(anstream::stderr().lock(), &render::text(found, texts, style));
    }
}

/// Says why a run ends here.
pub fn fail(text: &str) -> ExitCode {
    err!("{text}");
    ExitCode::from(1)
}

/// A line an API, and one for what changed.
pub fn summarise(generated: &Generated, changes: &[Change], started: Instant) {
    err!("{}", workspace::summary(generated, changes, started.elapsed()));
}

/// The same with each of them in full.
pub fn report_all(found: &Report, texts: &Files) {
    if !found.diagnostics.is_empty() {
        let style = render::Style { colour: true, per_code: usize::MAX };
        coloured(anstream::stderr().lock(), &render::text(found, texts, style));
    }
}
