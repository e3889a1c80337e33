//! What is done with a changed document.

mod exchange;
mod overlay;

use std::path::PathBuf;

use serde_json::Value;
use truespec::correct::recording::{self, Secrets};
use truespec::diagnostic::{FileId, Files, Report};
use truespec::input::load::load;
use truespec::review::surface::surface;
use truespec::rust::model::Scalars;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{
    correct::import, correct::learn, correct::lint, correct::propose, generate, input::dump, inspect,
    review::diff,
};

use crate::change::changed;
use crate::check::{self, Finding};
use crate::random::Random;
use crate::seeds::Seed;

/// A use of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    /// The whole crate is made.
    Generate,
    /// An overlay is read and applied.
    Overlay,
    /// The document is linted.
    Lint,
    /// A recording is held against it.
    Learn,
    /// Pages that hold it are read and merged.
    Import,
    /// Its client is compared with that of another document.
    Diff,
}

/// What goes into a target.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The changed document.
    pub document: String,
    /// The document as it was.
    pub published: String,
    /// The overlay, recording or page that goes with it.
    pub beside: String,
    /// Whether checks of constraints are emitted.
    pub validate: bool,
    /// Whether examples and servers for tests are emitted.
    pub extras: bool,
}

impl Input {
    /// The input of a case.
    pub fn new(target: Target, seeds: &[Seed], random: &mut Random) -> Self {
        let (seed, other) = (of(seeds, random), of(seeds, random));
        let document = changed(&seed.text, &seed.value, &other.value, random);
        let beside = match target {
            Target::Overlay => overlay::of(&seed.value, random),
            Target::Learn => exchange::recording(&seed.value, random),
            Target::Import => exchange::page(&document, random),
            Target::Generate | Target::Lint | Target::Diff => String::new(),
        };
        let (validate, extras) = (random.once_in(3), random.once_in(3));
        Self { document, published: seed.text.clone(), beside, validate, extras }
    }

    /// A text that is both the document and what goes with it.
    pub fn of_text(text: String) -> Self {
        Self { published: String::new(), beside: text.clone(), document: text, validate: true, extras: true }
    }
}

/// One of the documents; mostly a short one, as more cases of these fit into the same time.
fn of<'s>(seeds: &'s [Seed], random: &mut Random) -> &'s Seed {
    let (mut one, picks) = (random.of(seeds), if random.once_in(8) { 0 } else { 6 });
    for _ in 0..picks {
        let other = random.of(seeds);
        one = if other.text.len() < one.text.len() { other } else { one };
    }
    one
}

impl Target {
    /// Every target.
    pub const ALL: [Self; 6] =
        [Self::Generate, Self::Overlay, Self::Lint, Self::Learn, Self::Import, Self::Diff];

    /// Runs it; gives whether the document was accepted.
    ///
    /// # Errors
    /// What must not happen.
    pub fn try_on(self, input: &Input) -> Result<bool, Finding> {
        match self {
            Self::Generate => whole(input),
            Self::Overlay => overlay::apply(input),
            Self::Lint => findings(input, lint::lint),
            Self::Learn => learned(input),
            Self::Import => imported(input),
            Self::Diff => compared(input),
        }
    }
}

/// A file that holds a text, for what reads files itself; each worker has its own.
fn on_disk(name: &str, text: &str) -> Result<ApiSource, Finding> {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = folder.join(format!("truespec-fuzz-{}", std::process::id()));
    let document = folder.join(name);
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&document, text));
    written.map_err(|error| format!("{}: {error}", document.display()))?;
    Ok(ApiSource {
        module: None,
        document,
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder,
        ..ApiSource::default()
    })
}

fn whole(input: &Input) -> Result<bool, Finding> {
    let api = on_disk("case.yaml", &input.document)?;
    let (validate, extras) = (input.validate, input.extras);
    let settings = Settings::default().mock(extras).examples(extras).validate(validate);
    let generated = generate(&Sources { settings, apis: vec![api], threads: 1 });
    check::diagnostics(&generated.report, &generated.texts)?;
    check::emitted(&generated.files)?;
    Ok(!generated.report.has_errors())
}

/// A document as a value, if it can be read.
fn read(text: &str) -> (Files, FileId, Option<Value>) {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("document", text);
    let value = load(&files, id, &mut report);
    (files, id, value)
}

/// What looks at a document and proposes: diagnostics are fit to be printed, and proposals to be applied.
fn findings(input: &Input, look: impl FnOnce(&Value, FileId) -> lint::Findings) -> Result<bool, Finding> {
    let (files, id, value) = read(&input.document);
    let Some(value) = value else { return Ok(false) };
    let found = look(&value, id);
    check::diagnostics(&found.report, &files)?;
    let proposed = dump::dump(&propose::overlay("proposed", &found.proposals), "");
    check::visible(&proposed)?;
    overlay::apply(&Input { beside: proposed, ..input.clone() })?;
    Ok(true)
}

fn learned(input: &Input) -> Result<bool, Finding> {
    let (_, _, Some(recording)) = read(&input.beside) else { return Ok(false) };
    let exchanges = recording::exchanges(recording, &Secrets::default());
    findings(input, |document, file| learn::learn(learn::Input::new(document, file, &exchanges)))
}

fn imported(input: &Input) -> Result<bool, Finding> {
    let (mut files, mut report) = (Files::default(), Report::default());
    let mut pages = import::read_page("page.md", &input.beside, &mut files, &mut report);
    pages.extend(import::read_page("other.yaml", &input.published, &mut files, &mut report));
    let merged = import::assemble(pages, None, &mut report);
    check::diagnostics(&report, &files)?;
    check::visible(&dump::dump(&merged, ""))?;
    Ok(!report.has_errors())
}

fn compared(input: &Input) -> Result<bool, Finding> {
    let built = |name: &str, text: &str| Ok::<_, Finding>(inspect(&on_disk(name, text)?));
    let (old, ..) = built("published.yaml", &input.published)?;
    let (new, report, texts) = built("case.yaml", &input.document)?;
    check::diagnostics(&report, &texts)?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(false) };
    let modules = |built| [(None, surface(built, Scalars::default()))];
    let changes = diff::compare_modules(&modules(&old), &modules(&new));
    for text in [diff::text(&changes, false, Some(100)), diff::markdown(&changes, "published → changed")] {
        check::visible(&text)?;
    }
    Ok(true)
}
