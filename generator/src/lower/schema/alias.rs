//! Types that are other names for types: what is nothing but itself, and what is a name of a name of a name. What asks for
//! the type behind a name follows all of them, so there is a limit to how far that leads.

use crate::base::graph::components;
use crate::diagnostic::code;
use crate::ir::{Shape, Type};
use crate::lower::Lowering;

/// How many names may follow each other; people's documents have three.
const LONGEST: usize = 64;

/// How many parts a type may have when all names in it are written out: the parts of a tuple multiply.
const LARGEST: usize = 4_096;

impl Lowering<'_> {
    /// Aliases that are nothing but each other become anything: there is no value that they could hold.
    pub(in crate::lower) fn break_cycles(&mut self) {
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
            // One that is anything breaks the whole cycle.
            if closes && !std::mem::replace(&mut broken[cycle[index]], true) {
                let pointer = self.types[index].pointer.clone();
                self.note(
                    &code::REFERENCE_CYCLE,
                    &pointer,
                    "schema that refers only to itself; read as any value",
                );
                self.types[index].shape = Shape::Alias(Type::Any);
            }
        }
    }

    /// Aliases that lead too far, or whose parts multiply, become anything.
    pub(in crate::lower) fn limit_aliases(&mut self) {
        let named = |index: usize| match &self.types[index].shape {
            Shape::Alias(ty) => ty.named().into_iter().map(|id| id.0).collect(),
            _ => Vec::new(),
        };
        let graph: Vec<Vec<usize>> = (0..self.types.len()).map(named).collect();
        let component = components(&graph);
        // What a type names is numbered before it, but for what names it in turn, which gets a type of its own.
        let mut order: Vec<usize> = (0..graph.len()).collect();
        order.sort_by_key(|index| component[*index]);
        let mut extents = vec![Extent { length: 0, parts: 1 }; graph.len()];
        for index in order {
            let inner = graph[index].iter().filter(|named| component[**named] != component[index]);
            let extent =
                inner.map(|named| extents[*named]).fold(Extent { length: 0, parts: 1 }, Extent::with);
            extents[index] = extent;
            if extent.length > LONGEST || extent.parts > LARGEST {
                let pointer = self.types[index].pointer.clone();
                let message = match extent.length > LONGEST {
                    true => {
                        format!("chain of more than {LONGEST} type aliases; read as any value")
                    }
                    false => {
                        format!(
                            "type alias with more than {LARGEST} parts when fully expanded; read as any value"
                        )
                    }
                };
                self.group(&code::ALIAS_CHAIN, &pointer, message);
                self.types[index].shape = Shape::Alias(Type::Any);
                extents[index] = Extent { length: 0, parts: 1 };
            }
        }
    }
}

/// How far the names lead that a type is written with.
#[derive(Clone, Copy)]
struct Extent {
    length: usize,
    parts: usize,
}

impl Extent {
    /// Of a type that names another one, too.
    fn with(self, named: Self) -> Self {
        Self { length: self.length.max(named.length + 1), parts: self.parts.saturating_add(named.parts) }
    }
}
