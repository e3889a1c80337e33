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

/// A schema inside another, with its pointer and the naming of the types in it.
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
    Schema(&'s Schema),
}

impl<'s> From<&'s SchemaRef> for Node<'s> {
    fn from(schema: &'s SchemaRef) -> Self {
        match schema {
            Ref::Reference(reference) => Self::Reference(reference),
            Ref::Own(schema) => Self::Schema(schema),
        }
    }
}

/// `oneOf` or `anyOf`.
#[derive(Clone)]
pub(in crate::lower) struct Alternatives<'s> {
    pub branches: Vec<PlacedSchema<'s>>,
    pub discriminator: Option<&'s Discriminator>,
    /// Whether other values are kept as well: the alternatives only list the usual ones.
    pub keeps_others: bool,
}

/// Whether and how members other than the declared ones are allowed.
#[derive(Clone, Default)]
pub(in crate::lower) enum Rest<'s> {
    #[default]
    Undeclared,
    Forbidden,
    Anything,
    Schema(PlacedSchema<'s>),
}

/// Every keyword that decides the type of a value, with `allOf` merged in.
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
    /// Members declared by conditional schemas (`then`, `else`, …).
    pub conditional: IndexMap<&'s str, Vec<PlacedSchema<'s>>>,
    pub rest: Rest<'s>,
    pub items: Vec<PlacedSchema<'s>>,
    pub prefix: Option<(Pointer, &'s [SchemaRef])>,
    pub least_items: usize,
    pub unions: Vec<Alternatives<'s>>,
    pub discriminator: Option<&'s Discriminator>,
    /// The type that an overlay sets (`x-truespec-type`), with its pointer.
    pub type_override: Option<(Pointer, &'s Value)>,
    /// Pointers of the alternatives that are already merged in.
    pub chosen: Vec<Pointer>,
}

impl Facets<'_> {
    /// Returns true if a member is declared, unconditionally or by a conditional schema.
    pub fn describes(&self, member: &str) -> bool {
        self.properties.contains_key(member) || self.conditional.contains_key(member)
    }

    /// Returns true if the schema does not describe a type: it only requires members or excludes values.
    pub fn is_constraint_only(&self) -> bool {
        self.kind.is_none()
            && self.format.is_none()
            && self.enumeration.is_none()
            && self.properties.values().flatten().all(|place| is_untyped(place.node))
            && matches!(self.rest, Rest::Undeclared | Rest::Forbidden)
            && self.items.is_empty()
            && self.prefix.is_none()
            && self.unions.is_empty()
            && self.type_override.is_none()
    }
}

/// Returns true for a property schema that only narrows one declared elsewhere (`{minItems: 1}`).
fn is_untyped(node: Node<'_>) -> bool {
    match node {
        Node::Reference(_) => false,
        Node::Schema(schema) => {
            schema.of_type.is_none()
                && schema.enumeration.is_empty()
                && schema.properties.is_empty()
                && schema.items.is_none()
                && [&schema.all_of, &schema.any_of, &schema.one_of].iter().all(|branches| branches.is_empty())
        }
    }
}

impl<'d> Lowering<'d> {
    /// Returns the facets of a schema, with everything its `allOf` includes.
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

    /// Reports a default that is not in `enum`.
    fn check_default(&mut self, at: &Pointer, schema: &Schema, facets: &Facets<'_>) {
        let Some(default) = &schema.default else { return };
        let at = at.join("default");
        if facets.enumeration.as_ref().is_some_and(|values| !values.contains(default)) {
            self.report_once(&code::DEFAULT_TYPE, &at, format!("default `{default}` is not in `enum`"));
        }
    }

    /// Merges the keywords of a schema into `facets`.
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
            self.report_once(&code::DEFAULT_TYPE, &at.join("default"), message);
        }
        let parent = Parent { at, naming };
        // Inherited keywords come first, so that a schema's own members follow those of its base.
        self.gather_all(facets, &parent, &schema.all_of, included);
        self.merge_kind(facets, at, schema.of_type);
        self.add_literals(facets, at, &schema.enumeration);
        facets.add_scalars(schema);
        facets.add_object(&parent, schema);
        self.gather_conditional(facets, &parent, schema, included);
        facets.add_items(&parent, schema);
        facets.add_union(&parent, "oneOf", &schema.one_of, schema);
        facets.add_union(&parent, "anyOf", &schema.any_of, schema);
    }

    /// Merges every branch of an `allOf`.
    fn gather_all<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        parent: &Parent<'_>,
        branches: &'s [SchemaRef],
        included: &mut Included,
    ) where
        'd: 's,
    {
        for (index, branch) in branches.iter().enumerate() {
            let at = parent.at.join("allOf").join(index);
            match branch {
                Ref::Own(schema) => {
                    let outer = facets.nullable;
                    self.gather(facets, &at, schema, parent.naming, included);
                    facets.nullable = outer; // a branch's `nullable` does not widen the whole
                }
                Ref::Reference(reference) => {
                    self.gather_reference(facets, &at, reference, included);
                }
            }
        }
    }

    /// Merges the target of a reference in an `allOf`. Inline types in it stay named after the target.
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
            self.report_dangling(at, format!("reference target `{reference}` not found or unusable"));
            return;
        };
        if !self.may_include(at, reference, &target, schema, included) {
            return;
        }
        included.open.push(target.clone());
        let outer = (facets.nullable, facets.discriminator);
        let unions = std::mem::take(&mut facets.unions);
        self.gather(facets, &target, schema, &self.target_naming(&target), included);
        // The target's list of its children does not apply to the schema that includes the target.
        facets.unions.retain(|union| !self.inheritance_cycles.lists_children(self.document, &target, union));
        facets.unions.splice(0..0, unions);
        (facets.nullable, facets.discriminator) = outer;
        included.open.pop();
    }

    /// Returns the naming of the inline types in a referenced schema.
    pub(in crate::lower) fn target_naming(&self, target: &Pointer) -> Naming {
        match component_name(target, "schemas").and_then(|name| self.components.get(name.as_str())) {
            Some(id) => self.types[id.0].naming.clone(),
            None => crate::lower::schema::shape::naming_of_pointer(target),
        }
    }

    /// Adds literals. Of two enumerations, the common literals are kept.
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
            self.report_once(&code::ALL_OF_ENUM, &at.join("enum"), message);
        }
        facets.enumeration = Some(if common.is_empty() { before } else { common });
    }

    /// Merges `type`. If branches of an `allOf` have different types, the later one is used, as it is more specific.
    fn merge_kind(&mut self, facets: &mut Facets<'_>, at: &Pointer, kind: Option<SchemaType>) {
        let Some(kind) = kind else { return };
        match (facets.kind, kind) {
            (Some(SchemaType::Number), SchemaType::Integer) => {}
            (Some(SchemaType::Integer), SchemaType::Number) => return,
            (Some(before), _) if before != kind => {
                let message = format!(
                    "`allOf` requires the types `{before}` and `{kind}` at once; the last one is used"
                );
                self.report_once(&code::ALL_OF_CONTRADICTION, at, message);
            }
            _ => {}
        }
        facets.kind = Some(kind);
    }
}

/// The schema that contains another: its pointer and its naming.
pub(in crate::lower) struct Parent<'a> {
    pub at: &'a Pointer,
    pub naming: &'a Naming,
}

impl<'s> Facets<'s> {
    /// Adds the keywords that need no merging.
    fn add_data(&mut self, at: &Pointer, schema: &'s Schema) {
        self.nullable |= schema.nullable;
        self.discriminator = schema.discriminator.as_deref().or(self.discriminator);
        if let Some(given) = &schema.type_override {
            self.type_override = Some((at.join(vocabulary::TYPE), given));
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

    /// Adds the keywords that narrow a string or a number. A schema's own keyword wins over an included one.
    fn add_scalars(&mut self, schema: &'s Schema) {
        self.format = schema.format.as_deref().or(self.format);
        self.minimum = schema.minimum.as_ref().and_then(Number::as_f64).or(self.minimum);
        self.maximum = schema.maximum.as_ref().and_then(Number::as_f64).or(self.maximum);
    }

    fn add_object(&mut self, parent: &Parent<'_>, schema: &'s Schema) {
        for (name, schema) in &schema.properties {
            let at = parent.at.join("properties").join(name);
            let naming = parent.naming.step(TypeStep::Property(name.clone()));
            let place = PlacedSchema { at, naming, node: schema.into() };
            self.properties.entry(name).or_default().push(place);
        }
        self.required.extend(schema.required.iter().map(String::as_str));
        match &schema.additional_properties {
            Some(AdditionalProperties::Any(true)) => self.rest = Rest::Anything,
            Some(AdditionalProperties::Any(false)) if matches!(self.rest, Rest::Undeclared) => {
                self.rest = Rest::Forbidden
            }
            Some(AdditionalProperties::Schema(schema)) => {
                let at = parent.at.join("additionalProperties");
                let naming = parent.naming.step(TypeStep::Value);
                self.rest = Rest::Schema(PlacedSchema { at, naming, node: schema.into() });
            }
            _ => {}
        }
    }

    fn add_items(&mut self, parent: &Parent<'_>, schema: &'s Schema) {
        self.least_items = self.least_items.max(schema.count(Keyword::MinItems).unwrap_or_default());
        if let Some(items) = &schema.items {
            let naming = parent.naming.step(TypeStep::Item);
            self.items.push(PlacedSchema { at: parent.at.join("items"), naming, node: items.into() });
        }
    }

    fn add_union(&mut self, parent: &Parent<'_>, keyword: &str, branches: &'s [SchemaRef], of: &'s Schema) {
        if branches.is_empty() {
            return;
        }
        let branches = branches.iter().enumerate().map(|(index, branch)| PlacedSchema {
            at: parent.at.join(keyword).join(index),
            naming: parent.naming.clone(),
            node: branch.into(),
        });
        let discriminator = of.discriminator.as_deref();
        let keeps_others = of.keeps_others;
        self.unions.push(Alternatives { branches: branches.collect(), discriminator, keeps_others });
    }
}

/// Returns the naming of a component.
pub(in crate::lower) fn component_naming(name: &str) -> Naming {
    Naming::of(Owner::Component(name.to_owned()))
}
