//! Multipart forms that a mock server expects.

use super::super::body::fields::{PartEncoding, ToForm};
use super::content::EncodedContent;
use super::upload::whole;

/// Encodes a multipart body.
///
/// # Errors
/// A member cannot be sent, or is not in memory.
pub fn multipart<F: ToForm + ?Sized>(
    media_type: &str,
    body: &F,
    encodings: &[PartEncoding],
) -> EncodedContent {
    let (media_type, body) = body.to_form(encodings)?.encode_as(media_type)?;
    whole(media_type, &body)
}
