//! Checks signatures. Signatures are compared in constant time, and nothing of a body is read before.

use super::encoding::{Algorithm, SecretEncoding, SignatureEncoding};
use super::fault::WebhookError;
use super::scheme::{SignatureScheme, SignedPart, TimestampPlace};
use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use std::time::Duration;

/// The most signatures of a request that are tried; a server sends one for each of its secrets.
const MAX_SIGNATURES: usize = 16;

/// Base64 with or without padding, as servers and people write it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Checks that a request is signed with one of the secrets, and not too long ago. `now` is the time since 1970.
///
/// # Errors
/// A header is missing or unusable, the time is too far from `now`, or no signature matches.
pub fn check(
    scheme: &SignatureScheme,
    secrets: &[&str],
    (headers, body): (&HeaderMap, &[u8]),
    (now, tolerance): (Duration, Duration),
) -> Result<(), WebhookError> {
    let keys: Vec<Vec<u8>> =
        secrets.iter().map(|secret| key(scheme.secret, secret)).collect::<Result<_, _>>()?;
    let parts = signature_parts(scheme, headers)?;
    let timestamp = timestamp(scheme, headers, &parts)?;
    if let Some(text) = timestamp {
        check_time(text, now, tolerance)?;
    }
    let content = signed_content(scheme, headers, body, timestamp.unwrap_or_default())?;
    let signatures = parts.iter().filter_map(|part| decoded(scheme, part)).take(MAX_SIGNATURES);
    // All are tried with all keys, so that the time does not tell which one matched.
    let is_signed = |any: bool, signature: Vec<u8>| {
        keys.iter().fold(any, |any, key| any | matches(scheme.algorithm, key, &content, &signature))
    };
    if signatures.fold(false, is_signed) { Ok(()) } else { Err(WebhookError::InvalidSignature) }
}

/// Returns the key that a secret stands for.
fn key(encoding: SecretEncoding, secret: &str) -> Result<Vec<u8>, WebhookError> {
    let key = match encoding {
        SecretEncoding::Text => secret.as_bytes().to_vec(),
        SecretEncoding::Base64(prefix) => {
            let text = secret.strip_prefix(prefix).unwrap_or(secret);
            BASE64.decode(text.trim()).map_err(|_| WebhookError::InvalidSecret)?
        }
    };
    // Anybody can sign with an empty key: an unset variable must not accept every request.
    if key.is_empty() { Err(WebhookError::InvalidSecret) } else { Ok(key) }
}

/// Returns the only value of a header.
pub(super) fn only<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, WebhookError> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(WebhookError::MissingHeader(name))?;
    match (values.next(), value.to_str()) {
        (None, Ok(text)) => Ok(text),
        _ => Err(WebhookError::InvalidHeader(name)),
    }
}

/// Returns the parts of the header with the signatures, which may be there several times.
fn signature_parts<'h>(
    scheme: &SignatureScheme,
    headers: &'h HeaderMap,
) -> Result<Vec<&'h str>, WebhookError> {
    let mut parts = Vec::new();
    for value in headers.get_all(scheme.header) {
        let text = value.to_str().map_err(|_| WebhookError::InvalidHeader(scheme.header))?;
        match scheme.separator {
            Some(separator) => parts.extend(text.split(separator).map(str::trim)),
            None => parts.push(text.trim()),
        }
    }
    if parts.is_empty() { Err(WebhookError::MissingHeader(scheme.header)) } else { Ok(parts) }
}

/// Returns the time of the request as it is written; `None` if the scheme has none.
fn timestamp<'h>(
    scheme: &SignatureScheme,
    headers: &'h HeaderMap,
    parts: &[&'h str],
) -> Result<Option<&'h str>, WebhookError> {
    match scheme.timestamp {
        TimestampPlace::None => Ok(None),
        TimestampPlace::Header(name) => only(headers, name).map(Some),
        TimestampPlace::Part(prefix) => {
            let mut times = parts.iter().filter_map(|part| part.strip_prefix(prefix));
            match (times.next(), times.next()) {
                (Some(time), None) => Ok(Some(time)),
                _ => Err(WebhookError::InvalidTimestamp),
            }
        }
    }
}

fn check_time(text: &str, now: Duration, tolerance: Duration) -> Result<(), WebhookError> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds: u64 = text.parse().ok().filter(|_| is_number).ok_or(WebhookError::InvalidTimestamp)?;
    let distance = now.as_secs().abs_diff(seconds);
    if distance <= tolerance.as_secs() { Ok(()) } else { Err(WebhookError::OutsideTolerance) }
}

/// Returns what is signed.
fn signed_content(
    scheme: &SignatureScheme,
    headers: &HeaderMap,
    body: &[u8],
    timestamp: &str,
) -> Result<Vec<u8>, WebhookError> {
    let mut content = Vec::with_capacity(body.len() + 64);
    for part in scheme.content {
        match part {
            SignedPart::Text(text) => content.extend_from_slice(text.as_bytes()),
            SignedPart::Body => content.extend_from_slice(body),
            SignedPart::Timestamp => content.extend_from_slice(timestamp.as_bytes()),
            SignedPart::Header(name) => content.extend_from_slice(only(headers, name)?.as_bytes()),
        }
    }
    Ok(content)
}

/// Returns the bytes of a signature; `None` for anything else in the header.
fn decoded(scheme: &SignatureScheme, part: &str) -> Option<Vec<u8>> {
    let text = part.strip_prefix(scheme.prefix)?;
    match scheme.encoding {
        SignatureEncoding::Hex => hex(text),
        SignatureEncoding::Base64 => BASE64.decode(text).ok(),
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// Returns true if the signature is that of the content. The comparison takes the same time wherever they differ.
fn matches(algorithm: Algorithm, key: &[u8], content: &[u8], signature: &[u8]) -> bool {
    match algorithm {
        Algorithm::Sha1 => is_mac::<Hmac<Sha1>>(key, content, signature),
        Algorithm::Sha256 => is_mac::<Hmac<Sha256>>(key, content, signature),
        Algorithm::Sha512 => is_mac::<Hmac<Sha512>>(key, content, signature),
    }
}

fn is_mac<M: Mac + KeyInit>(key: &[u8], content: &[u8], signature: &[u8]) -> bool {
    // HMAC takes keys of any length.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else { return false };
    mac.update(content);
    mac.verify_slice(signature).is_ok()
}
