//! Parameters that an operation has already: behind a reference, or as one of its path item.

use serde_json::Value;

use super::Documents;
use crate::base::pointer::Pointer;
use crate::openapi::method::is_method;

/// Returns where a parameter is published that an update adds to an operation or its list of parameters; `None` if there is
/// none.
pub(super) fn declared(update: &Value, documents: &Documents<'_>, at: &Pointer) -> Option<Pointer> {
    let is_list = at.last().as_deref() == Some("parameters");
    let operation = if is_list { at.parent()? } else { at.clone() };
    let added = if is_list { update } else { update.get("parameters")? };
    let added = added.as_array().map_or_else(|| std::slice::from_ref(added), Vec::as_slice);
    let item = operation.parent().filter(|_| operation.last().is_some_and(|method| is_method(&method)));
    let holders = [Some(operation), item].into_iter().flatten();
    let mut published = holders.flat_map(|holder| {
        let list = holder.join("parameters");
        let count = documents.published.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(move |index| list.join(index))
    });
    published.find(|at| {
        let own = resolved(documents.published, at).and_then(identity);
        own.is_some_and(|own| added.iter().filter_map(identity).any(|new| new == own))
    })
}

/// Returns the name and the place of a parameter.
fn identity(parameter: &Value) -> Option<(&str, Option<&str>)> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    Some((text("name")?, text("in")))
}

/// Follows the references at a pointer.
fn resolved<'d>(document: &'d Value, at: &Pointer) -> Option<&'d Value> {
    const MAX_CHAIN: usize = 16;
    let mut value = document.pointer(at.as_str())?;
    for _ in 0..MAX_CHAIN {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Some(value) };
        let target = Pointer::from_fragment(reference.strip_prefix('#')?)?;
        value = document.pointer(target.as_str())?;
    }
    None
}
