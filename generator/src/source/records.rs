//! The record of the names of an emitted crate: a file beside it, checked in with it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Record;
use crate::diagnostic::code::NAMES_UNREADABLE;
use crate::diagnostic::{Location, Report};
use crate::input::file::{self, Refusal};
use crate::text::print::escape_json;
use crate::write::{MARK, NAMES};

/// The key of an API that is the crate itself; no module has it.
const CRATE: &str = "crate";

/// The records of a crate.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    about: String,
    apis: BTreeMap<String, Record>,
}

impl Records {
    /// Collects the record of each API of a crate by its module.
    pub fn of<'a>(apis: impl Iterator<Item = (Option<&'a str>, Record)>) -> Self {
        let apis = apis.map(|(module, record)| (module.unwrap_or(CRATE).to_owned(), record));
        let about = format!("{MARK}: the names that stay when the API grows; check it in");
        Self { about, apis: apis.collect() }
    }

    /// Takes the record of an API out; an empty one if it has none.
    pub fn take(&mut self, module: Option<&str>) -> Record {
        self.apis.remove(module.unwrap_or(CRATE)).unwrap_or_default()
    }

    /// Returns the text of the file.
    pub fn text(&self) -> String {
        escape_json(&format!("{:#}\n", serde_json::json!(self)))
    }
}

/// Reads the records of the crate in a folder, which is shown as `shown`; none if there is no file. One that cannot be read
/// is reported.
pub fn read(folder: &Path, shown: &Path, report: &mut Report) -> Records {
    if !folder.is_dir() {
        return Records::default();
    }
    let path = folder.join(NAMES);
    // A link may lead anywhere.
    let is_link = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
    let text = if is_link { Err(Refusal::Kind("a symbolic link")) } else { file::text(&path) };
    let refused = match text {
        Ok(text) => match serde_json::from_str(&text) {
            Ok(records) => return records,
            Err(error) => {
                let what = if text.contains("\n<<<<<<< ") {
                    "has the marks of a merge"
                } else {
                    "is no record of names"
                };
                format!(":{}:{}: {what}", error.line(), error.column().max(1))
            }
        },
        Err(refusal) if refusal.is_not_found() => return Records::default(),
        Err(refusal) => format!(": {refusal}"),
    };
    let shown = shown.join(NAMES).to_string_lossy().replace('\\', "/");
    report.add(&NAMES_UNREADABLE, Location::Nowhere, format!("{shown}{refused}"));
    Records::default()
}
