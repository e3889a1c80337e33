//! Several JSON documents as the body that a mock server expects.

use super::super::body::lines::encode;
use super::super::json::codec::Wire;
use super::content::{Content, EncodedContent};

/// A document an item.
///
/// # Errors
/// An item holds something that JSON cannot.
pub fn lines<T: Wire>(media_type: &str, items: &[T]) -> EncodedContent {
    Ok(Content::new(media_type, encode(media_type, items)?))
}
