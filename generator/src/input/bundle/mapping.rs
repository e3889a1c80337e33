//! The mapping of a discriminator: its values may be references or names of schemas.

use serde_json::Value;

use super::fault::Fault;
use super::grammar::is_value_file;
use super::library::ROOT;
use super::walk::{Bundler, Cursor, Linked, Use};
use crate::base::pointer::Pointer;
use crate::diagnostic::code::REF_TARGET;
use crate::openapi::kind::ValueKind;
use crate::openapi::section;

impl Bundler<'_> {
    /// Imports the schemas that a mapping refers to. A value without a file and fragment is the name of a schema.
    pub(super) fn import_mapping(&mut self, node: &mut Value, here: Cursor<'_>) {
        let Some(mapping) = node.get_mut("mapping").and_then(Value::as_object_mut) else { return };
        let Some(named) = section::pointer("schemas", self.swagger).map(|at| (at, &ValueKind::Schema)) else {
            return;
        };
        let path = here.path.key("mapping");
        for (key, value) in mapping {
            let Some(text) = value.as_str() else { continue };
            let Some(reference) = self.mapping_reference(text, here) else { continue };
            let here = Cursor { path: &path.key(key), ..here };
            match self.import(&reference, named.clone(), here) {
                Ok(Linked::Root(pointer)) => *value = Value::String(pointer.to_fragment()),
                Ok(Linked::Import(import)) => {
                    self.uses.push(Use { home: here.frame.home, at: here.at(), import });
                }
                // A mapping only names branches that the union lists, so an unresolved name has no other effect.
                Err(refusal) => {
                    let softened = refusal.map(|fault| Fault {
                        code: &REF_TARGET,
                        message: fault.message,
                        hint: Some("correct it to a name or a reference of a schema of the union".to_owned()),
                    });
                    self.report_refusal(softened, here.path.pointer(), here);
                }
            }
        }
    }

    /// Returns the reference that a mapping value means; `None` if the value stays as it is.
    fn mapping_reference(&self, text: &str, here: Cursor<'_>) -> Option<String> {
        let file = text.split_once('#').map_or(text, |(file, _)| file);
        let is_file = is_value_file(file) || file.contains('/');
        if here.doc() == ROOT {
            return is_file.then(|| text.to_owned());
        }
        if is_file || text.starts_with('#') {
            return Some(text.to_owned());
        }
        let named = Pointer::root().join("components").join("schemas").join(text);
        let schemas = &self.library.doc(here.doc()).value;
        schemas.pointer(named.as_str()).map(|_| named.to_fragment())
    }
}
