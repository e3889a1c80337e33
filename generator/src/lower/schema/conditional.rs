//! Conditional members: those declared by `then`, `else` and similar keywords.

use crate::base::pointer::Pointer;
use crate::document::{Ref, Schema};
use crate::ir::{Access, Doc, Field, Naming, Type, TypeStep};
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Alternatives, Facets, Parent, PlacedSchema};
use crate::lower::schema::include::Included;
use crate::openapi::normal;

impl<'d> Lowering<'d> {
    /// Adds the members of the conditional schemas.
    pub(in crate::lower) fn gather_conditional<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        parent: &Parent<'_>,
        schema: &'s Schema,
        included: &Included,
    ) where
        'd: 's,
    {
        for (index, branch) in schema.conditional.iter().enumerate() {
            let at = parent.at.join(normal::CONDITIONAL).join(index);
            let mut own = Facets::default();
            // What the branch includes does not count as included in the whole schema.
            let mut within = included.for_other_facets();
            match branch {
                Ref::Own(schema) => self.gather(&mut own, &at, schema, parent.naming, &mut within),
                Ref::Reference(reference) => {
                    let target = self.document.follow(reference).map(|(target, _)| target);
                    if target.is_some_and(|target| !within.open.contains(&target)) {
                        self.gather_reference(&mut own, &at, reference, &mut within);
                    }
                }
            }
            for (name, places) in own.properties.into_iter().chain(own.conditional) {
                facets.conditional.entry(name).or_default().extend(places);
            }
        }
    }

    /// Returns true if a schema that is only a reference, apart from its conditions, declares members that the target
    /// lacks.
    pub(in crate::lower) fn adds_members(&mut self, at: &Pointer, schema: &Schema, naming: &Naming) -> bool {
        let branches = schema.all_of.iter().filter_map(|branch| branch.own());
        if std::iter::once(schema).chain(branches).all(|schema| schema.conditional.is_empty()) {
            return false;
        }
        let facets = self.facets(at, schema, naming);
        facets.conditional.keys().any(|name| !facets.properties.contains_key(name))
    }

    /// Returns the fields that only conditional schemas declare.
    pub(in crate::lower) fn conditional_fields(
        &mut self,
        at: &Pointer,
        facets: &Facets<'_>,
        naming: &Naming,
    ) -> Vec<Field> {
        let own = facets.conditional.iter().filter(|(wire, _)| !facets.properties.contains_key(**wire));
        let fields = own.map(|(wire, places)| {
            let ty = self.lower_any_of(at, places, &naming.step(TypeStep::Property((*wire).to_owned())));
            let access =
                places.iter().map(|place| self.access(place.node)).find(|access| *access != Access::Both);
            let docs = places.iter().map(|place| doc::of_node(place.node)).find(|doc| *doc != Doc::default());
            Field {
                wire: (*wire).to_owned(),
                name: None,
                pointer: places.first().map(|place| place.at.clone()).unwrap_or_default(),
                ty,
                rules: self.rules_of_all(places),
                required: false,
                only: None,
                access: access.unwrap_or(Access::Both),
                doc: Doc { remark: Some(REMARK.to_owned()), ..docs.unwrap_or_default() },
            }
        });
        fields.collect()
    }

    /// Returns the type of a value that one of the schemas describes.
    fn lower_any_of<'s>(&mut self, at: &Pointer, places: &[PlacedSchema<'s>], naming: &Naming) -> Type
    where
        'd: 's,
    {
        let types: Vec<Type> = places.iter().map(|place| self.lower_placed(place)).collect();
        match types.split_first() {
            None => Type::Any,
            Some((first, others)) if others.iter().all(|ty| ty == first) => first.clone(),
            Some(_) => {
                let branches = places.to_vec();
                let union = Alternatives { branches, discriminator: None, keeps_others: false };
                let lowered =
                    self.lower_facets(at, Facets { unions: vec![union], ..Facets::default() }, naming);
                self.type_of(at, naming, Doc::default(), lowered)
            }
        }
    }
}

const REMARK: &str = "Only under a condition.";
