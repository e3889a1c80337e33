//! `truespec explain`: explains a diagnostic code.

use std::process::ExitCode;

/// The arguments of `explain`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Diagnostic code, such as TS203.
    code: String,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    let id = &arguments.code;
    match truespec::diagnostic::code::ALL.iter().find(|code| code.id.eq_ignore_ascii_case(id)) {
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
            errln!("unknown code {id}; codes look like TS203");
            ExitCode::from(2)
        }
    }
}
