//! What the recorder and the readers do otherwise than clients: they can unpack everything.

use std::borrow::Cow;
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

/// The most bytes that a packed body may have when unpacked.
const MAX_UNPACKED: u64 = 64 << 20;

/// Decodes base64, which recordings may wrap into lines and write without padding.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    STANDARD.decode(&text).or_else(|_| STANDARD_NO_PAD.decode(text.trim_end_matches('='))).ok()
}

/// Unpacks a body by the value of its `Content-Encoding`.
#[cfg(feature = "record")]
pub(crate) fn unpacked(bytes: &[u8], encoding: Option<String>) -> Option<Vec<u8>> {
    unpack(bytes, encoding.as_deref()).map(Cow::into_owned)
}

/// Unpacks bytes by `Content-Encoding`, unless the recording holds them unpacked; `None` if they cannot be unpacked.
pub(crate) fn unpack<'b>(bytes: &'b [u8], encoding: Option<&str>) -> Option<Cow<'b, [u8]>> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return read(flate2::read::MultiGzDecoder::new(bytes)).map(Cow::Owned);
    }
    let encoding = encoding.unwrap_or_default().to_ascii_lowercase();
    if std::str::from_utf8(bytes).is_ok() && !encoding.contains("br") {
        return Some(Cow::Borrowed(bytes));
    }
    let unpacked = match encoding.trim() {
        "deflate" => read(flate2::read::ZlibDecoder::new(bytes))
            .or_else(|| read(flate2::read::DeflateDecoder::new(bytes))),
        "br" => read(brotli_decompressor::Decompressor::new(bytes, 4096)),
        _ => return Some(Cow::Borrowed(bytes)),
    };
    let is_plain = std::str::from_utf8(bytes).is_ok();
    unpacked.map(Cow::Owned).or_else(|| is_plain.then_some(Cow::Borrowed(bytes)))
}

fn read(reader: impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_UNPACKED + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MAX_UNPACKED).then_some(bytes)
}
