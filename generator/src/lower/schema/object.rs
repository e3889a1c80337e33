//! Objects: members, and what lies beyond them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::code;
use crate::ir::{Access, Doc, Field, Naming, Object, Rules, Shape, Step, Type};
use crate::lower::Lowering;
use crate::lower::Made;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Facets, Rest};
use crate::pointer::Pointer;

impl<'d> Lowering<'d> {
    /// Where each name is required: in the schema itself or in a branch of its `allOf`.
    fn required_entries(&self, at: &Pointer) -> BTreeMap<&'d str, Pointer> {
        let mut entries = BTreeMap::new();
        let document = &self.resolved.document;
        let branches = (0..).map(|index| at.join("allOf").join(index));
        let exists = |at: &Pointer| document.pointer(at.as_str()).is_some();
        for place in std::iter::once(at.clone()).chain(branches).take_while(exists) {
            let list = place.join("required");
            let names = document.pointer(list.as_str()).and_then(Value::as_array).into_iter().flatten();
            for (index, name) in names.enumerate().filter_map(|(index, name)| Some((index, name.as_str()?))) {
                entries.entry(name).or_insert_with(|| list.join(index));
            }
        }
        entries
    }

    /// Reports what is required and not among the properties.
    fn unknown_required(&mut self, at: &Pointer, facets: &Facets<'_>) {
        let unknown = |name: &&&str| !facets.properties.contains_key(**name);
        if !facets.required.iter().any(|name| unknown(&name)) {
            return;
        }
        let entries = self.required_entries(at);
        for name in facets.required.iter().filter(unknown) {
            let message = format!("`required` names `{name}`, which is not among the properties");
            let entry = entries.get(*name).unwrap_or(at);
            self.note(&code::REQUIRED_UNKNOWN, entry, message);
        }
    }

    /// A struct, or a map where no member is known.
    pub(in crate::lower) fn object<'s>(&mut self, at: &Pointer, facets: &Facets<'s>, naming: &Naming) -> Made
    where
        'd: 's,
    {
        let rest = match &facets.rest {
            Rest::Unsaid | Rest::Forbidden => None,
            Rest::Anything => Some(Type::Any),
            Rest::Schema(place) => Some(self.place(place)),
        };
        let rest_rules = match &facets.rest {
            Rest::Schema(place) => self.rules(&place.at, place.node),
            _ => Rules::default(),
        };
        if facets.properties.is_empty() {
            return Made::Type(Type::Map(Box::new(rest.unwrap_or(Type::Any))));
        }
        self.unknown_required(at, facets);
        let fields = facets.properties.iter().map(|(wire, places)| {
            let ty = self.places(places, &naming.step(Step::Property((*wire).to_owned())));
            let pointer = places.last().map(|place| place.at.clone()).unwrap_or_default();
            let mut docs = places.iter().rev().map(|place| doc::of_node(place.node));
            let access =
                places.iter().map(|place| doc::access(place.node)).find(|access| *access != Access::Both);
            Field {
                wire: (*wire).to_owned(),
                name: None,
                pointer,
                ty,
                rules: self.rules_of_all(places),
                required: facets.required.contains(wire),
                only: None,
                access: access.unwrap_or(Access::Both),
                doc: docs.find(|doc| *doc != Doc::default()).unwrap_or_default(),
            }
        });
        let mut fields: Vec<Field> = fields.collect();
        if matches!(facets.rest, Rest::Unsaid) {
            fields.extend(undescribed(at, facets));
        }
        Made::Shape(Shape::Object(Object { fields, rest, rest_rules, form: false }))
    }
}

/// What is required but nowhere described would be lost. It is not demanded either: mostly its name is misspelt.
fn undescribed(at: &Pointer, facets: &Facets<'_>) -> Vec<Field> {
    let names = facets.required.iter().filter(|name| !facets.properties.contains_key(**name));
    let fields = names.map(|name| Field {
        wire: (*name).to_owned(),
        name: None,
        pointer: at.join("required"),
        ty: Type::Any,
        rules: Rules::default(),
        required: false,
        only: None,
        access: Access::Both,
        doc: Doc { remark: Some("Required, but nowhere described.".to_owned()), ..Doc::default() },
    });
    fields.collect()
}
