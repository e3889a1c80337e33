//! A schema's keywords laid side by side, with `allOf` merged in: what `openapiv3` spreads over a dozen variants.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
    VariantOrUnknownOrEmpty,
};
use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::code;
use crate::ir::{Naming, Owner};
use crate::lower::Lowering;
use crate::lower::schema::include::Included;
use crate::pointer::Pointer;
use crate::resolve::component_name;

/// A schema inside another, where it stands, and what the types in it are named after.
#[derive(Clone)]
pub(in crate::lower) struct Place<'s> {
    pub at: Pointer,
    pub naming: Naming,
    pub node: Node<'s>,
}

/// A schema or a reference to one, however it is boxed.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Node<'s> {
    Reference(&'s str),
    Item(&'s Schema),
}

impl<'s> From<&'s ReferenceOr<Schema>> for Node<'s> {
    fn from(schema: &'s ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl<'s> From<&'s ReferenceOr<Box<Schema>>> for Node<'s> {
    fn from(schema: &'s ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

/// `oneOf` or `anyOf`.
#[derive(Clone)]
pub(in crate::lower) struct Alternatives<'s> {
    pub branches: Vec<Place<'s>>,
    pub discriminator: Option<&'s Discriminator>,
}

/// Whether and how members beyond the known ones are declared.
#[derive(Clone, Default)]
pub(in crate::lower) enum Rest<'s> {
    #[default]
    Unsaid,
    Forbidden,
    Anything,
    Schema(Place<'s>),
}

/// Every keyword that decides what a value may be.
#[derive(Clone, Default)]
pub(in crate::lower) struct Facets<'s> {
    pub kind: Option<String>,
    pub nullable: bool,
    pub format: Option<String>,
    pub enumeration: Option<Vec<Value>>,
    pub enum_names: Vec<String>,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub properties: IndexMap<&'s str, Vec<Place<'s>>>,
    pub required: IndexSet<&'s str>,
    pub rest: Rest<'s>,
    pub items: Vec<Place<'s>>,
    pub prefix: Option<(Pointer, &'s Value)>,
    pub least_items: usize,
    pub unions: Vec<Alternatives<'s>>,
    pub discriminator: Option<&'s Discriminator>,
    /// What an overlay says that it is, and where.
    pub given: Option<(Pointer, &'s Value)>,
    /// The alternatives that are part of it.
    pub chosen: Vec<Pointer>,
}

impl Facets<'_> {
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
        Node::Item(schema) => match &schema.schema_kind {
            SchemaKind::Any(any) => {
                any.typ.is_none()
                    && any.enumeration.is_empty()
                    && any.properties.is_empty()
                    && any.items.is_none()
                    && any.one_of.is_empty()
                    && any.all_of.is_empty()
                    && any.any_of.is_empty()
            }
            SchemaKind::Not { .. } => true,
            _ => false,
        },
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
        let Some(default) = &schema.schema_data.default else { return };
        let at = at.join("default");
        if facets.enumeration.as_ref().is_some_and(|values| !values.contains(default)) {
            self.note(&code::DEFAULT_TYPE, &at, format!("the default {default} is not in `enum`"));
        }
    }

    /// Adds a schema's facets to what is there.
    fn gather<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        at: &Pointer,
        schema: &'s Schema,
        naming: &Naming,
        included: &mut Included,
    ) where
        'd: 's,
    {
        facets.add_data(at, &schema.schema_data);
        if !crate::lower::schema::doc::default_fits(schema) {
            self.note(
                &code::DEFAULT_TYPE,
                &at.join("default"),
                "the default is not of the schema's own type",
            );
        }
        let inside = Inside { at, naming };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => self.add_type(facets, &inside, ty),
            SchemaKind::OneOf { one_of } => facets.add_union(&inside, "oneOf", one_of, &schema.schema_data),
            SchemaKind::AnyOf { any_of } => facets.add_union(&inside, "anyOf", any_of, &schema.schema_data),
            SchemaKind::AllOf { all_of } => self.gather_all(facets, &inside, all_of, included),
            SchemaKind::Not { .. } => {}
            SchemaKind::Any(any) => {
                // What is inherited comes first, so that a schema's own members follow those of its base.
                self.gather_all(facets, &inside, &any.all_of, included);
                self.merge_kind(facets, at, any.typ.as_deref());
                self.add_scalars(facets, at, any.format.as_deref(), &any.enumeration);
                facets.add_range(any.minimum, any.maximum);
                facets.add_object(
                    &inside,
                    &any.properties,
                    &any.required,
                    any.additional_properties.as_ref(),
                );
                facets.add_items(&inside, any.items.as_ref(), any.min_items);
                facets.add_union(&inside, "oneOf", &any.one_of, &schema.schema_data);
                facets.add_union(&inside, "anyOf", &any.any_of, &schema.schema_data);
            }
        }
    }

    /// Adds every branch of an `allOf`.
    fn gather_all<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        inside: &Inside<'_>,
        branches: &'s [ReferenceOr<Schema>],
        included: &mut Included,
    ) where
        'd: 's,
    {
        for (index, branch) in branches.iter().enumerate() {
            let at = inside.at.join("allOf").join(index);
            match branch {
                ReferenceOr::Item(schema) => {
                    let outer = facets.nullable;
                    self.gather(facets, &at, schema, inside.naming, included);
                    facets.nullable = outer; // a branch's `nullable` does not widen the whole
                }
                ReferenceOr::Reference { reference } => {
                    self.gather_reference(facets, &at, reference, included);
                }
            }
        }
    }

    /// Adds what a reference in an `allOf` leads to; inline types in it stay named after their own home.
    fn gather_reference<'s>(
        &mut self,
        facets: &mut Facets<'s>,
        at: &Pointer,
        reference: &'s str,
        included: &mut Included,
    ) where
        'd: 's,
    {
        let Some((target, schema)) = self.resolved.follow(reference) else {
            self.dangling(at, format!("`{reference}` points at nothing that can be used"));
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
        facets.unions.retain(|union| !self.circles.lists_children(self.resolved, &target, union));
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

    fn add_type<'s>(&mut self, facets: &mut Facets<'s>, inside: &Inside<'_>, ty: &'s Type) {
        match ty {
            Type::String(string) => {
                self.merge_kind(facets, inside.at, Some("string"));
                let values: Vec<Value> = string.enumeration.iter().map(to_value).collect();
                self.add_scalars(facets, inside.at, name_of(&string.format).as_deref(), &values);
            }
            Type::Number(number) => {
                self.merge_kind(facets, inside.at, Some("number"));
                let values: Vec<Value> = number.enumeration.iter().map(to_value).collect();
                self.add_scalars(facets, inside.at, name_of(&number.format).as_deref(), &values);
                facets.add_range(number.minimum, number.maximum);
            }
            Type::Integer(integer) => {
                self.merge_kind(facets, inside.at, Some("integer"));
                let values: Vec<Value> = integer.enumeration.iter().map(to_value).collect();
                let (minimum, maximum) =
                    (integer.minimum.map(|v| v as f64), integer.maximum.map(|v| v as f64));
                self.add_scalars(facets, inside.at, name_of(&integer.format).as_deref(), &values);
                facets.add_range(minimum, maximum);
            }
            Type::Boolean(_) => self.merge_kind(facets, inside.at, Some("boolean")),
            Type::Object(object) => {
                self.merge_kind(facets, inside.at, Some("object"));
                let rest = object.additional_properties.as_ref();
                facets.add_object(inside, &object.properties, &object.required, rest);
            }
            Type::Array(array) => {
                self.merge_kind(facets, inside.at, Some("array"));
                facets.add_items(inside, array.items.as_ref(), array.min_items);
            }
        }
    }

    /// Adds a format and literals. Of two enumerations the common literals remain.
    fn add_scalars(&mut self, facets: &mut Facets<'_>, at: &Pointer, format: Option<&str>, values: &[Value]) {
        if let Some(format) = format {
            facets.format = Some(format.to_owned());
        }
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
            let message = "the enumerations of an `allOf` have no value in common".to_owned();
            self.note(&code::ALL_OF_ENUM, &at.join("enum"), message);
        }
        facets.enumeration = Some(if common.is_empty() { before } else { common });
    }

    /// Branches of an `allOf` that say different types: the later one counts, as it is the more special one.
    fn merge_kind(&mut self, facets: &mut Facets<'_>, at: &Pointer, kind: Option<&str>) {
        let Some(kind) = kind else { return };
        match facets.kind.as_deref() {
            Some("number") if kind == "integer" => {}
            Some("integer") if kind == "number" => return,
            Some(before) if before != kind => {
                let message = format!("`allOf` asks for `{before}` and for `{kind}` at once");
                self.note(&code::ALL_OF_CONTRADICTION, at, message);
            }
            _ => {}
        }
        facets.kind = Some(kind.to_owned());
    }
}

/// Where a schema's parts stand and what they are named after.
struct Inside<'a> {
    at: &'a Pointer,
    naming: &'a Naming,
}

impl<'s> Facets<'s> {
    fn add_data(&mut self, at: &Pointer, data: &'s SchemaData) {
        self.nullable |= data.nullable;
        self.discriminator = data.discriminator.as_ref().or(self.discriminator);
        if let Some(given) = data.extensions.get(crate::lower::schema::scalar::GIVEN) {
            self.given = Some((at.join(crate::lower::schema::scalar::GIVEN), given));
        }
        if let Some(prefix) = data.extensions.get("x-truespec-prefix-items") {
            self.prefix = Some((at.join("x-truespec-prefix-items"), prefix));
        }
        let names = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
        if let Some(Value::Array(names)) = names.iter().find_map(|key| data.extensions.get(*key)) {
            self.enum_names = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
    }

    fn add_range(&mut self, minimum: Option<f64>, maximum: Option<f64>) {
        self.minimum = minimum.or(self.minimum);
        self.maximum = maximum.or(self.maximum);
    }

    fn add_object(
        &mut self,
        inside: &Inside<'_>,
        properties: &'s IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'s [String],
        rest: Option<&'s AdditionalProperties>,
    ) {
        for (name, schema) in properties {
            let at = inside.at.join("properties").join(name);
            let naming = inside.naming.step(crate::ir::Step::Property(name.clone()));
            let place = Place { at, naming, node: schema.into() };
            self.properties.entry(name).or_default().push(place);
        }
        self.required.extend(required.iter().map(String::as_str));
        match rest {
            Some(AdditionalProperties::Any(true)) => self.rest = Rest::Anything,
            Some(AdditionalProperties::Any(false)) if matches!(self.rest, Rest::Unsaid) => {
                self.rest = Rest::Forbidden
            }
            Some(AdditionalProperties::Schema(schema)) => {
                let at = inside.at.join("additionalProperties");
                let naming = inside.naming.step(crate::ir::Step::Value);
                self.rest = Rest::Schema(Place { at, naming, node: schema.as_ref().into() });
            }
            _ => {}
        }
    }

    fn add_items(
        &mut self,
        inside: &Inside<'_>,
        items: Option<&'s ReferenceOr<Box<Schema>>>,
        least: Option<usize>,
    ) {
        self.least_items = self.least_items.max(least.unwrap_or_default());
        if let Some(items) = items {
            let naming = inside.naming.step(crate::ir::Step::Item);
            self.items.push(Place { at: inside.at.join("items"), naming, node: items.into() });
        }
    }

    fn add_union(
        &mut self,
        inside: &Inside<'_>,
        keyword: &str,
        branches: &'s [ReferenceOr<Schema>],
        data: &'s SchemaData,
    ) {
        if branches.is_empty() {
            return;
        }
        let branches = branches.iter().enumerate().map(|(index, branch)| Place {
            at: inside.at.join(keyword).join(index),
            naming: inside.naming.clone(),
            node: branch.into(),
        });
        self.unions
            .push(Alternatives { branches: branches.collect(), discriminator: data.discriminator.as_ref() });
    }
}

/// The text of a format that `openapiv3` may or may not know.
fn name_of<T: Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(item) => serde_json::to_value(item).ok()?.as_str().map(str::to_owned),
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn to_value<T: Serialize>(literal: &Option<T>) -> Value {
    serde_json::to_value(literal).unwrap_or_default()
}

/// A component name as an owner.
pub(in crate::lower) fn component(name: &str) -> Naming {
    Naming::of(Owner::Component(name.to_owned()))
}
