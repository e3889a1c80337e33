//! Looks into a document by pointer.

use serde_json::{Map, Value};

use crate::base::pointer::Pointer;

/// The longest chain of references that is followed.
const MAX_CHAIN: usize = 64;

/// A document that values are judged by.
#[derive(Clone, Copy)]
pub(crate) struct Published<'d> {
    /// The whole document.
    pub whole: &'d Value,
}

impl<'d> Published<'d> {
    /// Returns the object at a pointer.
    pub(crate) fn object(self, at: &Pointer) -> Option<&'d Map<String, Value>> {
        self.whole.pointer(at.as_str())?.as_object()
    }

    /// Follows the references at a pointer.
    pub(crate) fn resolve(self, at: &Pointer) -> Option<(Pointer, &'d Value)> {
        resolve(self.whole, at)
    }
}

/// Follows the references at a pointer; `None` if they lead out of the document or nowhere.
pub(crate) fn resolve<'a>(document: &'a Value, at: &Pointer) -> Option<(Pointer, &'a Value)> {
    let mut at = at.clone();
    for _ in 0..MAX_CHAIN {
        let value = document.pointer(at.as_str())?;
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => at = Pointer::from_fragment(reference.strip_prefix('#')?)?,
            None => return Some((at, value)),
        }
    }
    None
}
