//! `source` of an API: where its vendor publishes the document, for `truespec update`. Nothing else reads it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Value;

use super::{SettingsText, rules};
use crate::base::web::{WebAddress, is_address, without_credentials};
use crate::diagnostic::code::{FETCH_ADDRESS, READ_OUTSIDE, SETTINGS, SETTINGS_PATH};
use crate::diagnostic::{Code, Diagnostic, Location, Report};
use crate::input::file::{self, Refusal};

/// Where a vendor publishes a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// The document itself.
    Document(Origin),
    /// Pages that hold it, oldest first, as `truespec import` reads them.
    Pages(Vec<Origin>),
}

/// The place of a document or a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An address that is fetched.
    Address(WebAddress),
    /// A file of the workspace, and how the settings name it.
    File(PathBuf, String),
}

impl Origin {
    /// Returns it as the settings name it, without what may be secret in an address.
    pub fn name(&self) -> String {
        match self {
            Self::Address(address) => address.shown(),
            Self::File(_, name) => name.clone(),
        }
    }
}

impl Published {
    /// Returns every place, in order.
    pub fn origins(&self) -> &[Origin] {
        match self {
            Self::Document(origin) => std::slice::from_ref(origin),
            Self::Pages(origins) => origins,
        }
    }

    /// Returns true if it is read without a network.
    pub fn is_local(&self) -> bool {
        self.origins().iter().all(|origin| matches!(origin, Origin::File(..)))
    }
}

/// The workspace and the settings that name a source.
pub(super) struct Place<'a> {
    pub root: &'a Path,
    pub module: &'a str,
    pub document: &'a Path,
    pub text: &'a SettingsText,
    pub span: Range<usize>,
}

impl Place<'_> {
    /// Reads the value of `source`; errors are reported at it.
    pub(super) fn read(&self, value: &Value, report: &mut Report) -> Option<Published> {
        match value {
            Value::String(text) => Some(Published::Document(self.origin(text, report)?)),
            Value::Array(pages) if !pages.is_empty() => {
                let texts = pages.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
                let Some(texts) = texts else { return self.refuse_type(report) };
                let origins = texts.into_iter().map(|text| self.origin(text, report));
                origins.collect::<Vec<_>>().into_iter().collect::<Option<_>>().map(Published::Pages)
            }
            _ => self.refuse_type(report),
        }
    }

    fn refuse_type(&self, report: &mut Report) -> Option<Published> {
        let hint =
            "write `source = \"https://example.com/openapi.yaml\"`, the path of a file, or a list of pages";
        self.refuse(
            &SETTINGS,
            "`source` is neither a text nor a list of texts".to_owned(),
            Some(hint),
            report,
        );
        None
    }

    fn origin(&self, text: &str, report: &mut Report) -> Option<Origin> {
        if !is_address(text) {
            return self.file(text, report);
        }
        match WebAddress::parse(text) {
            Ok(address) => Some(Origin::Address(address)),
            // The line in the settings would show what is secret.
            Err(why) if without_credentials(text) != text => {
                let shown = rules::quoted(&without_credentials(text));
                let message = format!("`source` of `{}`: {shown} {why}", self.module);
                let (location, message) = self.text.without_secrets(&self.span, message);
                report.add(&FETCH_ADDRESS, location, message);
                None
            }
            Err(why) => {
                self.refuse(&FETCH_ADDRESS, format!("{} {why}", rules::quoted(text)), None, report);
                None
            }
        }
    }

    /// Reads the path of a file. It must be in the workspace, and is not the document that it becomes.
    fn file(&self, text: &str, report: &mut Report) -> Option<Origin> {
        let (name, path) = (rules::quoted(text), self.root.join("specs").join(text));
        if let Some(why) = rules::why_outside(Path::new(text)) {
            let hint = "copy the file into the workspace; paths are relative to `specs/`";
            self.refuse(&SETTINGS_PATH, format!("{name} {why}"), Some(hint), report);
            return None;
        }
        if let Err(refusal @ Refusal::Outside) = file::within(self.root, &path) {
            self.refuse(&READ_OUTSIDE, format!("{name} {refusal}"), None, report);
            return None;
        }
        if is_same(&path, self.document) {
            let hint = "name where the vendor publishes it";
            self.refuse(&SETTINGS, format!("{name} is the document itself"), Some(hint), report);
            return None;
        }
        Some(Origin::File(path, text.to_owned()))
    }

    fn refuse(&self, code: &'static Code, message: String, hint: Option<&str>, report: &mut Report) {
        let location: Location = self.text.location(&self.span);
        report.diagnostics.push(Diagnostic { code, location, message, hint: hint.map(str::to_owned) });
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}
