//! The types that operations reach. A file of types is there as a whole or not at all, so that it is the same whatever
//! else is selected.

use super::Names;
use crate::ir::{Api, Owner, Type, TypeId};

/// The types that operations reach.
#[derive(Debug, Clone)]
pub struct Reached {
    /// By type.
    pub types: Vec<bool>,
    /// By file of types.
    pub files: Vec<bool>,
}

/// Returns the types that operations reach, and that webhooks do.
pub fn reached(api: &Api, names: &Names, operations: &[bool], webhooks: bool) -> Reached {
    let mut file_of = vec![None; api.types.len()];
    for (index, file) in names.files.iter().enumerate() {
        file.types.iter().for_each(|id| file_of[id.0] = Some(index));
    }
    let (mut types, mut files) = (vec![false; api.types.len()], vec![false; names.files.len()]);
    let mut queue = roots(api, operations, webhooks);
    while let Some(id) = queue.pop() {
        if std::mem::replace(&mut types[id.0], true) {
            continue;
        }
        queue.extend(api.type_def(id).shape.types().into_iter().flat_map(Type::named));
        if let Some(file) = file_of[id.0].filter(|file| !std::mem::replace(&mut files[*file], true)) {
            queue.extend(&names.files[file].types);
        }
    }
    Reached { types, files }
}

/// Returns the types that operations and webhooks name, and those that are named after the operations.
fn roots(api: &Api, operations: &[bool], webhooks: bool) -> Vec<TypeId> {
    let mut roots: Vec<TypeId> = Vec::new();
    for (operation, _) in api.operations.iter().zip(operations).filter(|(_, kept)| **kept) {
        let items = operation.paging.iter().map(|paging| &paging.item);
        roots.extend(operation.types().into_iter().chain(items).flat_map(Type::named));
    }
    let own = api.types().filter(|(_, def)| match def.naming.owner {
        Owner::Operation(index) => operations[index],
        Owner::Component(_) => false,
    });
    roots.extend(own.map(|(id, _)| id));
    roots.extend(api.webhooks.iter().filter(|_| webhooks).map(|webhooks| webhooks.union));
    roots
}
