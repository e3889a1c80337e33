//! What tells the variants of a union apart, once every type is known: JSON kinds, keys, constants, tags.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::budget::Budget;
use crate::diagnostic::{Location, Report, code};
use crate::ir::{Api, Enumeration, Guard, JsonKind, Object, Shape, Type, TypeId, Union, Variant};

/// How many unions are followed into each other.
const DEEPEST: usize = 64;

/// Fills in every union's guards, and finds tags that the document does not name.
pub(in crate::lower) fn fill(api: &mut Api, budget: &mut Budget, report: &mut Report) {
    let mut alike: Vec<Pointer> = Vec::new();
    let mut spent = None;
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        let mut union = union.clone();
        for variant in &mut union.variants {
            let fits = budget.spend(width(api, &variant.ty));
            if !fits {
                spent.get_or_insert(index);
            }
            variant.guard = guard(api, &variant.ty, fits);
        }
        settle_tag(api, &mut union);
        if union.tag.is_none() && has_twins(&union) {
            alike.push(api.types[index].pointer.clone());
        }
        api.types[index].shape = Shape::Union(union);
    }
    if let Some(first) = spent {
        let at = Location::Normalised(api.types[first].pointer.clone());
        report.add(budget.code(), at, budget.message());
    }
    if let Some(first) = alike.first() {
        let message = "no discriminator, JSON type or required property distinguishes the union alternatives; the best match is used";
        let places = match alike.len() {
            1 => String::new(),
            count => format!(" ({count} locations, this is the first)"),
        };
        report.add(&code::UNION_ALIKE, Location::Normalised(first.clone()), format!("{message}{places}"));
    }
}

/// Whether two variants look the same to what decides between them before they are tried.
fn has_twins(union: &Union) -> bool {
    let mut known = BTreeSet::new();
    union.variants.iter().map(|variant| &variant.guard).any(|guard| {
        let looks = (guard.kind, &guard.required, &guard.constants);
        !known.insert(looks)
    })
}

/// A tag counts only if every variant has a value for it that no other has; what the schemas list may supply both. Where
/// it does not count, a value that a variant's schema does not list is not that variant's all the same.
fn settle_tag(api: &Api, union: &mut Union) {
    let listed = union.tag.clone().map(|tag| {
        let of = |one: &Variant| listed(api, &one.ty, &tag, &mut BTreeSet::new(), 0);
        let texts: Vec<Option<Vec<String>>> = union.variants.iter().map(of).collect();
        (tag, texts)
    });
    match &listed {
        Some((_, listed)) => take_listed(&mut union.variants, listed),
        None => union.tag = shared_constant(union),
    }
    if !is_told_by_tag(union) {
        union.tag = None;
        if let Some((tag, listed)) = listed {
            admit_listed(&mut union.variants, &tag, listed);
        }
    }
}

fn is_told_by_tag(union: &Union) -> bool {
    let objects = union.variants.iter().all(|variant| variant.guard.kind == JsonKind::Object);
    let tags: Vec<&String> = union.variants.iter().flat_map(|variant| &variant.tags).collect();
    let distinct = tags.iter().collect::<BTreeSet<_>>().len() == tags.len();
    objects && distinct && !union.variants.iter().any(|variant| variant.tags.is_empty())
}

/// What the schemas list beats names that were only implied. A list that all variants have, as they inherit it, tells
/// nothing of which value means which: of it a variant takes what its name spells in another way.
fn take_listed(variants: &mut [Variant], listed: &[Option<Vec<String>>]) {
    let is_shared = listed.first().and_then(Option::as_ref).is_some_and(|first| {
        first.len() >= listed.len().max(2) && listed.iter().all(|texts| texts.as_ref() == Some(first))
    });
    for (variant, listed) in variants.iter_mut().zip(listed) {
        let Some(listed) = listed else { continue };
        if variant.tags.iter().any(|known| listed.contains(known)) {
            continue;
        }
        if !is_shared {
            variant.tags = listed.clone();
        } else if let Some(own) = listed.iter().find(|text| variant.tags.iter().any(|tag| is_same(tag, text)))
        {
            variant.tags = vec![own.clone()];
        }
    }
}

/// Whether two texts differ in case and in what parts their words alone.
fn is_same(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}

/// A variant is not meant where the member has a text that its schema does not list.
fn admit_listed(variants: &mut [Variant], tag: &str, listed: Vec<Option<Vec<String>>>) {
    let tells = listed.iter().any(|texts| texts != &listed[0]);
    for (variant, listed) in variants.iter_mut().zip(listed).filter(|_| tells) {
        let texts = listed.filter(|texts| texts.len() > 1);
        variant.guard.constants.extend(texts.map(|texts| (tag.to_owned(), texts)));
    }
}

/// The texts that a member can be; `None` if it can be others. None decides if it could be several and need not come:
/// one that is not set would have to be guessed. A union that was `seen` would list its own once more.
fn listed(
    api: &Api,
    ty: &Type,
    member: &str,
    seen: &mut BTreeSet<TypeId>,
    depth: usize,
) -> Option<Vec<String>> {
    let Type::Named(id) = api.unalias(ty) else { return None };
    match &api.type_def(*id).shape {
        Shape::Object(object) => {
            let field = object.fields.iter().find(|field| field.wire == member)?;
            let Type::Named(id) = api.unalias(field.ty.strip_null().0) else { return None };
            let Shape::Enum(Enumeration { values, .. }) = &api.type_def(*id).shape else { return None };
            let texts: Option<Vec<String>> =
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
            texts.map(|texts| if texts.len() == 1 || field.required { texts } else { Vec::new() })
        }
        Shape::Union(union) if depth < DEEPEST && seen.insert(*id) => {
            let variants = union.variants.iter();
            let texts = variants.map(|variant| listed(api, &variant.ty, member, seen, depth + 1));
            let texts = texts.collect::<Option<Vec<_>>>()?;
            Some(if texts.iter().any(Vec::is_empty) { Vec::new() } else { texts.concat() })
        }
        _ => None,
    }
}

/// A member that has one possible text in every variant, a different one in each, and always comes.
fn shared_constant(union: &mut Union) -> Option<String> {
    let first = union.variants.first()?;
    let keys: Vec<String> = first.guard.constants.iter().map(|(key, _)| key.clone()).collect();
    let constant = |variant: &Variant, key: &str| {
        let own = variant.guard.constants.iter().find(|(name, _)| name == key);
        own.and_then(|(_, texts)| texts.first().cloned())
    };
    let key = keys.into_iter().find(|key| {
        let values: Option<Vec<String>> =
            union.variants.iter().map(|variant| constant(variant, key)).collect();
        let always = union.variants.iter().all(|variant| variant.guard.required.contains(key));
        always && values.is_some_and(|values| values.iter().collect::<BTreeSet<_>>().len() == values.len())
    })?;
    for variant in &mut union.variants {
        variant.tags = constant(variant, &key).into_iter().collect();
    }
    Some(key)
}

/// How many members a type has.
fn width(api: &Api, ty: &Type) -> usize {
    match api.unalias(ty) {
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Object(object) => 1 + object.fields.len(),
            _ => 1,
        },
        _ => 1,
    }
}

/// What a value of the type looks like, its members only if `members`.
fn guard(api: &Api, ty: &Type, members: bool) -> Guard {
    let of = |kind| Guard { kind, ..Guard::default() };
    match api.unalias(ty) {
        Type::Boolean => of(JsonKind::Boolean),
        Type::Integer(_) | Type::BigInteger => of(JsonKind::Integer),
        Type::Number(_) | Type::Decimal => of(JsonKind::Number),
        Type::String | Type::Format(_) | Type::Quoted(_) => of(JsonKind::String),
        Type::Array(_) | Type::Tuple(_) => of(JsonKind::Array),
        Type::Map(_) => of(JsonKind::Object),
        Type::Any | Type::Nullable(_) => of(JsonKind::Any),
        Type::Named(id) => named(api, *id, members),
    }
}

fn named(api: &Api, id: TypeId, members: bool) -> Guard {
    match &api.type_def(id).shape {
        Shape::Object(_) if !members => Guard { kind: JsonKind::Object, ..Guard::default() },
        Shape::Object(object) => object_guard(api, object),
        Shape::Enum(Enumeration { values, .. }) => {
            let kind = if values.iter().all(Value::is_string) {
                JsonKind::String
            } else if values.iter().all(Value::is_i64) {
                JsonKind::Integer
            } else {
                JsonKind::Any
            };
            Guard { kind, ..Guard::default() }
        }
        Shape::Union(union) => union_guard(api, union),
        Shape::Alias(_) | Shape::Merged => Guard::default(),
    }
}

/// A union inside a union: its kind if all its variants have one.
fn union_guard(api: &Api, union: &Union) -> Guard {
    let kinds: Vec<JsonKind> = union.variants.iter().map(|variant| shallow_kind(api, &variant.ty)).collect();
    let kind = match kinds.as_slice() {
        [first, rest @ ..] if rest.iter().all(|kind| kind == first) => *first,
        _ => JsonKind::Any,
    };
    Guard { kind, ..Guard::default() }
}

/// A kind without looking into unions, which may hold each other.
fn shallow_kind(api: &Api, ty: &Type) -> JsonKind {
    match api.unalias(ty) {
        Type::Named(id) if matches!(api.type_def(*id).shape, Shape::Union(_)) => JsonKind::Any,
        other => guard(api, other, false).kind,
    }
}

fn object_guard(api: &Api, object: &Object) -> Guard {
    let constants = object.fields.iter().filter_map(|field| {
        let (ty, _) = field.ty.strip_null();
        let Type::Named(id) = api.unalias(ty) else { return None };
        match &api.type_def(*id).shape {
            Shape::Enum(Enumeration { values, .. }) => match values.as_slice() {
                [Value::String(only)] => Some((field.wire.clone(), vec![only.clone()])),
                _ => None,
            },
            _ => None,
        }
    });
    Guard {
        kind: JsonKind::Object,
        required: object
            .fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.wire.clone())
            .collect(),
        known: object.fields.iter().map(|field| field.wire.clone()).collect(),
        constants: constants.collect(),
    }
}
