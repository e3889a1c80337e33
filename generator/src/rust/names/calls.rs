//! Names derived from the methods of a group: its handle, request builders, enums by status, headers, constants. Each
//! claims its name in its own scope, because different methods can lead to the same name: `get_a1` and `get_a_1` both
//! give `GetA1`.

use std::collections::BTreeMap;

use super::ident::{Case, constant_case, ident, words};
use super::paths::place_words;
use super::scope::{Claim, assign_names};
use crate::ir::{Api, Operation};
use crate::rust::imports;

/// Names that a group's module uses without a path or an import.
const PRELUDE: [&str; 33] = [
    "Option",
    "Vec",
    "String",
    "Box",
    "Self",
    "Into",
    "IntoIterator",
    "Some",
    "None",
    "Ok",
    "Err",
    "Result",
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Iterator",
    "Default",
    "Drop",
    "Extend",
    "Fn",
    "From",
    "FromIterator",
    "Hash",
    "Ord",
    "PartialOrd",
    "Send",
    "Sized",
    "Sync",
    "ToString",
    "TryFrom",
    "Unpin",
];

/// Returns the names taken in every group's module.
fn taken_names() -> Vec<&'static str> {
    imports::types().chain(PRELUDE).collect()
}

/// Names the handles: the structs whose methods are operations, one per module. They are in separate files and, for the
/// mock server, in one file.
pub(super) fn handle_names(modules: &[String]) -> Vec<String> {
    let claims = modules.iter().map(|module| {
        let first = ident(module, Case::Upper);
        let rank = u8::from(ident(&first, Case::Module) != *module);
        Claim::new(first.clone(), rank, move || vec![format!("{first}Group"), format!("{first}GroupHandle")])
    });
    assign_names(&claims.collect::<Vec<_>>(), &taken_names())
}

/// The names derived from a method.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    pub call: String,
    pub error: String,
    pub success: String,
    pub headers: String,
    pub constant: String,
}

/// Returns the names derived from each method of a group. A variant of an operation has the names of that operation,
/// except its own request builder.
pub(super) fn derived_names(api: &Api, indices: &[usize], methods: &[String], handle: &str) -> Vec<Derived> {
    let operations: Vec<&Operation> = indices.iter().map(|index| &api.operations[*index]).collect();
    let calls = request_builder_names(api, &operations, methods, handle);
    let constants = constant_names(&operations, methods);
    let types = type_names(api, &operations, &calls, handle);
    let own = calls.into_iter().zip(constants).zip(types);
    let own = own.map(|((call, constant), [error, success, headers])| Derived {
        call,
        error,
        success,
        headers,
        constant,
    });
    let mut derived: Vec<Derived> = own.collect();
    let places: BTreeMap<usize, usize> = indices.iter().copied().zip(0..).collect();
    for (at, operation) in operations.iter().enumerate() {
        let of = operation.variant.as_ref().and_then(|variant| places.get(&variant.of).copied());
        if let Some(of) = of {
            let own = derived[at].clone();
            let success =
                if api.has_own_success(operation) { own.success } else { derived[of].success.clone() };
            derived[at] = Derived { call: own.call, success, ..derived[of].clone() };
        }
    }
    derived
}

/// Names the request builders. One that is emitted has precedence, then one from which the method's name can be
/// derived.
fn request_builder_names(
    api: &Api,
    operations: &[&Operation],
    methods: &[String],
    handle: &str,
) -> Vec<String> {
    let claims = operations.iter().zip(methods).map(|(operation, method)| {
        let first = ident(method, Case::Upper);
        let is_printed = operation.has_setters()
            || api.errors_differ(operation)
            || operation.success_differs()
            || !operation.headers.is_empty();
        let rank = u8::from(ident(&first, Case::Snake) != *method) + if is_printed { 0 } else { 2 };
        Claim::new(first.clone(), rank, move || {
            let placed = format!("{} {}", words(method), place_words(operation));
            vec![
                format!("{first}Call"),
                ident(&placed, Case::Upper),
                exact_name(method, operation, Case::Upper),
            ]
        })
    });
    let reserved = [taken_names(), vec![handle]].concat();
    assign_names(&claims.collect::<Vec<_>>(), &reserved)
}

/// Names the entries in the table of operations.
fn constant_names(operations: &[&Operation], methods: &[String]) -> Vec<String> {
    let claims = operations.iter().zip(methods).map(|(operation, method)| {
        // A variant of an operation uses the entry of that operation.
        let rank = u8::from(operation.variant.is_some()) * 2;
        let first = constant_case(method);
        let rank = rank + u8::from(first.to_lowercase() != *method);
        Claim::new(first.clone(), rank, move || {
            vec![format!("{first}_OPERATION"), constant_case(&exact_name(method, operation, Case::Snake))]
        })
    });
    assign_names(&claims.collect::<Vec<_>>(), &[])
}

/// Names the enums by status, and the structs that read response headers.
fn type_names(api: &Api, operations: &[&Operation], calls: &[String], handle: &str) -> Vec<[String; 3]> {
    let mut claims = Vec::new();
    for (operation, call) in operations.iter().zip(calls) {
        let endings = [
            ("Error", "Failure", api.errors_differ(operation)),
            ("Success", "Answer", operation.success_differs()),
            ("Headers", "AnswerHeaders", !operation.headers.is_empty()),
        ];
        for (ending, other, is_printed) in endings {
            let is_own = operation.variant.is_none() || ending == "Success" && api.has_own_success(operation);
            let rank = if is_printed && is_own { 0 } else { 1 };
            let last = format!("{call}{other}Of{call}");
            let alternatives = move || vec![format!("{call}{other}"), last.clone()];
            claims.push(Claim::new(format!("{call}{ending}"), rank, alternatives));
        }
    }
    let own: Vec<&str> = calls.iter().map(String::as_str).collect();
    let reserved = [taken_names(), vec![handle], own].concat();
    let names = assign_names(&claims, &reserved);
    names.chunks(3).filter_map(|names| names.to_vec().try_into().ok()).collect()
}

/// Returns a name that nothing else in the group has, except a numbered one.
fn exact_name(method: &str, operation: &Operation, case: Case) -> String {
    let placed = format!("{method} {} {}", operation.method, operation.key);
    super::ident::alternatives(&placed, case).pop().unwrap_or_default()
}
