//! Typed headers of a response. Each header is decoded leniently and on its own, so that an unexpected value affects
//! only that header. Lists and objects are written in OpenAPI's style `simple`.

use super::super::json::codec::{Wire, from_slice};
use http::HeaderMap;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Decodes a header in the style `simple`: `a,b` or `R,100,G,200`. `None` if it is missing or not of this type.
pub fn simple<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    decode(headers, name, false)
}

/// Decodes a header in the style `simple` with `explode`: `R=100,G=200`.
pub fn exploded<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    decode(headers, name, true)
}

/// Decodes a header that holds JSON.
pub fn json<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    from_slice(joined(headers, name)?.as_bytes()).ok()
}

/// Decodes a header whose lines are separate values that may hold commas: `Set-Cookie` (RFC 6265, section 3).
pub fn lines<T: Wire>(headers: &HeaderMap, name: &str) -> Option<T> {
    let text = lines_of(headers, name)?.into_iter().map(|text| Text { text, exploded: false });
    T::decode(SeqDeserializer::new(text)).ok()
}

fn decode<T: Wire>(headers: &HeaderMap, name: &str, exploded: bool) -> Option<T> {
    let text = joined(headers, name)?;
    T::decode(Text { text: &text, exploded }).ok()
}

/// Joins the lines of a header with commas, which means the same (RFC 9110, section 5.3).
fn joined(headers: &HeaderMap, name: &str) -> Option<String> {
    lines_of(headers, name).map(|texts| texts.join(","))
}

/// The lines of a header; `None` if there are none or one is not UTF-8.
fn lines_of<'h>(headers: &'h HeaderMap, name: &str) -> Option<Vec<&'h str>> {
    let lines = headers.get_all(name).iter();
    let texts: Option<Vec<&str>> = lines.map(|line| std::str::from_utf8(line.as_bytes()).ok()).collect();
    texts.filter(|texts| !texts.is_empty())
}

/// A text that deserializes as the requested type, because the text alone does not tell whether `1` is a number or a
/// string.
#[derive(Clone, Copy)]
struct Text<'t> {
    text: &'t str,
    exploded: bool,
}

impl<'t> Text<'t> {
    /// The elements of a list; empty elements are ignored (RFC 9110, section 5.6.1).
    fn elements(self) -> impl Iterator<Item = Text<'t>> + Clone {
        let texts = self.text.split(',').map(str::trim).filter(|text| !text.is_empty());
        texts.map(move |text| Text { text, ..self })
    }

    fn pairs(self) -> Vec<(Text<'t>, Text<'t>)> {
        let of = |text| Text { text, ..self };
        if self.exploded {
            let pairs = self.elements().filter_map(|element| element.text.split_once('='));
            return pairs.map(|(key, value)| (of(key), of(value))).collect();
        }
        let (keys, values) = (self.elements().step_by(2), self.elements().skip(1).step_by(2));
        keys.zip(values).collect()
    }
}

macro_rules! numbers {
    ($($deserialize:ident)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let text = self.text.trim();
            match (text.parse(), text.parse(), text.parse()) {
                (Ok(number), _, _) => visitor.visit_i64(number),
                (_, Ok(number), _) => visitor.visit_u64(number),
                (_, _, Ok(number)) if f64::is_finite(number) => visitor.visit_f64(number),
                _ => Err(Error::custom("not a number")),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text.trim() {
            text if text.eq_ignore_ascii_case("true") => visitor.visit_bool(true),
            text if text.eq_ignore_ascii_case("false") => visitor.visit_bool(false),
            _ => Err(Error::custom("neither true nor false")),
        }
    }

    numbers! { deserialize_i32 deserialize_i64 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(SeqDeserializer::new(self.elements()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(MapDeserializer::new(self.pairs().into_iter()))
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u128 char str string bytes byte_buf unit unit_struct tuple_struct struct enum identifier
        ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Implements the methods that read the documented headers of an operation, one method per header. The struct itself is
/// written next to the macro call.
///
/// `headers!(ListHeaders { /// How many there are. x_total: i64 = simple("X-Total"); });` for
/// `pub struct ListHeaders<'a>(&'a http::HeaderMap);`. `simple` is one of the functions above.
#[doc(hidden)]
#[macro_export]
macro_rules! __headers {
    ($ty:ident { $($(#[$doc:meta])* $name:ident: $of:ty = $how:ident($wire:literal);)* }) => {
        impl<'a> $ty<'a> {
            /// Reads the typed headers of this header map.
            pub fn of(headers: &'a ::http::HeaderMap) -> Self {
                Self(headers)
            }

            $(
                $(#[$doc])*
                pub fn $name(&self) -> ::std::option::Option<$of> {
                    $crate::runtime::response::header::$how(self.0, $wire)
                }
            )*
        }
    };
}
#[doc(hidden)]
pub use crate::__headers as headers;
