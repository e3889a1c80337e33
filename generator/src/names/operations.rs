//! What groups, methods, arguments and the rest of an operation are called.

use std::collections::BTreeMap;

use super::ident::{Case, candidates, ident, words};
use super::scope::{Claim, settle};
use crate::ir::{Api, Location, Operation};

/// Modules and methods of the client that groups must not take.
const RESERVED_MODULES: [&str; 12] =
    ["types", "client", "runtime", "error", "new", "builder", "lib", "main", "self", "super", "crate", "mod"];

/// Arguments that generated methods have beside the document's.
const RESERVED_ARGUMENTS: [&str; 7] = ["body", "self", "super", "crate", "call", "core", "request"];

/// Methods of calls that setters must not take.
const RESERVED_SETTERS: [&str; 6] = ["with_response", "timeout", "header", "into_future", "send", "retry"];

/// A group of operations.
#[derive(Debug, Clone)]
pub struct GroupNames {
    /// As the document has it.
    pub wire: String,
    /// Its module, and the client's method that leads to it.
    pub module: String,
    /// The struct that its operations are methods of.
    pub handle: String,
    /// Its operations.
    pub operations: Vec<OperationNames>,
}

/// The names of an operation.
#[derive(Debug, Clone)]
pub struct OperationNames {
    /// Its index in the API.
    pub index: usize,
    /// Its method.
    pub method: String,
    /// The struct of its optional parameters.
    pub builder: String,
    /// Its entry in the table.
    pub constant: String,
    /// Its arguments or setters, by parameter.
    pub parameters: Vec<String>,
}

/// What the types of each operation are named after, as words.
pub(super) fn base_names(api: &Api) -> Vec<String> {
    let claims: Vec<Claim> = api
        .operations
        .iter()
        .map(|operation| {
            let mut claim = claim(operation, operation.id.as_deref());
            claim.candidates.iter_mut().for_each(|name| *name = ident(name, Case::Upper));
            claim
        })
        .collect();
    settle(&claims, &[])
}

/// An operation claims its id; without one, or beside another of the same id, its method and path.
fn claim(operation: &Operation, name: Option<&str>) -> Claim {
    let place = format!("{} {}", operation.method.to_lowercase(), path_words(&operation.path));
    let mut forms = name.map(|name| candidates(name, Case::Snake)).unwrap_or_default();
    let exact = forms.first().map(String::as_str) == name;
    forms.truncate(2);
    forms.push(ident(&place, Case::Snake));
    if let Some(name) = name {
        forms.push(ident(&format!("{} {place}", words(name)), Case::Snake));
    }
    forms.extend(candidates(&format!("{} {}", operation.method, operation.path), Case::Snake).pop());
    Claim { candidates: forms, rank: u8::from(!exact) }
}

/// `/users/{id}/posts` as `users by id posts`.
fn path_words(path: &str) -> String {
    let said = path.split(['/', '?', '&']).filter(|part| !part.is_empty()).map(|part| {
        let by = part.replace('{', " by ").replace('}', " ");
        words(&by)
    });
    said.collect::<Vec<_>>().join(" ")
}

/// Groups in order of their modules, operations in the document's order.
pub(super) fn groups(api: &Api) -> Vec<GroupNames> {
    let mut by_group: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        by_group.entry(&operation.group).or_default().push(index);
    }
    let claims: Vec<Claim> = by_group
        .keys()
        .map(|group| {
            let mut forms = candidates(group, Case::Module);
            forms.insert(1, ident(&format!("{} api", words(group)), Case::Module));
            let rank = u8::from(forms[0] != **group);
            Claim { candidates: forms, rank }
        })
        .collect();
    let modules = settle(&claims, &RESERVED_MODULES);
    let mut groups: Vec<GroupNames> = by_group
        .into_iter()
        .zip(modules)
        .map(|((wire, indices), module)| {
            let handle = ident(&module, Case::Upper);
            let handle = if TAKEN.contains(&handle.as_str()) { format!("{handle}Group") } else { handle };
            let operations = operations(api, &indices, &handle);
            GroupNames { wire: wire.to_owned(), module, handle, operations }
        })
        .collect();
    groups.sort_by(|a, b| a.module.cmp(&b.module));
    groups
}

fn operations(api: &Api, indices: &[usize], handle: &str) -> Vec<OperationNames> {
    let claims: Vec<Claim> = indices
        .iter()
        .map(|index| {
            let operation = &api.operations[*index];
            claim(operation, operation.name.as_deref().or(operation.id.as_deref()))
        })
        .collect();
    let methods = settle(&claims, &["self", "super", "crate"]);
    let named = indices.iter().zip(methods).map(|(index, method)| {
        let builder = ident(&method, Case::Upper);
        let builder = if builder == handle || TAKEN.contains(&builder.as_str()) {
            format!("{builder}Call")
        } else {
            builder
        };
        OperationNames {
            index: *index,
            builder,
            constant: super::ident::shouty(&method),
            parameters: parameters(&api.operations[*index]),
            method,
        }
    });
    named.collect()
}

/// What a group's module names without a path.
const TAKEN: [&str; 24] = [
    "Call",
    "Core",
    "Operation",
    "Param",
    "Option",
    "Vec",
    "String",
    "Box",
    "Self",
    "Into",
    "IntoIterator",
    "Untyped",
    "Style",
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

/// Two parameters of one name are told apart by where they travel.
fn parameters(operation: &Operation) -> Vec<String> {
    let claims: Vec<Claim> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let text = parameter.name.as_deref().unwrap_or(&parameter.wire);
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            let mut forms = candidates(text, Case::Snake);
            forms.insert(1, ident(&format!("{} {place}", words(text)), Case::Snake));
            forms.push(format!("{}_{place}", forms[forms.len() - 1]));
            let rank = if parameter.location == Location::Path { 0 } else { 1 };
            Claim { candidates: forms, rank }
        })
        .collect();
    let reserved: Vec<&str> = RESERVED_ARGUMENTS.iter().chain(&RESERVED_SETTERS).copied().collect();
    settle(&claims, &reserved)
}
