//! Path items: methods in lower case.

use super::super::context::{Context, Object};
use crate::diagnostic::code;
use crate::normalise::path::Path;
use crate::openapi::method::METHODS;

/// Renames methods to lower case: `GET` to `get`.
pub fn method_case(item: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let lower = |key: &str| {
        let method = METHODS.iter().find(|method| method.eq_ignore_ascii_case(key))?;
        (*method != key).then_some(*method)
    };
    if !item.keys().any(|key| lower(key).is_some()) {
        return;
    }
    for (key, value) in std::mem::take(item) {
        match lower(&key).filter(|method| !item.contains_key(*method)) {
            Some(method) => {
                cx.report(&code::KEY_SPELLING, &at.key(&key), format!("method `{key}`; read as `{method}`"));
                cx.record_move(at.key(method).pointer(), at.key(&key).pointer());
                item.insert(method.to_owned(), value);
            }
            None => drop(item.insert(key, value)),
        }
    }
}
