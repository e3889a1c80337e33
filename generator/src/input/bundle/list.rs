//! References to lists.

use serde_json::Value;

use super::library::{FilePointer, ROOT};
use super::target::{element_references, reference};
use super::walk::{Bundler, Copied, Cursor};

impl Bundler<'_> {
    /// Replaces each entry of a list that refers to another list by references to the elements of that list.
    pub(super) fn spread(&mut self, items: &mut Vec<Value>, here: Cursor<'_>) {
        let counts: Vec<Option<usize>> =
            items.iter().map(|item| self.list_length(&reference(item)?, here)).collect();
        if counts.iter().all(Option::is_none) {
            return;
        }
        let mut spread = Vec::new();
        for (index, (item, count)) in std::mem::take(items).into_iter().zip(counts).enumerate() {
            let own = count.map_or_else(|| vec![item.clone()], |count| element_references(&item, count));
            for item in own {
                let from = FilePointer { doc: here.doc(), pointer: here.source().join(index) };
                self.copies.push(Copied { home: here.frame.home, at: here.at().join(spread.len()), from });
                spread.push(item);
            }
        }
        *items = spread;
    }

    /// Returns the length of the list in another file that a reference leads to; `None` if it leads to no such list.
    pub(super) fn list_length(&mut self, reference: &str, here: Cursor<'_>) -> Option<usize> {
        if here.doc() == ROOT && reference.starts_with('#') {
            return None;
        }
        // Errors are reported when the reference itself is followed.
        let target = self.follow(reference, here).ok()?;
        self.library.get(&target)?.as_array().map(Vec::len)
    }
}
