//! Guards: a short published value that is another one as soon as the vendor changes what an action is for, or that
//! nothing is published where an action adds something.

use serde_json::{Value, json};

use super::Draft;
use crate::base::pointer::Pointer;
use crate::correct::propose::{element, guard_of, is_short, json_path, member};

/// A JSONPath into the published document, and what it selects there.
pub(super) type Guard = (String, Value);

/// Where a place of the corrected document is in the published one.
enum Origin {
    /// It is published.
    At(Pointer),
    /// It is not: the innermost published value around it, and the segment that leads on.
    Absent(Pointer, Option<String>),
}

impl Draft<'_> {
    /// Returns the guard of the value at a pointer: the value as published, or a part of it that is short; for what is
    /// not published, that the outermost part of it is absent.
    pub(super) fn guard(self, at: &Pointer) -> Option<Guard> {
        match self.origin(at) {
            Origin::At(at) => guard_of(self.published, &at),
            Origin::Absent(holder, Some(segment)) => {
                Some((json_path(self.published, &holder) + &segment, Value::Null))
            }
            Origin::Absent(holder, None) => guard_of(self.published, &holder),
        }
    }

    /// Returns the guard of a list that elements are appended to: the list, or that the first of them is absent.
    pub(super) fn guard_of_appended(self, at: &Pointer, more: &[Value]) -> Option<Guard> {
        let Origin::At(list_at) = self.origin(at) else { return self.guard(at) };
        let published = self.published.pointer(list_at.as_str()).filter(|list| !is_short(list));
        let list = published.and_then(Value::as_array);
        // That null is absent, no guard can say: it would be what it expects.
        let absent = list.zip(more.first().filter(|first| !first.is_null())).and_then(|(list, first)| {
            let whole: Vec<Value> = list.iter().chain([first]).cloned().collect();
            let segment = element(&whole, list.len()).filter(|segment| segment.len() <= MAX_SEGMENT)?;
            Some((json_path(self.published, &list_at) + &segment, Value::Null))
        });
        absent.or_else(|| self.guard(at))
    }

    /// Finds a place of the corrected document in the published one. Elements of lists are found by what they are:
    /// corrections may have added or removed others.
    fn origin(self, at: &Pointer) -> Origin {
        let (mut own, mut published) = (Some(self.document), self.published);
        let mut found = Pointer::root();
        for token in at.tokens() {
            let next = match published {
                Value::Array(list) => {
                    let whole = own.and_then(Value::as_array);
                    let index = whole.and_then(|whole| place_of(whole, &token, list));
                    let Some(index) = index else {
                        let segment = whole.zip(token.parse().ok()).and_then(|(all, at)| element(all, at));
                        return Origin::Absent(found, segment);
                    };
                    found = found.join(index);
                    list.get(index)
                }
                other => {
                    let next = other.get(&token);
                    if next.is_none() && other.is_object() {
                        return Origin::Absent(found, Some(member(&token)));
                    }
                    found = found.join(&token);
                    next
                }
            };
            let Some(next) = next else { return Origin::Absent(found.parent().unwrap_or_default(), None) };
            published = next;
            own = own.and_then(|own| match own {
                Value::Array(list) => list.get(token.parse::<usize>().ok()?),
                other => other.get(&token),
            });
        }
        Origin::At(found)
    }
}

/// The longest filter of a guard, in bytes.
const MAX_SEGMENT: usize = 200;

/// Returns where an element of a corrected list is in the published list; `None` if it is not there, or nothing tells.
fn place_of(corrected: &[Value], token: &str, published: &[Value]) -> Option<usize> {
    let index: usize = token.parse().ok()?;
    let own = corrected.get(index)?;
    if published.get(index) == Some(own)
        || corrected.len() == published.len() && is_kept(corrected, published, index)
    {
        return Some(index);
    }
    let same = published.iter().position(|one| one == own);
    let name = |value: &Value| ["$ref", "name", "in", "title"].map(|key| value.get(key).cloned());
    let is_named = |value: &Value| name(value).iter().any(Option::is_some);
    same.or_else(|| published.iter().position(|one| is_named(own) && name(one) == name(own)))
}

/// Returns true if the elements before and after one are those that are published: only itself was changed.
fn is_kept(corrected: &[Value], published: &[Value], index: usize) -> bool {
    corrected.iter().zip(published).enumerate().all(|(at, (one, other))| at == index || one == other)
}

/// The guard of a name in a list that is published with it, else of the list.
impl Draft<'_> {
    pub(super) fn guard_of_name(self, list: &Pointer, name: &str, target: &str) -> Option<Guard> {
        let published = self.published.pointer(list.as_str()).and_then(Value::as_array);
        let has = |names: &Vec<Value>| names.iter().any(|one| one.as_str() == Some(name));
        // Without earlier corrections there is nothing to look for, in a list that may be long.
        let is_published =
            published.is_some_and(|names| std::ptr::eq(self.document, self.published) || has(names));
        if is_published { Some((target.to_owned(), json!(name))) } else { self.guard(list) }
    }
}
