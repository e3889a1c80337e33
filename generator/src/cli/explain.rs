//! `truespec explain`: more about a code.

use std::process::ExitCode;

/// What `explain` takes.
#[derive(clap::Args)]
pub struct Arguments {
    /// Diagnostic code, such as TS203.
    code: String,
}

/// Runs it.
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
