//! Indexes the operations of a document by method and path, to find those of many exchanges quickly.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::base::pointer::Pointer;
use crate::correct::lint::{Operation, operations_of, resolve};
use crate::correct::recording::Exchange;
use crate::diagnostic::budget::{Budget, Limit};
use crate::diagnostic::code;
use crate::openapi::template::{Segment, Template};

/// Limits the path segments compared to find the operations of exchanges.
pub(super) static SEGMENTS: Limit = Limit {
    pass: "learn: operations",
    counts: "path segments compared with the URLs of recorded requests",
    most: 1_000_000,
    each: 256,
    code: &code::LINT_COSTLY,
};

/// All operations, indexed by the segments of their paths from the last to the first.
pub(super) struct Routes<'d> {
    operations: Vec<Operation<'d>>,
    /// The declared statuses of operations looked up so far, in lower case, with the key of each.
    statuses: BTreeMap<usize, BTreeMap<String, &'d str>>,
    /// The first node is the end of all paths. Nodes refer to each other by index because paths may be of any length.
    nodes: Vec<Node>,
    pub budget: Budget,
}

/// The paths that share the same last segments.
#[derive(Default)]
struct Node {
    literal: BTreeMap<String, usize>,
    /// The next node after a parameter that matches one segment.
    parameter: Option<usize>,
    /// The next node after a parameter that matches one or more segments.
    several: Option<usize>,
    /// The operations whose path begins here, by method in lower case; the last one of each.
    operations: BTreeMap<String, usize>,
}

impl<'d> Routes<'d> {
    pub(super) fn new(document: &'d Value, exchanges: usize) -> Self {
        let operations = operations_of(document);
        let budget = Budget::new(&SEGMENTS, operations.len().saturating_add(exchanges));
        let mut routes =
            Self { operations: Vec::new(), statuses: BTreeMap::new(), nodes: vec![Node::default()], budget };
        for (index, operation) in operations.iter().enumerate() {
            routes.insert(operation.method, operation.path, index);
        }
        Self { operations, ..routes }
    }

    fn insert(&mut self, method: &str, path: &str, index: usize) {
        let mut at = 0;
        for segment in Template::parse(path).segments().into_iter().rev() {
            let new = self.nodes.len();
            let node = &mut self.nodes[at];
            at = match segment {
                Segment::Literal(text) => *node.literal.entry(text).or_insert(new),
                Segment::One => *node.parameter.get_or_insert(new),
                Segment::Several => *node.several.get_or_insert(new),
            };
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[at].operations.insert(method.to_ascii_lowercase(), index);
    }

    /// Finds the operation whose path matches the end of the exchange's path. If several match, the one with the most
    /// segments is used, then the one with the most literal segments. `Err` if the limit is exceeded.
    pub(super) fn find(&mut self, exchange: &Exchange) -> Result<Option<usize>, ()> {
        let own: Vec<&str> = segments(&exchange.path).rev().collect();
        let method = exchange.method.to_ascii_lowercase();
        let mut best = None;
        let mut open = vec![(0, 0, 0)];
        while let Some((at, length, literal)) = open.pop() {
            if !self.budget.spend(1) {
                return Err(());
            }
            let node = &self.nodes[at];
            if let Some(index) = node.operations.get(&method) {
                best = best.max(Some((length, literal, *index)));
            }
            if let Some(next) = node.several {
                if !self.budget.spend(own.len() - length) {
                    return Err(());
                }
                open.extend((length + 1..=own.len()).map(|end| (next, end, literal)));
            }
            let Some(segment) = own.get(length) else { continue };
            open.extend(node.parameter.map(|next| (next, length + 1, literal)));
            open.extend(node.literal.get(*segment).map(|next| (*next, length + 1, literal + 1)));
        }
        Ok(best.map(|(_, _, index)| index))
    }

    pub(super) fn operation(&self, index: usize) -> &Operation<'d> {
        &self.operations[index]
    }

    /// Returns the response for the first of these statuses that the operation declares, with references followed.
    pub(super) fn response(
        &mut self,
        document: &'d Value,
        index: usize,
        statuses: [&str; 3],
    ) -> Option<(Pointer, &'d Value)> {
        let at = self.operations[index].at.join("responses");
        let known = self.statuses.entry(index).or_insert_with(|| declared(document, &at));
        let key = statuses.iter().find_map(|status| known.get(&status.to_ascii_lowercase()))?;
        resolve(document, &at.join(key))
    }
}

/// Returns the statuses whose responses can be resolved, in lower case. Of keys that differ in case only, the first is
/// used.
fn declared<'d>(document: &'d Value, at: &Pointer) -> BTreeMap<String, &'d str> {
    let mut known = BTreeMap::new();
    let responses = document.pointer(at.as_str()).and_then(Value::as_object);
    for status in responses.into_iter().flat_map(Map::keys) {
        if resolve(document, &at.join(status)).is_some() {
            known.entry(status.to_ascii_lowercase()).or_insert(status.as_str());
        }
    }
    known
}

fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}
