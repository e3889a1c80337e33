//! Unions without a discriminator. Each variant has a guard; the shape of the value decides which variants are possible
//! and in which order they are tried. If several variants decode, the one with the best score is chosen. A value that
//! no variant decodes is kept as JSON. So is a value whose only decoding variant drops members and knows fewer of them
//! than a variant that failed to decode.

use super::super::json::codec::{Decode, Wire, to_value};
use super::super::json::replay::{self, ReplayReader, decode_once};
use super::super::json::score::{self, Score};
use super::shape::{ReadShape, Shape, Size};
use serde::de::Deserializer;
use serde::ser::Serializer;
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
/// the texts that a property can be (`"round" | "oval"`).
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($ty:ident { $(
        $variant:ident($inner:ty): $($kind:ident)|+
            $([$($required:literal),* $(,)?] of [$($known:literal),* $(,)?])?
            $(where {$($key:literal : $($constant:literal)|+),* $(,)?})?
    ),* $(,)? } else $other:ident) => {
        impl $crate::runtime::model::union::Union for $ty {
            const GUARDS: &'static [$crate::runtime::model::union::Guard] = &[$(
                $crate::runtime::model::union::Guard::new(&[$($crate::runtime::model::union::kind::$kind()),+])
                    $(.keys(&[$($required),*], &[$($known),*]))?
                    $(.constants(&[$(($key, &[$($constant),+])),*]))?
            ),*];

            fn variant<'de, __A>(mut selector: $crate::runtime::model::union::VariantSelector, replay: &mut __A) -> Option<Self>
            where
                __A: $crate::runtime::model::union::SeqAccess<'de>,
            {
                $(if selector.is_selected() {
                    return $crate::runtime::model::union::variant::<$inner, __A>(replay).map(Self::$variant);
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
                    $(Self::$variant(inner) => {
                        const KINDS: &[$crate::runtime::model::union::JsonKind] =
                            &[$($crate::runtime::model::union::kind::$kind()),+];
                        $crate::runtime::model::union::encode::<Self, _, _>(KINDS, inner, s)
                    })*
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
    fn variant<'de, A: SeqAccess<'de>>(selector: VariantSelector, replay: &mut A) -> Option<Self>;

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
    fn match_level(self, value: &Shape<'_>) -> u8 {
        match (self, value) {
            (Self::Any, _) => 1,
            // `2.0` is an integer too, but stays what it is where a number is allowed.
            (Self::Integer, Shape::Number(number)) if whole(number) => {
                if number.is_i64() || number.is_u64() {
                    4
                } else {
                    2
                }
            }
            (Self::Number, Shape::Number(_)) => 3,
            (Self::Object, Shape::Object(_))
            | (Self::String, Shape::Text(_))
            | (Self::Boolean, Shape::Boolean(_))
            | (Self::Array, Shape::Array)
            | (Self::Null, Shape::Null) => 4,
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
    constants: Constants,
}

/// Properties, each with the texts that it can be.
type Constants = &'static [(&'static str, &'static [&'static str])];

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

    /// An object's properties that can only be these texts where they are there.
    pub const fn constants(mut self, constants: Constants) -> Self {
        self.constants = constants;
        self
    }

    /// How well the kind matches the value; `None` if it does not match.
    fn kind(&self, value: &Shape<'_>) -> Option<u8> {
        self.kinds.iter().map(|kind| kind.match_level(value)).max().filter(|level| *level > 0)
    }

    /// Whether the required keys and the constants of an object allow that the variant is meant.
    fn admits(&self, object: &Shape<'_>) -> bool {
        let constant = |(key, texts): &(&str, &[&str])| {
            object.get(key).is_none_or(|value| value.as_str().is_some_and(|text| texts.contains(&text)))
        };
        object.has_all(self.required) && self.constants.iter().all(constant)
    }

    /// How many of the constant properties an object has.
    fn count_constants(&self, object: &Shape<'_>) -> usize {
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
    replay: &mut A,
    guards: &[Guard],
) -> Result<Vec<Candidate>, A::Error> {
    let value = decode_once(replay, ReadShape::Kind)?;
    let of_kind = of_kind(&value, guards);
    // A single candidate checks its required keys when it is decoded.
    let decided = matches!(of_kind[..], [(_, guard)] if guard.constants.is_empty());
    let members = (!decided && matches!(value, Shape::Object(_))).then_some(ReadShape::Members);
    let object = members.map(|members| decode_once(replay, members)).transpose()?;
    Ok(most_likely_first(of_kind, object.as_ref()))
}

fn of_kind<'g>(value: &Shape<'_>, guards: &'g [Guard]) -> Vec<(Candidate, &'g Guard)> {
    let mut candidates = Vec::with_capacity(guards.len());
    candidates.extend(guards.iter().enumerate().filter_map(|(variant, guard)| {
        let candidate = Candidate { variant, kind: guard.kind(value)?, keys: 0, constants: 0 };
        Some((candidate, guard))
    }));
    candidates
}

fn most_likely_first(of_kind: Vec<(Candidate, &Guard)>, object: Option<&Shape<'_>>) -> Vec<Candidate> {
    let meant = |(candidate, guard): (Candidate, &Guard)| match object {
        Some(object) if guard.admits(object) => Some(Candidate {
            keys: object.count(guard.known),
            constants: guard.count_constants(object),
            ..candidate
        }),
        Some(_) => None,
        None => Some(candidate),
    };
    let mut candidates: Vec<Candidate> = of_kind.into_iter().filter_map(meant).collect();
    candidates.sort_by_key(|of| Reverse((of.kind, of.keys, of.constants)));
    candidates
}

/// Selects a variant by index: the variants ask one after the other, in declared order.
#[derive(Debug)]
pub struct VariantSelector(usize);

impl VariantSelector {
    /// Returns true if the variant that asks is the selected one. Each variant asks once.
    pub fn is_selected(&mut self) -> bool {
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

/// Writes the value of a variant. A whole float keeps its fraction (`2.0`) where the union has integers as well: without it
/// the value would be one of these.
///
/// # Errors
/// The value holds what JSON cannot.
pub fn encode<U: Union, T: Wire, S: Serializer>(
    kinds: &[JsonKind],
    value: &T,
    s: S,
) -> Result<S::Ok, S::Error> {
    let has_integers = || U::GUARDS.iter().any(|guard| guard.kinds == [JsonKind::Integer]);
    if kinds == [JsonKind::Number] && has_integers() {
        let whole = to_value(value).ok().and_then(|value| value.as_i64());
        if let Some(whole) = whole.and_then(|whole| i32::try_from(whole).ok()) {
            return s.serialize_f64(f64::from(whole));
        }
    }
    value.encode(s)
}

struct Choice<T>(PhantomData<T>);

impl<T: Union> ReplayReader for Choice<T> {
    type Value = T;

    fn read<'de, A: SeqAccess<'de>>(self, replay: &mut A) -> Result<T, A::Error> {
        let candidates = candidates(replay, T::GUARDS)?;
        let chosen = choose(&candidates, replay)?;
        match chosen {
            Some((found, decoded)) => {
                score::add(found);
                Ok(decoded)
            }
            None => {
                score::unknown();
                decode_once(replay, Decode::new()).map(T::other)
            }
        }
    }
}

/// The first variant with a perfect score, else the one with the best score; `None` if no variant decodes.
fn choose<'de, T: Union, A: SeqAccess<'de>>(
    candidates: &[Candidate],
    replay: &mut A,
) -> Result<Option<(Score, T)>, A::Error> {
    match candidates {
        [] => Ok(None),
        // A single attempt needs no budget.
        [only] => Ok(attempt(*only, replay)),
        _ => {
            let size = decode_once(replay, Size)?;
            Ok(score::with_budget(size, || best(candidates, size, replay)))
        }
    }
}

/// Decodes the value as this variant, and returns it with its score.
fn attempt<'de, T: Union, A: SeqAccess<'de>>(candidate: Candidate, replay: &mut A) -> Option<(Score, T)> {
    let (decoded, found) = score::measured(|| T::variant(VariantSelector(candidate.variant), replay));
    Some((found, decoded?))
}

fn best<'de, T: Union, A: SeqAccess<'de>>(
    candidates: &[Candidate],
    size: usize,
    replay: &mut A,
) -> Option<(Score, T)> {
    let mut best: Option<(Score, T, usize)> = None;
    let mut unread = 0;
    for (turn, candidate) in candidates.iter().enumerate() {
        if turn > 0 && !score::try_spend(size) {
            break;
        }
        let Some((found, decoded)) = attempt(*candidate, replay) else {
            unread = unread.max(candidate.keys);
            continue;
        };
        if best.as_ref().is_none_or(|(known, ..)| found.is_better_than(known)) {
            best = Some((found, decoded, candidate.keys));
            if found.is_perfect() {
                break;
            }
        }
    }
    // If a variant that failed to decode knows more members, this one must not drop any.
    let (found, decoded, _) = best.filter(|(found, _, keys)| *keys >= unread || found.keeps_all())?;
    Some((found, decoded))
}

/// Decodes a variant; `None` if the JSON does not match.
pub fn variant<'de, T: Wire, A: SeqAccess<'de>>(replay: &mut A) -> Option<T> {
    replay.next_element_seed(Decode::new()).ok()?
}
