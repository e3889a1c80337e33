//! The JSON form of Rust's numbers. An integer may be written as `1.0` or `1e2`, because JSON (RFC 8259, section 6) and
//! JSON Schema have one kind of number, and many servers write whole numbers with a fraction.

use super::codec::Wire;
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Error as _, Serializer};
use std::fmt;

/// A number as serde passes it to a visitor.
#[derive(Clone, Copy)]
enum RawNumber {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
}

impl RawNumber {
    fn unexpected(self) -> Unexpected<'static> {
        match self {
            Self::Signed(value) => Unexpected::Signed(value),
            Self::Unsigned(value) => Unexpected::Unsigned(value),
            Self::Float(value) => Unexpected::Float(value),
        }
    }

    /// The number as an integer, if it has no fraction. An `i128` holds every `i64` and `u64`; larger floats fit
    /// neither. (serde_json passes an integer beyond 64 bits as a float.)
    #[allow(clippy::cast_possible_truncation)]
    fn whole(self) -> Option<i128> {
        match self {
            Self::Signed(value) => Some(i128::from(value)),
            Self::Unsigned(value) => Some(i128::from(value)),
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 1e20 => Some(value as i128),
            Self::Float(_) => None,
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn float(self) -> f64 {
        match self {
            Self::Signed(value) => value as f64,
            Self::Unsigned(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

struct NumberVisitor<T> {
    expected: &'static str,
    convert: fn(RawNumber) -> Option<T>,
}

impl<T> NumberVisitor<T> {
    fn take<E: Error>(self, number: RawNumber) -> Result<T, E> {
        (self.convert)(number).ok_or_else(|| match number.whole() {
            Some(_) => E::invalid_value(number.unexpected(), &self),
            None => E::invalid_type(number.unexpected(), &self),
        })
    }
}

impl<T> Visitor<'_> for NumberVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.take(RawNumber::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.take(RawNumber::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        self.take(RawNumber::Float(value))
    }
}

macro_rules! integers {
    ($($ty:ident $expected:literal $deserialize:ident $serialize:ident;)*) => {$(
        impl Wire for $ty {
            fn blank() -> Self {
                0
            }

            fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let convert = |number: RawNumber| number.whole().and_then(|whole| <$ty>::try_from(whole).ok());
                d.$deserialize(NumberVisitor { expected: $expected, convert })
            }

            fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.$serialize(*self)
            }
        }
    )*};
}

integers! {
    i32 "an integer of 32 bits" deserialize_i32 serialize_i32;
    i64 "an integer of 64 bits" deserialize_i64 serialize_i64;
    u32 "an integer of 32 bits, not negative" deserialize_u32 serialize_u32;
    u64 "an integer of 64 bits, not negative" deserialize_u64 serialize_u64;
}

const NOT_FINITE: &str = "JSON has no number that is not finite";

/// Converts a float to an integer if it is one and is in the range where floats are exact; `-0.0` is not converted.
#[allow(clippy::cast_possible_truncation)]
fn integral(value: f64) -> Option<i64> {
    let exact = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
    (exact && (value != 0.0 || value.is_sign_positive())).then_some(value as i64)
}

fn encode_float<S: Serializer>(value: f64, s: S) -> Result<S::Ok, S::Error> {
    match integral(value) {
        Some(whole) => s.serialize_i64(whole),
        None if value.is_finite() => s.serialize_f64(value),
        None => Err(S::Error::custom(NOT_FINITE)),
    }
}

/// A whole number is written without a fraction, because some servers do not accept `1.0` as an integer.
impl Wire for f64 {
    fn blank() -> Self {
        0.0
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_f64(NumberVisitor { expected: "a number", convert: |number| Some(number.float()) })
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        encode_float(*self, s)
    }
}

/// Encoded by its shortest decimal, so that 0.1 is `0.1` both in text and in a `serde_json::Value`.
impl Wire for f32 {
    fn blank() -> Self {
        0.0
    }

    #[allow(clippy::cast_possible_truncation)]
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let convert = |number: RawNumber| Some(number.float() as f32).filter(|value| value.is_finite());
        d.deserialize_f32(NumberVisitor { expected: "a number of single precision", convert })
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        encode_float(self.to_string().parse().unwrap_or(f64::NAN), s)
    }
}
