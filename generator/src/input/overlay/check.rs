//! Reads the fields of an overlay object. Each diagnostic names the field, and reading continues, to find all of them.

use serde_json::{Map, Value};

use crate::base::pointer::Pointer;
use crate::diagnostic::code::OVERLAY_SHAPE;
use crate::diagnostic::near::nearest;
use crate::diagnostic::{FileId, Location, Report};

/// An object of the overlay file and its name in messages.
pub(super) struct Fields<'a> {
    pub(super) map: &'a Map<String, Value>,
    pub(super) at: Pointer,
    pub(super) file: FileId,
    what: &'static str,
}

impl<'a> Fields<'a> {
    /// Reads a value that has to be an object.
    pub(super) fn of(
        value: &'a Value,
        at: Pointer,
        file: FileId,
        what: &'static str,
        report: &mut Report,
    ) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self { map, at, file, what }),
            other => {
                let message = format!("{what} is {}, not an object", kind(other));
                report.add(&OVERLAY_SHAPE, Location::Source(file, at), message);
                None
            }
        }
    }

    /// Reports an error at a field, or at the object if the field is missing.
    pub(super) fn report_field(&self, field: &str, message: &str, hint: &str, report: &mut Report) {
        let at = if self.map.contains_key(field) { self.at.join(field) } else { self.at.clone() };
        report.add_with_hint(&OVERLAY_SHAPE, Location::Source(self.file, at), message, hint);
    }

    /// Reports every field that is neither known nor an extension.
    pub(super) fn reject_unknown(&self, known: &[&str], report: &mut Report) {
        let unknown = self.map.keys().filter(|key| !key.starts_with("x-") && !known.contains(&key.as_str()));
        for key in unknown {
            let message = format!("unknown field `{key}` in {}", self.what);
            let meant = nearest(key, known.iter().copied());
            let meant = meant.map(|name| format!("did you mean `{name}`? ")).unwrap_or_default();
            let hint = format!("{meant}known fields are {}; extensions begin with `x-`", known.join(", "));
            self.report_field(key, &message, &hint, report);
        }
    }

    /// Reports an extension that looks like a misspelled known one, if the known one is missing.
    pub(super) fn reject_misspelled_extension(&self, known: &'static str, report: &mut Report) {
        let extensions = self.map.keys().filter(|key| key.starts_with("x-") && !self.map.contains_key(known));
        for key in extensions.filter(|key| nearest(key, [known]).is_some()) {
            let message = format!("{} has `{key}` but no `{known}`", self.what);
            self.report_field(key, &message, &format!("did you mean `{known}`?"), report);
        }
    }

    /// Reports keys that look like a misspelled known key that is missing, and returns those known keys. Other keys are
    /// the author's own.
    pub(super) fn reject_misspelled(&self, known: &[&'static str], report: &mut Report) -> Vec<&'static str> {
        let is_own = |key: &str| key.starts_with("x-") || known.contains(&key);
        let absent = || known.iter().copied().filter(|name| !self.map.contains_key(*name));
        let mut meant = Vec::new();
        for key in self.map.keys().filter(|key| !is_own(key)) {
            let Some(name) = nearest(key, absent()) else { continue };
            let message = format!("unknown key `{key}` in {}", self.what);
            let hint = format!("did you mean `{name}`? custom keys begin with `x-`");
            self.report_field(key, &message, &hint, report);
            meant.push(name);
        }
        meant
    }

    /// Reads an optional string.
    pub(super) fn text(&self, field: &str, report: &mut Report) -> Option<String> {
        match self.map.get(field)? {
            Value::String(text) => Some(text.clone()),
            other => {
                let message = format!("`{field}` of {} is {}, not a string", self.what, kind(other));
                self.report_field(field, &message, "quote the value", report);
                None
            }
        }
    }

    /// Reads a required string.
    pub(super) fn required(&self, field: &str, report: &mut Report) -> Option<String> {
        if !self.map.contains_key(field) {
            let message = format!("{} has no `{field}`", self.what);
            self.report_field(field, &message, &format!("add `{field}`"), report);
        }
        self.text(field, report)
    }

    /// Reads a boolean; false if absent.
    pub(super) fn flag(&self, field: &str, report: &mut Report) -> bool {
        match self.map.get(field) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                let message = format!("`{field}` of {} is {}, not a boolean", self.what, kind(other));
                self.report_field(field, &message, "write `true` or remove the field", report);
                false
            }
        }
    }
}

/// Returns the type of a value, with its article.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
