//! Shows the types, operations and diagnostics of a document, for tools and tests: every named schema and every
//! operation with its location in the document and its path in the crate that would be emitted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value, json};

use super::{files, untyped};
use crate::Built;
use crate::diagnostic::{Files, Report};
use crate::ir::{Access, Api, Object, Owner, Shape, TypeId};
use crate::rust::facts::{Facts, Presence, Side};
use crate::rust::names::ident::written;
use crate::text::print::escape_line;

/// A named type in the output of `inspect`.
struct NamedType<'a> {
    pointer: String,
    rust: String,
    role: &'a str,
    /// True if its schema allows null, which every use of the type repeats.
    nullable: bool,
    id: TypeId,
    side: Side,
}

/// An operation in the output of `inspect`.
struct OperationEntry<'a> {
    method: &'a str,
    path: &'a str,
    id: Option<&'a str>,
    rust: Option<String>,
    left_out: Option<&'a str>,
}

/// Returns everything as one JSON object.
pub fn json(built: Option<&Built>, report: &Report, texts: &Files) -> Value {
    let types =
        built.into_iter().flat_map(|built| named_types(built).into_iter().map(move |named| (built, named)));
    let types: Vec<Value> = types
        .map(|(built, named)| {
            let keys = collect_keys(&built.api, &built.facts, named.id, named.side);
            json!({
                "pointer": named.pointer,
                "rust": named.rust,
                "role": named.role,
                "nullable": named.nullable,
                "without": keys.without,
                "null_is_absent": keys.null_is_absent,
            })
        })
        .collect();
    let operations: Vec<Value> = built
        .map(operation_entries)
        .unwrap_or_default()
        .into_iter()
        .map(|called| {
            json!({
                "method": called.method,
                "path": called.path,
                "operationId": called.id,
                "rust": called.rust,
                "left_out": called.left_out,
            })
        })
        .collect();
    let untyped = built.map(|built| untyped::list(std::slice::from_ref(built), texts)).unwrap_or_default();
    json!({
        "types": types,
        "operations": operations,
        "untyped": untyped::json(&untyped),
        "diagnostics": files::diagnostics(report, texts),
    })
}

/// Returns a table for people.
pub fn table(built: &Built) -> String {
    let mut text = String::new();
    for named in named_types(built) {
        let _ = writeln!(text, "{:<9} {:<50} {}", named.role, named.rust, escape_line(&named.pointer));
    }
    for called in operation_entries(built) {
        let rust =
            called.rust.or(called.left_out.map(|code| format!("left out: {code}"))).unwrap_or_default();
        let _ = writeln!(text, "{:<9} {rust:<50} {}", escape_line(called.method), escape_line(called.path));
    }
    text
}

/// Returns every component schema, in each of its forms.
fn named_types(built: &Built) -> Vec<NamedType<'static>> {
    let Built { api, facts, names, provenance, .. } = built;
    let emitted: BTreeSet<TypeId> = names.type_ids().collect();
    let components = api
        .types()
        .filter(|(id, _)| emitted.contains(id))
        .filter(|(_, def)| def.naming.steps.is_empty() && matches!(def.naming.owner, Owner::Component(_)));
    let forms = components.flat_map(|(id, def)| {
        let (_, pointer) = provenance.origin(&def.pointer);
        facts.sides(id).into_iter().map(move |side| (id, side, pointer.to_string()))
    });
    let named = forms.map(|(id, side, pointer)| NamedType {
        nullable: api.type_def(id).nullable,
        pointer,
        rust: format!("types::{}", written(&names.types[&(id, side)])),
        role: role(&api.type_def(id).shape, side),
        id,
        side,
    });
    named.collect()
}

/// JSON keys of a form and of all forms that it refers to.
#[derive(Default)]
struct Keys {
    /// Left out, because they are only used in the other direction.
    without: BTreeSet<String>,
    /// Keys for which null and absent are the same, because the type is only received.
    null_is_absent: BTreeSet<String>,
}

fn collect_keys(api: &Api, facts: &Facts, id: TypeId, side: Side) -> Keys {
    let mut keys = Keys::default();
    let mut seen = BTreeSet::from([(id, side)]);
    let mut queue = vec![(id, side)];
    while let Some((id, side)) = queue.pop() {
        if let Shape::Object(object) = &api.type_def(id).shape {
            keys.add(facts, object, side);
        }
        let parts = api.type_def(id).shape.types().into_iter().flat_map(crate::ir::Type::named);
        let parts = parts.map(|part| (part, facts.side_of(part, side)));
        queue.extend(parts.filter(|part| seen.insert(*part)));
    }
    keys
}

impl Keys {
    fn add(&mut self, facts: &Facts, object: &Object, side: Side) {
        let hidden = match side {
            Side::Both => None,
            Side::Response => Some(Access::WriteOnly),
            Side::Request => Some(Access::ReadOnly),
        };
        let left_out = object.fields.iter().filter(|field| Some(field.access) == hidden);
        self.without.extend(left_out.map(|field| field.wire.clone()));
        if side == Side::Response {
            let fields = facts.fields(object, side).into_iter().map(|(_, field)| field);
            let merged = fields.filter(|field| facts.presence(field, side) == Presence::Optional);
            self.null_is_absent.extend(merged.map(|field| field.wire.clone()));
        }
    }
}

/// Returns the direction of a type; a form with files has no JSON form.
fn role(shape: &Shape, side: Side) -> &'static str {
    match (shape, side) {
        (Shape::Object(object), _) if object.form => "form",
        (_, Side::Request) => "request",
        (_, Side::Response) => "response",
        (_, Side::Both) => "both",
    }
}

/// Returns every operation of the document, including those left out.
fn operation_entries(built: &Built) -> Vec<OperationEntry<'_>> {
    let Built { api, names, .. } = built;
    let methods = names.groups.iter().flat_map(|group| {
        group.operations.iter().map(move |own| {
            (own.index, format!("{}::{}::{}", written(&group.module), group.handle, written(&own.method)))
        })
    });
    // In the order of the document.
    let methods: BTreeMap<usize, String> = methods.collect();
    let methods = methods.into_iter().filter(|(index, _)| api.operations[*index].variant.is_none());
    let mut called: Vec<OperationEntry<'_>> = methods
        .map(|(index, method)| {
            let operation = &api.operations[index];
            OperationEntry {
                method: &operation.method,
                path: &operation.key,
                id: operation.id.as_deref(),
                rust: Some(method),
                left_out: None,
            }
        })
        .collect();
    called.extend(api.left_out.iter().map(|left| OperationEntry {
        method: &left.method,
        path: &left.path,
        id: None,
        rust: None,
        left_out: Some(left.code),
    }));
    called
}
