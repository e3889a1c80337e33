//! Constraints of values beyond their types, which are checked before a value is sent. `validate!` makes a table of the
//! members of a struct that have constraints; `rule` checks them.

use super::super::error::build::BuildError;
use super::super::parameter::definition::Param;
use super::super::request::builder::Request;
use super::check::{Check, Invalid, ValuePath};
use super::keyword::Rule;
use super::rule::items;

/// A list without a JSON form, such as the files of a form, with constraints on its length.
#[derive(Debug)]
pub struct Counted<'a, T>(pub &'a T, pub &'static [Rule]);

/// A list that can be counted.
pub trait Count {
    /// The number of elements; `None` if the list is absent.
    fn count(&self) -> Option<usize>;
}

impl<T> Count for Vec<T> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T> Count for Option<Vec<T>> {
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }
}

impl<T: Count> Check for Counted<'_, T> {
    fn check(&self, at: &ValuePath<'_>) -> Result<(), Invalid> {
        self.0.count().map_or(Ok(()), |count| items(count, self.1, at))
    }
}

/// Checks members by their JSON keys; an empty key stands for the object itself.
///
/// # Errors
/// The first value that violates a constraint.
pub fn members(members: &[(&str, &dyn Check)], at: &ValuePath<'_>) -> Result<(), Invalid> {
    members.iter().try_for_each(|(key, value)| match *key {
        "" => value.check(at),
        key => value.check(&ValuePath::Member(at, key)),
    })
}

impl Request {
    /// Makes the call fail before it is sent if the body violates a constraint.
    pub fn check(mut self, body: &dyn Check) -> Self {
        self.set_check(body);
        self
    }

    /// Makes the call fail before it is sent if the parameter violates a constraint.
    pub fn check_parameter(mut self, param: &Param, value: &dyn Check) -> Self {
        self.set_check_parameter(param, value);
        self
    }

    /// Makes the call fail before it is sent if the body violates a constraint.
    pub fn set_check(&mut self, body: &dyn Check) {
        if let Err(invalid) = body.check(&ValuePath::Whole) {
            self.fail(invalid.into());
        }
    }

    /// Makes the call fail before it is sent if the parameter violates a constraint.
    pub fn set_check_parameter(&mut self, param: &Param, value: &dyn Check) {
        if let Err(invalid) = value.check(&ValuePath::Whole) {
            self.fail(BuildError::new(format!("parameter {}: {invalid}", param.name)));
        }
    }
}

/// Implements `Check` and the public method of callers for a type with constraints.
///
/// `validate!(validate for NewTag { name: "name" keeps [MinLength(1)], owner: "owner" inside, files: "files" counts [MaxItems(3)] } keeps [MinProperties(1)]);`
/// for a struct, `validate!(validate for Owner match { Person { inside } Name { keeps [MaxLength(9)] } });` for a
/// union: `keeps` checks these constraints, and `inside` those of the value's own type.
#[doc(hidden)]
#[macro_export]
macro_rules! __validate {
    ($name:ident for $ty:ident {
        $($field:tt: $key:literal $how:ident $([$($rule:expr),* $(,)?])?,)*
    } $(keeps [$($own:expr),* $(,)?])?) => {
        impl $crate::runtime::validate::check::Check for $ty {
            fn check(
                &self,
                at: &$crate::runtime::validate::check::ValuePath<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::validate::check::Invalid> {
                $crate::runtime::validate::declare::members(&[
                    $(("", $crate::__check!(keeps self, [$($own),*])),)?
                    $(($key, $crate::__check!($how &self.$field $(, [$($rule),*])?)),)*
                ], at)
            }
        }
        $crate::__validate_method!($name for $ty);
    };
    ($name:ident for $ty:ident match {
        $($variant:ident { $($how:ident $([$($rule:expr),* $(,)?])?),* })*
    } $(keeps [$($own:expr),* $(,)?])?) => {
        impl $crate::runtime::validate::check::Check for $ty {
            fn check(
                &self,
                at: &$crate::runtime::validate::check::ValuePath<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::validate::check::Invalid> {
                $($crate::runtime::validate::check::Check::check($crate::__check!(keeps self, [$($own),*]), at)?;)?
                match self {
                    $(Self::$variant(value) => $crate::runtime::validate::declare::members(&[
                        $(("", $crate::__check!($how value $(, [$($rule),*])?))),*
                    ], at),)*
                    _ => Ok(()),
                }
            }
        }
        $crate::__validate_method!($name for $ty);
    };
}
#[doc(hidden)]
pub use crate::__validate as validate;

/// The check of one value: `check!(keeps &name, [MinLength(1)])`, `check!(inside &owner)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __check {
    (inside $value:expr) => {
        $value
    };
    (keeps $value:expr, [$($rule:expr),* $(,)?]) => {
        &$crate::runtime::validate::rule::Constrained($value, $crate::__rules!($($rule),*))
    };
    (counts $value:expr, [$($rule:expr),* $(,)?]) => {
        &$crate::runtime::validate::declare::Counted($value, $crate::__rules!($($rule),*))
    };
}
#[doc(hidden)]
pub use crate::__check as check;

/// Imports the names of rules.
#[doc(hidden)]
#[macro_export]
macro_rules! __rules {
    ($($rule:expr),*) => {
        const {
            #[allow(unused_imports, reason = "a pattern names none")]
            use $crate::runtime::validate::keyword::Rule::*;
            &[$($rule),*]
        }
    };
}

/// The public method of callers.
#[doc(hidden)]
#[macro_export]
macro_rules! __validate_method {
    ($name:ident for $ty:ident) => {
        impl $ty {
            /// Checks the constraints of the document, such as lengths, ranges and patterns. Calls do this before they
            /// send the value.
            ///
            /// # Errors
            /// The first value that violates a constraint, with the constraint.
            pub fn $name(&self) -> ::std::result::Result<(), $crate::runtime::validate::check::Invalid> {
                $crate::runtime::validate::check::Check::check(
                    self,
                    &$crate::runtime::validate::check::ValuePath::Whole,
                )
            }
        }
    };
}
