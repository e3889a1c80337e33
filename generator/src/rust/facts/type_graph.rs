//! The graph of types, for properties that spread from a part to every type that contains it.

use crate::ir::Api;

/// Returns, by type, the types that it names at any depth of its own shape.
pub(super) fn graph(api: &Api) -> Vec<Vec<usize>> {
    let named = |shape: &crate::ir::Shape| {
        shape.types().into_iter().flat_map(crate::ir::Type::named).map(|id| id.0).collect()
    };
    api.types.iter().map(|def| named(&def.shape)).collect()
}
