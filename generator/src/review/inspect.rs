//! What becomes of a document, for tools and tests: every named schema and every operation with its place in the
//! document and its path in the crate that would be emitted.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use crate::Built;
use crate::diagnostic::{Files, Report, render};
use crate::ir::{Access, Api, Object, Owner, Shape, TypeId};
use crate::rust::facts::{Facts, Presence, Side};
use crate::rust::names::Names;
use crate::rust::names::ident::written;
use crate::text::print::line;

/// A named type as `inspect` speaks of it.
struct Named<'a> {
    pointer: String,
    rust: String,
    role: &'a str,
    /// Whether its schema allows null, which each use of it says.
    nullable: bool,
    /// What is told of its members.
    keys: Keys,
}

/// An operation as `inspect` speaks of it.
struct Called<'a> {
    method: &'a str,
    path: &'a str,
    id: Option<&'a str>,
    rust: Option<String>,
    left_out: Option<&'a str>,
}

/// One JSON object.
pub fn json(built: Option<&Built>, report: &Report, texts: &Files) -> Value {
    let types: Vec<Value> = built
        .map(named)
        .unwrap_or_default()
        .into_iter()
        .map(|named| {
            json!({
                "pointer": named.pointer,
                "rust": named.rust,
                "role": named.role,
                "nullable": named.nullable,
                "without": named.keys.without,
                "null_is_absent": named.keys.null_is_absent,
            })
        })
        .collect();
    let operations: Vec<Value> = built
        .map(called)
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
    let diagnostics = render::json_lines(report, texts);
    let diagnostics: Vec<Value> =
        diagnostics.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    json!({"types": types, "operations": operations, "diagnostics": diagnostics})
}

/// A table for people.
pub fn table(built: &Built) -> String {
    let mut text = String::new();
    for named in named(built) {
        let _ = writeln!(text, "{:<9} {:<50} {}", named.role, named.rust, line(&named.pointer));
    }
    for called in called(built) {
        let rust =
            called.rust.or(called.left_out.map(|code| format!("left out: {code}"))).unwrap_or_default();
        let _ = writeln!(text, "{:<9} {rust:<50} {}", line(called.method), line(called.path));
    }
    text
}

/// Every component schema, in each of its forms.
fn named(built: &Built) -> Vec<Named<'static>> {
    let Built { api, facts, names, provenance, .. } = built;
    let components = api
        .types()
        .filter(|(_, def)| def.naming.steps.is_empty() && matches!(def.naming.owner, Owner::Component(_)));
    let forms = components.flat_map(|(id, def)| {
        let (_, pointer) = provenance.origin(&def.pointer);
        facts.sides(id).into_iter().map(move |side| (id, side, pointer.to_string()))
    });
    let named = forms.map(|(id, side, pointer)| Named {
        nullable: api.type_def(id).nullable,
        pointer,
        rust: format!("types::{}", written(&names.types[&(id, side)])),
        role: role(&api.type_def(id).shape, side),
        keys: keys(api, facts, id, side),
    });
    named.collect()
}

/// JSON keys of a form and of those that it leads to.
#[derive(Default)]
struct Keys {
    /// Left out, as they travel the other way only.
    without: BTreeSet<String>,
    /// Where null and absent are one, as the type is only received.
    null_is_absent: BTreeSet<String>,
}

fn keys(api: &Api, facts: &Facts, id: TypeId, side: Side) -> Keys {
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

/// In which direction a type travels; a form with files has no JSON form.
fn role(shape: &Shape, side: Side) -> &'static str {
    match (shape, side) {
        (Shape::Object(object), _) if object.form => "form",
        (_, Side::Request) => "request",
        (_, Side::Response) => "response",
        (_, Side::Both) => "both",
    }
}

/// Every operation of the document, those left out too.
fn called(built: &Built) -> Vec<Called<'_>> {
    let Built { api, names, .. } = built;
    let mut called: Vec<Called<'_>> = (0..api.operations.len())
        .filter(|index| api.operations[*index].variant.is_none())
        .map(|index| operation(api, names, index))
        .collect();
    called.extend(api.left_out.iter().map(|left| Called {
        method: &left.method,
        path: &left.path,
        id: None,
        rust: None,
        left_out: Some(left.code),
    }));
    called
}

fn operation<'a>(api: &'a Api, names: &Names, index: usize) -> Called<'a> {
    let operation = &api.operations[index];
    let place = names.groups.iter().find_map(|group| {
        let own = group.operations.iter().find(|own| own.index == index)?;
        Some(format!("{}::{}::{}", written(&group.module), group.handle, written(&own.method)))
    });
    Called {
        method: &operation.method,
        path: &operation.key,
        id: operation.id.as_deref(),
        rust: place,
        left_out: None,
    }
}
