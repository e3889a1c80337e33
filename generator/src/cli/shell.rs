//! `truespec completions` and `truespec man`: print shell completions and the manual page, derived from the commands.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::Shell;

use super::show::fail;

/// The arguments of `completions`.
#[derive(clap::Args)]
#[command(
    after_help = "For bash: truespec completions bash > ~/.local/share/bash-completion/completions/truespec"
)]
pub struct Arguments {
    /// Shell to print completions for.
    shell: Shell,
}

/// Prints the completions.
pub fn completions(mut command: clap::Command, arguments: &Arguments) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "truespec", &mut text);
    print(&text)
}

/// Prints the manual page as troff.
pub fn man(command: clap::Command) -> ExitCode {
    let mut text = Vec::new();
    match clap_mangen::Man::new(command).render(&mut text) {
        Ok(()) => print(&text),
        Err(error) => fail(&format!("{error}\n")),
    }
}

fn print(text: &[u8]) -> ExitCode {
    match std::io::stdout().write_all(text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{error}\n")),
    }
}
