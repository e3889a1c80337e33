//! Plain structs as JSON objects: `object!` makes the impls of a struct from one line a field, over the helpers here.
//! What a field's kind means is decided by the functions of that name in `take` (decoding) and `put` (encoding).

use super::wire::{Decode, Encode, Wire};
use serde::de::{DeserializeSeed, Error, IgnoredAny};
use std::collections::BTreeMap;
use std::fmt;

#[doc(hidden)]
pub use serde::de::{Deserializer, MapAccess, Visitor};
#[doc(hidden)]
pub use serde::ser::{SerializeMap, Serializer};

/// Implements `Wire`, `Serialize` and `Deserialize` for a plain struct.
///
/// `object!(Tag { id: "id" required, parent: "parent" nullable } rest extra);` with the kinds
/// `required` (`T`), `optional` (`Option<T>`: absent or null, not sent when `None`), `nullable` (`Option<T>`: always
/// sent, `None` as null), `tristate` (`Option<Option<T>>`: absent, null or a value) and `constant` (as `required`).
/// `rest` names a `BTreeMap<String, T>` that keeps every key that is not declared.
///
/// Exported from the crate's root under a name of its own and brought back here under its short one: a
/// `macro_rules!` can be imported by path only if it is exported, and exported it always lands in the root.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($ty:ident { $($field:ident : $key:literal $kind:ident),* $(,)? } $(rest $rest:ident)?) => {
        const _: () = {
            const __KEYS: &[&str] = &[$($key),*];

            #[allow(non_camel_case_types, dead_code, reason = "numbers the fields under their own names")]
            enum __Index { $($field),* }

            struct __Fields;

            impl<'de> $crate::runtime::object::Visitor<'de> for __Fields {
                type Value = $ty;

                fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.write_str(concat!("an object (", stringify!($ty), ")"))
                }

                #[allow(unused_mut, reason = "a struct without fields fills nothing")]
                fn visit_map<__A>(self, mut map: __A) -> ::std::result::Result<$ty, __A::Error>
                where
                    __A: $crate::runtime::object::MapAccess<'de>,
                {
                    let mut keys = $crate::__object!(@keys $($rest)?);
                    $(let mut $field = None;)*
                    $(let mut $rest = ::std::collections::BTreeMap::new();)?
                    while let Some(key) = map.next_key_seed(&mut keys)? {
                        match key {
                            $(i if i == __Index::$field as usize => {
                                $crate::runtime::object::fill(&mut $field, &mut map, $key)?;
                            })*
                            _ => $crate::__object!(@unknown keys map $($rest)?),
                        }
                    }
                    Ok($ty {
                        $($field: $crate::runtime::object::take::$kind($field, $key)?,)*
                        $($rest,)?
                    })
                }
            }

            impl $crate::runtime::wire::Wire for $ty {
                fn decode<'de, __D>(d: __D) -> ::std::result::Result<Self, __D::Error>
                where
                    __D: $crate::runtime::object::Deserializer<'de>,
                {
                    d.deserialize_map(__Fields)
                }

                #[allow(unused_mut, reason = "a struct without fields writes nothing")]
                fn encode<__S>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error>
                where
                    __S: $crate::runtime::object::Serializer,
                {
                    let mut map = s.serialize_map(None)?;
                    $($crate::runtime::object::put::$kind(&mut map, $key, &self.$field)?;)*
                    $($crate::runtime::object::put_rest(&mut map, __KEYS, &self.$rest)?;)?
                    $crate::runtime::object::SerializeMap::end(map)
                }
            }
        };
        $crate::runtime::wire::serde_by_wire!($ty);
    };
    (@keys) => {
        $crate::runtime::object::Keys::new(__KEYS)
    };
    (@keys $rest:ident) => {
        $crate::runtime::object::Keys::keeping(__KEYS)
    };
    (@unknown $keys:ident $map:ident) => {
        $crate::runtime::object::ignore(&mut $map)?
    };
    (@unknown $keys:ident $map:ident $rest:ident) => {
        $crate::runtime::object::keep(&mut $rest, $keys.unknown(), &mut $map)?
    };
}
#[doc(hidden)]
pub use crate::__object as object;

/// Maps a key to its index among the declared ones, as a seed. Servers mostly write the keys in the declared order,
/// so the search goes on from where the last one ended.
pub struct Keys {
    declared: &'static [&'static str],
    next: usize,
    unknown: Option<String>,
    keep_unknown: bool,
}

/// What `Keys` gives for a key that is not declared.
pub const UNKNOWN: usize = usize::MAX;

impl Keys {
    /// Of an object whose undeclared keys are ignored.
    pub const fn new(declared: &'static [&'static str]) -> Self {
        Self { declared, next: 0, unknown: None, keep_unknown: false }
    }

    /// Of an object whose undeclared keys are wanted: `unknown` gives the last one.
    pub const fn keeping(declared: &'static [&'static str]) -> Self {
        Self { declared, next: 0, unknown: None, keep_unknown: true }
    }

    /// The text of the undeclared key that was just read.
    pub fn unknown(&mut self) -> String {
        self.unknown.take().unwrap_or_default()
    }

    fn find(&mut self, key: &str) -> usize {
        let (before, after) = self.declared.split_at(self.next.min(self.declared.len()));
        let found = after.iter().position(|name| *name == key).map(|i| i + before.len());
        match found.or_else(|| before.iter().position(|name| *name == key)) {
            Some(index) => {
                self.next = index + 1;
                index
            }
            None => {
                self.unknown = self.keep_unknown.then(|| key.to_owned());
                UNKNOWN
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<usize, D::Error> {
        d.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        Ok(self.find(key))
    }
}

/// Decodes the value of a declared key into its slot.
///
/// # Errors
/// The key came before, or its value cannot mean a `T`.
pub fn fill<'de, T: Wire, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
    key: &'static str,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *slot = Some(map.next_value_seed(Decode::new())?);
    Ok(())
}

/// Passes over the value of an undeclared key.
///
/// # Errors
/// The value is not JSON.
pub fn ignore<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Keeps the value of an undeclared key.
///
/// # Errors
/// The key came before, or its value cannot mean a `T`.
pub fn keep<'de, T: Wire, A: MapAccess<'de>>(
    rest: &mut BTreeMap<String, T>,
    key: String,
    map: &mut A,
) -> Result<(), A::Error> {
    if rest.contains_key(&key) {
        return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
    }
    rest.insert(key, map.next_value_seed(Decode::new())?);
    Ok(())
}

/// Writes the undeclared keys; one that has a declared key's name would come twice and is left out.
///
/// # Errors
/// A value cannot be encoded.
pub fn put_rest<M: SerializeMap, T: Wire>(
    map: &mut M,
    declared: &[&str],
    rest: &BTreeMap<String, T>,
) -> Result<(), M::Error> {
    for (key, value) in rest {
        if !declared.contains(&key.as_str()) {
            map.serialize_entry(key, &Encode(value))?;
        }
    }
    Ok(())
}

/// From what was read to the field, one function a kind of field; `Err` is a required key that did not come.
#[doc(hidden)]
#[allow(missing_docs, clippy::missing_errors_doc, reason = "named and explained by `object!`")]
pub mod take {
    use super::Error;

    pub fn required<T, E: Error>(slot: Option<T>, key: &'static str) -> Result<T, E> {
        slot.ok_or_else(|| E::missing_field(key))
    }

    pub fn constant<T, E: Error>(slot: Option<T>, key: &'static str) -> Result<T, E> {
        required(slot, key)
    }

    pub fn optional<T, E>(slot: Option<Option<T>>, _: &'static str) -> Result<Option<T>, E> {
        Ok(slot.flatten())
    }

    pub fn nullable<T, E>(slot: Option<Option<T>>, _: &'static str) -> Result<Option<T>, E> {
        Ok(slot.flatten())
    }

    pub fn tristate<T, E>(slot: Option<Option<T>>, _: &'static str) -> Result<Option<Option<T>>, E> {
        Ok(slot)
    }
}

/// From the field to what is written, one function a kind of field.
#[doc(hidden)]
#[allow(missing_docs, clippy::missing_errors_doc, reason = "named and explained by `object!`")]
pub mod put {
    use super::{Encode, SerializeMap, Wire};

    pub fn required<M: SerializeMap, T: Wire>(
        map: &mut M,
        key: &'static str,
        field: &T,
    ) -> Result<(), M::Error> {
        map.serialize_entry(key, &Encode(field))
    }

    pub fn constant<M: SerializeMap, T: Wire>(
        map: &mut M,
        key: &'static str,
        field: &T,
    ) -> Result<(), M::Error> {
        required(map, key, field)
    }

    pub fn nullable<M: SerializeMap, T: Wire>(
        map: &mut M,
        key: &'static str,
        field: &T,
    ) -> Result<(), M::Error> {
        required(map, key, field)
    }

    pub fn optional<M: SerializeMap, T: Wire>(
        map: &mut M,
        key: &'static str,
        field: &Option<T>,
    ) -> Result<(), M::Error> {
        field.as_ref().map_or(Ok(()), |value| map.serialize_entry(key, &Encode(value)))
    }

    pub fn tristate<M: SerializeMap, T: Wire>(
        map: &mut M,
        key: &'static str,
        field: &Option<Option<T>>,
    ) -> Result<(), M::Error> {
        optional(map, key, field)
    }
}
