//! `truespec explain`: explains a diagnostic code, or all of them.

use std::process::ExitCode;

use truespec::diagnostic::code::ALL;
use truespec::reference::diagnostics;

/// The arguments of `explain`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec explain TS203                     what the code means, and what to do
  truespec explain --all > diagnostics.md    all codes, as Markdown")]
pub struct Arguments {
    /// Diagnostic code, such as TS203.
    #[arg(required_unless_present = "all")]
    code: Option<String>,
    /// Prints all codes, as Markdown.
    #[arg(long, conflicts_with = "code")]
    all: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let Some(id) = &arguments.code else {
        out!("{}", diagnostics::markdown());
        return ExitCode::SUCCESS;
    };
    match ALL.iter().find(|code| code.id.eq_ignore_ascii_case(id)) {
        Some(code) => {
            outln!(
                "{} ({}): {}\n\n{}\n\nhelp: {}",
                code.id,
                code.severity.word(),
                code.title,
                code.explain,
                code.hint
            );
            ExitCode::SUCCESS
        }
        None => {
            errln!(
                "unknown code {id}; codes look like TS203, and `truespec explain --all` prints all of them"
            );
            ExitCode::from(2)
        }
    }
}
