//! `truespec completions` and `truespec man`: print shell completions and manual pages, derived from the commands.

use std::io::Write;
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

use crate::cli::show::fail;

/// The arguments of `completions`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec completions bash > ~/.local/share/bash-completion/completions/truespec
  truespec completions zsh > ~/.zfunc/_truespec
  truespec completions fish > ~/.config/fish/completions/truespec.fish")]
pub struct CompletionArguments {
    /// Shell to print completions for.
    shell: Shell,
}

/// The arguments of `man`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec man > truespec.1                      the page of truespec
  truespec man generate > truespec-generate.1    the page of a command
  truespec man lint | man -l -                   a page, shown")]
pub struct ManArguments {
    /// Command [default: truespec itself].
    command: Option<String>,
    /// List the commands, one a line: each has a page.
    #[arg(long, conflicts_with = "command")]
    list: bool,
}

/// Prints the completions.
pub fn completions(mut command: Command, arguments: &CompletionArguments) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "truespec", &mut text);
    print(&text)
}

/// Prints a manual page as troff.
pub fn man(mut command: Command, arguments: &ManArguments) -> ExitCode {
    command.build();
    if arguments.list {
        let names = command.get_subcommands().map(|of| format!("{}\n", of.get_name()));
        return print(names.collect::<String>().as_bytes());
    }
    let page = match &arguments.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                errln!("unknown command {name}; `truespec --help` lists them");
                return ExitCode::from(2);
            }
        },
    };
    let mut text = Vec::new();
    match clap_mangen::Man::new(page).render(&mut text) {
        Ok(()) => print(&text),
        Err(error) => fail(&format!("{error}\n")),
    }
}

fn print(text: &[u8]) -> ExitCode {
    match std::io::stdout().write_all(text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{error}\n")),
    }
}
