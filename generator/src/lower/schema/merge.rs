//! Merges several schemas that all apply to one place: `allOf` branches that declare the same member or the same
//! elements, an object and an alternative beside it. If one of them implies all others, its type is used; otherwise
//! they are merged.

use std::collections::BTreeMap;

use indexmap::IndexSet;
use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::SchemaType;
use crate::ir::{Naming, Shape, Type, TypeStep};
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Facets, Node, PlacedSchema, Rest};
use crate::lower::schema::shape::{is_bare, kind_of};

/// Limits for comparing schemas; beyond them, the schemas are merged instead.
const MAX_COMPARE_DEPTH: usize = 8;
const MAX_COMPARISONS: usize = 2_000;
/// Beyond this depth of nested merges, and beyond this total number, members become any value: schemas that refer to
/// each other may combine differently on each level.
const MAX_DEPTH: usize = 8;
const MAX_MERGED: usize = 5_000;

/// The maximum number of declarations of a member that are compared.
const MAX_DECLARATIONS: usize = 256;

/// Results of merging.
#[derive(Default)]
pub(in crate::lower) struct Merged {
    /// Finished merges, by the declarations and the naming.
    done: BTreeMap<(Vec<Pointer>, Naming), Type>,
    /// Merges in progress; one of their members may be the same merge again.
    in_progress: Vec<(Vec<Pointer>, Type)>,
    /// The number of comparisons left for the current place.
    comparisons: usize,
}

impl<'d> Lowering<'d> {
    /// Returns the type of a place that all of the schemas describe. `naming` is used for a type that belongs to none
    /// of them.
    pub(in crate::lower) fn lower_merged<'s>(&mut self, places: &[PlacedSchema<'s>], naming: &Naming) -> Type
    where
        'd: 's,
    {
        let Some(last) = places.last() else { return Type::Any };
        let typed: Vec<&PlacedSchema<'s>> = places.iter().filter(|place| !is_bare(place.node)).collect();
        match typed.as_slice() {
            [] => self.lower_placed(last),
            [one] => self.lower_placed(one),
            several => self.lower_several(several, naming),
        }
    }

    /// Returns the type of two or more schemas that describe one place.
    fn lower_several<'s>(&mut self, places: &[&PlacedSchema<'s>], naming: &Naming) -> Type
    where
        'd: 's,
    {
        let places = self.last_declarations(places);
        let facets: Vec<Facets<'s>> = places.iter().map(|place| self.facets_of(place)).collect();
        let last = places[places.len() - 1];
        if contradict(&facets) {
            // The most specific declaration is used; it comes last because a base precedes the schemas that extend it.
            let message = "`allOf` branches declare this property with different types; the last one is used";
            self.report_once(&code::ALL_OF_CONTRADICTION, &last.at, message);
            return self.lower_placed(last);
        }
        self.merged.comparisons = MAX_COMPARISONS;
        let ty = match self.most_specific(places, &facets) {
            Some(one) => self.lower_placed(one),
            // Of strings and numbers, the later declaration is the more specific.
            None if facets.iter().all(|one| one.unions.is_empty() && is_scalar(one)) => {
                self.lower_placed(last)
            }
            None => self.merge_once(places, naming),
        };
        let ty = ty.strip_null().0.clone();
        if self.place_admits_null(last) { ty.nullable() } else { ty }
    }

    /// Returns the last declarations if there are too many to compare.
    fn last_declarations<'p, 's>(
        &mut self,
        places: &'p [&'p PlacedSchema<'s>],
    ) -> &'p [&'p PlacedSchema<'s>] {
        let surplus = places.len().saturating_sub(MAX_DECLARATIONS);
        if surplus > 0 {
            let message = format!(
                "property declared more than {MAX_DECLARATIONS} times; the last declarations are used"
            );
            self.report_once(&code::DECLARED_TOO_OFTEN, &places[places.len() - 1].at, message);
        }
        &places[surplus..]
    }

    /// Returns the schema that implies all others; if several do, the last.
    fn most_specific<'p, 's>(
        &mut self,
        places: &[&'p PlacedSchema<'s>],
        facets: &[Facets<'s>],
    ) -> Option<&'p PlacedSchema<'s>>
    where
        'd: 's,
    {
        (0..places.len())
            .rev()
            .find(|index| {
                let (place, own) = (places[*index], &facets[*index]);
                let named = matches!(place.node, Node::Reference(_)) && !own.properties.is_empty();
                places.iter().zip(facets).all(|(other, others)| {
                    if is_same(place.node, other.node) {
                        return true;
                    }
                    let mut others = others.clone();
                    if named && is_open(&others.rest) {
                        // Additional members in general are no reason to replace a component's own type.
                        others.rest = Rest::Undeclared;
                    }
                    self.implies(own, &others, MAX_COMPARE_DEPTH)
                })
            })
            .map(|index| places[index])
    }

    /// Returns the facets of a schema or of the target of a reference.
    fn facets_of<'s>(&mut self, place: &PlacedSchema<'s>) -> Facets<'s>
    where
        'd: 's,
    {
        let reference = match place.node {
            Node::Reference(reference) => Some(reference),
            Node::Schema(schema) => doc::only_reference(schema),
        };
        match (reference.and_then(|reference| self.document.follow(reference)), place.node) {
            (Some((target, schema)), _) => self.facets(&target, schema, &self.target_naming(&target)),
            (None, Node::Schema(schema)) => self.facets(&place.at, schema, &place.naming),
            (None, Node::Reference(_)) => Facets::default(),
        }
    }

    /// Returns true if `one` describes a value at least as precisely as `other`. Returns false when the limits of
    /// comparing are reached.
    fn implies(&mut self, one: &Facets<'_>, other: &Facets<'_>, depth: usize) -> bool {
        let (Some(depth), Some(left)) = (depth.checked_sub(1), self.merged.comparisons.checked_sub(1)) else {
            return false;
        };
        self.merged.comparisons = left;
        let literals = match (&one.enumeration, &other.enumeration) {
            (_, None) => true,
            (Some(mine), Some(others)) => {
                let others: IndexSet<&Value> = others.iter().collect();
                mine.iter().all(|value| others.contains(value))
            }
            (None, Some(_)) => false,
        };
        let scalar = (other.type_override.is_none() || one.type_override.is_some())
            && literals
            && (other.format.is_none() || one.format == other.format || one.enumeration.is_some())
            && (kind_of(one).is_some() || kind_of(other).is_none())
            && (kind_of(one), kind_of(other)) != (Some(SchemaType::Number), Some(SchemaType::Integer));
        let rest = matches!(other.rest, Rest::Undeclared | Rest::Forbidden)
            || matches!(one.rest, Rest::Anything | Rest::Schema(_));
        scalar
            && rest
            && other.unions.is_empty()
            && (other.prefix.is_none() || one.prefix.is_some())
            && other.required.iter().all(|name| one.required.contains(name))
            && other.conditional.keys().all(|name| one.describes(name))
            && self.implies_all(&one.items, &other.items, depth)
            && other.properties.iter().all(|(name, others)| {
                one.properties.get(name).is_some_and(|mine| self.implies_all(mine, others, depth))
            })
    }

    /// Returns true if each of the other schemas of a place is implied by one of `mine`.
    fn implies_all(&mut self, mine: &[PlacedSchema<'_>], others: &[PlacedSchema<'_>], depth: usize) -> bool {
        others.iter().filter(|other| !is_bare(other.node)).all(|other| {
            mine.iter().any(|one| {
                is_same(one.node, other.node) || {
                    let (one, other) = (self.facets_of(one), self.facets_of(other));
                    !contradict(&[one.clone(), other.clone()]) && self.implies(&one, &other, depth)
                }
            })
        })
    }

    /// Returns the type of all schemas merged; the same declarations are merged once.
    fn merge_once<'s>(&mut self, places: &[&PlacedSchema<'s>], naming: &Naming) -> Type
    where
        'd: 's,
    {
        let ats: Vec<Pointer> = places.iter().map(|place| place.at.clone()).collect();
        if let Some((_, known)) = self.merged.in_progress.iter().find(|(in_progress, _)| *in_progress == ats)
        {
            return known.clone();
        }
        let last = places[places.len() - 1];
        let naming = if self.declares_all(last, &ats) { last.naming.clone() } else { naming.clone() };
        let key = (ats, naming);
        if let Some(known) = self.merged.done.get(&key) {
            return known.clone();
        }
        if self.merged.in_progress.len() >= MAX_DEPTH || self.merged.done.len() >= MAX_MERGED {
            let message = "merging the declarations of this property does not end; read as any value";
            self.report_once(&code::ALL_OF_TOO_DEEP, &last.at, message);
            return Type::Any;
        }
        let ty = self.merge(places, &key);
        self.merged.done.insert(key, ty.clone());
        ty
    }

    /// Lowers the merged facets of several schemas.
    fn merge<'s>(&mut self, places: &[&PlacedSchema<'s>], (ats, naming): &(Vec<Pointer>, Naming)) -> Type
    where
        'd: 's,
    {
        let mut facets = Facets::default();
        for place in places {
            let own = self.facets_of(place);
            facets = crate::lower::schema::union::merge_facets(facets, own);
        }
        let last = places[places.len() - 1];
        let of = doc::of_node(last.node);
        let is_struct = facets.unions.is_empty()
            && facets.enumeration.is_none()
            && facets.type_override.is_none()
            && !facets.properties.is_empty()
            && kind_of(&facets) == Some(SchemaType::Object);
        if !is_struct {
            self.merged.in_progress.push((ats.clone(), Type::Any));
            let lowered = self.lower_facets(&last.at, facets, naming);
            self.merged.in_progress.pop();
            return self.type_of(&last.at, naming, of, lowered);
        }
        // The struct is added to the table before its members are lowered: one of them may be the same struct.
        let ty = self.define(&last.at, naming, of, Shape::Alias(Type::Any));
        self.merged.in_progress.push((ats.clone(), ty.clone()));
        let lowered = self.lower_facets(&last.at, facets, naming);
        self.merged.in_progress.pop();
        if let Type::Named(id) = ty {
            self.types[id.0].shape = lowered.into_shape();
        }
        ty
    }

    /// Returns true if the component that contains the last declaration includes the others as well. Every schema that
    /// includes that component then shares its type.
    fn declares_all(&mut self, last: &PlacedSchema<'_>, ats: &[Pointer]) -> bool {
        let [TypeStep::Property(member)] = last.naming.steps.as_slice() else { return false };
        let Some(component) = last.at.tokens().nth(2) else { return false };
        let at = Pointer::root().join_all(["components", "schemas", component.as_str()]);
        let Some((_, schema)) = self.document.follow(&format!("#{at}")) else { return false };
        let facets = self.facets(&at, schema, &self.target_naming(&at));
        let Some(places) = facets.properties.get(member.as_str()) else { return false };
        let typed = places.iter().filter(|place| !is_bare(place.node)).map(|place| &place.at);
        typed.eq(ats.iter())
    }

    fn place_admits_null(&self, place: &PlacedSchema<'_>) -> bool {
        match place.node {
            Node::Schema(schema) => self.schema_admits_null(schema),
            Node::Reference(reference) => self.reference_admits_null(reference),
        }
    }
}

/// Returns true if the facets have different types.
fn contradict(facets: &[Facets<'_>]) -> bool {
    let alike = |kind| if kind == SchemaType::Integer { SchemaType::Number } else { kind };
    let mut kinds = facets.iter().filter_map(kind_of).map(alike);
    let first = kinds.next();
    kinds.any(|kind| Some(kind) != first)
}

/// Returns true for a string, a number or a boolean.
fn is_scalar(facets: &Facets<'_>) -> bool {
    kind_of(facets).is_none_or(|kind| !matches!(kind, SchemaType::Object | SchemaType::Array))
}

/// Returns true if any additional members are allowed.
fn is_open(rest: &Rest<'_>) -> bool {
    match rest {
        Rest::Anything => true,
        Rest::Schema(place) => is_bare(place.node),
        Rest::Undeclared | Rest::Forbidden => false,
    }
}

/// Returns true if two schemas are the same schema or the same reference.
fn is_same(one: Node<'_>, other: Node<'_>) -> bool {
    let reference = |node| match node {
        Node::Reference(reference) => Some(reference),
        Node::Schema(schema) => doc::only_reference(schema),
    };
    match (one, other) {
        (Node::Schema(one), Node::Schema(other)) if one == other => true,
        _ => reference(one).is_some() && reference(one) == reference(other),
    }
}
