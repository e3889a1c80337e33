//! A document from standard input, with the size limit of files.

use std::io::{self, Read};

use crate::input::file::{LIMIT, Refusal};

/// Reads standard input to its end, as text: bytes that are not UTF-8 become replacement characters, as in files.
///
/// # Errors
/// It has more bytes than [`LIMIT`], or cannot be read.
pub fn read() -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(Refusal::Large);
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
