//! Chooses every identifier, once: all claims of a scope are collected, collisions are qualified by their own context
//! under one fixed ranking, and no name depends on the order or presence of unrelated things.

mod acronym;
mod by_id;
mod calls;
mod credentials;
pub mod files;
mod framework;
mod group_words;
pub mod ident;
mod members;
mod method;
mod methods;
mod operations;
mod paths;
mod place;
mod reached;
pub(crate) mod record;
mod scope;
mod servers;
pub mod singular;
mod types;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, TypeId};
use crate::rust::facts::{Facts, Side};

pub use credentials::CredentialNames;
pub use methods::MethodNames;
pub use operations::{GroupNames, OperationNames};
pub use reached::{Reached, reached};
pub use record::Record;
use record::{Book, Displaced};
pub use servers::{ServerNames, VariableNames};
pub use types::TypeFile;

/// The names of an API.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The name of each form of a type.
    pub types: BTreeMap<(TypeId, Side), String>,
    /// What the types of each operation are named after.
    bases: Vec<String>,
    /// The names that are not the first choice.
    displaced: Displaced,
    /// All names of types.
    taken_types: BTreeSet<String>,
    /// All modules of groups.
    taken_modules: BTreeSet<String>,
    /// The number of types that are left out.
    omitted_types: usize,
    /// Files of types: each component with its inline parts, each operation's own types.
    pub files: Vec<TypeFile>,
    /// By type: the names of its fields or variants, in order.
    pub members: Vec<Vec<String>>,
    /// By type: the name of the variant or field for unknown values.
    pub open: Vec<String>,
    /// By type: the names of the methods that return the value of a variant of a union, by variant.
    pub getters: Vec<Vec<String>>,
    /// By type: the names of the setters that send `null`, by field.
    pub nulls: Vec<Vec<String>>,
    /// By type: the name of the method that checks a value before it is sent.
    pub checks: Vec<String>,
    /// Operations by group, in order of the groups' modules.
    pub groups: Vec<GroupNames>,
    /// The module of the mock server, if there is one.
    pub mock: String,
    /// The module of the webhooks, if there are any.
    pub webhooks: String,
    /// The security schemes that a client can have credentials for.
    pub credentials: Vec<CredentialNames>,
    /// The servers whose URLs have variables.
    pub servers: Vec<ServerNames>,
}

impl Names {
    /// Chooses every name of an API, whose crate may have had names.
    pub fn new(api: &Api, facts: &Facts, style: MethodNames, record: &Record) -> Self {
        let book = &Book::new(record);
        let subjects = methods::Subjects::new(api);
        let operations = match style {
            MethodNames::Short => subjects.bases(api, book),
            MethodNames::OperationId => by_id::bases(api, book),
        };
        let mut names = Self { types: types::types(api, facts, &operations, book), ..Self::default() };
        names.taken_types = names.types.values().cloned().collect();
        names.files = types::files(api, facts, &names.types, &operations);
        names.bases = operations;
        for (_, def) in api.types() {
            let key = record::type_key(api, def, Side::Both);
            let members = members::members(def, &key, book);
            names.members.push(members.own);
            names.open.push(members.open);
            names.getters.push(members.getters);
            names.nulls.push(members.nulls);
            names.checks.push(members.check);
        }
        (names.groups, names.mock, names.webhooks) = operations::groups(api, &subjects, style, book);
        names.taken_modules = names.groups.iter().map(|group| group.module.clone()).collect();
        names.credentials = credentials::credentials(api, book);
        names.servers = servers::servers(api, book);
        names.displaced = book.displaced();
        names
    }

    /// Leaves out the operations and types that are not kept, by index, and the webhooks. What is left has the names that
    /// it has in the whole API.
    pub fn retain(&mut self, operations: &[bool], types: &[bool], webhooks: bool) {
        self.groups.iter_mut().for_each(|group| group.operations.retain(|own| operations[own.index]));
        self.groups.retain(|group| !group.operations.is_empty());
        self.files.retain(|file| file.types.iter().any(|id| types[id.0]));
        self.omitted_types = types.iter().filter(|kept| !**kept).count();
        if !webhooks {
            self.webhooks.clear();
        }
    }

    /// Returns the indices of the operations that are not left out.
    pub fn operations(&self) -> impl Iterator<Item = usize> {
        self.groups.iter().flat_map(|group| &group.operations).map(|own| own.index)
    }

    /// Returns the types that are not left out.
    pub fn type_ids(&self) -> impl Iterator<Item = TypeId> {
        self.files.iter().flat_map(|file| &file.types).copied()
    }

    /// Returns the number of operations that are not left out. Variants of an operation do not count.
    pub fn operation_count(&self, api: &Api) -> usize {
        self.operations().filter(|index| api.operations[*index].variant.is_none()).count()
    }

    /// Returns the number of types that are not left out.
    pub fn type_count(&self, api: &Api) -> usize {
        api.types.len() - self.omitted_types
    }

    /// Returns true if a group of the whole API has this module.
    pub fn is_group(&self, module: &str) -> bool {
        self.taken_modules.contains(module)
    }

    /// Returns true if a type of the API has this name.
    pub fn is_type(&self, name: &str) -> bool {
        self.taken_types.contains(name)
    }

    /// Returns true if an identifier has letters beyond ASCII, for which the compiler has its own lints.
    pub fn has_non_ascii(&self) -> bool {
        let operations = self.groups.iter().flat_map(|group| &group.operations);
        let called = operations.flat_map(|names| {
            names.parameters.iter().chain(&names.headers.1).chain([&names.method, &names.call])
        });
        let variables = self.servers.iter().flat_map(|server| &server.variables);
        let variables = variables.flat_map(|names| names.variants.iter().chain([&names.setter]));
        let servers = self.servers.iter().map(|server| &server.ty);
        let credentials = self.credentials.iter().map(|names| &names.method);
        let mut all = self.types.values().chain(self.members.iter().flatten()).chain(&self.open);
        !all.all(|name| name.is_ascii())
            || !called.chain(variables).chain(servers).chain(credentials).all(|name| name.is_ascii())
    }
}
