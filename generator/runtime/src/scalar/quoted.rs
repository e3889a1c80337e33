//! Numbers that are sent as JSON strings (`type: string, format: int64`). The text is kept unchanged, so that digits,
//! zeros and even a text that is not a number survive. `get` parses the number.

use super::super::json::codec::Wire;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// A number `T` that is sent as a JSON string. A text that is not a `T` is kept and is not an error.
///
/// Two values are equal if their texts are: `"1"` is not `"1.0"`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quoted<T> {
    text: String,
    of: PhantomData<T>,
}

/// The types of numbers that can be quoted.
pub trait Number: Sized {
    /// Parses a number; `None` if the text is not a number, or `Self` cannot hold it.
    fn from_text(text: &str) -> Option<Self>;

    /// The text of the number.
    fn to_text(&self) -> String;
}

macro_rules! numbers {
    ($($ty:ty),*) => {$(
        impl Number for $ty {
            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

numbers!(i32, i64, u32, u64, f32, f64);

impl<T: Number> Quoted<T> {
    /// Parses the number; `None` if the text is not a `T`.
    pub fn get(&self) -> Option<T> {
        T::from_text(self.text.trim())
    }
}

impl<T> Quoted<T> {
    /// The text of the JSON string.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    const fn new(text: String) -> Self {
        Self { text, of: PhantomData }
    }
}

impl<T: Number> From<T> for Quoted<T> {
    fn from(number: T) -> Self {
        Self::new(number.to_text())
    }
}

impl<T> From<&str> for Quoted<T> {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl<T> From<String> for Quoted<T> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl<T> FromStr for Quoted<T> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl<T> fmt::Display for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Quoted").field(&self.text).finish()
    }
}

/// A JSON number is accepted too, and is sent as the string that the document declares.
impl<T> Wire for Quoted<T> {
    fn blank() -> Self {
        Self::new(String::new())
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Text).map(Self::new)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number in a string")
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

impl<T> Serialize for Quoted<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.encode(s)
    }
}

impl<'de, T> Deserialize<'de> for Quoted<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::decode(d)
    }
}
