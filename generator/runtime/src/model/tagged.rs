//! Unions with a discriminator: only the tag decides the variant. An object without a tag or with an unknown tag is
//! kept as JSON.

use super::super::json::codec::{Decode, Wire, to_value};
use super::super::json::location::split_pointer;
use super::super::json::object::{Presence, pairs};
use super::super::json::replay::{self, ReplayReader, decode_once};
use super::super::json::score;
use super::shape::{ReadShape, Shape};
use serde::de::{Deserializer, Error};
use serde::ser::{Error as _, Serializer};
use serde_json::Value;
use std::marker::PhantomData;

#[doc(hidden)]
pub use serde::de::SeqAccess;

/// Implements `Wire` and serde's traits for a union with a discriminator.
///
/// `tagged_union!(Pet by "petType" { Cat(Cat): "cat" | "kitty", Dog(Box<Dog>): "dog" } else Unknown);` for
/// `pub enum Pet { Cat(Cat), Dog(Box<Dog>), Unknown(serde_json::Value) }`. If the object of a variant has no tag,
/// encoding adds the first tag of the variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($ty:ident by $tag:literal { $($variant:ident($inner:ty): $($text:literal)|+ $(or $rest:ident)?),* $(,)? } else $other:ident) => {
        impl $crate::runtime::model::tagged::Tagged for $ty {
            const NAME: &'static str = stringify!($ty);
            const TAG: &'static str = $tag;

            fn variant<'de, __A>(text: &str, replay: &mut __A) -> Option<::std::result::Result<Self, __A::Error>>
            where
                __A: $crate::runtime::model::tagged::SeqAccess<'de>,
            {
                Some(match text {
                    $($($text)|+ => $crate::runtime::model::tagged::variant::<$inner, __A>(replay).map(Self::$variant),)*
                    _ => return None,
                })
            }

            $($(fn $rest<'de, __A>(again: &mut __A) -> Option<Self>
            where
                __A: $crate::runtime::model::tagged::SeqAccess<'de>,
            {
                $crate::runtime::model::tagged::variant::<$inner, __A>(again).ok().map(Self::$variant)
            })?)*

            fn unknown(value: ::serde_json::Value) -> Self {
                Self::$other(value)
            }
        }

        impl $crate::runtime::json::codec::Wire for $ty {
            fn blank() -> Self {
                Self::$other(::serde_json::Value::Null)
            }

            fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                $crate::runtime::model::tagged::decode(d)
            }

            fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(inner) => {
                        let tags: &[&str] = $crate::runtime::model::tagged::added(&[$($text),+], &[$(stringify!($rest))?]);
                        $crate::runtime::model::tagged::encode(inner, $tag, tags, s)
                    })*
                    Self::$other(value) => $crate::runtime::json::codec::Wire::encode(value, s),
                }
            }
        }
        $crate::runtime::json::codec::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__tagged_union as tagged_union;

/// A union that `tagged_union!` implements.
pub trait Tagged: Sized {
    /// The name of the union, for errors.
    const NAME: &'static str;
    /// The discriminator property.
    const TAG: &'static str;

    /// Decodes the value as the variant of this tag; `None` if the tag is unknown.
    fn variant<'de, A: SeqAccess<'de>>(text: &str, replay: &mut A) -> Option<Result<Self, A::Error>>;

    /// The value as the variant of any other tag and of none; `None` if there is no such variant or it does not decode.
    fn other<'de, A: SeqAccess<'de>>(_again: &mut A) -> Option<Self> {
        None
    }

    /// What no variant knows.
    fn unknown(value: Value) -> Self;
}

/// Decodes a union.
///
/// # Errors
/// The value is not JSON, or the variant of its tag does not decode. The message names the union and the tag.
pub fn decode<'de, T: Tagged, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    replay::read(d, ByTag(PhantomData))
}

struct ByTag<T>(PhantomData<T>);

impl<T: Tagged> ReplayReader for ByTag<T> {
    type Value = T;

    fn read<'de, A: SeqAccess<'de>>(self, replay: &mut A) -> Result<T, A::Error> {
        let object = decode_once(replay, ReadShape::Members)?;
        if let Some(text) = object.get(T::TAG).and_then(Shape::text)
            && let Some(decoded) = T::variant(&text, replay)
        {
            return decoded.map_err(|error| in_variant::<T, _>(&text, &error));
        }
        if let Some(decoded) = T::other(replay) {
            return Ok(decoded);
        }
        score::unknown();
        decode_once(replay, Decode::new()).map(T::unknown)
    }
}

/// Adds the union and its tag to an error.
#[cold]
fn in_variant<T: Tagged, E: Error>(text: &str, error: &E) -> E {
    let error = error.to_string();
    let (pointer, message) = split_pointer(&error);
    let between = if pointer.is_empty() { "" } else { ": " };
    E::custom(format_args!("{pointer}{between}{} with {} \"{text}\": {message}", T::NAME, T::TAG))
}

/// Decodes the chosen variant.
///
/// # Errors
/// The variant does not decode.
pub fn variant<'de, T: Wire, A: SeqAccess<'de>>(replay: &mut A) -> Result<T, A::Error> {
    decode_once(replay, Decode::new())
}

/// The tags of which encoding adds the first: none for a variant that means any other.
pub const fn added(tags: &'static [&'static str], other: &[&str]) -> &'static [&'static str] {
    if other.is_empty() { tags } else { &[] }
}

/// Encodes a variant and adds the tag, the first of `texts`, that its own object lacks. One whose field is always
/// sent needs no look at what was written.
///
/// # Errors
/// The variant cannot be encoded.
pub fn encode<T: Wire, S: Serializer>(inner: &T, tag: &str, texts: &[&str], s: S) -> Result<S::Ok, S::Error> {
    if pairs(T::KEYS).iter().any(|[key, kind]| *key == tag && Presence::of(kind) != Presence::Optional) {
        return inner.encode(s);
    }
    let mut value = to_value(inner).map_err(S::Error::custom)?;
    if let (Value::Object(object), Some(text)) = (&mut value, texts.first()) {
        object.entry(tag).or_insert_with(|| Value::from(*text));
    }
    value.encode(s)
}
