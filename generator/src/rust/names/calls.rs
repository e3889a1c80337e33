//! What is named after the methods of a group: its handle, request builders, types by status, headers, constants. Each
//! claims its name in the scope where it stands, as methods that differ can give the same: `get_a1` and `get_a_1` are both
//! `GetA1`.

use std::collections::BTreeMap;

use super::ident::{Case, ident, shouty, words};
use super::paths::place_words;
use super::scope::{Claim, settle};
use crate::ir::{Api, Operation};
use crate::rust::imports;

/// What a group's module names without a path and without an import.
const PRELUDE: [&str; 18] = [
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
];

/// What is taken in a group's module, whatever its operations.
fn taken() -> Vec<&'static str> {
    imports::types().chain(PRELUDE).collect()
}

/// The structs that operations are methods of, one a module. They stand in files of their own and, for tests, in one.
pub(super) fn handles(modules: &[String]) -> Vec<String> {
    let claims = modules.iter().map(|module| {
        let first = ident(module, Case::Upper);
        let rank = u8::from(ident(&first, Case::Module) != *module);
        Claim::new(first.clone(), rank, move || vec![format!("{first}Group"), format!("{first}GroupHandle")])
    });
    settle(&claims.collect::<Vec<_>>(), &taken())
}

/// What is named after a method.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    pub call: String,
    pub error: String,
    pub success: String,
    pub headers: String,
    pub constant: String,
}

/// What is named after each method of a group. Another way to call an operation has that one's but for its request builder.
pub(super) fn derived(api: &Api, indices: &[usize], methods: &[String], handle: &str) -> Vec<Derived> {
    let operations: Vec<&Operation> = indices.iter().map(|index| &api.operations[*index]).collect();
    let calls = calls(api, &operations, methods, handle);
    let constants = constants(&operations, methods);
    let types = types(api, &operations, &calls, handle);
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
                if api.answers_by_itself(operation) { own.success } else { derived[of].success.clone() };
            derived[at] = Derived { call: own.call, success, ..derived[of].clone() };
        }
    }
    derived
}

/// The types of request builders. One that is printed has the better right, then one that its method can be told from.
fn calls(api: &Api, operations: &[&Operation], methods: &[String], handle: &str) -> Vec<String> {
    let claims = operations.iter().zip(methods).map(|(operation, method)| {
        let first = ident(method, Case::Upper);
        let is_printed = operation.has_setters()
            || api.errors_differ(operation)
            || operation.success_differs()
            || !operation.headers.is_empty();
        let rank = u8::from(ident(&first, Case::Snake) != *method) + if is_printed { 0 } else { 2 };
        Claim::new(first.clone(), rank, move || {
            let placed = format!("{} {}", words(method), place_words(operation));
            vec![format!("{first}Call"), ident(&placed, Case::Upper), exact(method, operation, Case::Upper)]
        })
    });
    let reserved = [taken(), vec![handle]].concat();
    settle(&claims.collect::<Vec<_>>(), &reserved)
}

/// The entries in the table.
fn constants(operations: &[&Operation], methods: &[String]) -> Vec<String> {
    let claims = operations.iter().zip(methods).map(|(operation, method)| {
        // Another way to call an operation has the entry of that one.
        let rank = u8::from(operation.variant.is_some()) * 2;
        let first = shouty(method);
        let rank = rank + u8::from(first.to_lowercase() != *method);
        Claim::new(first.clone(), rank, move || {
            vec![format!("{first}_OPERATION"), shouty(&exact(method, operation, Case::Snake))]
        })
    });
    settle(&claims.collect::<Vec<_>>(), &[])
}

/// The types by status, and what reads the headers of answers.
fn types(api: &Api, operations: &[&Operation], calls: &[String], handle: &str) -> Vec<[String; 3]> {
    let mut claims = Vec::new();
    for (operation, call) in operations.iter().zip(calls) {
        let endings = [
            ("Error", "Failure", api.errors_differ(operation)),
            ("Success", "Answer", operation.success_differs()),
            ("Headers", "AnswerHeaders", !operation.headers.is_empty()),
        ];
        for (ending, other, is_printed) in endings {
            let is_own =
                operation.variant.is_none() || ending == "Success" && api.answers_by_itself(operation);
            let rank = if is_printed && is_own { 0 } else { 1 };
            let last = format!("{call}{other}Of{call}");
            let further = move || vec![format!("{call}{other}"), last.clone()];
            claims.push(Claim::new(format!("{call}{ending}"), rank, further));
        }
    }
    let own: Vec<&str> = calls.iter().map(String::as_str).collect();
    let reserved = [taken(), vec![handle], own].concat();
    let names = settle(&claims, &reserved);
    names.chunks(3).filter_map(|names| names.to_vec().try_into().ok()).collect()
}

/// What nothing else in the group can be called, but for a number.
fn exact(method: &str, operation: &Operation, case: Case) -> String {
    let placed = format!("{method} {} {}", operation.method, operation.key);
    super::ident::further(&placed, case).pop().unwrap_or_default()
}
