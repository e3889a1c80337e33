//! What a caller adds to one call beyond the document.

use super::super::auth::credentials::Credentials;
use serde_json::Value;

/// The additions of a call.
#[derive(Clone, Default)]
pub(crate) struct Extras {
    /// Encoded `name=value` pairs for the query.
    pub(crate) query: Vec<String>,
    /// Members of the JSON body, set when the request is sent.
    pub(crate) members: Vec<(String, Value)>,
    /// Credentials in place of the client's.
    pub(crate) credentials: Credentials,
}
