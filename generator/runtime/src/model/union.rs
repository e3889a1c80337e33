//! Unions without a discriminator. Each variant has a guard; the shape of the value decides which variants are possible
//! and in which order they are tried. If several variants decode, the one with the best score is chosen. A value that
//! no variant decodes is kept as JSON. So is a value whose only decoding variant drops members and knows fewer of them
//! than a variant that failed to decode.

use super::super::json::codec::{Decode, Wire};
use super::super::json::replay::{self, Reads, once};
use super::super::json::score::{self, Fit};
use super::shape::{Look, Outline, Size};
use serde::de::Deserializer;
use serde_json::Value;
use std::cmp::Reverse;
use std::marker::PhantomData;

#[doc(hidden)]
pub use serde::de::SeqAccess;

/// Implements `Wire` and serde's traits for a union without a discriminator.
///
/// `union!(Shape { Circle(Circle): object ["radius"] of ["radius", "color"] where {"kind": "round"},
/// Name(String): string, Either(X): integer | array, Anything(Value): any } else Unknown);`: a variant's JSON kinds
/// (`object string integer number boolean array null any`), then for objects the required keys, all known keys, and
/// string constants.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($ty:ident { $(
        $variant:ident($inner:ty): $($kind:ident)|+
            $([$($required:literal),* $(,)?] of [$($known:literal),* $(,)?])?
            $(where {$($key:literal : $constant:literal),* $(,)?})?
    ),* $(,)? } else $other:ident) => {
        impl $crate::runtime::model::union::Union for $ty {
            const GUARDS: &'static [$crate::runtime::model::union::Guard] = &[$(
                $crate::runtime::model::union::Guard::new(&[$($crate::runtime::model::union::kind::$kind()),+])
                    $(.keys(&[$($required),*], &[$($known),*]))?
                    $(.constants(&[$(($key, $constant)),*]))?
            ),*];

            fn variant<'de, __A>(mut turns: $crate::runtime::model::union::Turns, again: &mut __A) -> Option<Self>
            where
                __A: $crate::runtime::model::union::SeqAccess<'de>,
            {
                $(if turns.come() {
                    return $crate::runtime::model::union::variant::<$inner, __A>(again).map(Self::$variant);
                })*
                None
            }

            fn other(value: ::serde_json::Value) -> Self {
                Self::$other(value)
            }
        }

        impl $crate::runtime::json::codec::Wire for $ty {
            fn blank() -> Self {
                Self::$other(::serde_json::Value::Null)
            }

            fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                $crate::runtime::model::union::decode(d)
            }

            fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(inner) => $crate::runtime::json::codec::Wire::encode(inner, s),)*
                    Self::$other(value) => $crate::runtime::json::codec::Wire::encode(value, s),
                }
            }
        }
        $crate::runtime::json::codec::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__union as union;

/// A union that `union!` implements.
pub trait Union: Sized {
    /// The guards of the variants, in order.
    const GUARDS: &'static [Guard];

    /// Decodes the value as the selected variant; `None` if it does not decode.
    fn variant<'de, A: SeqAccess<'de>>(turns: Turns, again: &mut A) -> Option<Self>;

    /// Keeps a value that matches no variant.
    fn other(value: Value) -> Self;
}

/// A kind of JSON value that a variant accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// `{…}`
    Object,
    /// `"…"`
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`
    Boolean,
    /// `[…]`
    Array,
    /// `null`
    Null,
    /// Any value.
    Any,
}

/// The kinds by the names that `union!` uses.
#[doc(hidden)]
#[allow(missing_docs, reason = "named and explained by `JsonKind`")]
pub mod kind {
    use super::JsonKind;

    macro_rules! kinds {
        ($($name:ident $kind:ident),*) => {
            $(pub const fn $name() -> JsonKind { JsonKind::$kind })*
        };
    }
    kinds!(object Object, string String, integer Integer, number Number, boolean Boolean, array Array, null Null, any Any);
}

impl JsonKind {
    /// How well the kind matches the value; 0 means that it does not match.
    fn fit(self, value: &Outline<'_>) -> u8 {
        match (self, value) {
            (Self::Any, _) => 1,
            (Self::Number, Outline::Number(_)) => 2,
            (Self::Integer, Outline::Number(number)) if whole(number) => 3,
            (Self::Object, Outline::Object(_))
            | (Self::String, Outline::Text(_))
            | (Self::Boolean, Outline::Boolean(_))
            | (Self::Array, Outline::Array)
            | (Self::Null, Outline::Null) => 3,
            _ => 0,
        }
    }
}

fn whole(number: &serde_json::Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// The conditions under which a value can be a variant.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    kinds: &'static [JsonKind],
    required: &'static [&'static str],
    known: &'static [&'static str],
    constants: &'static [(&'static str, &'static str)],
}

impl Guard {
    /// Creates a guard by kind only.
    pub const fn new(kinds: &'static [JsonKind]) -> Self {
        Self { kinds, required: &[], known: &[], constants: &[] }
    }

    /// Sets the required keys and all known keys of an object.
    pub const fn keys(mut self, required: &'static [&'static str], known: &'static [&'static str]) -> Self {
        self.required = required;
        self.known = known;
        self
    }

    /// Sets the properties of an object that have a constant text if they are present.
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static str)]) -> Self {
        self.constants = constants;
        self
    }

    /// How well the kind matches the value; `None` if it does not match.
    fn kind(&self, value: &Outline<'_>) -> Option<u8> {
        self.kinds.iter().map(|kind| kind.fit(value)).max().filter(|fit| *fit > 0)
    }

    /// Returns true if an object has the required keys and does not contradict the constants.
    fn admits(&self, object: &Outline<'_>) -> bool {
        let constant =
            |(key, text): &(&str, &str)| object.get(key).is_none_or(|value| value.as_str() == Some(text));
        object.has_all(self.required) && self.constants.iter().all(constant)
    }

    /// How many of the constant properties an object has.
    fn said(&self, object: &Outline<'_>) -> usize {
        self.constants.iter().filter(|(key, _)| object.get(key).is_some()).count()
    }
}

/// A variant that a value can be.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Its index among the variants.
    pub variant: usize,
    kind: u8,
    /// How many of the object's keys it knows.
    keys: usize,
    /// How many of its constant properties the object has.
    constants: usize,
}

/// The variants that the value can be, the most likely first: by kind, then by known keys, then by constants; equal
/// ones in their declared order.
///
/// # Errors
/// None for a replayed value.
pub fn candidates<'de, A: SeqAccess<'de>>(
    again: &mut A,
    guards: &[Guard],
) -> Result<Vec<Candidate>, A::Error> {
    let value = once(again, Look::Kind)?;
    let of_kind = of_kind(&value, guards);
    // A single candidate checks its required keys when it is decoded.
    let decided = matches!(of_kind[..], [(_, guard)] if guard.constants.is_empty());
    let members = (!decided && matches!(value, Outline::Object(_))).then_some(Look::Members);
    let object = members.map(|members| once(again, members)).transpose()?;
    Ok(likeliest_first(of_kind, object.as_ref()))
}

fn of_kind<'g>(value: &Outline<'_>, guards: &'g [Guard]) -> Vec<(Candidate, &'g Guard)> {
    let mut candidates = Vec::with_capacity(guards.len());
    candidates.extend(guards.iter().enumerate().filter_map(|(variant, guard)| {
        let candidate = Candidate { variant, kind: guard.kind(value)?, keys: 0, constants: 0 };
        Some((candidate, guard))
    }));
    candidates
}

fn likeliest_first(of_kind: Vec<(Candidate, &Guard)>, object: Option<&Outline<'_>>) -> Vec<Candidate> {
    let meant = |(candidate, guard): (Candidate, &Guard)| match object {
        Some(object) if guard.admits(object) => {
            Some(Candidate { keys: object.count(guard.known), constants: guard.said(object), ..candidate })
        }
        Some(_) => None,
        None => Some(candidate),
    };
    let mut candidates: Vec<Candidate> = of_kind.into_iter().filter_map(meant).collect();
    candidates.sort_by_key(|of| Reverse((of.kind, of.keys, of.constants)));
    candidates
}

/// Selects a variant by index: the variants ask one after the other, in declared order.
#[derive(Debug)]
pub struct Turns(usize);

impl Turns {
    /// Returns true if the variant that asks is the selected one. Each variant asks once.
    pub fn come(&mut self) -> bool {
        let now = self.0 == 0;
        self.0 = self.0.wrapping_sub(1);
        now
    }
}

/// Decodes a union.
///
/// # Errors
/// The value is not JSON. A value that matches no variant is not an error.
pub fn decode<'de, T: Union, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    replay::read(d, Choice(PhantomData))
}

struct Choice<T>(PhantomData<T>);

impl<T: Union> Reads for Choice<T> {
    type Value = T;

    fn read<'de, A: SeqAccess<'de>>(self, again: &mut A) -> Result<T, A::Error> {
        let candidates = candidates(again, T::GUARDS)?;
        let chosen = choose(&candidates, again)?;
        match chosen {
            Some((found, decoded)) => {
                score::add(found);
                Ok(decoded)
            }
            None => {
                score::unknown();
                once(again, Decode::new()).map(T::other)
            }
        }
    }
}

/// The first variant with a perfect score, else the one with the best score; `None` if no variant decodes.
fn choose<'de, T: Union, A: SeqAccess<'de>>(
    candidates: &[Candidate],
    again: &mut A,
) -> Result<Option<(Fit, T)>, A::Error> {
    match candidates {
        [] => Ok(None),
        // A single attempt needs no budget.
        [only] => Ok(attempt(*only, again)),
        _ => {
            let size = once(again, Size)?;
            Ok(score::within(size, || best(candidates, size, again)))
        }
    }
}

/// Decodes the value as this variant, and returns it with its score.
fn attempt<'de, T: Union, A: SeqAccess<'de>>(candidate: Candidate, again: &mut A) -> Option<(Fit, T)> {
    let (decoded, found) = score::counted(|| T::variant(Turns(candidate.variant), again));
    Some((found, decoded?))
}

fn best<'de, T: Union, A: SeqAccess<'de>>(
    candidates: &[Candidate],
    size: usize,
    again: &mut A,
) -> Option<(Fit, T)> {
    let mut best: Option<(Fit, T, usize)> = None;
    let mut unread = 0;
    for (turn, candidate) in candidates.iter().enumerate() {
        if turn > 0 && !score::may_try(size) {
            break;
        }
        let Some((found, decoded)) = attempt(*candidate, again) else {
            unread = unread.max(candidate.keys);
            continue;
        };
        if best.as_ref().is_none_or(|(known, ..)| found.is_better_than(known)) {
            best = Some((found, decoded, candidate.keys));
            if found.is_whole() {
                break;
            }
        }
    }
    // If a variant that failed to decode knows more members, this one must not drop any.
    let (found, decoded, _) = best.filter(|(found, _, keys)| *keys >= unread || found.drops_nothing())?;
    Some((found, decoded))
}

/// Decodes a variant; `None` if the JSON does not match.
pub fn variant<'de, T: Wire, A: SeqAccess<'de>>(again: &mut A) -> Option<T> {
    again.next_element_seed(Decode::new()).ok()?
}
