//! Which values of a discriminator mean which schema.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;
use crate::document::Discriminator;
use crate::lower::schema::facets::Node;

/// The `mapping` of a discriminator, looked up by what its values name.
pub(in crate::lower) struct Mapping<'d> {
    tags: Vec<&'d str>,
    by_text: BTreeMap<&'d str, Vec<usize>>,
    by_place: BTreeMap<Pointer, Vec<usize>>,
}

impl<'d> Mapping<'d> {
    /// The mapping of a discriminator.
    pub(in crate::lower) fn new(discriminator: &'d Discriminator) -> Self {
        let mut mapping = Self { tags: Vec::new(), by_text: BTreeMap::new(), by_place: BTreeMap::new() };
        for (index, (tag, value)) in discriminator.mapping.iter().enumerate() {
            mapping.tags.push(tag);
            mapping.by_text.entry(value).or_default().push(index);
            if let Some(place) = Pointer::from_fragment(value.trim_start_matches('#')) {
                mapping.by_place.entry(place).or_default().push(index);
            }
        }
        mapping
    }

    /// The values that mean an alternative: from the mapping, else its component's name.
    pub(in crate::lower) fn tags(&self, alternative: Node<'_>) -> Vec<String> {
        let Node::Reference(reference) = alternative else { return Vec::new() };
        let target = Pointer::from_fragment(reference.trim_start_matches('#'));
        let name = target.as_ref().and_then(Pointer::last).unwrap_or_default();
        let by_text = [reference, name.as_str()].into_iter().filter_map(|text| self.by_text.get(text));
        let by_place = target.as_ref().and_then(|target| self.by_place.get(target));
        let mut meant: Vec<usize> = by_text.chain(by_place).flatten().copied().collect();
        meant.sort_unstable();
        meant.dedup();
        if meant.is_empty() {
            return vec![name];
        }
        meant.into_iter().filter_map(|index| self.tags.get(index)).map(|tag| (*tag).to_owned()).collect()
    }
}
