//! Decides which kind of Rust type a schema becomes.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Ref, Schema, SchemaRef, SchemaType, component_name};
use crate::ir::{Doc, Naming, Owner, Type, TypeStep};
use crate::lower::Lowered;
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Facets, Node, PlacedSchema, Rest, component_naming};
use crate::openapi::normal;

impl<'d> Lowering<'d> {
    /// Lowers a component schema: a reference, a union of its children, or a type by its facets.
    pub(in crate::lower) fn lower_component(
        &mut self,
        name: &str,
        at: &Pointer,
        schema: &'d SchemaRef,
        naming: &Naming,
    ) -> Lowered {
        match schema {
            Ref::Reference(reference) => Lowered::Type(self.lower_reference(at, reference)),
            Ref::Own(schema) => {
                if let Some(reference) = doc::only_reference(schema)
                    && !self.has_discriminated_base(name)
                    && !self.adds_members(at, schema, naming)
                {
                    return Lowered::Type(self.lower_reference(at, reference));
                }
                let facets = self.facets(at, schema, naming);
                match self.lower_inheritance(name, at, &facets, naming) {
                    Some(union) => union,
                    None => self.lower_facets(at, facets, naming),
                }
            }
        }
    }

    /// Returns the type of a schema inside another.
    pub(in crate::lower) fn lower_placed(&mut self, place: &PlacedSchema<'_>) -> Type {
        match place.node {
            Node::Reference(reference) => self.lower_reference(&place.at, reference),
            Node::Schema(schema) => self.lower_inline(&place.at, schema, &place.naming),
        }
    }

    /// Returns the type of an operation's schema.
    pub(in crate::lower) fn lower_schema(
        &mut self,
        at: &Pointer,
        schema: &SchemaRef,
        naming: &Naming,
    ) -> Type {
        self.lower_placed(&PlacedSchema { at: at.clone(), naming: naming.clone(), node: schema.into() })
    }

    /// Returns the type that a `$ref` names.
    pub(in crate::lower) fn lower_reference(&mut self, at: &Pointer, reference: &str) -> Type {
        let Some((target, _)) = self.document.schema(reference) else {
            self.report_dangling(at, format!("reference target `{reference}` not found or unusable"));
            return Type::Any;
        };
        let Some((end, schema)) = self.document.follow(reference) else {
            self.report_once(
                &code::REFERENCE_CYCLE,
                at,
                format!("`{reference}` leads into a reference cycle; read as any value"),
            );
            return Type::Any;
        };
        let nullable = self.schema_admits_null(schema);
        // A reference to a member that itself refers to a component has the component's type.
        let component =
            |at| component_name(at, "schemas").and_then(|name| self.components.get(name.as_str()));
        let named = component(&target).or_else(|| component(&end));
        match named {
            Some(id) if nullable => Type::Named(*id).nullable(),
            Some(id) => Type::Named(*id),
            None => self.lower_inline(&end, schema, &self.target_naming(&end)),
        }
    }

    /// Returns the type of an inline schema; the same pointer always has the same type.
    fn lower_inline(&mut self, at: &Pointer, schema: &Schema, naming: &Naming) -> Type {
        if let Some(reference) = doc::only_reference(schema)
            && !self.adds_members(at, schema, naming)
        {
            let inner = at.join("allOf").join(0);
            let ty = self
                .while_lowering(at, |lowering| lowering.lower_reference(&inner, reference))
                .unwrap_or(Type::Any);
            return if schema.nullable { ty.nullable() } else { ty };
        }
        if let Some(known) = self.inline.get(at) {
            return known.clone();
        }
        let ty = self
            .while_lowering(at, |lowering| lowering.lower_new_inline(at, schema, naming))
            .unwrap_or(Type::Any);
        self.inline.insert(at.clone(), ty.clone());
        ty
    }

    /// Lowers an inline schema that has no type yet.
    fn lower_new_inline(&mut self, at: &Pointer, schema: &Schema, naming: &Naming) -> Type {
        let facets = self.facets(at, schema, naming);
        let nullable = facets.nullable || self.schema_admits_null(schema);
        let lowered = self.lower_facets(at, facets, naming);
        let ty = self.type_of(at, naming, doc::of_schema(schema), lowered);
        self.set_rules(&ty, at, schema);
        if nullable { ty.nullable() } else { ty }
    }

    /// Returns the type of a lowered schema. A shape becomes a new type in the table.
    pub(in crate::lower) fn type_of(
        &mut self,
        at: &Pointer,
        naming: &Naming,
        doc: Doc,
        lowered: Lowered,
    ) -> Type {
        match lowered {
            Lowered::Type(ty) => ty,
            Lowered::Shape(shape) => self.define(at, naming, doc, shape),
        }
    }

    /// Lowers facets; too deep ones become any value.
    pub(in crate::lower) fn lower_facets<'s>(
        &mut self,
        at: &Pointer,
        facets: Facets<'s>,
        naming: &Naming,
    ) -> Lowered
    where
        'd: 's,
    {
        self.with_depth(at, |lowering| lowering.lower_facets_unchecked(at, facets, naming))
            .unwrap_or(Lowered::Type(Type::Any))
    }

    /// The order of these checks defines the meaning of mixed schemas.
    fn lower_facets_unchecked<'s>(&mut self, at: &Pointer, facets: Facets<'s>, naming: &Naming) -> Lowered
    where
        'd: 's,
    {
        if let Some(given) = self.overridden_type(&facets) {
            return Lowered::Type(given);
        }
        if let Some(values) = &facets.enumeration
            && let Some(lowered) = self.lower_enumeration(at, values, &facets)
        {
            return lowered;
        }
        if !facets.unions.is_empty()
            && let Some(lowered) = self.lower_union(at, &facets, naming)
        {
            return lowered;
        }
        match kind_of(&facets) {
            Some(SchemaType::Array) => Lowered::Type(self.lower_array(&facets, naming)),
            Some(SchemaType::Object) => self.lower_object(at, &facets, naming),
            Some(SchemaType::Boolean) => Lowered::Type(Type::Boolean),
            Some(kind) => Lowered::Type(self.lower_scalar(kind, &facets)),
            None => Lowered::Type(Type::Any),
        }
    }

    /// Returns the type of an array: a tuple if its elements are listed and no others are allowed, or else a list.
    fn lower_array<'s>(&mut self, facets: &Facets<'s>, naming: &Naming) -> Type
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
                let parts = self.lower_prefix(at, prefix, &naming);
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
        Type::Array(Box::new(self.lower_merged(&facets.items, &naming.step(TypeStep::Item))))
    }

    fn lower_prefix(&mut self, at: &Pointer, prefix: &[SchemaRef], naming: &Naming) -> Vec<Type> {
        let part = |(index, schema): (usize, &SchemaRef)| {
            let naming = naming.step(TypeStep::Variant(format!("Part{}", index + 1)));
            self.lower_schema(&at.join(index), schema, &naming)
        };
        prefix.iter().enumerate().map(part).collect()
    }
}

/// Returns the declared `type`, or the one that the other keywords imply.
pub(in crate::lower) fn kind_of(facets: &Facets<'_>) -> Option<SchemaType> {
    if facets.kind.is_some() {
        facets.kind
    } else if !facets.properties.is_empty()
        || !facets.conditional.is_empty()
        || !matches!(facets.rest, Rest::Undeclared)
    {
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
    matches!(node, Node::Schema(schema) if schema.is_nothing())
}

/// Returns true for a schema that only annotates what another declares.
pub(in crate::lower) fn is_bare(node: Node<'_>) -> bool {
    matches!(node, Node::Schema(schema) if schema.is_bare())
}

/// Returns the naming of inline types in a part of an operation. Types in a shared component are named after the
/// component, so that names do not depend on which operations use it or on their order.
pub(in crate::lower) fn operation_naming(at: &Pointer, index: usize, step: TypeStep) -> Naming {
    let shared = [("responses", "response"), ("requestBodies", "body"), ("parameters", "parameter")];
    let shared = shared.iter().find_map(|(section, role)| Some((component_name(at, section)?, *role)));
    match shared {
        None => Naming::of(Owner::Operation(index)).step(step),
        Some((name, role)) => component_naming(&name).step(match step {
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
    Naming { steps, ..component_naming(&owner.unwrap_or_default()) }
}
