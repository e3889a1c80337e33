//! The one fixpoint: what holds for a part holds for everything that is made of it.

use crate::ir::Api;

/// By type: the types that it names, at any depth of its own shape.
pub(super) fn graph(api: &Api) -> Vec<Vec<usize>> {
    let named = |shape: &crate::ir::Shape| {
        shape.types().into_iter().flat_map(crate::ir::Type::named).map(|id| id.0).collect()
    };
    api.types.iter().map(|def| named(&def.shape)).collect()
}

/// Carries a property from every node that has it to all nodes that lead to one.
pub(super) fn spread(graph: &[Vec<usize>], mut holds: Vec<bool>) -> Vec<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); graph.len()];
    for (user, parts) in graph.iter().enumerate() {
        parts.iter().for_each(|part| users[*part].push(user));
    }
    let mut queue: Vec<usize> = (0..graph.len()).filter(|node| holds[*node]).collect();
    while let Some(node) = queue.pop() {
        for user in &users[node] {
            if !std::mem::replace(&mut holds[*user], true) {
                queue.push(*user);
            }
        }
    }
    holds
}
