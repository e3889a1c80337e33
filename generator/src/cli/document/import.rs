//! `truespec import`: merges documentation pages into one document.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report, render};
use truespec::source::read;
use truespec::text::plural::counted;
use truespec::write::{self, Options};
use truespec::{correct::import, input::dump};

use crate::cli::show::{fail, report_all};

/// The arguments of `import`.
#[derive(clap::Args)]
#[command(
    after_help = "A page is an OpenAPI file, Markdown with OpenAPI in fenced code blocks (Mintlify's `.md` pages, `llms-full.txt`), a `.api.mdx` of Docusaurus, or a page or script of Swagger UI, Redoc or Scalar that holds its document. Example:
  truespec import older-page.md newer-page.md --into specs/api.yaml
Save a page with `curl -O https://docs.example.com/api/delete-thing.md`; `truespec update` fetches pages that an API names as its `source`."
)]
pub struct Arguments {
    /// Pages, oldest first: if two contradict each other, the later one is used.
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Document to write: YAML, or JSON if the name ends in `.json`.
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// Page to use wherever it contradicts another.
    #[arg(long, value_name = "PAGE")]
    prefer: Option<PathBuf>,
    /// Overwrites an existing document.
    #[arg(long)]
    force: bool,
    /// Prints diagnostics as JSON, one per line.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    if let Some(page) = arguments.prefer.as_ref().filter(|page| !arguments.pages.contains(page)) {
        return fail(&format!("`--prefer` {} is not one of the pages\n", page.display()));
    }
    if arguments.into.symlink_metadata().is_ok() && !arguments.force {
        let into = arguments.into.display();
        return fail(&format!(
            "{into} already exists; to update it, give it as the first page and pass --force\n"
        ));
    }
    let (mut files, mut found) = (Files::default(), Report::default());
    let (mut pages, mut preferred) = (Vec::new(), None);
    for path in &arguments.pages {
        let Some(id) = read(path, "".as_ref(), &mut files, &mut found) else { continue };
        let (name, text) =
            files.get(id).map(|file| (file.name.clone(), file.text.clone())).unwrap_or_default();
        if arguments.prefer.as_ref() == Some(path) {
            preferred = Some(pages.len());
        }
        pages.extend(import::read_page(&name, &text, &mut files, &mut found));
    }
    let count = pages.len();
    let whole = import::assemble(pages, preferred, &mut found);
    match arguments.json {
        true => out!("{}", render::json_lines(&found, &files)),
        false => report_all(&found, &files),
    }
    if found.has_errors() {
        return ExitCode::from(1);
    }
    let json = arguments.into.extension().is_some_and(|extension| extension == "json");
    let text = dump::dump(&whole, if json { "{" } else { "" });
    match write::write_single(
        &arguments.into,
        &text,
        &Options { force: arguments.force, ..Options::default() },
    ) {
        Ok(()) => {
            let operations = counted(import::operations(&whole), "operation");
            errln!("{}: {operations} from {}", arguments.into.display(), counted(count, "page"));
            ExitCode::SUCCESS
        }
        Err(refused) => {
            report_all(&refused.report, &files);
            ExitCode::from(1)
        }
    }
}
