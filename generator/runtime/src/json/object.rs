//! Structs as JSON objects: `object!` writes the impls of a struct from one line per field. The code of each struct is
//! little more than a table of its fields. The loops over the tables are here, once, so that a thousand structs are
//! cheap to compile.

use super::codec::{Decode, Encode, Wire};
use super::location::in_member;
use super::score;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, Visitor};
use serde::ser::{Impossible, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

#[doc(hidden)]
pub use serde::de::MapAccess;
#[doc(hidden)]
pub use serde::ser::SerializeMap;

/// Implements `Wire`, `Serialize` and `Deserialize` for a struct.
///
/// `object!(Tag { id: "id" required, parent: "parent" nullable } rest extra);` has the kinds `required` (`T`),
/// `optional` (`Option<T>`: absent or null, not sent when `None`), `nullable` (`Option<T>`: always sent, `None` as
/// null), `given` (`Option<T>`: absent or a `T`, which may itself be null), `tristate` (`Option<T>`: absent, null or a
/// `T`) and `constant` (as `required`). `rest` names a `BTreeMap<String, T>` that keeps all undeclared keys, `nulls` the
/// [`Nulls`] that tell which `tristate` fields without a value are null. `object!(Tag: Debug {` implements `Debug` too, as
/// a derive does, from the same table of the fields: a third of them for the compiler.
///
/// The macro is exported from the crate root under another name and re-exported here under its short name: a
/// `macro_rules!` can be imported by path only if it is exported, and exported macros are always in the root.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (
        $ty:ident $(: $debug:ident)? { $($field:ident : $key:literal $kind:ident),* $(,)? }
        $(rest $rest:ident)? $(nulls $nulls:ident)?
    ) => {
        impl $crate::runtime::json::codec::Wire for $ty {
            const NAMES: &'static str = stringify!($ty $($field)* $($nulls)? $($rest)?);
            const KEYS: &'static [&'static str] = &[$($key, stringify!($kind)),*];

            fn blank() -> Self {
                Self { $($field: $crate::runtime::json::codec::Wire::blank(),)* $($rest: ::std::collections::BTreeMap::new(),)? $($nulls: ::std::default::Default::default(),)? }
            }

            fn read<'de, __A>(&mut self, map: &mut __A) -> ::std::result::Result<(), __A::Error>
            where
                __A: $crate::runtime::json::object::MapAccess<'de>,
            {
                $crate::runtime::json::object::fill(
                    map, Self::KEYS, &mut [$(&mut self.$field),*], ($(&mut self.$rest)?), &mut [$(&mut self.$nulls)?]
                )
            }

            fn write<__M>(&self, to: &mut $crate::runtime::json::object::Members<'_, __M>) -> ::std::result::Result<(), __M::Error>
            where
                __M: $crate::runtime::json::object::SerializeMap,
            {
                to.write(Self::KEYS, &[$(&self.$field),*], &[$(&self.$nulls)?])
                    $(.and_then(|()| to.write_rest(Self::KEYS, &self.$rest)))?
            }
        }
        $(impl ::std::fmt::$debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::object::debug(self, f)
            }
        })?
        $crate::runtime::json::codec::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__object as object;

/// The declared keys, each followed by the kind of its field as `object!` has it: the compiler is quickest with a list of
/// texts.
pub type Keys = &'static [&'static str];

/// A declared key and the kind of its field.
pub type Key = [&'static str; 2];

/// The declared keys with their kinds.
pub const fn pairs(keys: Keys) -> &'static [Key] {
    keys.as_chunks().0
}

/// Whether a field may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The key must be present, and is always sent.
    Required,
    /// The key may be absent, and is always sent.
    Nullable,
    /// The key may be absent, and is not sent without a value.
    Optional,
    /// The key may be absent, and null is a value of its own.
    Given,
    /// The key may be absent or null, and is sent as it was set or received.
    Tristate,
}

impl Presence {
    /// The presence of a kind of `object!`. No two kinds begin with the same letter, and one letter is looked at quickly.
    pub fn of(kind: &str) -> Self {
        match kind.as_bytes().first() {
            Some(b'n') => Self::Nullable,
            Some(b'o') => Self::Optional,
            Some(b'g') => Self::Given,
            Some(b't') => Self::Tristate,
            _ => Self::Required,
        }
    }
}

/// The name of an object.
pub fn name<T: Wire>() -> &'static str {
    T::NAMES.split_whitespace().next().unwrap_or_default()
}

/// Reads an object.
///
/// # Errors
/// The JSON is not an object, or does not decode as a `T`.
pub fn decode<'de, T: Wire, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    struct Members<T>(PhantomData<T>);
    impl<'de, T: Wire> Visitor<'de> for Members<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "an object ({})", name::<T>())
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
            let mut object = T::blank();
            object.read(&mut map).map(|()| object)
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
    object.write(&mut Members::Sent(&mut map))?;
    map.end()
}

/// A slot that receives the value of a declared key.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Decodes the next value into the slot.
    ///
    /// # Errors
    /// The value does not decode as the field.
    fn fill(&mut self, map: &mut A, presence: Presence) -> Result<(), A::Error>;

    /// Returns true if there is no value in it.
    fn is_empty(&self) -> bool;
}

impl<'de, T: Wire, A: MapAccess<'de>> Slot<'de, A> for T {
    fn fill(&mut self, map: &mut A, presence: Presence) -> Result<(), A::Error> {
        *self = map.next_value_seed(Member(presence == Presence::Given, PhantomData))?;
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.is_absent()
    }
}

/// A serde seed that decodes a member; true if null is a value of it.
struct Member<T>(bool, PhantomData<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Member<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        T::decode_member(d, self.0)
    }
}

/// The `tristate` members of an object that are null, by their keys. The fields hold `None` for them as for members that
/// are absent.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Nulls(Vec<&'static str>);

impl Nulls {
    /// Marks a member as null.
    pub fn insert(&mut self, key: &'static str) {
        if let Err(at) = self.0.binary_search(&key) {
            self.0.insert(at, key);
        }
    }

    /// Marks a member as absent, if it has no value.
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|known| *known != key);
    }

    fn contains(&self, key: &str) -> bool {
        self.0.binary_search(&key).is_ok()
    }
}

impl fmt::Debug for Nulls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A receiver of undeclared keys.
pub trait Rest<'de, A: MapAccess<'de>> {
    /// Whether the texts of such keys are needed.
    const KEEPS_KEYS: bool;

    /// Takes the next value.
    ///
    /// # Errors
    /// The key is a duplicate, or its value does not decode.
    fn take(&mut self, key: String, map: &mut A) -> Result<(), A::Error>;
}

/// Ignores undeclared keys.
impl<'de, A: MapAccess<'de>> Rest<'de, A> for () {
    const KEEPS_KEYS: bool = false;

    fn take(&mut self, _: String, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(|_| ())
    }
}

/// Keeps undeclared keys.
impl<'de, T: Wire, A: MapAccess<'de>> Rest<'de, A> for &mut BTreeMap<String, T> {
    const KEEPS_KEYS: bool = true;

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
/// A required key is missing, a key occurs twice, or a value does not decode as its field.
pub fn fill<'de, A: MapAccess<'de>, R: Rest<'de, A>>(
    map: &mut A,
    keys: Keys,
    slots: &mut [&mut dyn Slot<'de, A>],
    mut rest: R,
    nulls: &mut [&mut Nulls],
) -> Result<(), A::Error> {
    let keys = pairs(keys);
    let mut search = Search { keys, next: 0, unknown: None, keep_unknown: R::KEEPS_KEYS };
    let mut seen = SeenKeys::default();
    let mut recognized = 0;
    while let Some(index) = map.next_key_seed(&mut search)? {
        match (slots.get_mut(index), keys.get(index)) {
            (Some(_), Some([key, _])) if seen.contains(index) => {
                return Err(in_member(key, &A::Error::duplicate_field(key)));
            }
            (Some(slot), Some([key, kind])) => {
                let presence = Presence::of(kind);
                slot.fill(map, presence).map_err(|error| in_member(key, &error))?;
                if presence == Presence::Tristate && slot.is_empty() {
                    nulls.iter_mut().for_each(|nulls| nulls.insert(key));
                }
                seen.insert(index);
                recognized += 1;
            }
            _ => rest.take(search.unknown.take().unwrap_or_default(), map)?,
        }
    }
    score::recognized(recognized);
    // No key is read twice, so that as many as there are is all of them.
    if recognized == keys.len() {
        return Ok(());
    }
    let lacking = |(index, [_, kind]): &(usize, &Key)| {
        Presence::of(kind) == Presence::Required && !seen.contains(*index)
    };
    match keys.iter().enumerate().find(lacking) {
        Some((_, [key, _])) => Err(A::Error::missing_field(key)),
        None => Ok(()),
    }
}

/// The set of declared keys that were read. The first 64 keys need no allocation.
#[derive(Default)]
struct SeenKeys {
    first: u64,
    others: Vec<usize>,
}

impl SeenKeys {
    #[inline]
    fn insert(&mut self, index: usize) {
        match Self::bit(index) {
            Some(bit) => self.first |= bit,
            None => self.others.push(index),
        }
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        Self::bit(index).map_or_else(|| self.others.contains(&index), |bit| self.first & bit != 0)
    }

    fn bit(index: usize) -> Option<u64> {
        u32::try_from(index).ok().and_then(|index| 1u64.checked_shl(index))
    }
}

/// A seed that maps a key to its index among the declared keys. Servers mostly write keys in the declared order, so
/// each search starts where the last one ended.
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
        let found = after.iter().position(|[name, _]| *name == key).map(|i| i + before.len());
        match found.or_else(|| before.iter().position(|[name, _]| *name == key)) {
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

/// A field that can be written.
pub trait Entry<M: SerializeMap> {
    /// The value, for people.
    fn shown(&self) -> &dyn fmt::Debug;

    /// Writes the member, or nothing if it is absent and its kind allows that.
    ///
    /// # Errors
    /// The value cannot be encoded.
    fn write_entry(&self, map: &mut M, key: &Key, nulls: &[&Nulls]) -> Result<(), M::Error>;
}

impl<M: SerializeMap, T: Wire> Entry<M> for T {
    fn shown(&self) -> &dyn fmt::Debug {
        self
    }

    fn write_entry(&self, map: &mut M, [key, kind]: &Key, nulls: &[&Nulls]) -> Result<(), M::Error> {
        let is_left_out = match Presence::of(kind) {
            Presence::Required | Presence::Nullable => false,
            Presence::Optional | Presence::Given => self.is_absent(),
            Presence::Tristate => self.is_absent() && !nulls.iter().any(|nulls| nulls.contains(key)),
        };
        if is_left_out { Ok(()) } else { map.serialize_entry(*key, &Encode(self)) }
    }
}

/// Where the fields of an object go.
pub enum Members<'a, M> {
    /// To a serializer, as members.
    Sent(&'a mut M),
    /// To a text for people.
    Shown(&'a mut dyn FnMut(&dyn fmt::Debug)),
}

impl<M: SerializeMap> Members<'_, M> {
    /// Writes the declared members.
    ///
    /// # Errors
    /// A value cannot be encoded.
    pub fn write(&mut self, keys: Keys, fields: &[&dyn Entry<M>], nulls: &[&Nulls]) -> Result<(), M::Error> {
        match self {
            Self::Sent(map) => {
                let mut members = pairs(keys).iter().zip(fields);
                members.try_for_each(|(key, field)| field.write_entry(map, key, nulls))
            }
            Self::Shown(show) => {
                fields.iter().for_each(|field| show(field.shown()));
                nulls.iter().for_each(|nulls| show(nulls));
                Ok(())
            }
        }
    }

    /// Writes the undeclared keys. A key with the name of a declared one is left out, because it would occur twice.
    ///
    /// # Errors
    /// A value cannot be encoded.
    pub fn write_rest<T: Wire>(
        &mut self,
        declared: Keys,
        rest: &BTreeMap<String, T>,
    ) -> Result<(), M::Error> {
        match self {
            Self::Shown(show) => show(rest),
            Self::Sent(map) => {
                let is_declared = |key: &str| pairs(declared).iter().any(|[name, _]| *name == key);
                for (key, value) in rest.iter().filter(|(key, _)| !is_declared(key)) {
                    map.serialize_entry(key, &Encode(value))?;
                }
            }
        }
        Ok(())
    }
}

/// Shows an object as a derived `Debug` does.
///
/// # Errors
/// Those of the formatter.
pub fn debug<T: Wire>(object: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut names = T::NAMES.split_whitespace().map(|name| name.trim_start_matches("r#"));
    let mut text = f.debug_struct(names.next().unwrap_or_default());
    let mut show = |value: &dyn fmt::Debug| {
        text.field(names.next().unwrap_or_default(), value);
    };
    object.write::<Impossible<(), fmt::Error>>(&mut Members::Shown(&mut show))?;
    text.finish()
}
