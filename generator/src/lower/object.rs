//! Objects: members, and what lies beyond them.

use super::facets::{Facets, Rest};
use super::{Lowering, Made, doc};
use crate::diagnostic::code;
use crate::ir::{Access, Field, Object, Shape, Type};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// A struct, or a map where no member is known.
    pub(super) fn object(&mut self, at: &Pointer, facets: &Facets<'_>) -> Made {
        let rest = match &facets.rest {
            Rest::Unsaid | Rest::Forbidden => None,
            Rest::Anything => Some(Type::Any),
            Rest::Schema(place) => Some(self.place(place)),
        };
        if facets.properties.is_empty() {
            return Made::Type(Type::Map(Box::new(rest.unwrap_or(Type::Any))));
        }
        for name in facets.required.iter().filter(|name| !facets.properties.contains_key(**name)) {
            let message = format!("`required` names `{name}`, which is not among the properties");
            self.note(&code::REQUIRED_UNKNOWN, at, message);
        }
        let fields = facets.properties.iter().map(|(wire, places)| {
            let ty = self.places(places);
            let pointer = places.last().map(|place| place.at.clone()).unwrap_or_default();
            let mut docs = places.iter().rev().map(|place| doc::of_node(place.node));
            let access =
                places.iter().map(|place| doc::access(place.node)).find(|access| *access != Access::Both);
            Field {
                wire: (*wire).to_owned(),
                name: None,
                pointer,
                ty,
                required: facets.required.contains(wire),
                access: access.unwrap_or(Access::Both),
                doc: docs.find(|doc| *doc != crate::ir::Doc::default()).unwrap_or_default(),
            }
        });
        Made::Shape(Shape::Object(Object { fields: fields.collect(), rest }))
    }
}
