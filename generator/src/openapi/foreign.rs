//! Files that are often given in place of an OpenAPI document: how each is recognised, and what to do with it. A file is
//! only looked at here if it could not be read as an OpenAPI document.

mod text;
mod value;

pub use text::of_text;
pub use value::of_value;

/// The message for a document that is no OpenAPI document and nothing that is known.
pub const UNKNOWN: &str = "not an OpenAPI document: it has neither `openapi` nor `swagger`";

/// A file that is recognised as something other than an OpenAPI document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// What it is, with its article: `an AsyncAPI document`.
    pub what: &'static str,
    /// What to do instead.
    pub hint: String,
    /// The member at the top of the document that tells, if it is one.
    pub key: Option<String>,
}

impl Foreign {
    /// Returns the message for a file that should be an OpenAPI document.
    pub fn message(&self) -> String {
        format!("this is {}, not an OpenAPI document", self.what)
    }
}

/// Returns true if a document says that it is an OpenAPI document, of any version.
pub fn is_openapi(document: &serde_json::Value) -> bool {
    ["openapi", "swagger"].iter().any(|key| document.get(key).is_some())
}
