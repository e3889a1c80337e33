//! Forms with files and bodies of bytes, as a mock server expects them.

use super::body::Body;
use super::error_build::BuildError;
use super::mock_content::{Content, Written};
use super::multipart_of::{PartEncoding, ToForm};
use super::upload::Upload;

/// A body in parts.
///
/// # Errors
/// A member cannot be sent, or is not in memory.
pub fn multipart<F: ToForm + ?Sized>(media_type: &str, body: &F, encodings: &[PartEncoding]) -> Written {
    let (media_type, body) = body.to_form(encodings)?.encode_as(media_type)?;
    whole(media_type, &body)
}

/// Bytes, of their own media type or of the one declared.
///
/// # Errors
/// They are not in memory.
pub fn upload(declared: &str, upload: &Upload) -> Written {
    whole(upload.media_type().unwrap_or(declared).to_owned(), &upload.body()?)
}

fn whole(media_type: String, body: &Body) -> Written {
    let body = body.as_bytes();
    let body =
        body.ok_or_else(|| BuildError::new("what is expected has to be in memory, no stream and no file"))?;
    Ok(Content::new(media_type, body.to_vec()))
}
