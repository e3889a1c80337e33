//! Unions without a discriminator, decided by data: each variant has a guard, and what the JSON is and holds says
//! which variants can be meant and in which order to try them. What nobody decodes is kept as JSON.

use serde_json::Value;
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

            #[allow(dead_code, reason = "numbers the variants under their own names")]
            enum __Index { $($variant),* }

            impl $crate::runtime::wire::Wire for $ty {
                fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                    let value = <::serde_json::Value as $crate::runtime::wire::Wire>::decode(d)?;
                    for candidate in $crate::runtime::union::candidates(&value, __GUARDS) {
                        let decoded = match candidate {
                            $(i if i == __Index::$variant as usize => {
                                $crate::runtime::wire::from_value::<$inner>(&value).ok().map(Self::$variant)
                            })*
                            _ => None,
                        };
                        if let Some(decoded) = decoded {
                            return Ok(decoded);
                        }
                    }
                    Ok(Self::$other(value))
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
    fn fit(self, value: &Value) -> u8 {
        match (self, value) {
            (Self::Any, _) => 1,
            (Self::Number, Value::Number(_)) => 2,
            (Self::Integer, Value::Number(number)) if whole(number) => 3,
            (Self::Object, Value::Object(_))
            | (Self::String, Value::String(_))
            | (Self::Boolean, Value::Bool(_))
            | (Self::Array, Value::Array(_))
            | (Self::Null, Value::Null) => 3,
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

    /// How well the guard describes the value, larger is better: the kind, the constants that hold, the keys that
    /// it understands. `None` says that the variant cannot be meant.
    fn fit(&self, value: &Value) -> Option<(u8, usize, usize)> {
        let kind = self.kinds.iter().map(|kind| kind.fit(value)).max().filter(|fit| *fit > 0)?;
        let Value::Object(object) = value else { return Some((kind, 0, 0)) };
        let required = self.required.iter().all(|key| object.contains_key(*key));
        let constant =
            |(key, text): &(&str, &str)| object.get(*key).is_none_or(|value| value.as_str() == Some(text));
        if !required || !self.constants.iter().all(constant) {
            return None;
        }
        let understood = self.known.iter().filter(|key| object.contains_key(**key)).count();
        let said = self.constants.iter().filter(|(key, _)| object.contains_key(*key)).count();
        Some((kind, understood, said))
    }
}

/// The variants that the value can mean, the likeliest first; equal ones in their declared order.
pub fn candidates(value: &Value, guards: &[Guard]) -> Vec<usize> {
    let fits = guards.iter().enumerate().filter_map(|(index, guard)| Some((guard.fit(value)?, index)));
    let mut fits: Vec<_> = fits.collect();
    fits.sort_by_key(|(fit, index)| (Reverse(*fit), *index));
    fits.into_iter().map(|(_, index)| index).collect()
}
