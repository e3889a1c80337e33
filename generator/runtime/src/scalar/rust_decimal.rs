//! Exact numbers as `rust_decimal::Decimal`, which has arithmetic and 28 digits. A number with more digits is an error;
//! it is not rounded.

use super::super::json::codec::Wire;
use super::digits::{decode_digits, encode_digits};
use super::quoted::Number;
use rust_decimal::Decimal;
use serde::de::{Deserializer, Error as _};
use serde::ser::Serializer;

impl Number for Decimal {
    fn from_text(text: &str) -> Option<Self> {
        let read =
            if text.contains(['e', 'E']) { Self::from_scientific(text) } else { Self::from_str_exact(text) };
        read.ok()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

impl Wire for Decimal {
    fn blank() -> Self {
        Self::ZERO
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let digits = decode_digits(d)?;
        let refused =
            || D::Error::custom(format_args!("invalid value: `{digits}`, expected a number of 28 digits"));
        Self::from_text(&digits).ok_or_else(refused)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        encode_digits(self.to_string(), s)
    }
}
