//! `truespec init`: creates a workspace from a document.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::init::{self, GeneratorSource, Plan, Request};

use crate::cli::progress;
use crate::cli::show::{quoted, report, report_all};
use crate::cli::source::entry;

/// The arguments of `init`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec init --document petstore.yaml shop          creates a workspace in the folder shop
  truespec init --document petstore.yaml --name pets   in the current folder, with the module pets
In the folder of a crate, the workspace is created in a subfolder, and the lines to add to the manifest of the crate are printed.
Existing files are never changed.")]
pub struct Arguments {
    /// OpenAPI document, YAML or JSON; it is copied.
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
    /// Module of the client [default: from the file name of the document].
    #[arg(long, value_name = "API")]
    name: Option<String>,
    /// Name of the crate.
    #[arg(long = "crate", value_name = "CRATE", default_value = "clients")]
    package: String,
    /// Folder of truespec, for the build script [default: what this program was built from: a folder, or crates.io].
    #[arg(long, value_name = "PATH")]
    truespec: Option<PathBuf>,
    /// Git repository of truespec, for the build script, instead of a folder.
    #[arg(long, value_name = "URL", conflicts_with = "truespec")]
    git: Option<String>,
    /// Folder next to the document that holds what is below an address, such as `https://example.com/schemas=./schemas`; can be
    /// repeated. Written to the settings; its files are copied.
    #[arg(long = "map", value_name = "URL=DIR", value_parser = entry)]
    map: Vec<(String, PathBuf)>,
    /// Folder of the new workspace.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { document, name, package, truespec, git, map, folder } = arguments;
    let generator = match (git, truespec) {
        (Some(url), _) => GeneratorSource::Git(url),
        (None, Some(path)) => GeneratorSource::Folder(path),
        (None, None) => GeneratorSource::current(),
    };
    let map = map.into_iter().collect();
    let request = Request { document, folder, module: name, package, generator, map };
    let (mut texts, mut found) = (Files::default(), Report::default());
    let plan = progress::while_running("generating", || init::plan(&request, &mut texts, &mut found));
    report_all(&found, &texts);
    let Some(plan) = plan else { return ExitCode::from(1) };
    report(&plan.generated.report, &plan.generated.texts);
    if found.has_errors() || plan.generated.report.has_errors() {
        return ExitCode::from(1);
    }
    match plan.write() {
        Ok(()) => {
            print_next_steps(&plan, &request);
            ExitCode::SUCCESS
        }
        Err(refused) => {
            report_all(&refused.report, &texts);
            ExitCode::from(1)
        }
    }
}

/// Prints what was created, and what to do next.
fn print_next_steps(plan: &Plan, request: &Request) {
    let root = plan.root.strip_prefix(".").unwrap_or(&plan.root);
    let here = root == Path::new("");
    let shown = if here { ".".into() } else { root.to_string_lossy() };
    err!("{shown}\n{}", plan.listing());
    if request.generator.is_local() {
        errln!(
            "warning: Cargo.toml takes truespec from {}, which other machines and CI lack\n  \
             to build there, put `git = \"URL\"` of a repository of truespec in place of `path`, or use --git",
            request.generator
        );
    }
    let package = &request.package;
    let (run, test) = match plan.host {
        None if plan.is_member => {
            errln!("it is inside a Cargo workspace: add it to `members`, unless they match it already");
            (format!("cargo run -p {package}"), format!("cargo test -p {package}"))
        }
        None => ("cargo run".to_owned(), "cargo test".to_owned()),
        Some(host) => {
            let manifest = request.folder.join("Cargo.toml");
            errln!("add to {}:", manifest.strip_prefix(".").unwrap_or(&manifest).display());
            out!("{}", host.manifest_lines(package));
            (format!("cargo run -p {package}"), format!("cargo test -p {package}"))
        }
    };
    let next = if here || plan.host.is_some() { String::new() } else { format!("cd {}\n  ", quoted(&shown)) };
    errln!("next:\n  {next}{run}\n  {test}");
}
