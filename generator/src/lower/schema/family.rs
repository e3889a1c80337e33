//! Inheritance: base schemas whose children are distinguished by a discriminator.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Discriminator, Document, Schema, SchemaRef, component_name};
use crate::ir::{Doc, Guard, Naming, Rules, Shape, Type, TypeStep, Union, Variant};
use crate::lower::Lowered;
use crate::lower::Lowering;
use crate::lower::limits::BudgetKind;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Facets, Node};
use crate::lower::schema::mapping::DiscriminatorValues;
use crate::lower::schema::union::MAX_ALTERNATIVES;

/// The components that include each other through `allOf`.
pub(in crate::lower) struct Inheritance<'d> {
    /// The children of each base.
    children: BTreeMap<&'d str, Vec<&'d str>>,
    /// The bases of each child.
    parents: BTreeMap<&'d str, Vec<&'d str>>,
}

impl<'d> Inheritance<'d> {
    pub(in crate::lower) fn new(document: &'d Document) -> Self {
        let (mut children, mut parents) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for (name, schema) in &document.schemas {
            let Some(schema) = schema.own().filter(|schema| !is_nullable_alias(schema)) else { continue };
            for reference in schema.all_of.iter().filter_map(SchemaRef::reference) {
                let parent = Pointer::from_fragment(reference.trim_start_matches('#'));
                let parent = parent.and_then(|pointer| component_name(&pointer, "schemas"));
                let parent = parent.and_then(|parent| document.schemas.get_key_value(parent.as_str()));
                if let Some((parent, _)) = parent {
                    children.entry(parent.as_str()).or_default().push(name.as_str());
                    parents.entry(name.as_str()).or_default().push(parent.as_str());
                }
            }
        }
        Self { children, parents }
    }
}

/// Returns true for another name of a schema that also allows null: it is no subtype.
pub(in crate::lower) fn is_nullable_alias(schema: &Schema) -> bool {
    schema.nullable && doc::only_reference(schema).is_some()
}

/// The maximum number of inherited bases that are searched.
const MAX_BASES: usize = 16;

/// Returns up to `most` names reachable from a name, without the name itself.
fn reachable<'d>(edges: &BTreeMap<&'d str, Vec<&'d str>>, name: &str, most: usize) -> BTreeSet<&'d str> {
    let mut found = BTreeSet::new();
    let mut queue = edges.get(name).cloned().unwrap_or_default();
    while let Some(next) = queue.pop().filter(|_| found.len() < most) {
        if next != name && found.insert(next) {
            queue.extend(edges.get(next).into_iter().flatten());
        }
    }
    found
}

impl<'d> Lowering<'d> {
    /// Lowers a base schema with a discriminator and no union to a union of its children. The base itself is a variant
    /// if a discriminator value can mean it. Returns `None` if the schema is not such a base.
    pub(in crate::lower) fn lower_inheritance<'s>(
        &mut self,
        name: &str,
        at: &Pointer,
        facets: &Facets<'s>,
        naming: &Naming,
    ) -> Option<Lowered>
    where
        'd: 's,
    {
        let discriminator = facets.discriminator.filter(|_| facets.unions.is_empty())?;
        let descendants = self.descendants(name, discriminator);
        if descendants.is_empty() {
            return None;
        }
        let fits = descendants.len() <= MAX_ALTERNATIVES;
        if !fits || !self.spend(BudgetKind::Alternatives, descendants.len(), at) {
            let message =
                format!("base schema with more than {MAX_ALTERNATIVES} children; read as any value");
            self.report_grouped(&code::ALTERNATIVES_TOO_MANY, at, message);
            return Some(Lowered::Type(Type::Any));
        }
        self.report_unknown_schemas(at, discriminator);
        let inherited = self.inherited_discriminators(name, &discriminator.property_name);
        let tags = DiscriminatorValues::new(discriminator, &inherited);
        let mut variants = Vec::new();
        if !inherited.is_empty() || self.base_has_value(name, &tags, discriminator, facets) {
            let ty = self.lower_base_alone(name, at, facets, naming);
            variants.push(self.variant_of(name, &tags, ty));
        }
        for child in descendants {
            variants.push(self.variant_of(child, &tags, Type::Named(self.components[child])));
        }
        let tag = Some(discriminator.property_name.clone());
        Some(Lowered::Shape(Shape::Union(Union { tag, variants })))
    }

    /// Returns true if a component includes a base with a discriminator: then it is a type of its own, even if it adds
    /// nothing.
    pub(in crate::lower) fn has_discriminated_base(&self, name: &str) -> bool {
        reachable(&self.inheritance.parents, name, MAX_BASES).into_iter().any(|base| {
            let base = self.document.schemas.get(base).and_then(SchemaRef::own);
            base.is_some_and(|base| {
                base.discriminator.is_some() && base.one_of.is_empty() && base.any_of.is_empty()
            })
        })
    }

    /// Returns the variant of a component.
    fn variant_of(&self, name: &str, tags: &DiscriminatorValues<'_>, ty: Type) -> Variant {
        let reference = reference(name);
        let node = Node::Reference(&reference);
        Variant {
            hint: name.to_owned(),
            ty,
            rules: Rules::default(),
            tags: tags.values_of(self.document, node),
            is_default: tags.is_default(node),
            guard: Guard::default(),
        }
    }

    /// Returns true if a discriminator value can mean the base and none of its children: the mapping names the base,
    /// its schema sets its own value, or the literals of the discriminator property contain its name.
    fn base_has_value(
        &self,
        name: &str,
        tags: &DiscriminatorValues<'_>,
        discriminator: &Discriminator,
        facets: &Facets<'_>,
    ) -> bool {
        let reference = reference(name);
        let has_own_value = |schema: &Schema| schema.discriminator_value.is_some();
        tags.names(Node::Reference(&reference))
            || self.document.schemas.get(name).and_then(SchemaRef::own).is_some_and(has_own_value)
            || self.enum_contains(facets, &discriminator.property_name, name)
    }

    /// Returns true if the literals of a member contain a text.
    fn enum_contains(&self, facets: &Facets<'_>, member: &str, text: &str) -> bool {
        let places = facets.properties.get(member).into_iter().flatten();
        let mut schemas = places.filter_map(|place| match place.node {
            Node::Schema(schema) => Some(schema),
            Node::Reference(reference) => self.document.follow(reference).map(|(_, schema)| schema),
        });
        schemas.any(|schema| schema.enumeration.iter().any(|value| value == text))
    }

    /// Returns the type of the base without its children.
    fn lower_base_alone<'s>(&mut self, name: &str, at: &Pointer, facets: &Facets<'s>, naming: &Naming) -> Type
    where
        'd: 's,
    {
        let naming = naming.step(TypeStep::Variant(name.to_owned()));
        let alone = Facets { discriminator: None, ..facets.clone() };
        let lowered = self.lower_facets(at, alone, &naming);
        self.type_of(at, &naming, Doc::default(), lowered)
    }

    /// Returns the components that include a component through `allOf`, at any depth, and those that its discriminator
    /// names, in the order of the components.
    fn descendants(&self, name: &str, discriminator: &Discriminator) -> Vec<&'d str> {
        let mut found = reachable(&self.inheritance.children, name, usize::MAX);
        for target in discriminator.mapping.values().chain(&discriminator.default_mapping) {
            let named =
                Pointer::from_fragment(target.trim_start_matches('#')).and_then(|target| target.last());
            let known =
                self.components.get_key_value(named.as_deref().unwrap_or(target)).map(|(key, _)| *key);
            found.extend(known.filter(|known| *known != name));
        }
        let mut found: Vec<&'d str> = found.into_iter().collect();
        found.sort_by_key(|child| self.components.get_index_of(child));
        found
    }

    /// Returns the discriminators of the same property that a component inherits through `allOf`: they may name a base
    /// that is itself a child. The number of bases searched is limited.
    fn inherited_discriminators(&self, name: &str, property: &str) -> Vec<&'d Discriminator> {
        let above = reachable(&self.inheritance.parents, name, MAX_BASES).into_iter();
        let document = self.document;
        let own = above.filter_map(|name| document.schemas.get(name)?.own()?.discriminator.as_deref());
        own.filter(|discriminator| discriminator.property_name == property).collect()
    }
}

fn reference(name: &str) -> String {
    format!("#{}", Pointer::root().join_all(["components", "schemas", name]))
}
