//! Reads the body of a response, bounded before and after it is unpacked.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};
use hyper::{Response, body::Body};

use super::{Fault, causes, text};

/// Reads a body of at most `limit` bytes.
///
/// # Errors
/// It is larger, ends early, or is packed in another way than asked for.
pub(super) async fn read(response: Response<Incoming>, limit: u64) -> Result<Vec<u8>, Fault> {
    let packing = packing(response.headers())?;
    let declared = text(response.headers(), CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    let mut body = response.into_body();
    if declared.is_some_and(|length| length > limit) || body.size_hint().lower() > limit {
        return Err(Fault::TooLarge(limit));
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Fault::Failed(causes(&error)))?;
        let Ok(data) = frame.into_data() else { continue };
        bytes.extend_from_slice(&data);
        if bytes.len() as u64 > limit {
            return Err(Fault::TooLarge(limit));
        }
    }
    match packing {
        Packing::None => Ok(bytes),
        Packing::Gzip => unpack(&bytes, limit),
    }
}

enum Packing {
    None,
    Gzip,
}

fn packing(headers: &HeaderMap) -> Result<Packing, Fault> {
    match text(headers, CONTENT_ENCODING).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(Packing::None),
        "gzip" | "x-gzip" => Ok(Packing::Gzip),
        other => Err(Fault::Failed(format!("the body is encoded as `{other}`, which was not asked for"))),
    }
}

fn unpack(packed: &[u8], limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = MultiGzDecoder::new(packed).take(limit + 1).read_to_end(&mut bytes);
    match read {
        Err(error) => Err(Fault::Failed(format!("the body is not valid gzip: {error}"))),
        Ok(length) if length as u64 > limit => Err(Fault::TooLarge(limit)),
        Ok(_) => Ok(bytes),
    }
}
