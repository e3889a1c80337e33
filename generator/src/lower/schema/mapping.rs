//! The discriminator values of each alternative.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;
use crate::document::{Discriminator, Document};
use crate::lower::Lowering;
use crate::lower::schema::facets::Node;

/// The `mapping` of a discriminator, indexed by what its values name.
struct Mapping<'d> {
    tags: Vec<&'d str>,
    by_text: BTreeMap<&'d str, Vec<usize>>,
    by_pointer: BTreeMap<Pointer, Vec<usize>>,
}

impl<'d> Mapping<'d> {
    /// Creates the index of a discriminator's mapping.
    fn new(discriminator: &'d Discriminator) -> Self {
        let mut mapping = Self { tags: Vec::new(), by_text: BTreeMap::new(), by_pointer: BTreeMap::new() };
        for (index, (tag, value)) in discriminator.mapping.iter().enumerate() {
            mapping.tags.push(tag);
            mapping.by_text.entry(value).or_default().push(index);
            if let Some(place) = Pointer::from_fragment(value.trim_start_matches('#')) {
                mapping.by_pointer.entry(place).or_default().push(index);
            }
        }
        mapping
    }

    /// Returns the values that name a component.
    fn values_for(&self, reference: &str) -> Vec<String> {
        let target = target(reference);
        let name = name(reference);
        let by_text = [reference, name.as_str()].into_iter().filter_map(|text| self.by_text.get(text));
        let by_pointer = target.as_ref().and_then(|target| self.by_pointer.get(target));
        let mut meant: Vec<usize> = by_text.chain(by_pointer).flatten().copied().collect();
        meant.sort_unstable();
        meant.dedup();
        meant.into_iter().filter_map(|index| self.tags.get(index)).map(|tag| (*tag).to_owned()).collect()
    }
}

impl Lowering<'_> {
    /// Reports the entries of a discriminator at the schema `at` that name no schema; they are ignored.
    pub(in crate::lower) fn report_unknown_schemas(&mut self, at: &Pointer, discriminator: &Discriminator) {
        let document = self.document;
        let is_known = |value: &str| {
            document.schemas.contains_key(value) || value.starts_with('#') && document.follow(value).is_some()
        };
        let own = at.join("discriminator");
        let mapping = discriminator.mapping.iter().filter(|(_, value)| !is_known(value));
        for (tag, value) in mapping.take(MAX_REPORTED) {
            let message = format!("`mapping` of a discriminator: `{value}` names no schema; ignored");
            self.report_dangling(&own.join("mapping").join(tag), message);
        }
        if let Some(value) = discriminator.default_mapping.as_ref().filter(|value| !is_known(value)) {
            let message = format!("`defaultMapping` of a discriminator: `{value}` names no schema; ignored");
            self.report_dangling(&own.join("defaultMapping"), message);
        }
    }
}

/// The most entries of one mapping that are reported.
const MAX_REPORTED: usize = 20;

/// The values of a discriminator, by alternative.
pub(in crate::lower) struct DiscriminatorValues<'d> {
    discriminator: &'d Discriminator,
    mapping: Mapping<'d>,
    /// The mappings that a base inherits.
    inherited: Vec<Mapping<'d>>,
}

impl<'d> DiscriminatorValues<'d> {
    pub(in crate::lower) fn new(discriminator: &'d Discriminator, inherited: &[&'d Discriminator]) -> Self {
        let inherited = inherited.iter().map(|above| Mapping::new(above)).collect();
        Self { discriminator, mapping: Mapping::new(discriminator), inherited }
    }

    /// Returns true if the mapping names the alternative, or if it is the default.
    pub(in crate::lower) fn names(&self, alternative: Node<'_>) -> bool {
        let Node::Reference(reference) = alternative else { return false };
        !self.mapping.values_for(reference).is_empty() || self.is_default(alternative)
    }

    /// Returns the values of an alternative: from the mapping, else its schema's own value, else the inherited
    /// mappings, else its component's name.
    pub(in crate::lower) fn values_of(&self, document: &Document, alternative: Node<'_>) -> Vec<String> {
        let Node::Reference(reference) = alternative else { return Vec::new() };
        let by_mapping = self.mapping.values_for(reference);
        if !by_mapping.is_empty() {
            return by_mapping;
        }
        let own = document.follow(reference).and_then(|(_, schema)| schema.discriminator_value.clone());
        if let Some(own) = own {
            return vec![own];
        }
        let inherited = self.inherited.iter().map(|above| above.values_for(reference));
        inherited.into_iter().find(|tags| !tags.is_empty()).unwrap_or_else(|| vec![name(reference)])
    }

    /// Returns true if `defaultMapping` names the alternative.
    pub(in crate::lower) fn is_default(&self, alternative: Node<'_>) -> bool {
        let (Some(default), Node::Reference(reference)) = (&self.discriminator.default_mapping, alternative)
        else {
            return false;
        };
        default == reference
            || *default == name(reference)
            || Pointer::from_fragment(default.trim_start_matches('#'))
                .is_some_and(|of| target(reference) == Some(of))
    }
}

fn target(reference: &str) -> Option<Pointer> {
    Pointer::from_fragment(reference.trim_start_matches('#'))
}

/// Returns the name of the component that a reference names.
fn name(reference: &str) -> String {
    target(reference).as_ref().and_then(Pointer::last).unwrap_or_default()
}
