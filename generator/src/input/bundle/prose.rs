//! Descriptions, summaries and titles in files of their own.

use serde_json::Value;

use super::fault::{Fault, Refusal};
use super::grammar::is_value_file;
use super::library::ROOT;
use super::target::reference;
use super::walk::{Bundler, Cursor};
use crate::diagnostic::code::REF_PROSE;
use crate::openapi::kind::ValueKind;

impl Bundler<'_> {
    /// Replaces a reference to a text in another file by that text: the whole file, or a string in a JSON or YAML file.
    /// Nothing depends on the text, so it is empty if it cannot be read.
    pub(super) fn inline_prose(&mut self, node: &mut Value, here: Cursor<'_>) {
        let is_elsewhere = |reference: &String| !reference.starts_with('#') || here.doc() != ROOT;
        let Some(reference) = reference(node).filter(is_elsewhere) else { return };
        let found = match is_of_values(&reference) {
            true => self.copy(node, &reference, &ValueKind::Text, here),
            false => self.inline_file(node, &reference, here),
        };
        let refusal = match found {
            Ok(()) if node.is_string() || node.get("$ref").is_some() => return,
            Ok(()) => Fault::refusal(&REF_PROSE, format!("`{reference}` is not a text; left out")),
            Err(fault) => fault.map(|fault| Fault {
                message: format!("{}; the text is left out", fault.message),
                code: &REF_PROSE,
                hint: fault.hint,
            }),
        };
        *node = Value::String(String::new());
        self.report_refusal(refusal, here.path.key("$ref").pointer(), here);
    }

    /// Replaces a reference by the text of a whole file.
    fn inline_file(&mut self, node: &mut Value, reference: &str, here: Cursor<'_>) -> Result<(), Refusal> {
        // A fragment may name a heading.
        let path = reference.split('#').next().unwrap_or_default();
        let text = Value::String(self.library.read_text(here.doc(), path)?.to_owned());
        self.spend_budget(reference, &text, here)?;
        *node = text;
        Ok(())
    }
}

/// Returns true if a reference leads into a JSON or YAML file rather than to a text file.
fn is_of_values(reference: &str) -> bool {
    let path = reference.split('#').next().unwrap_or_default();
    path.is_empty() || is_value_file(path)
}
