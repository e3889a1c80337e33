//! Unions with a discriminator: the tag alone decides the variant; an object with a tag that nobody knows, or with
//! none, is kept as JSON.

use super::buffer::Buffer;
use super::object::Kind;
use super::place::split;
use super::wire::{Wire, to_value};
use serde::ser::{Error, Serializer};
use serde_json::Value;
use std::fmt::Display;

/// Implements `Wire` and serde's traits for a union that a property decides.
///
/// `tagged_union!(Pet by "petType" { Cat(Cat): "cat" | "kitty", Dog(Box<Dog>): "dog" } else Unknown);` for
/// `pub enum Pet { Cat(Cat), Dog(Box<Dog>), Unknown(serde_json::Value) }`. When a variant's own object lacks the
/// tag, encoding adds it: the first one listed.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($ty:ident by $tag:literal { $($variant:ident($inner:ty): $($text:literal)|+),* $(,)? } else $other:ident) => {
        impl $crate::runtime::wire::Wire for $ty {
            fn blank() -> Self {
                Self::$other(::serde_json::Value::Null)
            }

            fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                let value = $crate::runtime::union::buffer(d)?;
                match $crate::runtime::union_tagged::tag_text(&value, $tag).as_deref() {
                    $(Some($($text)|+) => {
                        $crate::runtime::union_tagged::variant::<$inner>(&value, stringify!($ty), $tag)
                            .map(Self::$variant)
                            .map_err(::serde::de::Error::custom)
                    })*
                    _ => {
                        $crate::runtime::fit::unknown();
                        Ok(Self::$other(value.into_value()))
                    }
                }
            }

            fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(inner) => {
                        $crate::runtime::union_tagged::encode(inner, $tag, &[$($text),+], s)
                    })*
                    Self::$other(value) => $crate::runtime::wire::Wire::encode(value, s),
                }
            }
        }
        $crate::runtime::wire::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__tagged_union as tagged_union;

/// The text of a tag; numbers and booleans count as their JSON text.
pub fn tag_text(value: &Buffer<'_>, tag: &str) -> Option<String> {
    match value.get(tag)? {
        Buffer::Number(number) => Some(number.to_string()),
        Buffer::Boolean(boolean) => Some(boolean.to_string()),
        other => other.as_str().map(str::to_owned),
    }
}

/// Decodes the variant that was chosen.
///
/// # Errors
/// It does not decode; the message names the union and the tag that decided.
pub fn variant<T: Wire>(value: &Buffer<'_>, union: &str, tag: &str) -> Result<T, impl Display + use<T>> {
    T::decode(value).map_err(|error| {
        let text = tag_text(value, tag).unwrap_or_default();
        let error = error.to_string();
        let (pointer, message) = split(&error);
        let between = if pointer.is_empty() { "" } else { ": " };
        format!("{pointer}{between}{union} with {tag} \"{text}\": {message}")
    })
}

/// Encodes a variant and adds the tag, the first of `texts`, that its own object lacks. One whose field is always
/// sent needs no look at what was written.
///
/// # Errors
/// The variant cannot be encoded.
pub fn encode<T: Wire, S: Serializer>(inner: &T, tag: &str, texts: &[&str], s: S) -> Result<S::Ok, S::Error> {
    if T::KEYS.iter().any(|(key, kind)| *key == tag && *kind != Kind::Optional) {
        return inner.encode(s);
    }
    let mut value = to_value(inner).map_err(S::Error::custom)?;
    if let (Value::Object(object), Some(text)) = (&mut value, texts.first()) {
        object.entry(tag).or_insert_with(|| Value::from(*text));
    }
    value.encode(s)
}
