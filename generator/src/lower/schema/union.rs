//! Unions: `oneOf` and `anyOf`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::ir::{Guard, Naming, Rules, Shape, Type, TypeStep, Union, Variant};
use crate::lower::Lowered;
use crate::lower::Lowering;
use crate::lower::limits::BudgetKind;
use crate::lower::schema::facets::{Alternatives, Facets, Node, PlacedSchema};
use crate::lower::schema::mapping::DiscriminatorValues;

/// The maximum number of combinations of several unions; more are of no use to anybody.
const MAX_COMBINATIONS: usize = 256;
/// The maximum number of alternatives of one union, because they are compared with each other.
pub(in crate::lower) const MAX_ALTERNATIVES: usize = 1_000;
/// Beyond this depth of nested alternatives, and this number for one schema, alternatives become any value.
const MAX_DEPTH: usize = 16;
const MAX_DISTRIBUTED: usize = 256;

impl<'d> Lowering<'d> {
    /// Lowers `oneOf` or `anyOf`. Returns `None` if they add nothing to the rest of the schema.
    pub(in crate::lower) fn lower_union<'s>(
        &mut self,
        at: &Pointer,
        facets: &Facets<'s>,
        naming: &Naming,
    ) -> Option<Lowered>
    where
        'd: 's,
    {
        if self.is_too_wide(at, facets) {
            return Some(Lowered::Type(Type::Any));
        }
        let mut rest = facets.clone();
        let alternatives = rest.unions.remove(0);
        let mut branches = self.typed_branches(&alternatives);
        // An alternative that is already merged in is not a choice.
        branches.retain(|branch| !facets.chosen.contains(&self.target_of(branch)));
        if branches.is_empty() {
            return if rest.unions.is_empty() { None } else { Some(self.lower_facets(at, rest, naming)) };
        }
        if let Some(lowered) = self.lower_plain(&rest, &branches) {
            return Some(lowered);
        }
        if !self.may_distribute(at, facets) || self.has_too_many_combinations(at, facets) {
            return Some(Lowered::Type(Type::Any));
        }
        let distribute = !rest.properties.is_empty() || !rest.unions.is_empty();
        let each = if distribute { 1 + rest.properties.len() + rest.unions.len() } else { 1 };
        if !self.spend(BudgetKind::Alternatives, each.saturating_mul(branches.len()), at) {
            return Some(Lowered::Type(Type::Any));
        }
        let discriminator = alternatives.discriminator.or(facets.discriminator);
        let mut variants = Vec::new();
        if let Some(discriminator) = discriminator {
            self.report_unknown_schemas(at, discriminator);
        }
        let tags = discriminator.map(|discriminator| DiscriminatorValues::new(discriminator, &[]));
        let hints = self.hints(&branches);
        for (branch, hint) in branches.iter().zip(hints) {
            let ty = if distribute {
                self.lower_distributed(&rest, branch, &hint, naming)
            } else {
                self.lower_branch(branch, &hint)
            };
            variants.push(Variant {
                tags: tags
                    .as_ref()
                    .map(|tags| tags.values_of(self.document, branch.node))
                    .unwrap_or_default(),
                is_default: tags.as_ref().is_some_and(|tags| tags.is_default(branch.node)),
                hint,
                ty,
                rules: self.rules(&branch.at, branch.node),
                guard: Guard::default(),
            });
        }
        let tag = discriminator.map(|discriminator| discriminator.property_name.clone());
        Some(self.simplify(variants, tag, alternatives.keeps_others))
    }

    /// Lowers alternatives that are no union: literals of one enumeration, or a number and the text of one.
    fn lower_plain(&mut self, beside: &Facets<'_>, branches: &[PlacedSchema<'_>]) -> Option<Lowered> {
        if let Some(literals) = self.lower_literals(beside, branches) {
            return Some(literals);
        }
        if beside.unions.is_empty() { self.number_or_text(branches).map(Lowered::Type) } else { None }
    }

    /// Returns true, and reports it, if one of the unions has too many alternatives.
    fn is_too_wide(&mut self, at: &Pointer, facets: &Facets<'_>) -> bool {
        let most = facets.unions.iter().map(|union| union.branches.len()).max().unwrap_or_default();
        if most > MAX_ALTERNATIVES {
            let message = format!("union with more than {MAX_ALTERNATIVES} alternatives; read as any value");
            self.report_grouped(&code::ALTERNATIVES_TOO_MANY, at, message);
        }
        most > MAX_ALTERNATIVES
    }

    /// Returns true, and reports it, if the unions together have too many combinations.
    fn has_too_many_combinations(&mut self, at: &Pointer, facets: &Facets<'_>) -> bool {
        let sizes = facets.unions.iter().map(|union| union.branches.len().max(1));
        let size = sizes.fold(1, usize::saturating_mul);
        let is_too_large = size > MAX_COMBINATIONS && facets.unions.len() > 1;
        if is_too_large {
            let message = format!("the alternatives have {size} combinations; read as any value");
            self.report_once(&code::UNION_TOO_LARGE, at, message);
        }
        is_too_large
    }

    /// Returns the branches that describe a type, not only required members.
    fn typed_branches<'s>(&mut self, alternatives: &Alternatives<'s>) -> Vec<PlacedSchema<'s>>
    where
        'd: 's,
    {
        let mut kept: Vec<PlacedSchema<'s>> = Vec::new();
        for branch in &alternatives.branches {
            let keep = match branch.node {
                // Each use of the union adds null.
                Node::Reference(reference) => {
                    !self.document.follow(reference).is_some_and(|(_, schema)| schema.is_null())
                }
                Node::Schema(schema) => {
                    let known =
                        kept.iter().any(|known| matches!(known.node, Node::Schema(other) if other == schema));
                    !known && !self.facets(&branch.at, schema, &branch.naming).is_constraint_only()
                }
            };
            if keep {
                kept.push(branch.clone());
            }
        }
        kept
    }

    /// Returns true if alternatives may be merged with the keywords beside their union; reports it otherwise. Nested
    /// alternatives may multiply endlessly.
    fn may_distribute(&mut self, at: &Pointer, facets: &Facets<'_>) -> bool {
        if facets.chosen.is_empty() {
            self.distributed = 0;
        }
        self.distributed += 1;
        let may = facets.chosen.len() < MAX_DEPTH && self.distributed < MAX_DISTRIBUTED;
        if !may {
            self.report_grouped(
                &code::UNION_TOO_LARGE,
                at,
                "combining the alternatives does not end; read as any value".to_owned(),
            );
        }
        may
    }

    /// Returns the pointer of an alternative's schema.
    fn target_of(&self, branch: &PlacedSchema<'_>) -> Pointer {
        let end = match branch.node {
            Node::Reference(reference) => self.document.follow(reference).map(|(target, _)| target),
            Node::Schema(_) => None,
        };
        end.unwrap_or_else(|| branch.at.clone())
    }

    /// Returns the type of a branch alone.
    fn lower_branch(&mut self, branch: &PlacedSchema<'_>, hint: &str) -> Type {
        let naming = branch.naming.step(TypeStep::Variant(hint.to_owned()));
        self.lower_placed(&PlacedSchema { at: branch.at.clone(), naming, node: branch.node })
    }

    /// Returns the type of a branch merged with the keywords beside the union.
    fn lower_distributed<'s>(
        &mut self,
        rest: &Facets<'s>,
        branch: &PlacedSchema<'s>,
        hint: &str,
        naming: &Naming,
    ) -> Type
    where
        'd: 's,
    {
        let (at, schema) = match branch.node {
            Node::Schema(schema) => (branch.at.clone(), schema),
            Node::Reference(reference) => match self.document.follow(reference) {
                Some(found) => found,
                None => return self.lower_placed(branch),
            },
        };
        let naming = naming.step(TypeStep::Variant(hint.to_owned()));
        let inner_naming =
            if matches!(branch.node, Node::Reference(_)) { self.target_naming(&at) } else { naming.clone() };
        let own = self.facets(&at, schema, &inner_naming);
        if includes(&own, rest) {
            return self.lower_branch(branch, hint);
        }
        let mut merged = merge_facets(rest.clone(), own);
        merged.chosen.push(at);
        let doc = crate::lower::schema::doc::of_schema(schema);
        match self.lower_facets(&branch.at, merged, &naming) {
            Lowered::Type(ty) => ty,
            Lowered::Shape(shape) => self.define(&branch.at, &naming, doc, shape),
        }
    }

    /// Drops alternatives that add nothing: duplicates, null (each use of the union adds it), and any value beside
    /// alternatives that describe the usual values. With `keeps_others`, a single alternative is a usual value as well.
    fn simplify(&self, variants: Vec<Variant>, tag: Option<String>, keeps_others: bool) -> Lowered {
        let mut kept: Vec<Variant> = Vec::new();
        let mut places: BTreeMap<Type, usize> = BTreeMap::new();
        let mut nullable = false;
        for mut variant in variants {
            let (inner, null) = variant.ty.strip_null();
            nullable |= null;
            variant.ty = inner.clone();
            match places.entry(variant.ty.clone()) {
                Entry::Occupied(place) => {
                    let other = &mut kept[*place.get()];
                    other.tags.extend(variant.tags);
                    other.is_default |= variant.is_default;
                    // Either set of constraints may apply, so neither is checked.
                    if other.rules != variant.rules {
                        other.rules = Rules::default();
                    }
                }
                Entry::Vacant(place) => {
                    place.insert(kept.len());
                    kept.push(variant);
                }
            }
        }
        let allows_any = keeps_others || kept.iter().any(|variant| variant.ty == Type::Any);
        kept.retain(|variant| variant.ty != Type::Any);
        // Beside any value, the others only describe the usual values: a union keeps other values as they are, but a
        // single type must not narrow them.
        let is_structured =
            |ty: &Type| matches!(ty, Type::Named(_) | Type::Array(_) | Type::Tuple(_) | Type::Map(_));
        let is_union = keeps_others && kept.iter().any(|variant| is_structured(&variant.ty));
        if allows_any && kept.len() < 2 && !is_union {
            return Lowered::Type(Type::Any);
        }
        let wrap = |ty: Type| if nullable { ty.nullable() } else { ty };
        match kept.len() {
            0 => Lowered::Type(Type::Any),
            1 if !is_union => Lowered::Type(wrap(kept.remove(0).ty)),
            _ => Lowered::Shape(Shape::Union(Union { tag, variants: kept })),
        }
    }
}

/// Returns true if `own` includes everything that `base` consists of, as a child that includes its base does.
fn includes(own: &Facets<'_>, base: &Facets<'_>) -> bool {
    let at = |facets: &Facets<'_>, name: &str| -> Vec<Pointer> {
        facets.properties.get(name).into_iter().flatten().map(|place| place.at.clone()).collect()
    };
    !base.properties.is_empty()
        && base.unions.is_empty()
        && base.properties.keys().all(|name| at(own, name).starts_with(&at(base, name)))
        && base.required.is_subset(&own.required)
        && base.conditional.keys().all(|name| own.describes(name))
        && !matches!(
            base.rest,
            crate::lower::schema::facets::Rest::Anything | crate::lower::schema::facets::Rest::Schema(_)
        )
}

/// Merges two sets of facets that apply at once.
pub(in crate::lower) fn merge_facets<'s>(mut base: Facets<'s>, own: Facets<'s>) -> Facets<'s> {
    base.kind = own.kind.or(base.kind);
    base.format = own.format.or(base.format);
    base.enumeration = own.enumeration.or(base.enumeration);
    for (name, places) in own.properties {
        base.properties.entry(name).or_default().extend(places);
    }
    base.required.extend(own.required);
    for (name, places) in own.conditional {
        base.conditional.entry(name).or_default().extend(places);
    }
    if !matches!(own.rest, crate::lower::schema::facets::Rest::Undeclared) {
        base.rest = own.rest;
    }
    base.items.extend(own.items);
    base.prefix = own.prefix.or(base.prefix);
    base.least_items = base.least_items.max(own.least_items);
    base.unions.extend(own.unions);
    base.chosen.extend(own.chosen);
    base
}
