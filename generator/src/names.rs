//! Every identifier, decided once: all claims of a scope are gathered, collisions are qualified by their own
//! context under one fixed ranking, and nothing depends on the order or presence of unrelated things.

pub mod ident;
mod members;
mod operations;
mod scope;
mod servers;
mod types;

use std::collections::BTreeMap;

use crate::facts::{Facts, Side};
use crate::ir::{Api, TypeId};

pub use operations::{GroupNames, OperationNames};
pub use servers::{ServerNames, VariableNames};
pub use types::TypeFile;

/// The tables.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// What a type is called in one of its forms.
    pub types: BTreeMap<(TypeId, Side), String>,
    /// Files of types: each component with its inline parts, each operation's own types.
    pub files: Vec<TypeFile>,
    /// By type: what its fields or variants are called, in order.
    pub members: Vec<Vec<String>>,
    /// By type: what the variant is called that keeps what is not known.
    pub open: Vec<String>,
    /// Operations by group, in order of the groups' modules.
    pub groups: Vec<GroupNames>,
    /// Servers whose URLs have variables.
    pub servers: Vec<ServerNames>,
}

impl Names {
    /// Decides every name of an API.
    pub fn new(api: &Api, facts: &Facts) -> Self {
        let operations = operations::base_names(api);
        let mut names = Self { types: types::types(api, facts, &operations), ..Self::default() };
        names.files = types::files(api, facts, &names.types, &operations);
        for (_, def) in api.types() {
            let (members, open) = members::members(def);
            names.members.push(members);
            names.open.push(open);
        }
        names.groups = operations::groups(api);
        names.servers = servers::servers(api);
        names
    }
}
