//! Numbers digit for digit (`format: decimal`, or bounds beyond 64 bits): what a float would round is kept as text.
//!
//! A number is exact wherever it is read from or written to JSON text. What goes through a `serde_json::Value` on its
//! way (a member of a union, a parameter, a form) keeps the 17 digits that a `Value` does.

use super::wire::{Wire, serde_by_wire};
use super::wire_quoted::Number;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;
use std::str::FromStr;

/// A number of any size and precision, as its JSON text. It has no arithmetic: `parse` makes it whatever has.
///
/// Two are equal if their texts are: `1` is not `1.0`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal(String);

/// The text is no JSON number (RFC 8259, section 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANumber;

impl Decimal {
    /// The digits as they are sent and received.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as another type: `i128`, or that of a crate for decimals.
    ///
    /// # Errors
    /// Those of the other type: the number is too large for it, or it has a fraction.
    pub fn parse<T: FromStr>(&self) -> Result<T, T::Err> {
        self.0.parse()
    }

    /// The nearest float; infinite beyond its range.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl Number for Decimal {
    fn of_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn to_text(&self) -> String {
        self.0.clone()
    }
}

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number as JSON writes it")
    }
}

impl std::error::Error for NotANumber {}

impl FromStr for Decimal {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        if is_number(text) { Ok(Self(text.to_owned())) } else { Err(NotANumber) }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

macro_rules! from_integers {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Decimal {
            fn from(number: $ty) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

from_integers!(i32, i64, i128, u32, u64, u128);

/// The shortest decimal that is this float.
impl TryFrom<f64> for Decimal {
    type Error = NotANumber;

    fn try_from(number: f64) -> Result<Self, NotANumber> {
        number.to_string().parse()
    }
}

/// Whether a text is a number as JSON writes it.
fn is_number(text: &str) -> bool {
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

/// The text of a JSON number, or of one in a JSON string.
///
/// # Errors
/// It is neither.
pub fn decode_digits<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    // serde_json gives the raw text to who asks for it by this name; anything else gives what it has read.
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
/// Whatever `s` reports.
pub fn encode_digits<S: Serializer>(digits: String, s: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(digits).map_err(S::Error::custom)?.serialize(s)
}

impl Wire for Decimal {
    fn blank() -> Self {
        Self("0".to_owned())
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_digits(d).map(Self)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        encode_digits(self.0.clone(), s)
    }
}

serde_by_wire!(Decimal);
