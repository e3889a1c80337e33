//! Unions without a discriminator, decided by data: each variant has a guard, and what the JSON is and holds says
//! which variants can be meant and in which order to try them; of several that decode the one is taken that understands
//! the most. What nobody decodes is kept as JSON.

use super::buffer::Buffer;
use super::fit::{self, Fit};
use super::wire::Wire;
use serde::de::{Deserialize, Deserializer};
use std::cmp::Reverse;

/// Implements `Wire` and serde's traits for a union that the data decides.
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
        const _: () = {
            const __GUARDS: &[$crate::runtime::union::Guard] = &[$(
                $crate::runtime::union::Guard::new(&[$($crate::runtime::union::kind::$kind()),+])
                    $(.keys(&[$($required),*], &[$($known),*]))?
                    $(.constants(&[$(($key, $constant)),*]))?
            ),*];

            impl $crate::runtime::wire::Wire for $ty {
                fn blank() -> Self {
                    Self::$other(::serde_json::Value::Null)
                }

                fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                    let value = $crate::runtime::union::buffer(d)?;
                    let chosen = $crate::runtime::union::choose(&value, __GUARDS, |mut turns| {
                        $(if turns.come() {
                            return $crate::runtime::union::variant::<$inner>(&value).map(Self::$variant);
                        })*
                        None
                    });
                    Ok(chosen.unwrap_or_else(|| Self::$other(value.into_value())))
                }

                fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                    match self {
                        $(Self::$variant(inner) => $crate::runtime::wire::Wire::encode(inner, s),)*
                        Self::$other(value) => $crate::runtime::wire::Wire::encode(value, s),
                    }
                }
            }
        };
        $crate::runtime::wire::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__union as union;

/// A kind of JSON value that a variant takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
#[allow(missing_docs, reason = "named and explained by `Kind`")]
pub mod kind {
    use super::Kind;

    macro_rules! kinds {
        ($($name:ident $kind:ident),*) => {
            $(pub const fn $name() -> Kind { Kind::$kind })*
        };
    }
    kinds!(object Object, string String, integer Integer, number Number, boolean Boolean, array Array, null Null, any Any);
}

impl Kind {
    /// How well the kind describes the value: 0 is not at all.
    fn fit(self, value: &Buffer<'_>) -> u8 {
        match (self, value) {
            (Self::Any, _) => 1,
            (Self::Number, Buffer::Number(_)) => 2,
            (Self::Integer, Buffer::Number(number)) if whole(number) => 3,
            (Self::Object, Buffer::Object(_))
            | (Self::String, Buffer::Text(_))
            | (Self::Boolean, Buffer::Boolean(_))
            | (Self::Array, Buffer::Array(_))
            | (Self::Null, Buffer::Null) => 3,
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
    kinds: &'static [Kind],
    required: &'static [&'static str],
    known: &'static [&'static str],
    constants: &'static [(&'static str, &'static str)],
}

impl Guard {
    /// By kind alone.
    pub const fn new(kinds: &'static [Kind]) -> Self {
        Self { kinds, required: &[], known: &[], constants: &[] }
    }

    /// An object's required keys, and all its keys.
    pub const fn keys(mut self, required: &'static [&'static str], known: &'static [&'static str]) -> Self {
        self.required = required;
        self.known = known;
        self
    }

    /// An object's properties that can only be one text where they are there.
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static str)]) -> Self {
        self.constants = constants;
        self
    }

    /// How well the kind describes the value; `None` where that, the required keys or the constants say that the
    /// variant cannot be meant.
    fn admits(&self, value: &Buffer<'_>) -> Option<u8> {
        let kind = self.kinds.iter().map(|kind| kind.fit(value)).max().filter(|fit| *fit > 0)?;
        let Buffer::Object(_) = value else { return Some(kind) };
        let constant =
            |(key, text): &(&str, &str)| value.get(key).is_none_or(|value| value.as_str() == Some(text));
        let meant = value.count(self.required) == self.required.len() && self.constants.iter().all(constant);
        meant.then_some(kind)
    }
}

/// The variants that the value can mean, the likeliest first: by kind, by the keys that it understands, by the
/// constants that hold; equal ones in their declared order.
pub fn candidates(value: &Buffer<'_>, guards: &[Guard]) -> Vec<usize> {
    let admitted = |(index, guard): (usize, &Guard)| Some((guard.admits(value)?, index));
    let admitted: Vec<(u8, usize)> = guards.iter().enumerate().filter_map(admitted).collect();
    if let [(_, only)] = admitted[..] {
        return vec![only];
    }
    let fit = |(kind, index): (u8, usize)| {
        let guard = guards.get(index)?;
        let said = guard.constants.iter().filter(|(key, _)| value.get(key).is_some()).count();
        Some((Reverse((kind, value.count(guard.known), said)), index))
    };
    let mut fits: Vec<_> = admitted.into_iter().filter_map(fit).collect();
    fits.sort();
    fits.into_iter().map(|(_, index)| index).collect()
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

/// The first variant that keeps all of the value, else the one that understands the most of it; `None` if none decodes.
pub fn choose<T>(
    value: &Buffer<'_>,
    guards: &[Guard],
    mut decode: impl FnMut(Turns) -> Option<T>,
) -> Option<T> {
    let mut best: Option<(Fit, T)> = None;
    let mut choose = || {
        for (turn, candidate) in candidates(value, guards).into_iter().enumerate() {
            if turn > 0 && !fit::may_try(value.size()) {
                break;
            }
            let (decoded, found) = fit::counted(|| decode(Turns(candidate)));
            let Some(decoded) = decoded else { continue };
            if best.as_ref().is_none_or(|(known, _)| found.is_better_than(known)) {
                best = Some((found, decoded));
                if found.is_whole() {
                    break;
                }
            }
        }
    };
    fit::within(|| value.size(), &mut choose);
    match &best {
        Some((found, _)) => fit::add(*found),
        None => fit::unknown(),
    }
    best.map(|(_, decoded)| decoded)
}

/// Reads the JSON of a union.
///
/// # Errors
/// It is no JSON.
pub fn buffer<'de, D: Deserializer<'de>>(d: D) -> Result<Buffer<'de>, D::Error> {
    Buffer::deserialize(d)
}

/// Decodes a variant, if the JSON can mean it.
pub fn variant<T: Wire>(value: &Buffer<'_>) -> Option<T> {
    T::decode(value).ok()
}
