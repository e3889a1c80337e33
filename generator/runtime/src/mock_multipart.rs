//! Forms in parts, as a mock server expects them.

use super::mock_content::Written;
use super::mock_upload::whole;
use super::multipart_of::{PartEncoding, ToForm};

/// A body in parts.
///
/// # Errors
/// A member cannot be sent, or is not in memory.
pub fn multipart<F: ToForm + ?Sized>(media_type: &str, body: &F, encodings: &[PartEncoding]) -> Written {
    let (media_type, body) = body.to_form(encodings)?.encode_as(media_type)?;
    whole(media_type, &body)
}
