//! What setters take: a value, or an `Option` of one, where `None` leaves the field or parameter unset. A trait for each
//! way to hand a value in; the marker `M` tells a value from an `Option`, and is never written.
//!
//! The traits have a message for values that do not fit, which names the type that is wanted.

use super::free_form::{self, JsonObject};
use serde::Serialize;

/// Marks a value that is given.
#[derive(Debug)]
pub struct Given;

/// Marks an `Option` of a value.
#[derive(Debug)]
pub struct Perhaps;

/// A `T` or an `Option<T>`.
#[diagnostic::on_unimplemented(
    message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
    label = "expected `{T}`, or an `Option` of it"
)]
pub trait Maybe<T> {
    /// The value, if there is one.
    fn maybe(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T> Maybe<T> for T {
    fn maybe(self) -> Option<T> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T> Maybe<T> for Option<T> {
    fn maybe(self) -> Option<T> {
        self
    }
}

/// A `T` or an `Option<T>` for a field that holds a box.
#[diagnostic::on_unimplemented(
    message = "expected `{T}` or `Option<{T}>`, found `{Self}`",
    label = "expected `{T}`, or an `Option` of it"
)]
pub trait MaybeBoxed<T> {
    /// The value in its box, if there is one.
    fn maybe(self) -> Option<Box<T>>;
}

#[diagnostic::do_not_recommend]
impl<T> MaybeBoxed<T> for T {
    fn maybe(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T> MaybeBoxed<T> for Option<T> {
    fn maybe(self) -> Option<Box<T>> {
        self.map(Box::new)
    }
}

/// Something that converts into a `T`, or an `Option` of it, for a field that holds a box.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, something that converts into it, or an `Option` of either; found `{Self}`",
    label = "cannot be converted into `{T}`"
)]
pub trait MaybeBoxedInto<T, M> {
    /// The value in its box, if there is one.
    fn maybe(self) -> Option<Box<T>>;
}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> MaybeBoxedInto<T, Given> for U {
    fn maybe(self) -> Option<Box<T>> {
        Some(Box::new(self.into()))
    }
}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> MaybeBoxedInto<T, Perhaps> for Option<U> {
    fn maybe(self) -> Option<Box<T>> {
        self.map(|value| Box::new(value.into()))
    }
}

/// Something that converts into a `T`, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "expected `{T}`, something that converts into it, or an `Option` of either; found `{Self}`",
    label = "cannot be converted into `{T}`"
)]
pub trait MaybeInto<T, M> {
    /// The value, if there is one.
    fn maybe(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> MaybeInto<T, Given> for U {
    fn maybe(self) -> Option<T> {
        Some(self.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T, U: Into<T>> MaybeInto<T, Perhaps> for Option<U> {
    fn maybe(self) -> Option<T> {
        self.map(Into::into)
    }
}

/// A list of `T`, or an `Option` of one. Anything that can be iterated over is a list: a `Vec`, an array, an iterator.
#[diagnostic::on_unimplemented(
    message = "expected a list of `{T}`, or an `Option` of one; found `{Self}`",
    label = "not a list of `{T}`",
    note = "a list is anything that can be iterated over: `[value]`, `vec![…]`, an iterator"
)]
pub trait MaybeList<T, M> {
    /// The list, if there is one.
    fn maybe(self) -> Option<Vec<T>>;
}

#[diagnostic::do_not_recommend]
impl<T, L: IntoIterator<Item = T>> MaybeList<T, Given> for L {
    fn maybe(self) -> Option<Vec<T>> {
        Some(self.into_iter().collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T, L: IntoIterator<Item = T>> MaybeList<T, Perhaps> for Option<L> {
    fn maybe(self) -> Option<Vec<T>> {
        self.map(|list| list.into_iter().collect())
    }
}

/// A list of what converts into a `T`, or an `Option` of one. Anything that can be iterated over is a list: a `Vec`, an
/// array, an iterator.
#[diagnostic::on_unimplemented(
    message = "expected a list of `{T}` or of what converts into it, or an `Option` of one; found `{Self}`",
    label = "not a list of `{T}`",
    note = "a list is anything that can be iterated over: `[value]`, `vec![…]`, an iterator"
)]
pub trait MaybeListInto<T, M> {
    /// The list, if there is one.
    fn maybe(self) -> Option<Vec<T>>;
}

#[diagnostic::do_not_recommend]
impl<T, L: IntoIterator<Item: Into<T>>> MaybeListInto<T, Given> for L {
    fn maybe(self) -> Option<Vec<T>> {
        Some(self.into_iter().map(Into::into).collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T, L: IntoIterator<Item: Into<T>>> MaybeListInto<T, Perhaps> for Option<L> {
    fn maybe(self) -> Option<Vec<T>> {
        self.map(|list| list.into_iter().map(Into::into).collect())
    }
}

/// An object with any members, or an `Option` of one: `json!({…})`, a map, anything that serialises as an object.
#[diagnostic::on_unimplemented(
    message = "expected an object with any members, found `{Self}`, which does not implement `serde::Serialize`",
    label = "does not implement `serde::Serialize`",
    note = "an object is `json!({{…}})`, a map, or any type that serialises as an object"
)]
pub trait MaybeObject {
    /// The object, if there is one.
    fn maybe(self) -> Option<JsonObject>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> MaybeObject for T {
    fn maybe(self) -> Option<JsonObject> {
        free_form::maybe(self)
    }
}
