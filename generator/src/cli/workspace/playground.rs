//! `truespec playground`: serves the page of the playground over the files of the workspace.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::playground::serve::serve;
use truespec::source::read_workspace;

use crate::cli::output::show::{fail, report};

/// The arguments of `playground`.
#[derive(clap::Args)]
#[command(
    after_help = "Open the address that is printed: it holds a token, without which no data is served. The page shows an API of the workspace: its document, the corrections that `lint` proposes, the overlay, and the Rust code that results. Saving writes the overlay and nothing else; `truespec` or `truespec watch` regenerates the crate.
Only this machine can reach the page. End it with Ctrl-C."
)]
pub struct Arguments {
    /// Address of this machine to listen at; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    if read_workspace(root, &mut texts, &mut found).is_none() {
        report(&found, &texts);
        return ExitCode::from(1);
    }
    let served = serve(root.to_owned(), arguments.listen, |address| {
        outln!("{address}");
        errln!("open this address in a browser; end with Ctrl-C");
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => fail(&format!("{refused}\n")),
    }
}
