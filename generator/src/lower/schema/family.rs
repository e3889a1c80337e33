//! Inheritance: base schemas whose children a discriminator tells apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Discriminator, Document, Schema, SchemaRef, component_name};
use crate::ir::{Doc, Guard, Naming, Rules, Shape, Type, TypeStep, Union, Variant};
use crate::lower::Lowering;
use crate::lower::Made;
use crate::lower::schema::facets::{Facets, Node};
use crate::lower::schema::mapping::Tags;
use crate::lower::schema::union::MOST_ALTERNATIVES;
use crate::lower::work::Pass;

/// Which components include which by way of `allOf`.
pub(in crate::lower) struct Inheritance<'d> {
    /// By what is included.
    children: BTreeMap<&'d str, Vec<&'d str>>,
    /// By what includes.
    parents: BTreeMap<&'d str, Vec<&'d str>>,
}

impl<'d> Inheritance<'d> {
    pub(in crate::lower) fn new(document: &'d Document) -> Self {
        let (mut children, mut parents) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for (name, schema) in &document.schemas {
            let Some(schema) = schema.own() else { continue };
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

/// How many bases of a base are looked at.
const MOST_ABOVE: usize = 16;

/// All that edges lead to from a name, itself aside, up to a number.
fn reached<'d>(edges: &BTreeMap<&'d str, Vec<&'d str>>, name: &str, most: usize) -> BTreeSet<&'d str> {
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
    /// A base schema with a discriminator and no union: any of its children may stand in its place, and it may itself where
    /// a value of the discriminator can mean it.
    pub(in crate::lower) fn family<'s>(
        &mut self,
        name: &str,
        at: &Pointer,
        facets: &Facets<'s>,
        naming: &Naming,
    ) -> Option<Made>
    where
        'd: 's,
    {
        let discriminator = facets.discriminator.filter(|_| facets.unions.is_empty())?;
        let descendants = self.descendants(name, discriminator);
        if descendants.is_empty() {
            return None;
        }
        let fits = descendants.len() <= MOST_ALTERNATIVES;
        if !fits || !self.spend(Pass::Alternatives, descendants.len(), at) {
            let message =
                format!("base schema with more than {MOST_ALTERNATIVES} children; read as any value");
            self.group(&code::ALTERNATIVES_TOO_MANY, at, message);
            return Some(Made::Type(Type::Any));
        }
        let inherited = self.inherited_discriminators(name, &discriminator.property_name);
        let tags = Tags::new(discriminator, &inherited);
        let mut variants = Vec::new();
        if !inherited.is_empty() || self.can_be_itself(name, &tags, discriminator, facets) {
            let ty = self.base_itself(name, at, facets, naming);
            variants.push(self.member(name, &tags, ty));
        }
        for child in descendants {
            variants.push(self.member(child, &tags, Type::Named(self.components[child])));
        }
        let tag = Some(discriminator.property_name.clone());
        Some(Made::Shape(Shape::Union(Union { tag, variants })))
    }

    /// The variant of a component.
    fn member(&self, name: &str, tags: &Tags<'_>, ty: Type) -> Variant {
        let reference = reference(name);
        let node = Node::Reference(&reference);
        Variant {
            hint: name.to_owned(),
            ty,
            rules: Rules::default(),
            tags: tags.of(self.document, node),
            is_default: tags.is_default(node),
            guard: Guard::default(),
        }
    }

    /// Whether a value of the discriminator can mean the base and none of its children: its mapping names it, it says so
    /// itself, or the values that the member can be list its name.
    fn can_be_itself(
        &self,
        name: &str,
        tags: &Tags<'_>,
        discriminator: &Discriminator,
        facets: &Facets<'_>,
    ) -> bool {
        let reference = reference(name);
        let says_so = |schema: &Schema| schema.discriminator_value.is_some();
        tags.name(Node::Reference(&reference))
            || self.document.schemas.get(name).and_then(SchemaRef::own).is_some_and(says_so)
            || self.lists(facets, &discriminator.property_name, name)
    }

    /// Whether the literals of a member list a text.
    fn lists(&self, facets: &Facets<'_>, member: &str, text: &str) -> bool {
        let places = facets.properties.get(member).into_iter().flatten();
        let mut schemas = places.filter_map(|place| match place.node {
            Node::Item(schema) => Some(schema),
            Node::Reference(reference) => self.document.follow(reference).map(|(_, schema)| schema),
        });
        schemas.any(|schema| schema.enumeration.iter().any(|value| value == text))
    }

    /// The type of the base alone, without its children.
    fn base_itself<'s>(&mut self, name: &str, at: &Pointer, facets: &Facets<'s>, naming: &Naming) -> Type
    where
        'd: 's,
    {
        let naming = naming.step(TypeStep::Variant(name.to_owned()));
        let alone = Facets { discriminator: None, ..facets.clone() };
        let made = self.make(at, alone, &naming);
        self.settle(at, &naming, Doc::default(), made)
    }

    /// The components that include a component by way of `allOf`, at any depth, and those that its discriminator names; in
    /// the document's order.
    fn descendants(&self, name: &str, discriminator: &Discriminator) -> Vec<&'d str> {
        let mut found = reached(&self.inheritance.children, name, usize::MAX);
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

    /// The discriminators of the same property that a component inherits, by way of `allOf`: a base among them is named by
    /// those above it. Of bases without end the nearest.
    fn inherited_discriminators(&self, name: &str, property: &str) -> Vec<&'d Discriminator> {
        let above = reached(&self.inheritance.parents, name, MOST_ABOVE).into_iter();
        let document = self.document;
        let own = above.filter_map(|name| document.schemas.get(name)?.own()?.discriminator.as_deref());
        own.filter(|discriminator| discriminator.property_name == property).collect()
    }
}

fn reference(name: &str) -> String {
    format!("#{}", Pointer::root().join_all(["components", "schemas", name]))
}
