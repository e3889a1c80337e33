//! Forms that a mock server expects.

use super::super::body::form::encode;
use super::super::json::codec::{Wire, to_value};
use super::super::parameter::definition::Param;
use super::content::{Content, EncodedContent, unwritable};

/// Encodes a value as a form.
///
/// # Errors
/// The value cannot be sent.
pub fn form<T: Wire>(value: &T, overrides: &[Param]) -> EncodedContent {
    let value = to_value(value).map_err(unwritable)?;
    Ok(Content::new("application/x-www-form-urlencoded", encode(value, overrides)?))
}
