//! The names of credentials that a document declares.

use serde_json::{Map, Value};

use crate::base::pointer::Pointer;
pub use crate::correct::recorded::names::Secrets;

/// The longest chain of references that is followed.
const MAX_CHAIN: usize = 16;

impl Secrets {
    /// Returns those of a document: the names of its `apiKey` schemes, also of those that are references.
    pub fn of(document: &Value) -> Self {
        let schemes = ["/components/securitySchemes", "/securityDefinitions"];
        let schemes = schemes.iter().filter_map(|at| document.pointer(at)?.as_object());
        let schemes = schemes.flat_map(Map::values).filter_map(|scheme| target(document, scheme));
        let names = schemes.filter(|scheme| scheme.get("type") == Some(&"apiKey".into()));
        let mut secrets = Self::default();
        secrets.declare(names.filter_map(|scheme| scheme.get("name")?.as_str()));
        secrets
    }
}

/// Follows the references of a value within its document.
fn target<'d>(document: &'d Value, mut value: &'d Value) -> Option<&'d Value> {
    for _ in 0..MAX_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Some(value) };
        value = document.pointer(Pointer::from_fragment(reference.strip_prefix('#')?)?.as_str())?;
    }
    None
}
