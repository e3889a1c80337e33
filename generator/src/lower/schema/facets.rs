//! A schema's keywords with `allOf` merged in.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Number, Value};

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{
    AdditionalProperties, Discriminator, Ref, Schema, SchemaRef, SchemaType, component_name, vocabulary,
};
use crate::ir::{Naming, Owner, TypeStep};
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::include::Included;
use crate::openapi::keyword::Keyword;
use crate::openapi::normal;

/// A schema inside another, where it stands, and what the types in it are named after.
#[derive(Clone)]
pub(in crate::lower) struct PlacedSchema<'s> {
    pub at: Pointer,
    pub naming: Naming,
    pub node: Node<'s>,
}

/// A schema or a reference to one.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Node<'s> {
    Reference(&'s str),
    Item(&'s Schema),
}

impl<'s> From<&'s SchemaRef> for Node<'s> {
    fn from(schema: &'s SchemaRef) -> Self {
        match schema {
            Ref::Reference(reference) => Self::Reference(reference),
            Ref::Own(schema) => Self::Item(schema),
        }
    }
}

/// `oneOf` or `anyOf`.
#[derive(Clone)]
pub(in crate::lower) struct Alternatives<'s> {
    pub branches: Vec<PlacedSchema<'s>>,
    pub discriminator: Option<&'s Discriminator>,
    /// Whether they are what a value usually is, and others are kept.
    pub keeps_others: bool,
}

/// Whether and how members beyond the known ones are declared.
#[derive(Clone, Default)]
pub(in crate::lower) enum Rest<'s> {
    #[default]
    Unsaid,
    Forbidden,
    Anything,
    Schema(PlacedSchema<'s>),
}

/// Every keyword that decides what a value may be.
#[derive(Clone, Default)]
pub(in crate::lower) struct Facets<'s> {
    pub kind: Option<SchemaType>,
    pub nullable: bool,
    pub format: Option<&'s str>,
    pub enumeration: Option<Vec<Value>>,
    pub enum_names: &'s [String],
    pub enum_descriptions: &'s [String],
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub properties: IndexMap<&'s str, Vec<PlacedSchema<'s>>>,
    pub required: IndexSet<&'s str>,
    /// Members that may come under a condition.
    pub conditional: IndexMap<&'s str, Vec<PlacedSchema<'s>>>,
    pub rest: Rest<'s>,
    pub items: Vec<PlacedSchema<'s>>,
    pub prefix: Option<(Pointer, &'s [SchemaRef])>,
    pub least_items: usize,
    pub unions: Vec<Alternatives<'s>>,
    pub discriminator: Option<&'s Discriminator>,
    /// What an overlay says that it is, and where.
    pub given: Option<(Pointer, &'s Value)>,
    /// The alternatives that are part of it.
    pub chosen: Vec<Pointer>,
}

impl Facets<'_> {
    /// Whether a member is described, under a condition at least.
    pub fn describes(&self, member: &str) -> bool {
        self.properties.contains_key(member) || self.conditional.contains_key(member)
    }

    /// Whether it says nothing of what a value may be, only which members must be there or what it is not.
    pub fn is_constraint_only(&self) -> bool {
        self.kind.is_none()
            && self.format.is_none()
            && self.enumeration.is_none()
            && self.properties.values().flatten().all(|place| is_untyped(place.node))
            && matches!(self.rest, Rest::Unsaid | Rest::Forbidden)
            && self.items.is_empty()
            && self.prefix.is_none()
            && self.unions.is_empty()
            && self.given.is_none()
    }
}

/// A property schema that only narrows one declared elsewhere (`{minItems: 1}`).
fn is_untyped(node: Node<'_>) -> bool {
    match node {
        Node::Reference(_) => false,
        Node::Item(schema) => {
            schema.of_type.is_none()
                && schema.enumeration.is_empty()
                && schema.properties.is_empty()
                && schema.items.is_none()
                && [&schema.all_of, &schema.any_of, &schema.one_of].iter().all(|branches| branches.is_empty())
        }
    }
}

impl<'d> Lowering<'d> {
    /// The facets of a schema and everything its `allOf` brings in.
    pub(in crate::lower) fn facets<'s>(
        &mut self,
        at: &Pointer,
        schema: &'s Schema,
        naming: &Naming,
    ) -> Facets<'s>
    where
        'd: 's,
    {
        let mut facets = Facets::default();
        self.gather(&mut facets, at, schema, naming, &mut Included::default());
        self.check_default(at, schema, &facets);
        facets
    }

    /// A default is one of the literals.
    fn check_default(&mut self, at: &Pointer, schema: &Schema, facets: &Facets<'_>) {
        let Some(default) = &schema.default else { return };
        let at = at.join("default");
        if facets.enumeration.as_ref().is_some_and(|values| !values.contains(default)) {
            self.note(&code::DEFAULT_TYPE, &at, format!("default `{default}` is not in `enum`"));
        }
    }

    /// Adds a schema's facets to what is there.
    pub(in crate::lower) fn gather<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        at: &Pointer,
        schema: &'s Schema,
        naming: &Naming,
        included: &mut Included,
    ) where
        'd: 's,
    {
        facets.add_data(at, schema);
        if !doc::default_fits(schema) {
            let message = "default does not match the type of its schema";
            self.note(&code::DEFAULT_TYPE, &at.join("default"), message);
        }
        let inside = Inside { at, naming };
        // What is inherited comes first, so that a schema's own members follow those of its base.
        self.gather_all(facets, &inside, &schema.all_of, included);
        self.merge_kind(facets, at, schema.of_type);
        self.add_literals(facets, at, &schema.enumeration);
        facets.add_scalars(schema);
        facets.add_object(&inside, schema);
        self.gather_conditional(facets, &inside, schema, included);
        facets.add_items(&inside, schema);
        facets.add_union(&inside, "oneOf", &schema.one_of, schema);
        facets.add_union(&inside, "anyOf", &schema.any_of, schema);
    }

    /// Adds every branch of an `allOf`.
    fn gather_all<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        inside: &Inside<'_>,
        branches: &'s [SchemaRef],
        included: &mut Included,
    ) where
        'd: 's,
    {
        for (index, branch) in branches.iter().enumerate() {
            let at = inside.at.join("allOf").join(index);
            match branch {
                Ref::Own(schema) => {
                    let outer = facets.nullable;
                    self.gather(facets, &at, schema, inside.naming, included);
                    facets.nullable = outer; // a branch's `nullable` does not widen the whole
                }
                Ref::Reference(reference) => {
                    self.gather_reference(facets, &at, reference, included);
                }
            }
        }
    }

    /// Adds what a reference in an `allOf` leads to; inline types in it stay named after their own home.
    pub(in crate::lower) fn gather_reference<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        at: &Pointer,
        reference: &'s str,
        included: &mut Included,
    ) where
        'd: 's,
    {
        let Some((target, schema)) = self.document.follow(reference) else {
            self.dangling(at, format!("reference target `{reference}` not found or unusable"));
            return;
        };
        if !self.may_include(at, reference, &target, schema, included) {
            return;
        }
        included.open.push(target.clone());
        let outer = (facets.nullable, facets.discriminator);
        let unions = std::mem::take(&mut facets.unions);
        self.gather(facets, &target, schema, &self.home(&target), included);
        // Its own children say no more of what includes it.
        facets.unions.retain(|union| !self.circles.lists_children(self.document, &target, union));
        facets.unions.splice(0..0, unions);
        (facets.nullable, facets.discriminator) = outer;
        included.open.pop();
    }

    /// What inline types below a referenced schema are named after.
    pub(in crate::lower) fn home(&self, target: &Pointer) -> Naming {
        match component_name(target, "schemas").and_then(|name| self.components.get(name.as_str())) {
            Some(id) => self.types[id.0].naming.clone(),
            None => crate::lower::schema::shape::naming_of_pointer(target),
        }
    }

    /// Adds literals. Of two enumerations the common literals remain.
    fn add_literals(&mut self, facets: &mut Facets<'_>, at: &Pointer, values: &[Value]) {
        if values.is_empty() {
            return;
        }
        let Some(before) = facets.enumeration.take() else {
            facets.enumeration = Some(values.to_vec());
            return;
        };
        let listed: IndexSet<&Value> = values.iter().collect();
        let common: Vec<Value> = before.iter().filter(|value| listed.contains(value)).cloned().collect();
        if common.is_empty() {
            let message = "enums in `allOf` have no value in common; the first one is used".to_owned();
            self.note(&code::ALL_OF_ENUM, &at.join("enum"), message);
        }
        facets.enumeration = Some(if common.is_empty() { before } else { common });
    }

    /// Branches of an `allOf` that say different types: the later one counts, as it is the more special one.
    fn merge_kind(&mut self, facets: &mut Facets<'_>, at: &Pointer, kind: Option<SchemaType>) {
        let Some(kind) = kind else { return };
        match (facets.kind, kind) {
            (Some(SchemaType::Number), SchemaType::Integer) => {}
            (Some(SchemaType::Integer), SchemaType::Number) => return,
            (Some(before), _) if before != kind => {
                let message = format!(
                    "`allOf` requires the types `{before}` and `{kind}` at once; the last one is used"
                );
                self.note(&code::ALL_OF_CONTRADICTION, at, message);
            }
            _ => {}
        }
        facets.kind = Some(kind);
    }
}

/// Where a schema's parts stand and what they are named after.
pub(in crate::lower) struct Inside<'a> {
    pub at: &'a Pointer,
    pub naming: &'a Naming,
}

impl<'s> Facets<'s> {
    /// Adds what stands for itself.
    fn add_data(&mut self, at: &Pointer, schema: &'s Schema) {
        self.nullable |= schema.nullable;
        self.discriminator = schema.discriminator.as_deref().or(self.discriminator);
        if let Some(given) = &schema.type_override {
            self.given = Some((at.join(vocabulary::TYPE), given));
        }
        if let Some(names) = &schema.enum_names {
            self.enum_names = names;
        }
        if let Some(descriptions) = &schema.enum_descriptions {
            self.enum_descriptions = descriptions;
        }
        if let Some(prefix) = &schema.prefix_items {
            self.prefix = Some((at.join(normal::PREFIX_ITEMS), prefix));
        }
    }

    /// Adds what narrows a text or a number: a schema's own says more than what it includes.
    fn add_scalars(&mut self, schema: &'s Schema) {
        self.format = schema.format.as_deref().or(self.format);
        self.minimum = schema.minimum.as_ref().and_then(Number::as_f64).or(self.minimum);
        self.maximum = schema.maximum.as_ref().and_then(Number::as_f64).or(self.maximum);
    }

    fn add_object(&mut self, inside: &Inside<'_>, schema: &'s Schema) {
        for (name, schema) in &schema.properties {
            let at = inside.at.join("properties").join(name);
            let naming = inside.naming.step(TypeStep::Property(name.clone()));
            let place = PlacedSchema { at, naming, node: schema.into() };
            self.properties.entry(name).or_default().push(place);
        }
        self.required.extend(schema.required.iter().map(String::as_str));
        match &schema.additional_properties {
            Some(AdditionalProperties::Any(true)) => self.rest = Rest::Anything,
            Some(AdditionalProperties::Any(false)) if matches!(self.rest, Rest::Unsaid) => {
                self.rest = Rest::Forbidden
            }
            Some(AdditionalProperties::Schema(schema)) => {
                let at = inside.at.join("additionalProperties");
                let naming = inside.naming.step(TypeStep::Value);
                self.rest = Rest::Schema(PlacedSchema { at, naming, node: schema.into() });
            }
            _ => {}
        }
    }

    fn add_items(&mut self, inside: &Inside<'_>, schema: &'s Schema) {
        self.least_items = self.least_items.max(schema.count(Keyword::MinItems).unwrap_or_default());
        if let Some(items) = &schema.items {
            let naming = inside.naming.step(TypeStep::Item);
            self.items.push(PlacedSchema { at: inside.at.join("items"), naming, node: items.into() });
        }
    }

    fn add_union(&mut self, inside: &Inside<'_>, keyword: &str, branches: &'s [SchemaRef], of: &'s Schema) {
        if branches.is_empty() {
            return;
        }
        let branches = branches.iter().enumerate().map(|(index, branch)| PlacedSchema {
            at: inside.at.join(keyword).join(index),
            naming: inside.naming.clone(),
            node: branch.into(),
        });
        let discriminator = of.discriminator.as_deref();
        let keeps_others = of.keeps_others;
        self.unions.push(Alternatives { branches: branches.collect(), discriminator, keeps_others });
    }
}

/// A component name as an owner.
pub(in crate::lower) fn component(name: &str) -> Naming {
    Naming::of(Owner::Component(name.to_owned()))
}
