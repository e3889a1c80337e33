//! Unions with a discriminator: the tag alone decides the variant; an object with a tag that nobody knows, or with
//! none, is kept as JSON.

use super::wire::{Wire, from_value, to_value};
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
        const _: () = {
            const __TAGS: &[&[&str]] = &[$(&[$($text),+]),*];

            #[allow(dead_code, reason = "numbers the variants under their own names")]
            enum __Index { $($variant),* }

            impl $crate::runtime::wire::Wire for $ty {
                fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                    let value = <::serde_json::Value as $crate::runtime::wire::Wire>::decode(d)?;
                    match $crate::runtime::union_tagged::choose(&value, $tag, __TAGS) {
                        $(Some(i) if i == __Index::$variant as usize => {
                            $crate::runtime::union_tagged::variant::<$inner>(&value, stringify!($ty), $tag)
                                .map(Self::$variant)
                                .map_err(::serde::de::Error::custom)
                        })*
                        _ => Ok(Self::$other(value)),
                    }
                }

                fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                    let value = match self {
                        $(Self::$variant(inner) => $crate::runtime::union_tagged::tagged(
                            inner, $tag, __TAGS.get(__Index::$variant as usize)
                        ),)*
                        Self::$other(value) => return $crate::runtime::wire::Wire::encode(value, s),
                    };
                    $crate::runtime::wire::Wire::encode(&value.map_err(::serde::ser::Error::custom)?, s)
                }
            }
        };
        $crate::runtime::wire::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__tagged_union as tagged_union;

/// The text of a tag; numbers and booleans count as their JSON text.
fn tag_text(value: &Value, tag: &str) -> Option<String> {
    match value.get(tag)? {
        Value::String(text) => Some(text.clone()),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(scalar.to_string()),
        _ => None,
    }
}

/// The index of the variant that the tag names.
pub fn choose(value: &Value, tag: &str, tags: &[&[&str]]) -> Option<usize> {
    let text = tag_text(value, tag)?;
    tags.iter().position(|texts| texts.contains(&text.as_str()))
}

/// Decodes the variant that was chosen.
///
/// # Errors
/// It does not decode; the message names the union and the tag that decided.
pub fn variant<T: Wire>(value: &Value, union: &str, tag: &str) -> Result<T, impl Display + use<T>> {
    from_value(value).map_err(|error| {
        let text = tag_text(value, tag).unwrap_or_default();
        format!("{union} with {tag} \"{text}\": {error}")
    })
}

/// Encodes a variant and adds the tag that its own object lacks.
///
/// # Errors
/// The variant cannot be encoded.
pub fn tagged<T: Wire>(inner: &T, tag: &str, texts: Option<&&[&str]>) -> Result<Value, serde_json::Error> {
    let mut value = to_value(inner)?;
    if let (Value::Object(object), Some(text)) = (&mut value, texts.and_then(|texts| texts.first())) {
        object.entry(tag).or_insert_with(|| Value::from(*text));
    }
    Ok(value)
}
