//! Unions with a discriminator: the tag alone decides the variant; an object with a tag that nobody knows, or with
//! none, is kept as JSON.

use super::super::json::codec::{Decode, Wire, to_value};
use super::super::json::location::split;
use super::super::json::object::Presence;
use super::super::json::replay::{self, Reads, once};
use super::super::json::score;
use super::shape::{Look, Outline};
use serde::de::{Deserializer, Error};
use serde::ser::{Error as _, Serializer};
use serde_json::Value;
use std::marker::PhantomData;

#[doc(hidden)]
pub use serde::de::SeqAccess;

/// Implements `Wire` and serde's traits for a union that a property decides.
///
/// `tagged_union!(Pet by "petType" { Cat(Cat): "cat" | "kitty", Dog(Box<Dog>): "dog" } else Unknown);` for
/// `pub enum Pet { Cat(Cat), Dog(Box<Dog>), Unknown(serde_json::Value) }`. When a variant's own object lacks the
/// tag, encoding adds it: the first one listed. `"other" or other` after a variant: what has any other tag, or none, is
/// that variant if it decodes, and encoding adds no tag to it.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($ty:ident by $tag:literal { $($variant:ident($inner:ty): $($text:literal)|+ $(or $rest:ident)?),* $(,)? } else $other:ident) => {
        impl $crate::runtime::model::tagged::Tagged for $ty {
            const NAME: &'static str = stringify!($ty);
            const TAG: &'static str = $tag;

            fn variant<'de, __A>(text: &str, again: &mut __A) -> Option<::std::result::Result<Self, __A::Error>>
            where
                __A: $crate::runtime::model::tagged::SeqAccess<'de>,
            {
                Some(match text {
                    $($($text)|+ => $crate::runtime::model::tagged::variant::<$inner, __A>(again).map(Self::$variant),)*
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
    /// Its name, for errors.
    const NAME: &'static str;
    /// The property that decides.
    const TAG: &'static str;

    /// The value as the variant of that tag; `None` if nobody knows the tag.
    fn variant<'de, A: SeqAccess<'de>>(text: &str, again: &mut A) -> Option<Result<Self, A::Error>>;

    /// The value as the variant of any other tag and of none; `None` if there is no such variant or it does not decode.
    fn other<'de, A: SeqAccess<'de>>(_again: &mut A) -> Option<Self> {
        None
    }

    /// What no variant knows.
    fn unknown(value: Value) -> Self;
}

/// Reads a union.
///
/// # Errors
/// It is no JSON, or the variant that its tag decides does not decode; the message names the union and the tag.
pub fn decode<'de, T: Tagged, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    replay::read(d, ByTag(PhantomData))
}

struct ByTag<T>(PhantomData<T>);

impl<T: Tagged> Reads for ByTag<T> {
    type Value = T;

    fn read<'de, A: SeqAccess<'de>>(self, again: &mut A) -> Result<T, A::Error> {
        let object = once(again, Look::Members)?;
        if let Some(text) = object.get(T::TAG).and_then(Outline::text)
            && let Some(decoded) = T::variant(&text, again)
        {
            return decoded.map_err(|error| tagged::<T, _>(&text, &error));
        }
        if let Some(decoded) = T::other(again) {
            return Ok(decoded);
        }
        score::unknown();
        once(again, Decode::new()).map(T::unknown)
    }
}

/// The same error, known to be in the variant of that tag.
#[cold]
fn tagged<T: Tagged, E: Error>(text: &str, error: &E) -> E {
    let error = error.to_string();
    let (pointer, message) = split(&error);
    let between = if pointer.is_empty() { "" } else { ": " };
    E::custom(format_args!("{pointer}{between}{} with {} \"{text}\": {message}", T::NAME, T::TAG))
}

/// Decodes the variant that was chosen.
///
/// # Errors
/// It does not decode.
pub fn variant<'de, T: Wire, A: SeqAccess<'de>>(again: &mut A) -> Result<T, A::Error> {
    once(again, Decode::new())
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
    if T::KEYS.iter().any(|(key, kind)| *key == tag && *kind != Presence::Optional) {
        return inner.encode(s);
    }
    let mut value = to_value(inner).map_err(S::Error::custom)?;
    if let (Value::Object(object), Some(text)) = (&mut value, texts.first()) {
        object.entry(tag).or_insert_with(|| Value::from(*text));
    }
    value.encode(s)
}
