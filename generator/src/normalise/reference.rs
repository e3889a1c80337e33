//! References: each becomes a lone `$ref` inside the document. References that need the final document (moves, anchors,
//! targets outside the grammar) are deferred to `resolve.rs`.

pub mod resolve;

use std::collections::BTreeMap;

use serde_json::Value;

use super::context::{Context, Object};
use super::path::Path;
use super::v31;
use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::openapi::keyword::{Keyword, Scope};
use crate::openapi::kind::ValueKind;
use crate::openapi::object::{Object as ObjectType, Reference};
use crate::openapi::section::SECTIONS;

/// The moves and anchors of a document, and the references to be resolved at the end.
pub struct References {
    swagger: bool,
    moves: BTreeMap<Pointer, Pointer>,
    anchors: BTreeMap<String, Pointer>,
    deferred: Vec<Deferred>,
}

/// The expected target of a reference.
#[derive(Clone, Copy, Debug)]
pub enum ReferenceTarget {
    /// A schema.
    Schema,
    /// An object of the grammar.
    Object(&'static ObjectType),
}

impl ReferenceTarget {
    /// Returns the section of `components` that holds such targets.
    fn section(self) -> &'static str {
        match self {
            ReferenceTarget::Schema => "schemas",
            ReferenceTarget::Object(object) => object.section.unwrap_or_default(),
        }
    }

    /// Returns the kind of the target.
    fn kind(self) -> ValueKind {
        match self {
            ReferenceTarget::Schema => ValueKind::Schema,
            ReferenceTarget::Object(object) => ValueKind::Object(object),
        }
    }
}

/// A reference that is resolved at the end.
struct Deferred {
    /// The pointer of its text.
    at: Pointer,
    /// Its expected target.
    to: ReferenceTarget,
}

/// Sections that no later pass follows. Dangling references to them are reported by this pass.
pub const UNFOLLOWED: [&str; 3] = ["headers", "examples", "links"];

impl References {
    /// Creates an empty record. Swagger 2.0 has its own sections.
    pub fn new(swagger: bool) -> Self {
        Self { swagger, moves: BTreeMap::new(), anchors: BTreeMap::new(), deferred: Vec::new() }
    }

    /// Records a move inside the document.
    pub fn record_move(&mut self, old: Pointer, new: Pointer) {
        self.moves.insert(old, new);
    }

    /// Records that an element of a list was removed.
    pub fn record_removal(&mut self, old: Pointer) {
        let nowhere = old.parent().unwrap_or_default().join('-');
        self.moves.insert(old, nowhere);
    }

    /// Returns the current pointer of the value that was at `old`. The value and each of its parents may have been
    /// moved, each at most once.
    pub fn current(&self, old: &Pointer) -> Pointer {
        old.tokens().fold(Pointer::root(), |at, token| {
            let next = at.join(token);
            self.moves.get(&next).cloned().unwrap_or(next)
        })
    }
}

/// Rewrites the sections of 2.0 in a reference, and defers the reference if it has to be resolved at the end.
fn rewrite_or_defer(text: &mut String, to: ReferenceTarget, at: &Path<'_>, cx: &mut Context<'_>) {
    let references = &mut cx.references;
    if references.swagger {
        rename_section(text);
    }
    let plain = text.strip_prefix("#/components/").and_then(|rest| rest.strip_prefix(to.section()));
    if plain.is_none_or(|rest| rest.rfind('/') != Some(0)) || UNFOLLOWED.contains(&to.section()) {
        references.deferred.push(Deferred { at: at.pointer(), to });
    }
}

/// Replaces a section of Swagger 2.0 by the corresponding section of `components`.
fn rename_section(text: &mut String) {
    for section in &SECTIONS {
        let Some(old) = section.in_2_0.map(|key| format!("#/{key}/")) else { continue };
        if text.starts_with(&old) {
            text.replace_range(..old.len(), &format!("#/components/{}/", section.key));
            return;
        }
    }
}

/// Processes a schema that is only a reference.
pub fn lone_reference(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if let Some(Value::String(text)) = map.get_mut("$ref") {
        rewrite_or_defer(text, ReferenceTarget::Schema, &at.key("$ref"), cx);
    }
}

/// Processes `mapping` and `defaultMapping` of a discriminator. Their values name schemas, but need not be references.
pub fn mapping(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if let Some(Value::String(text)) = map.get_mut("defaultMapping")
        && text.starts_with("#/")
    {
        rewrite_or_defer(text, ReferenceTarget::Schema, &at.key("defaultMapping"), cx);
    }
    let Some(Value::Object(mapping)) = map.get_mut("mapping") else { return };
    let here = at.key("mapping");
    for (key, value) in mapping.iter_mut() {
        if let Value::String(text) = value
            && text.starts_with("#/")
        {
            rewrite_or_defer(text, ReferenceTarget::Schema, &here.key(key), cx);
        }
    }
}

/// Processes a reference in the place of an object other than a schema. Returns false if it leads out of the document.
pub fn object_reference(
    map: &mut Object,
    shape: &'static ObjectType,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> bool {
    let Some(Value::String(text)) = map.get_mut("$ref") else { return true };
    if !text.starts_with("#/") {
        let message = format!("`{text}` is outside the document; the {} is left out", shape.name);
        cx.report(&code::REFERENCE_OUTSIDE, at, message);
        return false;
    }
    rewrite_or_defer(text, ReferenceTarget::Object(shape), &at.key("$ref"), cx);
    if shape.reference == Reference::Whole && map.len() > 1 {
        map.retain(|key, _| {
            if key != "$ref" {
                cx.report_once(
                    &code::REFERENCE_SIBLING,
                    at,
                    &format!("`{key}` next to a `$ref` ({}) is ignored", shape.name),
                );
            }
            key == "$ref"
        });
    }
    true
}

/// Replaces a dynamic reference by a `$ref` to its default target: `$recursiveRef` to the component that contains it,
/// `$dynamicRef` to its anchor.
pub fn dynamic(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for key in ["$dynamicRef", "$recursiveRef"] {
        let Some(Value::String(mut text)) = schema.shift_remove(key) else { continue };
        cx.report_once(&code::KEYWORD_UNSUPPORTED, at, &format!("`{key}` is read as `$ref`"));
        if text == "#" {
            let component: Vec<_> = at.pointer().tokens().take(3).collect();
            let component = component.iter().fold(Pointer::root(), |at, token| at.join(token));
            text = fragment(&component);
        }
        schema.entry("$ref").or_insert(Value::String(text));
    }
}

/// Turns a reference with siblings into a branch of `allOf`; the siblings stay where they are.
pub fn siblings(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let reference = match map.shift_remove("$ref") {
        Some(text @ Value::String(_)) => text,
        Some(other) => return report_not_text(&other, at, cx),
        None => return,
    };
    drop_sibling_type(map, at, cx);
    if map.is_empty() {
        // Its only sibling was removed, so the reference stays alone.
        map.insert("$ref".to_owned(), reference);
        return;
    }
    let branch = Value::Object([("$ref".to_owned(), reference)].into_iter().collect());
    let all_of = map.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
    if !all_of.is_array() {
        let single = all_of.take();
        *all_of = Value::Array(vec![single]);
    }
    if let Value::Array(branches) = all_of {
        // Last, so that the pointers of the other branches stay the same.
        let new = at.key("allOf").index(branches.len()).pointer();
        branches.push(branch);
        cx.record_copy(new, &at.pointer());
    }
}

/// Reports a `$ref` that is not a string. Returns false if the object has no other keys.
pub fn check_text(map: &Object, at: &Path<'_>, cx: &mut Context<'_>) -> bool {
    let Some(value) = map.get("$ref").filter(|value| !value.is_string()) else { return true };
    report_not_text(value, at, cx);
    map.len() > 1
}

/// Reports that a `$ref` is not a string.
fn report_not_text(value: &Value, at: &Path<'_>, cx: &mut Context<'_>) {
    let hint = "quote the reference: in YAML ` #` begins a comment";
    let hint = value.is_null().then(|| hint.to_owned());
    cx.report_with_hint(&code::WRONG_TYPE_IGNORED, &at.key("$ref"), "`$ref` is not a string; ignored", hint);
}

/// Removes a `type` next to a reference, which repeats the type of the target. A null type becomes `nullable`.
fn drop_sibling_type(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let narrows = |key: &String| {
        let scope = Keyword::of(key).map(|keyword| keyword.entry().scope);
        matches!(scope, Some(Scope::Of(_)))
    };
    let Some(found) = map.get("type") else { return };
    if v31::null::includes_null(found) {
        map.insert("nullable".to_owned(), Value::Bool(true));
    }
    if !map.keys().any(narrows) {
        map.shift_remove("type");
        cx.report_once(&code::REFERENCE_SIBLING, at, "`type` next to a `$ref` (schema) is ignored");
    }
}

/// Records the anchors and the `$id` of a schema.
pub fn anchors(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    for (key, sign) in [("$anchor", "#"), ("$dynamicAnchor", "#"), ("$id", "")] {
        if let Some(name) = map.get(key).and_then(Value::as_str) {
            // `https://…/pet#` has an empty fragment, which has no meaning.
            let name = format!("{sign}{}", name.trim_end_matches('#'));
            cx.references.anchors.entry(name).or_insert_with(|| at.pointer());
        }
    }
}

/// Returns a pointer as the text of a reference.
pub fn fragment(pointer: &Pointer) -> String {
    format!("#{}", pointer.as_str().replace('%', "%25"))
}
