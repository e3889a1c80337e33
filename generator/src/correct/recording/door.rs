//! What the recorder needs of the readers, so that what it writes is read in the same way.

use serde_json::Value;

use super::exchange::{Exchange, FormValue};
use super::secret::Secrets;
use super::skip::Skip;
use super::{form, har, payload};

pub(crate) use super::header::scheme;
pub(crate) use super::payload::base64;
pub(crate) use super::url::{redacted as redacted_url, redacted_query};

/// Reads an entry of an HTTP archive.
///
/// # Errors
/// It is no call of an API.
pub(crate) fn from_har(entry: Value, place: String, secrets: &Secrets) -> Result<Exchange, Skip> {
    har::draft(entry).and_then(|draft| draft.finish(place, secrets))
}

/// Unpacks bytes by the value of `Content-Encoding`.
pub(crate) fn unpacked(bytes: &[u8], encoding: Option<String>) -> Option<Vec<u8>> {
    payload::unpack(bytes, encoding.as_deref()).map(std::borrow::Cow::into_owned)
}

/// Reads a multipart form.
pub(crate) fn form_fields(bytes: &[u8], media_type: &str) -> Option<Vec<(String, FormValue)>> {
    form::multipart(bytes, media_type)
}
