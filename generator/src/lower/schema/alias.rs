//! Type aliases: aliases that refer only to themselves, and long chains of aliases. Code that needs the type behind a
//! name follows the whole chain, so its length is limited.

use crate::base::graph::components;
use crate::diagnostic::code;
use crate::ir::{Shape, Type};
use crate::lower::Lowering;

/// The maximum length of a chain of aliases; real documents have three.
const MAX_CHAIN: usize = 64;

/// The maximum number of parts of a type with all aliases expanded: the parts of tuples multiply.
const MAX_PARTS: usize = 4_096;

impl Lowering<'_> {
    /// Makes aliases that refer only to each other any value: no value could have their type.
    pub(in crate::lower) fn break_alias_cycles(&mut self) {
        let next = |index: usize| match &self.types[index].shape {
            Shape::Alias(ty) => match ty.strip_null().0 {
                Type::Named(next) => vec![next.0],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let graph: Vec<Vec<usize>> = (0..self.types.len()).map(next).collect();
        let cycle = components(&graph);
        let mut broken = vec![false; graph.len()];
        for index in 0..graph.len() {
            let closes = graph[index].first().is_some_and(|next| cycle[*next] == cycle[index]);
            // One alias of any value breaks the whole cycle.
            if closes && !std::mem::replace(&mut broken[cycle[index]], true) {
                let pointer = self.types[index].pointer.clone();
                self.report_once(
                    &code::REFERENCE_CYCLE,
                    &pointer,
                    "schema that refers only to itself; read as any value",
                );
                self.types[index].shape = Shape::Alias(Type::Any);
            }
        }
    }

    /// Makes aliases any value if their chain is too long or their parts multiply.
    pub(in crate::lower) fn limit_aliases(&mut self) {
        let named = |index: usize| match &self.types[index].shape {
            Shape::Alias(ty) => ty.named().into_iter().map(|id| id.0).collect(),
            _ => Vec::new(),
        };
        let graph: Vec<Vec<usize>> = (0..self.types.len()).map(named).collect();
        let component = components(&graph);
        // The types that a type names are numbered before it. The exception are types in a cycle with it, which get a
        // type of their own.
        let mut order: Vec<usize> = (0..graph.len()).collect();
        order.sort_by_key(|index| component[*index]);
        let mut extents = vec![Extent { length: 0, parts: 1 }; graph.len()];
        for index in order {
            let inner = graph[index].iter().filter(|named| component[**named] != component[index]);
            let extent =
                inner.map(|named| extents[*named]).fold(Extent { length: 0, parts: 1 }, Extent::with);
            extents[index] = extent;
            if extent.length > MAX_CHAIN || extent.parts > MAX_PARTS {
                let pointer = self.types[index].pointer.clone();
                let message = match extent.length > MAX_CHAIN {
                    true => {
                        format!("chain of more than {MAX_CHAIN} type aliases; read as any value")
                    }
                    false => {
                        format!(
                            "type alias with more than {MAX_PARTS} parts when fully expanded; read as any value"
                        )
                    }
                };
                self.report_grouped(&code::ALIAS_CHAIN, &pointer, message);
                self.types[index].shape = Shape::Alias(Type::Any);
                extents[index] = Extent { length: 0, parts: 1 };
            }
        }
    }
}

/// The length of the longest alias chain in a type, and the number of its parts when expanded.
#[derive(Clone, Copy)]
struct Extent {
    length: usize,
    parts: usize,
}

impl Extent {
    /// Returns the extent of a type that also names another type.
    fn with(self, named: Self) -> Self {
        Self { length: self.length.max(named.length + 1), parts: self.parts.saturating_add(named.parts) }
    }
}
