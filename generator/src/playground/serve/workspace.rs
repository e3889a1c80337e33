//! The files of a workspace, as the page asks for them: which APIs there are, the texts of one, and saving its overlay.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::diagnostic::{Files, Report, render};
use crate::input::file;
use crate::playground::{Base, failure, run};
use crate::source::{ApiSource, Settings, display_path, read_workspace};
use crate::text::print::escape_line;
use crate::write::{self, Options};

/// A workspace on disk. It is read anew for each request: its files may change meanwhile.
#[derive(Debug, Clone)]
pub(super) struct Workspace {
    root: PathBuf,
}

/// What a request is about, and the requests that are none of the generator's.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(rename = "do")]
    what: String,
    api: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    expected: String,
}

/// An API of a workspace.
struct Api {
    source: ApiSource,
    settings: Settings,
    /// The overlay that the page edits: the last one, which has the last word.
    edited: PathBuf,
}

impl Workspace {
    /// Names a workspace by its folder.
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Returns the names of the APIs, and of the crate; or why the settings cannot be read.
    fn apis(&self) -> Result<(Vec<String>, String), String> {
        let (apis, settings) = self.read()?;
        Ok((apis.iter().map(|api| name_of(api, &settings)).collect(), settings.name))
    }

    fn read(&self) -> Result<(Vec<ApiSource>, Settings), String> {
        let (mut texts, mut report) = (Files::default(), Report::default());
        match read_workspace(&self.root, &mut texts, &mut report) {
            Some(sources) => Ok((sources.apis, sources.settings)),
            None => Err(render::lines(&report, &texts).join("; ")),
        }
    }

    fn api(&self, wanted: &str) -> Result<Api, String> {
        let (apis, settings) = self.read()?;
        let found = apis.into_iter().find(|api| name_of(api, &settings) == wanted);
        let mut source = found.ok_or_else(|| format!("the workspace has no API `{wanted}`"))?;
        let edited = source.overlays.last().cloned().unwrap_or_else(|| beside(&source.document));
        let settings = match source.module.take() {
            Some(module) => settings.of_api(&module),
            None => settings,
        };
        Ok(Api { source, settings, edited })
    }

    fn shown(&self, path: &Path) -> String {
        display_path(path, &self.root)
    }

    /// Returns the texts of an API.
    fn open(&self, api: &Api) -> Result<Value, String> {
        let document = self.text(&api.source.document)?;
        let has_overlay = !api.source.overlays.is_empty();
        let overlay = if has_overlay { self.text(&api.edited)? } else { String::new() };
        Ok(json!({
            "document": document,
            "documentName": self.shown(&api.source.document),
            "overlay": overlay,
            "overlayName": self.shown(&api.edited),
        }))
    }

    fn text(&self, path: &Path) -> Result<String, String> {
        file::text(path).map_err(|refusal| format!("{}: {refusal}", self.shown(path)))
    }

    /// Writes the overlay of an API, unless it is no longer what the page has read.
    fn save(&self, api: &Api, text: &str, expected: &str) -> Result<Value, String> {
        // What is on disk is compared and written by one at a time.
        static SAVING: Mutex<()> = Mutex::new(());
        let _saving = SAVING.lock().unwrap_or_else(PoisonError::into_inner);
        let path = &api.edited;
        if *path == api.source.document {
            return Err(format!("{} is the document, and no overlay", self.shown(path)));
        }
        let is_there = path.symlink_metadata().is_ok();
        let folder = if is_there { path.as_path() } else { path.parent().unwrap_or(&self.root) };
        file::within(&self.root, folder).map_err(|refusal| format!("{}: {refusal}", self.shown(path)))?;
        let on_disk = if is_there { self.text(path)? } else { String::new() };
        if on_disk != expected {
            return Ok(json!({"conflict": on_disk}));
        }
        let options = Options { force: is_there, ..Options::default() };
        let written = write::write_single(path, text, &options);
        written.map_err(|refused| render::lines(&refused.report, &Files::default()).join("; "))?;
        let is_named = !api.source.overlays.is_empty();
        let name = escape_line(&path.file_name().unwrap_or_default().to_string_lossy());
        let note = format!(
            "Name the overlay in specs/truespec.toml, so that it is applied: overlays = [\"{name}\"]"
        );
        Ok(json!({"note": (!is_named).then_some(note)}))
    }
}

/// Answers a request of the page.
pub(super) fn answer(workspace: &Workspace, request: &str) -> String {
    let answered = serde_json::from_str::<Asked>(request).map_err(|error| error.to_string());
    let answered = answered.and_then(|asked| {
        let api = || workspace.api(asked.api.as_deref().unwrap_or_default());
        match asked.what.as_str() {
            "workspace" => {
                let (apis, name) = workspace.apis()?;
                Ok(json!({"apis": apis, "crate": name}).to_string())
            }
            "open" => workspace.open(&api()?).map(|opened| opened.to_string()),
            "save" => workspace.save(&api()?, &asked.text, &asked.expected).map(|saved| saved.to_string()),
            _ => {
                let Api { source, settings, edited } = api()?;
                Ok(run(request, &Base::of_workspace(settings, source, edited)))
            }
        }
    });
    answered.unwrap_or_else(|reason| failure(&reason))
}

/// Returns the name of an API: its module, or that of the crate.
fn name_of(api: &ApiSource, settings: &Settings) -> String {
    api.module.clone().unwrap_or_else(|| settings.name.clone())
}

/// Returns where the overlay of a document goes that has none.
fn beside(document: &Path) -> PathBuf {
    document.with_extension("overlay.yaml")
}
