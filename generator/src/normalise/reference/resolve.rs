//! The last step of the pass: resolves the deferred references to the current pointers of their targets.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Deferred, References, UNFOLLOWED, fragment};
use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::diagnostic::near::reference_hint;
use crate::normalise::context::Context;
use crate::normalise::path::Path;
use crate::normalise::reference::ReferenceTarget;
use crate::normalise::walk::walk;
use crate::normalise::{schema, treatment};
use crate::openapi::grammar;
use crate::openapi::kind::ValueKind;

/// Resolves the deferred references. A target outside the grammar is normalised as the kind that the reference expects,
/// which may defer more references.
pub fn resolve(document: &mut Value, cx: &mut Context<'_>) {
    let mut walked = BTreeSet::new();
    loop {
        let deferred = std::mem::take(&mut cx.references.deferred);
        if deferred.is_empty() {
            return;
        }
        for Deferred { at, to } in deferred {
            let Some(Value::String(text)) = document.pointer(at.as_str()) else { continue };
            let found = target(text, &cx.references).or_else(|| {
                let meant = repaired_pointer(document, text)?;
                let message = format!("`{text}` is not a JSON pointer; read as `{}`", fragment(&meant));
                cx.report_at(&code::REFERENCE_REPAIRED, at.clone(), message);
                Some(meant)
            });
            let Some(target) = found else {
                drop_reference(document, &at, to, cx);
                continue;
            };
            if UNFOLLOWED.contains(&to.section()) {
                check_target(document, &at, &target, cx);
            }
            let Some(Value::String(text)) = document.pointer(at.as_str()) else { continue };
            let same = text.strip_prefix('#').and_then(Pointer::from_fragment).as_ref() == Some(&target);
            if let Some(place) = document.pointer_mut(at.as_str()).filter(|_| !same) {
                *place = Value::String(fragment(&target));
            }
            if is_outside_grammar(&target)
                && walked.insert(target.clone())
                && let Some(value) = document.pointer_mut(target.as_str())
            {
                walk(value, &to.kind(), &Path::from(target.as_str()), cx);
            }
        }
    }
}

/// Returns true if the grammar does not describe the value at a pointer.
fn is_outside_grammar(pointer: &Pointer) -> bool {
    let mut kind = &ValueKind::Object(&grammar::DOCUMENT);
    for token in pointer.tokens() {
        kind = match kind {
            ValueKind::Schema | ValueKind::SchemaOrBool => schema::kind(&token),
            ValueKind::Object(object) => treatment::member(object, treatment::of(object.id), &token),
            ValueKind::Map(inner) | ValueKind::List(inner) | ValueKind::Branches(inner) => inner,
            _ => return true,
        };
    }
    matches!(kind, ValueKind::Any)
}

/// Returns the current target of a reference; `None` if it leads out of the document.
fn target(text: &str, references: &References) -> Option<Pointer> {
    let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
    if let Some(anchor) = references.anchors.get(text) {
        return Some(anchor.clone());
    }
    if base.is_empty() && fragment.starts_with('/') {
        return Pointer::from_fragment(fragment).map(|old| references.current(&old));
    }
    let schema = references.anchors.get(base)?;
    match Pointer::from_fragment(fragment) {
        Some(rest) => Some(references.current(&schema.concat(rest.as_str()))),
        // Anchors of a document are distinguished by name only.
        None => references.anchors.get(&format!("#{fragment}")).cloned(),
    }
}

/// Reports a reference that leads nowhere or is part of a cycle, where no later pass follows it.
fn check_target(document: &Value, at: &Pointer, target: &Pointer, cx: &mut Context<'_>) {
    let mut next = target.clone();
    for _ in 0..MAX_CHAIN {
        let Some(found) = document.pointer(next.as_str()) else {
            let message = format!("`{}` does not exist", fragment(&next));
            let hint = match cx.is_repeated(&code::DANGLING) {
                true => None,
                false => reference_hint(document, &fragment(&next)),
            };
            return cx.report_with_hint_at(&code::DANGLING, at.clone(), message, hint);
        };
        let Some(Value::String(text)) = found.get("$ref") else { return };
        match text.strip_prefix('#').and_then(Pointer::from_fragment) {
            Some(pointer) => next = cx.references.current(&pointer),
            None => return,
        }
    }
    cx.report_at(&code::REFERENCE_CYCLE, at.clone(), "reference cycle: this reference never reaches a value");
}

/// The maximum length of a chain of references.
const MAX_CHAIN: usize = 64;

/// Repairs a reference without its slash, such as `#components/schemas/Pet`, if it then leads to a value.
fn repaired_pointer(document: &Value, text: &str) -> Option<Pointer> {
    let slashed = Pointer::from_fragment(&format!("/{}", text.strip_prefix('#')?))?;
    document.pointer(slashed.as_str()).map(|_| slashed)
}

/// Removes a reference to a schema that cannot be found, so that the schema allows any value.
fn drop_reference(document: &mut Value, at: &Pointer, to: ReferenceTarget, cx: &mut Context<'_>) {
    let Some(holder) = at.parent() else { return };
    if let (ReferenceTarget::Schema, Some(Value::Object(map))) = (to, document.pointer_mut(holder.as_str()))
        && let Some(lost) = map.shift_remove("$ref")
    {
        let message = format!("{lost} is outside the document; read as any value");
        cx.report_at(&code::REFERENCE_OUTSIDE, holder, message);
    }
}
