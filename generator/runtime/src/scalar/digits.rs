//! Numbers in JSON as text.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// Returns true if the text is a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// Decodes the text of a JSON number, or of a number in a JSON string.
///
/// # Errors
/// The value is neither.
pub fn decode_digits<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    // serde_json returns the raw text for this name; other deserializers return the parsed value.
    let text = d.deserialize_newtype_struct("$serde_json::private::RawValue", Digits)?;
    if is_number(&text) {
        return Ok(text);
    }
    let found: String = text.chars().take(40).collect();
    Err(Error::custom(format_args!("invalid value: `{found}`, expected a number")))
}

struct Digits;

impl<'de> Visitor<'de> for Digits {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<String, A::Error> {
        let raw = Box::<RawValue>::deserialize(MapAccessDeserializer::new(map))?;
        Ok(serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| raw.get().to_owned()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<String, D::Error> {
        d.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }
}

/// Writes digits as a JSON number.
///
/// # Errors
/// Those of `s`.
pub fn encode_digits<S: Serializer>(digits: String, s: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(digits).map_err(S::Error::custom)?.serialize(s)
}
