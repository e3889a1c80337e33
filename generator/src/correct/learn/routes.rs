//! Finds the operation of an exchange: by server, method and path. Of several that match, the one with the most literal
//! path.

use std::collections::BTreeMap;

use serde_json::Value;

use super::server::{Servers, base_of, servers};
use crate::base::pointer::Pointer;
use crate::correct::judge::resolve;
use crate::correct::recording::Exchange;
use crate::diagnostic::budget::{Budget, Limit};
use crate::diagnostic::code;
use crate::openapi::method::is_method;
use crate::openapi::template::{Segment, Template};

/// Limits the path segments compared to find the operations of exchanges.
pub(super) static SEGMENTS: Limit = Limit {
    pass: "learn: operations",
    counts: "path segments compared with the URLs of recorded requests",
    most: 1_000_000,
    each: 256,
    code: &code::LINT_COSTLY,
};

/// An operation of the document.
pub(super) struct Operation {
    /// The pointer of the Operation Object, with references of the path item followed.
    pub at: Pointer,
    /// The method, in upper case.
    pub method: String,
    /// The key of `paths`.
    pub path: String,
    servers: Servers,
}

/// Why an exchange belongs to no operation.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// No path and method match.
    Unknown,
    /// A path matches, but the host is none of the document's.
    Foreign,
    /// The limit of the search was exceeded.
    Costly,
}

/// All operations, indexed by the segments of their paths from the last to the first.
pub(super) struct Routes {
    operations: Vec<Operation>,
    /// The node [`SERVED`] is the end of all paths below their servers, [`BARE`] that of all paths of the document alone. Nodes
    /// refer to each other by index because paths may be of any length.
    nodes: Vec<Node>,
    /// The paths of all operations, with those of their servers.
    paths: Vec<Vec<Segment>>,
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
    /// The operations whose path begins here, by method; the last one of each, and whether the path is whole: nothing
    /// may come before it.
    operations: BTreeMap<String, (usize, bool)>,
}

/// The node at the end of all paths below the base paths of their servers.
const SERVED: usize = 0;

/// The node at the end of all paths as they stand in the document.
const BARE: usize = 1;

/// What makes one match better than another: its segments, then the literal ones.
type Score = (usize, usize, usize);

impl Routes {
    pub(super) fn new(document: &Value, exchanges: usize) -> Self {
        let operations = operations(document);
        let budget = Budget::new(&SEGMENTS, operations.len().saturating_add(exchanges));
        let mut routes = Self {
            operations: Vec::new(),
            nodes: vec![Node::default(), Node::default()],
            paths: Vec::new(),
            budget,
        };
        for (index, operation) in operations.iter().enumerate() {
            let path = Template::parse(&operation.path).segments();
            // A recording may lack the path of the server.
            routes.paths.push(path.clone());
            routes.insert(BARE, &operation.method, &path, (index, true));
            if operation.servers.bases.is_empty() {
                routes.insert(SERVED, &operation.method, &path, (index, false));
            }
            for base in &operation.servers.bases {
                let whole: Vec<Segment> = base.iter().chain(&path).cloned().collect();
                routes.insert(SERVED, &operation.method, &whole, (index, true));
            }
        }
        Self { operations, ..routes }
    }

    /// Returns the operation that a path would match if its server had another base path: the one with the longest path
    /// that is literally there.
    pub(super) fn below(&mut self, method: &str, path: &str) -> Option<&str> {
        let own: Vec<&str> = path.split('/').filter(|one| !one.is_empty()).collect();
        if !self.budget.spend(self.operations.len()) {
            return None;
        }
        let fits = |operation: &&Operation| {
            let segments = Template::parse(&operation.path).segments();
            let rest = own.get(own.len().saturating_sub(segments.len())..).unwrap_or_default();
            let is_same = |(segment, own): (&Segment, &&str)| match segment {
                Segment::Literal(text) => text == own,
                Segment::One => true,
                Segment::Several => false,
            };
            let literals = segments.iter().filter(|segment| matches!(segment, Segment::Literal(_))).count();
            operation.method == method
                && segments.len() < own.len()
                && literals > 0
                && segments.iter().zip(rest).all(is_same)
        };
        let found =
            self.operations.iter().filter(fits).max_by_key(|operation| operation.path.matches('/').count());
        found.map(|operation| operation.path.as_str())
    }

    /// Returns the paths of the document, with those of its servers.
    pub(super) fn paths(&self) -> &[Vec<Segment>] {
        &self.paths
    }

    fn insert(&mut self, end: usize, method: &str, path: &[Segment], operation: (usize, bool)) {
        if self.paths.last().is_none_or(|last| last != path) {
            self.paths.push(path.to_vec());
        }
        let mut at = end;
        for segment in path.iter().rev() {
            let new = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return };
            at = match segment {
                Segment::Literal(text) => *node.literal.entry(text.clone()).or_insert(new),
                Segment::One => *node.parameter.get_or_insert(new),
                Segment::Several => *node.several.get_or_insert(new),
            };
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.operations.insert(method.to_owned(), operation);
        }
    }

    /// Finds the operation of an exchange; `hosts` are served besides those of the document, of which `named` may have another
    /// base path.
    pub(super) fn find(
        &mut self,
        exchange: &Exchange,
        hosts: &[String],
        named: &[String],
    ) -> Result<usize, Miss> {
        let origin = exchange.origin.as_deref();
        let Some(index) = self.best(SERVED, exchange, &exchange.path)? else {
            return self.below_host(exchange, named)?.ok_or(Miss::Unknown);
        };
        let own = self.operations.get(index).is_some_and(|one| one.servers.admits(origin, hosts));
        if own { Ok(index) } else { Err(Miss::Foreign) }
    }

    /// Finds the operation of an exchange with a host that has the paths of the document without the base path of its servers.
    fn below_host(&mut self, exchange: &Exchange, named: &[String]) -> Result<Option<usize>, Miss> {
        let Some(origin) = exchange.origin.as_deref() else { return Ok(None) };
        let Some(base) = base_of(origin, named) else { return Ok(None) };
        let rest = exchange.path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let Some(rest) = rest else { return Ok(None) };
        let found = self.best(BARE, exchange, rest)?;
        let is_declared =
            |index: &usize| self.operations.get(*index).is_some_and(|one| one.servers.names(origin));
        Ok(found.filter(|index| !is_declared(index)))
    }

    fn best(&mut self, end: usize, exchange: &Exchange, path: &str) -> Result<Option<usize>, Miss> {
        let own: Vec<&str> = path.split('/').filter(|one| !one.is_empty()).rev().collect();
        // A recording without hosts may lack the path of the server as well.
        let is_bare = end == SERVED && exchange.origin.is_none();
        let mut best: Option<Score> = None;
        let mut open = vec![(end, 0, 0)];
        while let Some((at, length, literal)) = open.pop() {
            if !self.budget.spend(1) {
                return Err(Miss::Costly);
            }
            let Some(node) = self.nodes.get(at) else { continue };
            if let Some((index, whole)) = node.operations.get(&exchange.method)
                && fits(length, literal, own.len(), *whole && !is_bare)
            {
                best = best.max(Some((length, literal, *index)));
            }
            if let Some(next) = node.several {
                if !self.budget.spend(own.len() - length) {
                    return Err(Miss::Costly);
                }
                open.extend((length + 1..=own.len()).map(|end| (next, end, literal)));
            }
            let Some(segment) = own.get(length) else { continue };
            open.extend(node.parameter.map(|next| (next, length + 1, literal)));
            open.extend(node.literal.get(*segment).map(|next| (*next, length + 1, literal + 1)));
        }
        Ok(best.map(|(_, _, index)| index))
    }

    pub(super) fn operation(&self, index: usize) -> Option<&Operation> {
        self.operations.get(index)
    }
}

/// Returns true if a path that matches the last segments may be the whole one: nothing is left, or what comes before is
/// not known and at least one segment is literally the same.
fn fits(length: usize, literal: usize, all: usize, whole: bool) -> bool {
    length == all || !whole && literal > 0
}

/// Returns every operation, in the document's order, also of path items behind a reference within the document.
fn operations(document: &Value) -> Vec<Operation> {
    let root = Pointer::root().join("paths");
    let paths = document.get("paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for path in paths.into_iter().flat_map(serde_json::Map::keys) {
        let Some((at, item)) = resolve(document, &root.join(path)) else { continue };
        for (method, value) in item.as_object().into_iter().flatten() {
            if is_method(method) && value.is_object() {
                found.push(Operation {
                    at: at.join(method),
                    method: method.to_ascii_uppercase(),
                    path: path.clone(),
                    servers: servers(document, item, value),
                });
            }
        }
    }
    found
}
