//! What the recorder needs of the readers, so that what it writes is read in the same way.

use serde_json::Value;

use super::exchange::Exchange;
use super::har;
use super::secret::Secrets;
use super::skip::Skip;

/// Reads an entry of an HTTP archive.
///
/// # Errors
/// It is no call of an API.
pub(crate) fn from_har(entry: Value, place: String, secrets: &Secrets) -> Result<Exchange, Skip> {
    har::draft(entry).and_then(|draft| draft.finish(place, secrets))
}
