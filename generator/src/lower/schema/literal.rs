//! Enumerations of annotated literals: `oneOf` or `anyOf` of constants, each with a title and a description of its own,
//! are one open enumeration with a documented variant for each.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use crate::document::{Schema, SchemaType};
use crate::ir::{Doc, Enumeration, Literal, Shape};
use crate::lower::Lowered;
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::enumeration::{literal_kind, plain_name};
use crate::lower::schema::facets::{Facets, Node, PlacedSchema};

/// The longest title, in words, that is a name rather than a sentence.
const MAX_TITLE_WORDS: usize = 4;

/// How often names that literals share are given up: a literal without its name may have the name of another.
const MAX_ROUNDS: usize = 8;

/// A literal with what the document says about it.
pub(in crate::lower) struct AnnotatedLiteral {
    pub value: Value,
    /// The name from an extension.
    pub name: Option<String>,
    /// The documentation; its summary is the title.
    pub doc: Doc,
}

impl Lowering<'_> {
    /// Lowers a union whose alternatives are all literals. Returns `None` for any other union, and for one whose
    /// literals add nothing to their type.
    pub(in crate::lower) fn lower_literals(
        &mut self,
        beside: &Facets<'_>,
        branches: &[PlacedSchema<'_>],
    ) -> Option<Lowered> {
        if !(beside.unions.is_empty() && beside.properties.is_empty() && beside.items.is_empty()) {
            return None;
        }
        let mut literals = Vec::new();
        for branch in branches {
            literals.extend(self.literals_of(branch)?);
        }
        // A literal that was added without a name takes none from those before it.
        if beside.enum_names.len() <= literals.len() {
            literals
                .iter_mut()
                .zip(beside.enum_names)
                .for_each(|(literal, name)| literal.name = Some(name.clone()));
        }
        if let Some(kind) = kind_of_all(&literals, beside.kind) {
            return Some(Lowered::Type(self.lower_scalar(kind, beside)));
        }
        let enumeration = enumeration(literals);
        (enumeration.values.len() > 1).then_some(Lowered::Shape(Shape::Enum(enumeration)))
    }

    /// Returns the literals of an alternative; `None` if it is anything else. A component with several literals is a
    /// type of its own.
    fn literals_of(&self, branch: &PlacedSchema<'_>) -> Option<Vec<AnnotatedLiteral>> {
        let (schema, is_component) = match branch.node {
            Node::Schema(schema) => match doc::only_reference(schema) {
                Some(reference) => (self.document.follow(reference)?.1, true),
                None => (schema, false),
            },
            Node::Reference(reference) => (self.document.follow(reference)?.1, true),
        };
        let values: Vec<&Value> = schema.enumeration.iter().filter(|value| !value.is_null()).collect();
        let is_scalar = |value: &&Value| !value.is_object() && !value.is_array();
        let fits = is_plain(schema) && values.iter().all(is_scalar) && (values.len() == 1 || !is_component);
        (fits && !values.is_empty()).then(|| annotated(schema))
    }
}

/// Returns the kind of value to which the literals add nothing, as `enum` does not: booleans, and numbers with
/// fractions, which are usually bounds of a range rather than names of cases.
fn kind_of_all(literals: &[AnnotatedLiteral], declared: Option<SchemaType>) -> Option<SchemaType> {
    let all = |is: fn(&Value) -> bool| literals.iter().all(|literal| is(&literal.value));
    if all(Value::is_boolean) || declared == Some(SchemaType::Boolean) {
        return Some(SchemaType::Boolean);
    }
    let is_annotated = literals.iter().any(AnnotatedLiteral::is_annotated);
    (!is_annotated && all(Value::is_number) && !all(Value::is_i64)).then_some(SchemaType::Number)
}

/// Returns true if a schema has no keyword beside its literals that decides a type of another kind.
fn is_plain(schema: &Schema) -> bool {
    schema.type_override.is_none()
        && schema.properties.is_empty()
        && schema.items.is_none()
        && [&schema.all_of, &schema.any_of, &schema.one_of].iter().all(|branches| branches.is_empty())
}

/// Returns the literals of one schema. Its title and description are those of a literal that stands alone.
fn annotated(schema: &Schema) -> Vec<AnnotatedLiteral> {
    let values = || schema.enumeration.iter().enumerate().filter(|(_, value)| !value.is_null());
    let is_alone = values().nth(1).is_none();
    let names = schema.enum_names.as_ref().filter(|names| names.len() == schema.enumeration.len());
    let descriptions = schema.enum_descriptions.as_ref();
    let literal = |(index, value): (usize, &Value)| {
        let given = |texts: Option<&Vec<String>>| texts.and_then(|texts| texts.get(index).cloned());
        let own = if is_alone { literal_doc(&doc::of_schema(schema)) } else { Doc::default() };
        let description = given(descriptions).filter(|text| !text.is_empty()).or(own.description);
        let name =
            schema.name.clone().filter(|_| is_alone).or_else(|| given(names).filter(|name| !name.is_empty()));
        AnnotatedLiteral { value: value.clone(), name, doc: Doc { description, ..own } }
    };
    values().map(literal).collect()
}

impl AnnotatedLiteral {
    fn is_annotated(&self) -> bool {
        self.name.is_some() || self.doc != Doc::default()
    }

    /// The name from the document: that of an extension, or a short title.
    fn given_name(&self) -> Option<&str> {
        let title = self.doc.summary.as_deref();
        let title = title.filter(|title| title.split_whitespace().count() <= MAX_TITLE_WORDS);
        self.name.as_deref().or(title).map(str::trim).filter(|name| name.chars().any(char::is_alphanumeric))
    }

    fn plain_name(&self) -> String {
        plain_name(&self.value)
    }
}

/// Returns the documentation of an alternative that also applies to its only literal.
pub(in crate::lower) fn literal_doc(doc: &Doc) -> Doc {
    let Doc { summary, description, deprecated, .. } = doc.clone();
    Doc { summary, description, deprecated, ..Doc::default() }
}

/// Returns the enumeration of these literals. Of equal ones, the first counts.
pub(in crate::lower) fn enumeration(literals: Vec<AnnotatedLiteral>) -> Enumeration {
    let mut known: IndexMap<Value, AnnotatedLiteral> = IndexMap::new();
    for literal in literals {
        known.entry(literal.value.clone()).or_insert(literal);
    }
    let mut literals: Vec<AnnotatedLiteral> = known.into_values().collect();
    let names = names(&literals);
    for (literal, name) in literals.iter_mut().zip(&names) {
        // A title that is the name of the variant says nothing more.
        literal.doc.summary.take_if(|title| name.as_deref() == Some(title.trim()));
    }
    let values: Vec<Value> = literals.iter().map(|literal| literal.value.clone()).collect();
    let kind = literal_kind(&values);
    let is_named = names.iter().any(Option::is_some) || kind == Literal::Integer;
    let filled =
        |(name, literal): (Option<String>, &AnnotatedLiteral)| name.unwrap_or_else(|| literal.plain_name());
    let names = if is_named { names.into_iter().zip(&literals).map(filled).collect() } else { Vec::new() };
    let docs: Vec<Doc> = literals.into_iter().map(|literal| literal.doc).collect();
    let docs = if docs.iter().all(|doc| *doc == Doc::default()) { Vec::new() } else { docs };
    Enumeration { kind, values, names, docs }
}

/// Returns the names that the document gives to the literals. A name that several literals would have is the name of
/// none of them.
fn names(literals: &[AnnotatedLiteral]) -> Vec<Option<String>> {
    let mut names: Vec<Option<String>> =
        literals.iter().map(|literal| literal.given_name().map(str::to_owned)).collect();
    for _ in 0..MAX_ROUNDS {
        let shared = shared_names(literals, &names);
        let is_shared = |name: &mut String| shared.contains(&key(name));
        if names.iter_mut().filter_map(|name| name.take_if(is_shared)).count() == 0 {
            return names;
        }
    }
    // Titles that are the values of others, on and on: no person writes this.
    vec![None; literals.len()]
}

/// Returns the names that several literals have, whether given or by their value.
fn shared_names(literals: &[AnnotatedLiteral], names: &[Option<String>]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (literal, name) in literals.iter().zip(names) {
        let name = name.clone().unwrap_or_else(|| literal.plain_name());
        *counts.entry(key(&name)).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect()
}

/// Returns what two names have in common that become the same identifier.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
