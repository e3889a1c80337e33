//! Finds operations and objects whose parts do not match: undeclared path parameters, shared ids, required members that
//! do not exist, page links that are never null.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::found::Finding;
use super::walk::{Node, nodes, operations, resolve};
use super::{Linter, shorten};
use crate::base::pointer::Pointer;
use crate::correct::draft::Reason;
use crate::correct::infer::Dialect;
use crate::correct::judge::{FaultKind, declares};
use crate::correct::propose::Proposal;
use crate::diagnostic::Location;
use crate::diagnostic::code::{LINT_ID_SHARED, LINT_PAGE, LINT_PATH_PARAMETER, LINT_REQUIRED_UNKNOWN};
use crate::openapi::template::Template;

/// The most schemas that include a base and are looked at.
const MAX_CHILDREN: usize = 100;

/// Checks every operation and every object.
pub(super) fn check(linter: &mut Linter<'_>) {
    path_parameters(linter);
    shared_ids(linter);
    let all = nodes(linter.document);
    let bases = bases(linter.document, &all);
    for node in &all {
        if linter.listing.is_full() {
            break;
        }
        if let Some(properties) = node.value.get("properties").and_then(Value::as_object) {
            let children = bases.get(&node.at).map(Vec::as_slice).unwrap_or_default();
            required_members(linter, node, properties, children);
            page_links(linter, node, properties);
        }
    }
}

/// Returns the schemas that include another by `allOf`, by the pointer of the other.
fn bases<'n>(document: &Value, all: &'n [Node<'_>]) -> BTreeMap<Pointer, Vec<&'n Pointer>> {
    let mut bases: BTreeMap<Pointer, Vec<&Pointer>> = BTreeMap::new();
    for node in all {
        let count = node.value.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        for part in (0..count).map(|index| node.at.join("allOf").join(index)) {
            if let Some((base, _)) = resolve(document, &part) {
                bases.entry(base).or_default().push(&node.at);
            }
        }
    }
    bases
}

fn path_parameters(linter: &mut Linter<'_>) {
    let document = linter.document;
    for operation in operations(document) {
        if linter.listing.is_full() {
            break;
        }
        let declared: BTreeSet<&str> = operation
            .parameters(document)
            .into_iter()
            .filter(|(_, parameter)| parameter["in"] == "path")
            .filter_map(|(_, parameter)| parameter["name"].as_str())
            .collect();
        let template = Template::parse(operation.path).with_names(|name| declared.contains(name));
        let named = template.placeholders().into_iter().map(|placeholder| placeholder.name.as_str());
        let undeclared: IndexSet<&str> = named.filter(|name| !declared.contains(name)).collect();
        if undeclared.is_empty() {
            continue;
        }
        let (shown, are) = (placeholders(&undeclared), if undeclared.len() == 1 { "is" } else { "are" });
        let path_shown = shorten(&operation.path);
        let message = format!("{shown} in `{path_shown}` {are} not declared");
        linter.report(&LINT_PATH_PARAMETER, &operation.at, message);
        let reason = Reason {
            why: format!("{shown} {are} in the path but not declared."),
            source: format!("the path `{path_shown}`"),
        };
        let parameter =
            |name: &&str| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
        let parameters = undeclared.iter().map(parameter).collect();
        linter.propose(linter.draft().add_parameters(&operation.at, parameters, &reason));
    }
}

/// Formats the first few placeholders, and how many more there are.
fn placeholders(names: &IndexSet<&str>) -> String {
    const MAX_SHOWN: usize = 5;
    let shown: Vec<String> =
        names.iter().take(MAX_SHOWN).map(|name| format!("`{{{}}}`", shorten(name))).collect();
    match (names.len() - shown.len(), shown.split_last()) {
        (0, Some((last, before))) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        (0, _) => shown.join(", "),
        (more, _) => format!("{} and {more} more", shown.join(", ")),
    }
}

fn shared_ids(linter: &mut Linter<'_>) {
    let document = linter.document;
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for operation in operations(document) {
        let Some(id) = operation.value.get("operationId").and_then(Value::as_str) else { continue };
        let Some(first) = seen.get(id) else {
            seen.insert(id, linter.shown_path(&operation.at));
            continue;
        };
        if linter.listing.is_full() {
            break;
        }
        let message = format!("`{}` is also the id of `{first}`", shorten(&id));
        linter.report(&LINT_ID_SHARED, &operation.at.join("operationId"), message);
        let words: Vec<&str> =
            operation.path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let own = format!("{}_{}", operation.method, words.join("_"));
        let why = format!("`{}` is the id of several operations.", shorten(&id));
        let source = "the document itself".to_owned();
        linter.propose([Proposal::set(document, &operation.at, "operationId", json!(own), why, source)]);
    }
}

fn required_members(
    linter: &mut Linter<'_>,
    node: &Node<'_>,
    properties: &Map<String, Value>,
    children: &[&Pointer],
) {
    let Node { at, value: schema } = node;
    let composed = ["allOf", "anyOf", "oneOf", "$ref"].iter().any(|word| schema.contains_key(*word));
    // A schema inside another may require what the outer one declares.
    let inside = at.tokens().any(|token| ["allOf", "anyOf", "oneOf", "not", "if"].contains(&token.as_str()));
    let open = schema.get("additionalProperties").is_some_and(|rest| *rest != Value::Bool(false));
    let names = schema.get("required").and_then(Value::as_array).into_iter().flatten().enumerate();
    for (index, name) in names.filter_map(|(index, name)| Some((index, name.as_str()?))) {
        if properties.contains_key(name) || composed || inside || open {
            continue;
        }
        // A base may require what those declare that include it.
        if children.iter().take(MAX_CHILDREN).any(|child| declares(linter.document, child, name)) {
            continue;
        }
        let message = format!("`{}` is required but not declared", shorten(&name));
        let place = Location::Source(linter.file, at.join("required").join(index));
        linter.listing.list(&LINT_REQUIRED_UNKNOWN, place, message);
        // Its index is another one once an action has removed a name before it.
        linter.listing.know(Finding {
            code: LINT_REQUIRED_UNKNOWN.id,
            at: at.join("required"),
            schema: None,
            kind: Some(FaultKind::Missing(name.to_owned())),
        });
        if !linter.proposes {
            continue;
        }
        let why = format!("`{}` is published as required, but not declared.", shorten(&name));
        let reason = Reason { why, source: "the schema itself".to_owned() };
        linter.propose([linter.draft().not_required(at, name, &reason)]);
    }
}

fn page_links(linter: &mut Linter<'_>, node: &Node<'_>, properties: &Map<String, Value>) {
    let lists = ["results", "data", "items"]
        .iter()
        .any(|key| properties.get(*key).is_some_and(|schema| schema["type"] == "array"));
    for link in ["next", "previous", "prev"].into_iter().filter(|_| lists) {
        // An optional link may be left out where there is none.
        let required = node.value.get("required").and_then(Value::as_array);
        if !required.is_some_and(|names| names.iter().any(|name| name == link)) {
            continue;
        }
        let place = node.at.join("properties").join(link);
        let Some((place, schema)) = resolve(linter.document, &place) else { continue };
        let text = schema["type"] == "string";
        let nullable =
            ["nullable", "x-nullable"].iter().any(|word| schema.get(*word) == Some(&Value::Bool(true)));
        if text && !nullable {
            linter.report(&LINT_PAGE, &place, format!("`{link}` of a page is not nullable"));
            let reason = Reason {
                why: format!("The first or the last page has no `{link}`."),
                source: "pagination of other servers".to_owned(),
            };
            let to = Dialect::of(linter.document).nullable(schema);
            linter.propose(linter.draft().rewrite(&place, &to, &reason));
        }
    }
}
