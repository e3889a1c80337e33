//! Decides which kind of Rust type a schema becomes.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Ref, Schema, SchemaRef, SchemaType, component_name};
use crate::ir::{Doc, Naming, Owner, Type, TypeStep};
use crate::lower::Lowering;
use crate::lower::Made;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Facets, Node, PlacedSchema, Rest, component};
use crate::openapi::normal;

impl<'d> Lowering<'d> {
    /// Lowers a component schema: a reference, a union of its children, or a type by its facets.
    pub(in crate::lower) fn component(
        &mut self,
        name: &str,
        at: &Pointer,
        schema: &'d SchemaRef,
        naming: &Naming,
    ) -> Made {
        match schema {
            Ref::Reference(reference) => Made::Type(self.reference(at, reference)),
            Ref::Own(schema) => {
                if let Some(reference) = doc::only_reference(schema)
                    && !self.adds_members(at, schema, naming)
                {
                    return Made::Type(self.reference(at, reference));
                }
                let facets = self.facets(at, schema, naming);
                match self.family(name, at, &facets, naming) {
                    Some(union) => union,
                    None => self.make(at, facets, naming),
                }
            }
        }
    }

    /// Returns the type of a schema inside another.
    pub(in crate::lower) fn place(&mut self, place: &PlacedSchema<'_>) -> Type {
        match place.node {
            Node::Reference(reference) => self.reference(&place.at, reference),
            Node::Item(schema) => self.inline(&place.at, schema, &place.naming),
        }
    }

    /// Returns the type of an operation's schema.
    pub(in crate::lower) fn schema(&mut self, at: &Pointer, schema: &SchemaRef, naming: &Naming) -> Type {
        self.place(&PlacedSchema { at: at.clone(), naming: naming.clone(), node: schema.into() })
    }

    /// Returns the type that a `$ref` names.
    pub(in crate::lower) fn reference(&mut self, at: &Pointer, reference: &str) -> Type {
        let Some((target, _)) = self.document.schema(reference) else {
            self.dangling(at, format!("reference target `{reference}` not found or unusable"));
            return Type::Any;
        };
        let Some((end, schema)) = self.document.follow(reference) else {
            self.note(
                &code::REFERENCE_CYCLE,
                at,
                format!("`{reference}` leads into a reference cycle; read as any value"),
            );
            return Type::Any;
        };
        let nullable = self.item_admits_null(schema);
        // A reference to a member that itself refers to a component has the component's type.
        let component =
            |at| component_name(at, "schemas").and_then(|name| self.components.get(name.as_str()));
        let named = component(&target).or_else(|| component(&end));
        match named {
            Some(id) if nullable => Type::Named(*id).nullable(),
            Some(id) => Type::Named(*id),
            None => self.inline(&end, schema, &self.home(&end)),
        }
    }

    /// Returns the type of an inline schema; the same pointer always has the same type.
    fn inline(&mut self, at: &Pointer, schema: &Schema, naming: &Naming) -> Type {
        if let Some(reference) = doc::only_reference(schema)
            && !self.adds_members(at, schema, naming)
        {
            let inner = at.join("allOf").join(0);
            let ty = self.within(at, |lowering| lowering.reference(&inner, reference)).unwrap_or(Type::Any);
            return if schema.nullable { ty.nullable() } else { ty };
        }
        if let Some(known) = self.inline.get(at) {
            return known.clone();
        }
        let ty = self.within(at, |lowering| lowering.written_out(at, schema, naming)).unwrap_or(Type::Any);
        self.inline.insert(at.clone(), ty.clone());
        ty
    }

    fn written_out(&mut self, at: &Pointer, schema: &Schema, naming: &Naming) -> Type {
        let facets = self.facets(at, schema, naming);
        let nullable = facets.nullable || self.item_admits_null(schema);
        let made = self.make(at, facets, naming);
        let ty = self.settle(at, naming, doc::of_item(schema), made);
        self.rule(&ty, at, schema);
        if nullable { ty.nullable() } else { ty }
    }

    pub(in crate::lower) fn settle(&mut self, at: &Pointer, naming: &Naming, doc: Doc, made: Made) -> Type {
        match made {
            Made::Type(ty) => ty,
            Made::Shape(shape) => self.define(at, naming, doc, shape),
        }
    }

    /// Lowers facets; too deep ones become any value.
    pub(in crate::lower) fn make<'s>(&mut self, at: &Pointer, facets: Facets<'s>, naming: &Naming) -> Made
    where
        'd: 's,
    {
        self.deeper(at, |lowering| lowering.made(at, facets, naming)).unwrap_or(Made::Type(Type::Any))
    }

    /// The order of these checks defines the meaning of mixed schemas.
    fn made<'s>(&mut self, at: &Pointer, facets: Facets<'s>, naming: &Naming) -> Made
    where
        'd: 's,
    {
        if let Some(given) = self.given(&facets) {
            return Made::Type(given);
        }
        if let Some(values) = &facets.enumeration
            && let Some(made) = self.enumeration(at, values, &facets)
        {
            return made;
        }
        if !facets.unions.is_empty()
            && let Some(made) = self.union(at, &facets, naming)
        {
            return made;
        }
        match kind_of(&facets) {
            Some(SchemaType::Array) => Made::Type(self.array(&facets, naming)),
            Some(SchemaType::Object) => self.object(at, &facets, naming),
            Some(SchemaType::Boolean) => Made::Type(Type::Boolean),
            Some(kind) => Made::Type(self.scalar(kind, &facets)),
            None => Made::Type(Type::Any),
        }
    }

    fn array<'s>(&mut self, facets: &Facets<'s>, naming: &Naming) -> Type
    where
        'd: 's,
    {
        if let Some((at, prefix)) = &facets.prefix {
            // A tuple with additional elements is a list of any value: a fixed number of elements would reject the
            // others.
            let closed = facets.items.last().is_none_or(|items| is_nothing(items.node));
            if closed && (1..=8).contains(&prefix.len()) {
                let naming =
                    facets.items.last().map_or_else(|| naming_of_pointer(at), |items| items.naming.clone());
                let parts = self.prefix(at, prefix, &naming);
                // Without `minItems`, the last elements may be missing. A tuple of one type then becomes a list. A
                // tuple of several types stays a tuple: a document that describes each element means it to be used.
                let ends = facets.items.last().is_some() && facets.least_items < parts.len();
                return match parts.as_slice() {
                    [first, rest @ ..] if ends && rest.iter().all(|part| part == first) => {
                        Type::Array(Box::new(first.clone()))
                    }
                    _ => Type::Tuple(parts),
                };
            }
            return Type::Array(Box::new(Type::Any));
        }
        Type::Array(Box::new(self.places(&facets.items, &naming.step(TypeStep::Item))))
    }

    fn prefix(&mut self, at: &Pointer, prefix: &[SchemaRef], naming: &Naming) -> Vec<Type> {
        let part = |(index, schema): (usize, &SchemaRef)| {
            let naming = naming.step(TypeStep::Variant(format!("Part{}", index + 1)));
            self.schema(&at.join(index), schema, &naming)
        };
        prefix.iter().enumerate().map(part).collect()
    }
}

/// Returns the declared `type`, or the one that the other keywords imply.
pub(in crate::lower) fn kind_of(facets: &Facets<'_>) -> Option<SchemaType> {
    if facets.kind.is_some() {
        facets.kind
    } else if !facets.properties.is_empty() || !matches!(facets.rest, Rest::Unsaid) {
        Some(SchemaType::Object)
    } else if !facets.items.is_empty() || facets.prefix.is_some() {
        Some(SchemaType::Array)
    } else {
        facets.format.and_then(kind_of_format)
    }
}

/// Returns the type that a format without a `type` implies.
fn kind_of_format(format: &str) -> Option<SchemaType> {
    match format {
        "int32" | "int64" => Some(SchemaType::Integer),
        "float" | "double" => Some(SchemaType::Number),
        "uuid" | "date-time" | "date" | "byte" | "binary" | "uri" | "email" => Some(SchemaType::String),
        _ => None,
    }
}

/// Returns true for the schema `false`: no element is allowed here.
fn is_nothing(node: Node<'_>) -> bool {
    matches!(node, Node::Item(schema) if schema.is_nothing())
}

/// Returns true for a schema that only annotates what another declares.
pub(in crate::lower) fn is_bare(node: Node<'_>) -> bool {
    matches!(node, Node::Item(schema) if schema.is_bare())
}

/// Returns the naming of inline types in a part of an operation. Types in a shared component are named after the
/// component, so that names do not depend on which operations use it or on their order.
pub(in crate::lower) fn naming(at: &Pointer, index: usize, step: TypeStep) -> Naming {
    let shared = [("responses", "response"), ("requestBodies", "body"), ("parameters", "parameter")];
    let shared = shared.iter().find_map(|(section, role)| Some((component_name(at, section)?, *role)));
    match shared {
        None => Naming::of(Owner::Operation(index)).step(step),
        Some((name, role)) => component(&name).step(match step {
            TypeStep::Parameter(_) => TypeStep::Parameter(role.to_owned()),
            TypeStep::Status(_) => TypeStep::Response,
            step => step,
        }),
    }
}

/// Returns the naming of a schema that is not a component, from its pointer alone.
pub(in crate::lower) fn naming_of_pointer(pointer: &Pointer) -> Naming {
    const STRUCTURE: [&str; 14] = [
        "components",
        "schemas",
        "properties",
        "paths",
        "content",
        "schema",
        "responses",
        "allOf",
        "$defs",
        "definitions",
        normal::PREFIX_ITEMS,
        "application/json",
        "requestBody",
        "parameters",
    ];
    let mut owner = None;
    let mut steps = Vec::new();
    for token in pointer.tokens().filter(|token| !STRUCTURE.contains(&token.as_str())) {
        match owner {
            None => owner = Some(token),
            Some(_) if token == "items" => steps.push(TypeStep::Item),
            Some(_) if token == "additionalProperties" => steps.push(TypeStep::Value),
            Some(_) => steps.push(TypeStep::Property(token)),
        }
    }
    Naming { steps, ..component(&owner.unwrap_or_default()) }
}
