//! Forms, as a mock server expects them.

use super::form::encode;
use super::mock_content::{Content, Written, unwritable};
use super::param::Param;
use super::wire::{Wire, to_value};

/// A value as a form.
///
/// # Errors
/// It holds something that cannot be sent.
pub fn form<T: Wire>(value: &T, overrides: &[Param]) -> Written {
    let value = to_value(value).map_err(unwritable)?;
    Ok(Content::new("application/x-www-form-urlencoded", encode(&value, overrides)))
}
