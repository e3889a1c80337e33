//! Unions without a discriminator, decided by data: each variant has a guard, and what the JSON is and holds says
//! which variants can be meant and in which order to try them; of several that decode the one is taken that understands
//! the most. What nobody decodes is kept as JSON, and so is what only a variant decodes that drops members and knows fewer
//! of them than one that could not read it.

use super::super::json::codec::{Decode, Wire, to_value};
use super::super::json::replay::{self, Reads, once};
use super::super::json::score::{self, Fit};
use super::shape::{Look, Outline, Size};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde_json::Value;
use std::cmp::Reverse;
use std::marker::PhantomData;

#[doc(hidden)]
pub use serde::de::SeqAccess;

/// Implements `Wire` and serde's traits for a union that the data decides.
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
    /// By variant, what a value must be and hold.
    const GUARDS: &'static [Guard];

    /// The value as the variant whose turn it is, if it can mean that.
    fn variant<'de, A: SeqAccess<'de>>(turns: Turns, again: &mut A) -> Option<Self>;

    /// What no variant knows.
    fn other(value: Value) -> Self;
}

/// A kind of JSON value that a variant takes.
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
    /// Whatever it is.
    Any,
}

/// The kinds under the names that they have in `union!`.
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
    /// How well the kind describes the value: 0 is not at all.
    fn fit(self, value: &Outline<'_>) -> u8 {
        match (self, value) {
            (Self::Any, _) => 1,
            // `2.0` is an integer too, but stays what it is where a number is allowed.
            (Self::Integer, Outline::Number(number)) if whole(number) => {
                if number.is_i64() || number.is_u64() { 4 } else { 2 }
            }
            (Self::Number, Outline::Number(_)) => 3,
            (Self::Object, Outline::Object(_))
            | (Self::String, Outline::Text(_))
            | (Self::Boolean, Outline::Boolean(_))
            | (Self::Array, Outline::Array)
            | (Self::Null, Outline::Null) => 4,
            _ => 0,
        }
    }
}

fn whole(number: &serde_json::Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// What a value must be and hold for a variant to be meant.
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
    /// By kind alone.
    pub const fn new(kinds: &'static [JsonKind]) -> Self {
        Self { kinds, required: &[], known: &[], constants: &[] }
    }

    /// An object's required keys, and all its keys.
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

    /// How well the kind describes the value; `None` where it does not.
    fn kind(&self, value: &Outline<'_>) -> Option<u8> {
        self.kinds.iter().map(|kind| kind.fit(value)).max().filter(|fit| *fit > 0)
    }

    /// Whether the required keys and the constants of an object allow that the variant is meant.
    fn admits(&self, object: &Outline<'_>) -> bool {
        let constant = |(key, texts): &(&str, &[&str])| {
            object.get(key).is_none_or(|value| value.as_str().is_some_and(|text| texts.contains(&text)))
        };
        object.has_all(self.required) && self.constants.iter().all(constant)
    }

    /// How many of the constants an object has.
    fn said(&self, object: &Outline<'_>) -> usize {
        self.constants.iter().filter(|(key, _)| object.get(key).is_some()).count()
    }
}

/// A variant that a value can mean.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Its place among the variants.
    pub variant: usize,
    kind: u8,
    /// How many of an object's keys it understands.
    keys: usize,
    /// How many of its constants the object has.
    constants: usize,
}

/// The variants that the value can mean, the likeliest first: by kind, by the keys that it understands, by the
/// constants that hold; equal ones in their declared order.
///
/// # Errors
/// None for what is read again and again.
pub fn candidates<'de, A: SeqAccess<'de>>(
    again: &mut A,
    guards: &[Guard],
) -> Result<Vec<Candidate>, A::Error> {
    let value = once(again, Look::Kind)?;
    let of_kind = of_kind(&value, guards);
    // Whether its required keys are there a single one finds out by itself.
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

/// Whose turn it is: the variants ask one after the other, each under its own name.
#[derive(Debug)]
pub struct Turns(usize);

impl Turns {
    /// Whether it is the turn of who asks.
    pub fn come(&mut self) -> bool {
        let now = self.0 == 0;
        self.0 = self.0.wrapping_sub(1);
        now
    }
}

/// Reads a union.
///
/// # Errors
/// It is no JSON. What no variant knows is none.
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

/// The first variant that keeps all of the value, else the one that understands the most of it; `None` if none decodes.
fn choose<'de, T: Union, A: SeqAccess<'de>>(
    candidates: &[Candidate],
    again: &mut A,
) -> Result<Option<(Fit, T)>, A::Error> {
    match candidates {
        [] => Ok(None),
        // What is tried once needs no measure.
        [only] => Ok(attempt(*only, again)),
        _ => {
            let size = once(again, Size)?;
            Ok(score::within(size, || best(candidates, size, again)))
        }
    }
}

/// The value as that variant, and how well it fits.
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
    // One that could not read the value knows more of its members: this one would drop some of those.
    let (found, decoded, _) = best.filter(|(found, _, keys)| *keys >= unread || found.drops_nothing())?;
    Some((found, decoded))
}

/// Decodes a variant, if the JSON can mean it.
pub fn variant<'de, T: Wire, A: SeqAccess<'de>>(again: &mut A) -> Option<T> {
    again.next_element_seed(Decode::new()).ok()?
}
