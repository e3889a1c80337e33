//! The names of credentials that a document declares.

use serde_json::{Map, Value};

pub use crate::correct::recorded::names::Secrets;

impl Secrets {
    /// Returns those of a document: the names of its `apiKey` schemes.
    pub fn of(document: &Value) -> Self {
        let schemes = ["/components/securitySchemes", "/securityDefinitions"];
        let schemes = schemes.iter().filter_map(|at| document.pointer(at)?.as_object());
        let names =
            schemes.flat_map(Map::values).filter(|scheme| scheme.get("type") == Some(&"apiKey".into()));
        let mut secrets = Self::default();
        secrets.declare(names.filter_map(|scheme| scheme.get("name")?.as_str()));
        secrets
    }
}
