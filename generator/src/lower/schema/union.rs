//! Unions: `oneOf` and `anyOf`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::ir::{Guard, Naming, Rules, Shape, Type, TypeStep, Union, Variant};
use crate::lower::Lowering;
use crate::lower::Made;
use crate::lower::schema::facets::{Alternatives, Facets, Node, PlacedSchema};
use crate::lower::schema::mapping::Tags;
use crate::lower::work::Pass;

/// More alternatives than this, multiplied out, help nobody.
const MOST_VARIANTS: usize = 256;
/// Alternatives of one union are compared with each other.
pub(in crate::lower) const MOST_ALTERNATIVES: usize = 1_000;
/// Alternatives of alternatives beyond this depth hold anything, and all of a schema beyond this number.
const DEEPEST: usize = 16;
const MOST_DISTRIBUTED: usize = 256;

impl<'d> Lowering<'d> {
    /// What `oneOf` or `anyOf` make of a schema; `None` where they say no more than the rest does.
    pub(in crate::lower) fn union<'s>(
        &mut self,
        at: &Pointer,
        facets: &Facets<'s>,
        naming: &Naming,
    ) -> Option<Made>
    where
        'd: 's,
    {
        if self.is_too_wide(at, facets) {
            return Some(Made::Type(Type::Any));
        }
        let mut rest = facets.clone();
        let alternatives = rest.unions.remove(0);
        let mut branches = self.meaningful(&alternatives);
        // What it is already it cannot be once more.
        branches.retain(|branch| !facets.chosen.contains(&self.end(branch)));
        if branches.is_empty() {
            return if rest.unions.is_empty() { None } else { Some(self.make(at, rest, naming)) };
        }
        if !self.may_distribute(at, facets) || self.has_too_many_combinations(at, facets) {
            return Some(Made::Type(Type::Any));
        }
        let distribute = !rest.properties.is_empty() || !rest.unions.is_empty();
        let each = if distribute { 1 + rest.properties.len() + rest.unions.len() } else { 1 };
        if !self.spend(Pass::Alternatives, each.saturating_mul(branches.len()), at) {
            return Some(Made::Type(Type::Any));
        }
        let discriminator = alternatives.discriminator.or(facets.discriminator);
        let mut variants = Vec::new();
        if rest.unions.is_empty()
            && let Some(number) = self.number_or_text(&branches)
        {
            return Some(Made::Type(number));
        }
        let tags = discriminator.map(|discriminator| Tags::new(discriminator, &[]));
        let hints = self.hints(&branches);
        for (branch, hint) in branches.iter().zip(hints) {
            let ty = if distribute {
                self.distributed(&rest, branch, &hint, naming)
            } else {
                self.branch(branch, &hint)
            };
            variants.push(Variant {
                tags: tags.as_ref().map(|tags| tags.of(self.document, branch.node)).unwrap_or_default(),
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

    /// Whether one of the unions has more alternatives than are read, and says so.
    fn is_too_wide(&mut self, at: &Pointer, facets: &Facets<'_>) -> bool {
        let most = facets.unions.iter().map(|union| union.branches.len()).max().unwrap_or_default();
        if most > MOST_ALTERNATIVES {
            let message = format!("union with more than {MOST_ALTERNATIVES} alternatives; read as any value");
            self.group(&code::ALTERNATIVES_TOO_MANY, at, message);
        }
        most > MOST_ALTERNATIVES
    }

    /// Whether the unions together have more combinations than are read, and says so.
    fn has_too_many_combinations(&mut self, at: &Pointer, facets: &Facets<'_>) -> bool {
        let sizes = facets.unions.iter().map(|union| union.branches.len().max(1));
        let size = sizes.fold(1, usize::saturating_mul);
        let is_too_large = size > MOST_VARIANTS && facets.unions.len() > 1;
        if is_too_large {
            let message = format!("the alternatives have {size} combinations; read as any value");
            self.note(&code::UNION_TOO_LARGE, at, message);
        }
        is_too_large
    }

    /// The branches that say what a value may be, not only which members must be there.
    fn meaningful<'s>(&mut self, alternatives: &Alternatives<'s>) -> Vec<PlacedSchema<'s>>
    where
        'd: 's,
    {
        let mut kept: Vec<PlacedSchema<'s>> = Vec::new();
        for branch in &alternatives.branches {
            let keep = match branch.node {
                // Whoever uses the union says that it may be null.
                Node::Reference(reference) => {
                    !self.document.follow(reference).is_some_and(|(_, schema)| schema.is_null())
                }
                Node::Item(schema) => {
                    let known =
                        kept.iter().any(|known| matches!(known.node, Node::Item(other) if other == schema));
                    !known && !self.facets(&branch.at, schema, &branch.naming).is_constraint_only()
                }
            };
            if keep {
                kept.push(branch.clone());
            }
        }
        kept
    }

    /// Whether alternatives may be laid together with what stands beside them: those that have some in turn may multiply
    /// without end.
    fn may_distribute(&mut self, at: &Pointer, facets: &Facets<'_>) -> bool {
        if facets.chosen.is_empty() {
            self.distributed = 0;
        }
        self.distributed += 1;
        let may = facets.chosen.len() < DEEPEST && self.distributed < MOST_DISTRIBUTED;
        if !may {
            self.group(
                &code::UNION_TOO_LARGE,
                at,
                "combining the alternatives does not end; read as any value".to_owned(),
            );
        }
        may
    }

    /// Where an alternative is described.
    fn end(&self, branch: &PlacedSchema<'_>) -> Pointer {
        let end = match branch.node {
            Node::Reference(reference) => self.document.follow(reference).map(|(target, _)| target),
            Node::Item(_) => None,
        };
        end.unwrap_or_else(|| branch.at.clone())
    }

    /// A branch by itself.
    fn branch(&mut self, branch: &PlacedSchema<'_>, hint: &str) -> Type {
        let naming = branch.naming.step(TypeStep::Variant(hint.to_owned()));
        self.place(&PlacedSchema { at: branch.at.clone(), naming, node: branch.node })
    }

    /// A branch together with what stands beside the union.
    fn distributed<'s>(
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
            Node::Item(schema) => (branch.at.clone(), schema),
            Node::Reference(reference) => match self.document.follow(reference) {
                Some(found) => found,
                None => return self.place(branch),
            },
        };
        let naming = naming.step(TypeStep::Variant(hint.to_owned()));
        let home = if matches!(branch.node, Node::Reference(_)) { self.home(&at) } else { naming.clone() };
        let own = self.facets(&at, schema, &home);
        if includes(&own, rest) {
            return self.branch(branch, hint);
        }
        let mut merged = together(rest.clone(), own);
        merged.chosen.push(at);
        let doc = crate::lower::schema::doc::of_item(schema);
        match self.make(&branch.at, merged, &naming) {
            Made::Type(ty) => ty,
            Made::Shape(shape) => self.define(&branch.at, &naming, doc, shape),
        }
    }

    /// Drops what adds nothing: equal alternatives, null (whoever uses the union says so), and `anything` beside what it
    /// usually is. With `keeps_others` a single alternative is what a value usually is, too.
    fn simplify(&self, variants: Vec<Variant>, tag: Option<String>, keeps_others: bool) -> Made {
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
                    // One or the other is asked, so neither is.
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
        let anything = keeps_others || kept.iter().any(|variant| variant.ty == Type::Any);
        kept.retain(|variant| variant.ty != Type::Any);
        // Beside "anything" the others are hints at what it usually is: a union keeps the rest as it is, but a single
        // hint must not narrow it.
        let is_structured =
            |ty: &Type| matches!(ty, Type::Named(_) | Type::Array(_) | Type::Tuple(_) | Type::Map(_));
        let is_union = keeps_others && kept.iter().any(|variant| is_structured(&variant.ty));
        if anything && kept.len() < 2 && !is_union {
            return Made::Type(Type::Any);
        }
        let wrap = |ty: Type| if nullable { ty.nullable() } else { ty };
        match kept.len() {
            0 => Made::Type(Type::Any),
            1 if !is_union => Made::Type(wrap(kept.remove(0).ty)),
            _ => Made::Shape(Shape::Union(Union { tag, variants: kept })),
        }
    }
}

/// Whether one brings in all that the other consists of, as a child does that includes its base.
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

/// Two sets of facets that hold at once.
pub(in crate::lower) fn together<'s>(mut base: Facets<'s>, own: Facets<'s>) -> Facets<'s> {
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
    if !matches!(own.rest, crate::lower::schema::facets::Rest::Unsaid) {
        base.rest = own.rest;
    }
    base.items.extend(own.items);
    base.prefix = own.prefix.or(base.prefix);
    base.least_items = base.least_items.max(own.least_items);
    base.unions.extend(own.unions);
    base.chosen.extend(own.chosen);
    base
}
