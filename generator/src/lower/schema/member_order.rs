//! The order of an object's members. Keys of JSON objects have none, so it follows from the schema: what has one possible
//! value first (decoders of some servers want the tag before everything else), then what is required, as the list
//! `required` has it, then all others by name.

use crate::document::Schema;
use crate::lower::Lowering;
use crate::lower::schema::facets::{Facets, Node, PlacedSchema};

/// The name of a member, and the schemas that declare it.
pub(in crate::lower) type OrderedMember<'f, 's> = (&'s str, &'f [PlacedSchema<'s>]);

impl Lowering<'_> {
    /// Returns the declared members in their order.
    pub(in crate::lower) fn ordered_members<'f, 's>(
        &self,
        facets: &'f Facets<'s>,
    ) -> Vec<OrderedMember<'f, 's>> {
        let mut members: Vec<OrderedMember<'f, 's>> =
            facets.properties.iter().map(|(name, places)| (*name, places.as_slice())).collect();
        members.sort_by_cached_key(|(name, places)| {
            let required = facets.required.get_index_of(name).unwrap_or(usize::MAX);
            (!places.iter().any(|place| self.has_one_value(place.node)), required, *name)
        });
        members
    }

    /// Returns true if a schema, or the target of a reference, allows one value only.
    fn has_one_value(&self, node: Node<'_>) -> bool {
        let is_constant = |schema: &Schema| schema.enumeration.len() == 1;
        match node {
            Node::Schema(schema) => is_constant(schema),
            Node::Reference(reference) => {
                self.document.follow(reference).is_some_and(|(_, schema)| is_constant(schema))
            }
        }
    }
}
