//! Path items: methods are lower case.

use super::super::context::{Context, Object};
use crate::diagnostic::code;
use crate::normalise::path::Path;

/// The methods that a path item spells as keys.
pub const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// `GET` is `get`.
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
                cx.say(
                    &code::KEY_SPELLING,
                    &at.key(&key),
                    format!("the method `{key}` is written `{method}`"),
                );
                cx.moved(at.key(method).pointer(), at.key(&key).pointer());
                item.insert(method.to_owned(), value);
            }
            None => drop(item.insert(key, value)),
        }
    }
}
