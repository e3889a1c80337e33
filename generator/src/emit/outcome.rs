//! How an operation ends, decided once: the type of its success and of its error.

use std::collections::BTreeSet;

use super::Context;
use super::ty::{From, ty};
use crate::facts::Side;
use crate::ir::{Framing, Operation, Statuses, Streamed, Success, Type, TypeId};

/// What an operation's error body is.
pub(crate) enum ErrorType {
    /// Not described.
    Untyped,
    /// One type whatever the status.
    One(String),
    /// A type of its own with a variant a status.
    Several,
}

/// What comes back when all is well, as it is decoded.
pub(crate) enum Output {
    Unit,
    Json(String),
    /// JSON or nothing.
    MaybeJson(String),
    Text,
    Bytes,
    /// Items as they come, and what each is.
    Stream(Streamed, String),
    /// A type of its own with a variant a status.
    Several,
}

/// The errors that have a type which can be an error body, by status.
pub(crate) fn typed_errors<'a>(context: &Context<'_>, operation: &'a Operation) -> Vec<(Statuses, &'a Type)> {
    let typed = operation.errors.iter().filter_map(|case| Some((case.statuses, case.ty.as_ref()?)));
    typed.filter(|(_, ty)| has_body_impl(context, ty)).collect()
}

/// The named types that stand as error bodies somewhere.
pub(super) fn error_bodies(context: &Context<'_>) -> BTreeSet<TypeId> {
    let errors = context.api.operations.iter().flat_map(|operation| typed_errors(context, operation));
    let named = errors.filter_map(|(_, ty)| match context.api.unalias(ty) {
        Type::Named(id) => Some(*id),
        _ => None,
    });
    named.collect()
}

/// Decides the error type of an operation.
pub(crate) fn error_type(context: &Context<'_>, operation: &Operation) -> ErrorType {
    let mut kinds: Vec<&Type> = Vec::new();
    for (_, ty) in typed_errors(context, operation) {
        if !kinds.contains(&ty) {
            kinds.push(ty);
        }
    }
    match kinds.as_slice() {
        [] => ErrorType::Untyped,
        [one] => ErrorType::One(ty(context, one, Side::Response, From::Operations)),
        _ => ErrorType::Several,
    }
}

/// Types that the runtime or the file of the type makes an error body.
fn has_body_impl(context: &Context<'_>, ty: &Type) -> bool {
    let ty = context.api.unalias(ty);
    ty.is_text() || matches!(ty, Type::Named(_) | Type::Any | Type::Array(_) | Type::Map(_))
}

/// Decides how the success of an operation is decoded.
pub(crate) fn output(context: &Context<'_>, operation: &Operation) -> Output {
    let json = |json: &Type| ty(context, json, Side::Response, From::Operations);
    let several = matches!(operation.success, Success::Several(_));
    match operation.success.only() {
        None | Some(Success::Several(_)) => Output::Several,
        Some(Success::Unit) => Output::Unit,
        Some(Success::Json(ty)) if several => Output::MaybeJson(json(ty)),
        Some(Success::Json(ty)) => Output::Json(json(ty)),
        Some(Success::Text) => Output::Text,
        Some(Success::Bytes) => Output::Bytes,
        Some(Success::Stream(streamed)) => {
            Output::Stream(streamed.clone(), streamed.item.as_ref().map_or("String".to_owned(), json))
        }
    }
}

/// The runtime's type of a stream.
pub(crate) fn stream_type(streamed: &Streamed) -> &'static str {
    match streamed.framing {
        Framing::Events => "EventStream",
        Framing::Lines | Framing::JsonSeq => "LineStream",
    }
}
