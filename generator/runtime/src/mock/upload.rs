//! Bodies of bytes that a mock server expects.

use super::super::body::upload::Upload;
use super::super::error::build::BuildError;
use super::super::transport::body::Body;
use super::content::{Content, EncodedContent};

/// The bytes of an upload, with its own media type or the declared one.
///
/// # Errors
/// The upload is not in memory.
pub fn upload(declared: &str, upload: &Upload) -> EncodedContent {
    whole(upload.media_type().unwrap_or(declared).to_owned(), &upload.body()?)
}

/// The content of a body in memory.
pub(crate) fn whole(media_type: String, body: &Body) -> EncodedContent {
    let body = body.as_bytes();
    let body =
        body.ok_or_else(|| BuildError::new("what is expected has to be in memory, no stream and no file"))?;
    Ok(Content::new(media_type, body.to_vec()))
}
