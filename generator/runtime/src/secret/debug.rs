//! `Debug` of types that hold secrets: `redacted!` implements it from one line per member or variant.

use super::names::REDACTED;
use std::fmt;

/// The placeholder for a value that must not be shown.
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// Writes a struct as `#[derive(Debug)]` does.
///
/// # Errors
/// Those of the formatter.
pub fn fields(f: &mut fmt::Formatter<'_>, name: &str, fields: &[(&str, &dyn fmt::Debug)]) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    for (name, value) in fields {
        shown.field(name.trim_start_matches("r#"), value);
    }
    shown.finish()
}

/// Implements `Debug`.
///
/// `redacted!(Login { user shown, password hidden, pin optional });` for a struct,
/// `redacted!(Proof match { Pin hidden, Key shown });` for a union, `redacted!(Pins(hidden));` for another name of a
/// type: `optional` (`Option<T>`) shows whether there is a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __redacted {
    ($ty:ident { $($field:ident $how:ident),* $(,)? }) => {
        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::secret::debug::fields(
                    f,
                    stringify!($ty),
                    &[$((stringify!($field), $crate::__redacted!(@$how &self.$field))),*],
                )
            }
        }
    };
    ($ty:ident match { $($variant:ident $how:ident),* $(,)? }) => {
        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let (name, value): (&str, &dyn ::std::fmt::Debug) = match self {
                    $(Self::$variant(_value) => (stringify!($variant), $crate::__redacted!(@$how _value)),)*
                };
                f.debug_tuple(name.trim_start_matches("r#")).field(value).finish()
            }
        }
    };
    ($ty:ident($how:ident)) => {
        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($ty)).field($crate::__redacted!(@$how &self.0)).finish()
            }
        }
    };
    (@shown $value:expr) => { $value };
    (@hidden $value:expr) => { &$crate::runtime::secret::debug::Redacted };
    (@optional $value:expr) => { &$value.as_ref().map(|_| $crate::runtime::secret::debug::Redacted) };
}
#[doc(hidden)]
pub use crate::__redacted as redacted;
