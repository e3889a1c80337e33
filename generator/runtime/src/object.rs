//! Plain structs as JSON objects: `object!` makes the impls of a struct from one line a field, over the helpers here.
//! What is made for each struct is little more than a table of its fields: the loops over it stand here, once, so that
//! a thousand structs are cheap to compile.

use super::fit;
use super::place::in_member;
use super::wire::{Decode, Encode, Wire};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, Visitor};
use serde::ser::Serializer;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

#[doc(hidden)]
pub use serde::de::MapAccess;
#[doc(hidden)]
pub use serde::ser::SerializeMap;

/// Implements `Wire`, `Serialize` and `Deserialize` for a plain struct.
///
/// `object!(Tag { id: "id" required, parent: "parent" nullable } rest extra);` with the kinds
/// `required` (`T`), `optional` (`Option<T>`: absent or null, not sent when `None`), `nullable` (`Option<T>`: always
/// sent, `None` as null), `tristate` (`Option<T>`: absent or a `T`, which may itself be null) and `constant` (as `required`).
/// `rest` names a `BTreeMap<String, T>` that keeps every key that is not declared.
///
/// Exported from the crate's root under a name of its own and brought back here under its short one: a
/// `macro_rules!` can be imported by path only if it is exported, and exported it always lands in the root.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($ty:ident { $($field:ident : $key:literal $kind:ident),* $(,)? } $(rest $rest:ident)?) => {
        impl $crate::runtime::wire::Wire for $ty {
            const NAME: &'static str = stringify!($ty);
            const KEYS: &'static [$crate::runtime::object::Key] = &[$(($key, $crate::runtime::object::kind::$kind)),*];

            #[allow(irrefutable_let_patterns, reason = "nothing may be required")]
            fn read<'de, __A>(mut map: __A) -> ::std::result::Result<Self, __A::Error>
            where
                __A: $crate::runtime::object::MapAccess<'de>,
            {
                $(let mut $field = None;)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                $crate::runtime::object::fill(
                    &mut map, Self::KEYS, &mut [$(&mut $field),*], ($(&mut $rest)?)
                )?;
                let ($($crate::__slot!($kind some $field),)*) = ($($field,)*) else {
                    return Err($crate::runtime::object::incomplete());
                };
                Ok(Self { $($field: $crate::__slot!($kind take $field),)* $($rest,)? })
            }

            fn write<__M>(&self, map: &mut __M) -> ::std::result::Result<(), __M::Error>
            where
                __M: $crate::runtime::object::SerializeMap,
            {
                $crate::runtime::object::put(map, Self::KEYS, &[$(&self.$field),*])
                    $(.and_then(|()| $crate::runtime::object::put_rest(map, Self::KEYS, &self.$rest)))?
            }
        }
        $crate::runtime::wire::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__object as object;

/// How a slot is taken apart once all is read: what must come is unwrapped by the pattern, null and absent are one
/// unless the kind tells them apart.
#[doc(hidden)]
#[macro_export]
macro_rules! __slot {
    (required some $slot:ident) => {
        Some($slot)
    };
    (constant some $slot:ident) => {
        Some($slot)
    };
    ($kind:ident some $slot:ident) => {
        $slot
    };
    (optional take $slot:ident) => {
        $crate::runtime::object::flat($slot)
    };
    (nullable take $slot:ident) => {
        $crate::runtime::object::flat($slot)
    };
    ($kind:ident take $slot:ident) => {
        $slot
    };
}

/// A declared key and the kind of its field.
pub type Key = (&'static str, Kind);

/// How a field may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The key must come, and is always sent.
    Required,
    /// The key may be absent, and is always sent.
    Nullable,
    /// The key may be absent, and is not sent without a value.
    Optional,
}

/// The kinds under the names that they have in `object!`.
#[doc(hidden)]
#[allow(missing_docs, non_upper_case_globals, reason = "named and explained by `object!`")]
pub mod kind {
    use super::Kind;

    pub const required: Kind = Kind::Required;
    pub const constant: Kind = Kind::Required;
    pub const nullable: Kind = Kind::Nullable;
    pub const optional: Kind = Kind::Optional;
    pub const tristate: Kind = Kind::Optional;
}

/// Reads an object.
///
/// # Errors
/// The JSON is no object, or cannot mean a `T`.
pub fn decode<'de, T: Wire, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    struct Members<T>(PhantomData<T>);
    impl<'de, T: Wire> Visitor<'de> for Members<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "an object ({})", T::NAME)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::read(map)
        }
    }
    d.deserialize_map(Members(PhantomData))
}

/// Writes an object.
///
/// # Errors
/// A value cannot be encoded.
pub fn encode<T: Wire, S: Serializer>(object: &T, s: S) -> Result<S::Ok, S::Error> {
    let mut map = s.serialize_map(None)?;
    object.write(&mut map)?;
    map.end()
}

/// Where the value of a declared key goes; `None` until it comes.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Decodes the value that comes next.
    ///
    /// # Errors
    /// The key came before, or its value cannot mean what the field is.
    fn fill(&mut self, map: &mut A, key: &'static str) -> Result<(), A::Error>;

    /// Whether the key came.
    fn is_filled(&self) -> bool;
}

impl<'de, T: Wire, A: MapAccess<'de>> Slot<'de, A> for Option<T> {
    fn fill(&mut self, map: &mut A, key: &'static str) -> Result<(), A::Error> {
        if self.is_some() {
            return Err(A::Error::duplicate_field(key));
        }
        *self = Some(map.next_value_seed(Decode::new())?);
        Ok(())
    }

    fn is_filled(&self) -> bool {
        self.is_some()
    }
}

/// Where the value of an undeclared key goes.
pub trait Rest<'de, A: MapAccess<'de>> {
    /// Whether the texts of such keys are wanted.
    const KEEPS: bool;

    /// Takes the value that comes next.
    ///
    /// # Errors
    /// The key came before, or its value cannot mean what is kept.
    fn take(&mut self, key: String, map: &mut A) -> Result<(), A::Error>;
}

/// Undeclared keys are passed over.
impl<'de, A: MapAccess<'de>> Rest<'de, A> for () {
    const KEEPS: bool = false;

    fn take(&mut self, _: String, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(|_| ())
    }
}

/// Undeclared keys are kept.
impl<'de, T: Wire, A: MapAccess<'de>> Rest<'de, A> for &mut BTreeMap<String, T> {
    const KEEPS: bool = true;

    fn take(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        if self.contains_key(&key) {
            return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
        }
        let value = map.next_value_seed(Decode::new()).map_err(|error| in_member(&key, &error))?;
        self.insert(key, value);
        Ok(())
    }
}

/// Reads all members into the slots of the declared keys and the rest.
///
/// # Errors
/// A required key does not come, a key comes twice, or a value cannot mean what its field is.
pub fn fill<'de, A: MapAccess<'de>, R: Rest<'de, A>>(
    map: &mut A,
    keys: &'static [Key],
    slots: &mut [&mut dyn Slot<'de, A>],
    mut rest: R,
) -> Result<(), A::Error> {
    let mut search = Search { keys, next: 0, unknown: None, keep_unknown: R::KEEPS };
    let mut understood = 0;
    while let Some(index) = map.next_key_seed(&mut search)? {
        match (slots.get_mut(index), keys.get(index)) {
            (Some(slot), Some((key, _))) => {
                slot.fill(map, key).map_err(|error| in_member(key, &error))?;
                understood += 1;
            }
            _ => rest.take(search.unknown.take().unwrap_or_default(), map)?,
        }
    }
    fit::understood(understood);
    let lacking =
        |((_, kind), slot): &(&Key, &&mut dyn Slot<'de, A>)| *kind == Kind::Required && !slot.is_filled();
    match keys.iter().zip(&*slots).find(lacking) {
        Some(((key, _), _)) => Err(A::Error::missing_field(key)),
        None => Ok(()),
    }
}

/// Maps a key to its index among the declared ones, as a seed. Servers mostly write the keys in the declared order,
/// so the search goes on from where the last one ended.
struct Search {
    keys: &'static [Key],
    next: usize,
    /// The text of the undeclared key that was just read.
    unknown: Option<String>,
    keep_unknown: bool,
}

/// The index of a key that is not declared.
const UNKNOWN: usize = usize::MAX;

impl Search {
    fn find(&mut self, key: &str) -> usize {
        let (before, after) = self.keys.split_at(self.next.min(self.keys.len()));
        let found = after.iter().position(|(name, _)| *name == key).map(|i| i + before.len());
        match found.or_else(|| before.iter().position(|(name, _)| *name == key)) {
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

impl<'de> DeserializeSeed<'de> for &mut Search {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<usize, D::Error> {
        d.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Search {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        Ok(self.find(key))
    }
}

/// What a slot says where null and absent are one.
pub fn flat<T>(slot: Option<Option<T>>) -> Option<T> {
    slot.flatten()
}

/// A required slot is empty: `fill` has said so before, with the key.
pub fn incomplete<E: Error>() -> E {
    E::custom("a required key is missing")
}

/// A field as it is written.
pub trait Entry<M: SerializeMap> {
    /// Writes the member, or nothing where the kind allows that.
    ///
    /// # Errors
    /// The value cannot be encoded.
    fn put(&self, map: &mut M, key: &Key) -> Result<(), M::Error>;
}

impl<M: SerializeMap, T: Wire> Entry<M> for T {
    fn put(&self, map: &mut M, (key, kind): &Key) -> Result<(), M::Error> {
        if *kind == Kind::Optional && self.is_absent() {
            return Ok(());
        }
        map.serialize_entry(*key, &Encode(self))
    }
}

/// Writes the declared members.
///
/// # Errors
/// A value cannot be encoded.
pub fn put<M: SerializeMap>(map: &mut M, keys: &[Key], fields: &[&dyn Entry<M>]) -> Result<(), M::Error> {
    keys.iter().zip(fields).try_for_each(|(key, field)| field.put(map, key))
}

/// Writes the undeclared keys; one that has a declared key's name would come twice and is left out.
///
/// # Errors
/// A value cannot be encoded.
pub fn put_rest<M: SerializeMap, T: Wire>(
    map: &mut M,
    declared: &[Key],
    rest: &BTreeMap<String, T>,
) -> Result<(), M::Error> {
    for (key, value) in rest {
        if !declared.iter().any(|(name, _)| name == key) {
            map.serialize_entry(key, &Encode(value))?;
        }
    }
    Ok(())
}
