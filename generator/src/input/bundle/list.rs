//! Lists that stand behind references.

use serde_json::Value;

use super::library::{FilePointer, ROOT};
use super::target::{elements, reference};
use super::walk::{Bundler, Copied, Here};

impl Bundler<'_> {
    /// Puts references to its elements in the place of a reference to a list that stands in a list.
    pub(super) fn spread(&mut self, items: &mut Vec<Value>, here: Here<'_>) {
        let counts: Vec<Option<usize>> =
            items.iter().map(|item| self.listed(&reference(item)?, here)).collect();
        if counts.iter().all(Option::is_none) {
            return;
        }
        let mut spread = Vec::new();
        for (index, (item, count)) in std::mem::take(items).into_iter().zip(counts).enumerate() {
            let own = count.map_or_else(|| vec![item.clone()], |count| elements(&item, count));
            for item in own {
                let from = FilePointer { doc: here.doc(), pointer: here.source().join(index) };
                self.copies.push(Copied { home: here.frame.home, at: here.at().join(spread.len()), from });
                spread.push(item);
            }
        }
        *items = spread;
    }

    /// How many elements the list in another file has that a reference leads to.
    pub(super) fn listed(&mut self, reference: &str, here: Here<'_>) -> Option<usize> {
        if here.doc() == ROOT && reference.starts_with('#') {
            return None;
        }
        // Whatever is wrong with it is reported when it is followed.
        let target = self.follow(reference, here).ok()?;
        self.library.at(&target)?.as_array().map(Vec::len)
    }
}
