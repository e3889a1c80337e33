//! `truespec import`: documentation pages into one document.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::openapi::method::is_method;
use truespec::source::read;
use truespec::text::plural::counted;
use truespec::write::{self, Options};
use truespec::{correct::import, input::dump};

use super::show::{fail, report_all};

/// What `import` takes.
#[derive(clap::Args)]
#[command(
    after_help = "A page is an OpenAPI file, or a text with OpenAPI in a fence (Mintlify's `.md` pages). Example:
  truespec import older-page.md newer-page.md --into specs/api.yaml
Save a page with `curl -O https://docs.example.com/api/delete-thing.md`; truespec itself reads no network."
)]
pub struct Arguments {
    /// The pages, the oldest first: where two contradict each other, the later one is taken.
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// The document to write, YAML, or JSON if it ends in `.json`.
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// A page that is right wherever it contradicts another.
    #[arg(long, value_name = "PAGE")]
    prefer: Option<PathBuf>,
    /// Writes over a document that is there.
    #[arg(long)]
    force: bool,
}

/// Runs it.
pub fn run(arguments: &Arguments) -> ExitCode {
    if let Some(page) = arguments.prefer.as_ref().filter(|page| !arguments.pages.contains(page)) {
        return fail(&format!("{} is preferred, but not among the pages\n", page.display()));
    }
    if arguments.into.symlink_metadata().is_ok() && !arguments.force {
        let into = arguments.into.display();
        return fail(&format!(
            "{into} is there already; give it as the first page too, and --force to write over it\n"
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
        pages.extend(import::pages(&name, &text, &mut files, &mut found));
    }
    let whole = import::merge(&pages, preferred, &mut found);
    report_all(&found, &files);
    if found.has_errors() {
        return ExitCode::from(1);
    }
    let json = arguments.into.extension().is_some_and(|extension| extension == "json");
    let text = dump::dump(&whole, if json { "{" } else { "" });
    match write::single(&arguments.into, &text, &Options { force: arguments.force, ..Options::default() }) {
        Ok(()) => {
            let operations: usize = whole["paths"].as_object().map_or(0, |paths| {
                paths.values().filter_map(serde_json::Value::as_object).map(operations).sum()
            });
            let operations = counted(operations, "operation");
            errln!("{}: {operations} from {}", arguments.into.display(), counted(pages.len(), "page"));
            ExitCode::SUCCESS
        }
        Err(refused) => {
            report_all(&refused.report, &files);
            ExitCode::from(1)
        }
    }
}

fn operations(item: &serde_json::Map<String, serde_json::Value>) -> usize {
    item.keys().filter(|key| is_method(key)).count()
}
