//! The order in which diagnostics of one code stand. Passes find them in the order of keys; readers know that of the document.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{FileId, Location, Report};
use crate::base::pointer::Pointer;

/// Puts the diagnostics of each code that are located in a document into its order, on the places that they had together.
pub fn sort(report: &mut Report, file: FileId, document: &Value) {
    let mut wanted = Wanted::default();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, diagnostic) in report.diagnostics.iter().enumerate() {
        if let Some(pointer) = pointer_in(&diagnostic.location, file) {
            wanted.add(pointer, index);
            places.entry(diagnostic.code.id).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    wanted.collect(Some(document), &mut found);
    let mut sorted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for index in found {
        sorted.entry(report.diagnostics[index].code.id).or_default().push(index);
    }
    let mut order: Vec<usize> = (0..report.diagnostics.len()).collect();
    for (place, index) in places.into_values().flatten().zip(sorted.into_values().flatten()) {
        order[place] = index;
    }
    let mut diagnostics: Vec<_> = std::mem::take(&mut report.diagnostics).into_iter().map(Some).collect();
    report.diagnostics = order.into_iter().filter_map(|index| diagnostics[index].take()).collect();
}

fn pointer_in(location: &Location, file: FileId) -> Option<&Pointer> {
    match location {
        Location::Source(own, pointer) | Location::Within(own, pointer, ..) if *own == file => Some(pointer),
        _ => None,
    }
}

/// The diagnostics of a value and of what is in it, by key or index.
#[derive(Default)]
struct Wanted {
    own: Vec<usize>,
    inner: BTreeMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, pointer: &Pointer, index: usize) {
        let mut at = self;
        for token in pointer.tokens() {
            at = at.inner.entry(token).or_default();
        }
        at.own.push(index);
    }

    /// Appends the diagnostics in the order of the value; what it does not have comes last.
    fn collect(mut self, value: Option<&Value>, found: &mut Vec<usize>) {
        found.append(&mut self.own);
        if self.inner.is_empty() {
            return;
        }
        match value {
            Some(Value::Object(members)) => {
                for (key, member) in members {
                    if let Some(inner) = self.inner.remove(key) {
                        inner.collect(Some(member), found);
                    }
                }
            }
            Some(Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    if let Some(inner) = self.inner.remove(&index.to_string()) {
                        inner.collect(Some(element), found);
                    }
                }
            }
            _ => {}
        }
        self.inner.into_values().for_each(|inner| inner.collect(None, found));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Pointer, Wanted};

    #[test]
    fn the_order_is_that_of_the_document() {
        let document = json!({"b": {"y": 1, "x": [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}, "a": 2});
        let pointers = ["/a", "/c", "/b/x/10", "/b/x/9", "/b/y", "/b"];
        let mut wanted = Wanted::default();
        for (index, text) in pointers.iter().enumerate() {
            wanted.add(&Pointer::from_fragment(text).unwrap_or_default(), index);
        }
        let mut found = Vec::new();
        wanted.collect(Some(&document), &mut found);
        let found: Vec<&str> = found.into_iter().map(|index| pointers[index]).collect();
        assert_eq!(found, ["/b", "/b/y", "/b/x/9", "/b/x/10", "/a", "/c"]);
    }
}
