//! Objects: declared members and additional properties.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::ir::{Access, Doc, Field, Naming, Object, Rules, Shape, Type, TypeStep};
use crate::lower::Lowered;
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Facets, Node, Rest};

impl<'d> Lowering<'d> {
    /// Reports names in `required` that are not properties.
    fn report_unknown_required(&mut self, at: &Pointer, facets: &Facets<'_>) {
        let unknown = |name: &&&str| !facets.describes(name);
        if !facets.required.iter().any(|name| unknown(&name)) {
            return;
        }
        let entries = self.document.required_entries(at);
        for name in facets.required.iter().filter(unknown) {
            let message = format!("`required` names `{name}`, which is not a property");
            let entry = entries.get(*name).unwrap_or(at);
            self.report_once(&code::REQUIRED_UNKNOWN, entry, message);
        }
    }

    /// Lowers an object: to a struct, or to a map if no member is declared.
    pub(in crate::lower) fn lower_object<'s>(
        &mut self,
        at: &Pointer,
        facets: &Facets<'s>,
        naming: &Naming,
    ) -> Lowered
    where
        'd: 's,
    {
        let rest = match &facets.rest {
            Rest::Undeclared | Rest::Forbidden => None,
            Rest::Anything => Some(Type::Any),
            Rest::Schema(place) => Some(self.lower_placed(place)),
        };
        let rest_rules = match &facets.rest {
            Rest::Schema(place) => self.rules(&place.at, place.node),
            _ => Rules::default(),
        };
        if facets.properties.is_empty() && facets.conditional.is_empty() {
            return Lowered::Type(Type::Map(Box::new(rest.unwrap_or(Type::Any))));
        }
        // An object whose members are declared under conditions only has others as well.
        let is_undescribed = facets.properties.is_empty() && matches!(facets.rest, Rest::Undeclared);
        let rest = rest.or_else(|| is_undescribed.then_some(Type::Any));
        self.report_unknown_required(at, facets);
        let fields = self.ordered_members(facets).into_iter().map(|(wire, places)| {
            let ty = self.lower_merged(places, &naming.step(TypeStep::Property(wire.to_owned())));
            let pointer = places.last().map(|place| place.at.clone()).unwrap_or_default();
            let mut docs = places.iter().rev().map(|place| doc::of_node(place.node));
            let access =
                places.iter().map(|place| self.access(place.node)).find(|access| *access != Access::Both);
            Field {
                wire: wire.to_owned(),
                name: places.iter().rev().find_map(|place| given_name(place.node)),
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
        fields.extend(self.conditional_fields(at, facets, naming));
        if matches!(facets.rest, Rest::Undeclared) {
            fields.extend(undescribed_fields(at, facets));
        }
        Lowered::Shape(Shape::Object(Object { fields, rest, rest_rules, form: false }))
    }
}

/// Returns the name that the schema of a property gives it. What a schema elsewhere is called names no property.
fn given_name(node: Node<'_>) -> Option<String> {
    match node {
        Node::Schema(schema) => schema.name.clone(),
        Node::Reference(_) => None,
    }
}

/// Returns fields for the names in `required` that are not declared, so that their values are not lost. They are
/// optional: most such names are misspelt.
fn undescribed_fields(at: &Pointer, facets: &Facets<'_>) -> Vec<Field> {
    let names = facets.required.iter().filter(|name| !facets.describes(name));
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
