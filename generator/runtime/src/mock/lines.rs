//! Expected bodies of several JSON documents, for mock servers.

use super::super::body::lines::encode;
use super::super::json::codec::Wire;
use super::content::{Content, EncodedContent};

/// Encodes each item as a separate JSON document.
///
/// # Errors
/// An item contains a value that cannot be written as JSON.
pub fn lines<T: Wire>(media_type: &str, items: &[T]) -> EncodedContent {
    Ok(Content::new(media_type, encode(media_type, items)?))
}
