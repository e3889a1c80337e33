//! Exact numbers (`format: decimal`, or bounds beyond 64 bits), kept as text because a float would round them.
//!
//! A number is exact if it is read from or written to JSON text. If it passes through a `serde_json::Value` (a member
//! of a union, a parameter, a form), it keeps the 17 digits of a `Value`.

use super::super::json::codec::{Wire, serde_by_wire};
use super::digits::{decode_digits, encode_digits, is_number};
use super::quoted::Number;
use serde::de::Deserializer;
use serde::ser::Serializer;
use std::fmt;
use std::str::FromStr;

/// A number of any size and precision, as its JSON text. It has no arithmetic; `parse` converts it to a type that has.
///
/// Two values are equal if their texts are: `1` is not `1.0`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal(String);

/// The error for a text that is not a JSON number (RFC 8259, section 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANumber;

impl Decimal {
    /// The text of the number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Converts the number to another type, such as `i128` or the type of a decimal crate.
    ///
    /// # Errors
    /// Those of the other type, for example if the number is too large or has a fraction.
    pub fn parse<T: FromStr>(&self) -> Result<T, T::Err> {
        self.0.parse()
    }

    /// The nearest float; infinite if the number is beyond the range of floats.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl Number for Decimal {
    fn from_text(text: &str) -> Option<Self> {
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

/// Converts a float to its shortest decimal.
impl TryFrom<f64> for Decimal {
    type Error = NotANumber;

    fn try_from(number: f64) -> Result<Self, NotANumber> {
        number.to_string().parse()
    }
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
