//! Lists the operations of a document with what selects them, by group, and what they cost.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::ir::Operation;
use crate::rust::names::GroupNames;
use crate::select::reached;
use crate::text::plural::counted;
use crate::text::print::escape_line;
use crate::write::Files;
use crate::{Built, Generated};

/// The widest column of paths; longer ones move what follows.
const MAX_PATH: usize = 60;

/// What a part of a client consists of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cost {
    operations: usize,
    types: usize,
    /// Lines of code and documentation, without the runtime.
    lines: usize,
}

/// An operation that is listed.
struct Listed<'a> {
    data: &'a Operation,
    /// `group/method`.
    selector: String,
}

/// Returns one line for each operation, by group, and what each group and all of them cost.
pub fn text(generated: &Generated) -> String {
    let mut text = String::new();
    for built in &generated.apis {
        for group in &built.names.groups {
            let listed = listed(built, group);
            let cost = cost(built, &generated.files, group);
            let _ = writeln!(text, "{}/*: {}", group.module, described(cost));
            let width = listed.iter().map(|one| one.data.key.chars().count()).max().unwrap_or_default();
            for Listed { data, selector } in &listed {
                let (method, path) = (escape_line(&data.method), escape_line(&data.key));
                let deprecated = if data.doc.deprecated { "  deprecated" } else { "" };
                let width = width.min(MAX_PATH);
                let _ = writeln!(text, "  {method:<7} {path:<width$}  {selector}{deprecated}");
            }
        }
        if let Some(webhooks) = &built.api.webhooks {
            let _ = writeln!(text, "webhooks: {}", counted(webhooks.events.len(), "event"));
        }
        let whole = built.api.operation_count();
        let _ = writeln!(text, "{}, of {whole} in the document", described(total(built, &generated.files)));
    }
    text
}

/// Returns the same as one JSON object.
pub fn json(generated: &Generated) -> Value {
    let Some(built) = generated.apis.first() else { return Value::Null };
    let groups = built.names.groups.iter().map(|group| {
        let operations = listed(built, group).into_iter().map(|Listed { data, selector }| {
            json!({
                "method": data.method,
                "path": data.key,
                "operationId": data.id,
                "tags": data.tags,
                "deprecated": data.doc.deprecated,
                "selector": selector,
            })
        });
        let operations: Vec<Value> = operations.collect();
        let Cost { types, lines, .. } = cost(built, &generated.files, group);
        json!({"selector": format!("{}/*", group.module), "operations": operations, "types": types, "lines": lines})
    });
    let Cost { operations, types, lines } = total(built, &generated.files);
    json!({
        "groups": groups.collect::<Vec<_>>(),
        "webhooks": built.api.webhooks.as_ref().map_or(0, |webhooks| webhooks.events.len()),
        "operations": operations,
        "types": types,
        "lines": lines,
        "operations_of_document": built.api.operation_count(),
    })
}

fn described(cost: Cost) -> String {
    let Cost { operations, types, lines } = cost;
    [counted(operations, "operation"), counted(types, "type"), counted(lines, "line")].join(", ")
}

/// Returns the operations of a group. Methods that vary one of them are selected with it.
fn listed<'a>(built: &'a Built, group: &'a GroupNames) -> Vec<Listed<'a>> {
    let operations = group.operations.iter().map(|own| {
        let selector = format!("{}/{}", group.module, own.method);
        Listed { data: &built.api.operations[own.index], selector }
    });
    operations.filter(|one| one.data.variant.is_none()).collect()
}

/// Returns what a group costs alone: its own file, and the files of the types that it reaches.
fn cost(built: &Built, files: &Files, group: &GroupNames) -> Cost {
    let Built { api, names, .. } = built;
    let mut operations = vec![false; api.operations.len()];
    group.operations.iter().for_each(|own| operations[own.index] = true);
    let reached = reached(api, names, &operations, false);
    let lines = |path: String| files.get(&Path::new("src").join(path)).map_or(0, |text| text.lines().count());
    let of_types = names.files.iter().zip(&reached.files).filter(|(_, reached)| **reached);
    let of_types: usize = of_types.map(|(file, _)| lines(format!("types/{}.rs", file.module))).sum();
    Cost {
        operations: listed(built, group).len(),
        types: reached.types.iter().filter(|reached| **reached).count(),
        lines: lines(format!("{}.rs", group.module)) + of_types,
    }
}

/// Returns what everything costs that is generated, without the runtime.
fn total(built: &Built, files: &Files) -> Cost {
    let is_own = |path: &Path| path.starts_with("src") && !path.starts_with("src/runtime");
    let own = files.iter().filter(|(path, _)| is_own(path));
    Cost {
        operations: built.names.operation_count(&built.api),
        types: built.names.type_count(&built.api),
        lines: own.map(|(_, text)| text.lines().count()).sum(),
    }
}
