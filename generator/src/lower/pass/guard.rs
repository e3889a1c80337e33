//! Guards, which distinguish the variants of a union, once every type is known: JSON kinds, keys, constants, tags.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::budget::Budget;
use crate::diagnostic::{Location, Report, code};
use crate::ir::{Api, Enumeration, Guard, JsonKind, Object, Shape, Type, TypeId, Union, Variant};

/// The maximum depth of nested unions that are searched.
const MAX_DEPTH: usize = 64;

/// Fills in the guards of every union, and finds tags that the document does not declare.
pub(in crate::lower) fn fill(api: &mut Api, budget: &mut Budget, report: &mut Report) {
    let mut alike: Vec<Pointer> = Vec::new();
    let mut spent = None;
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        let mut union = union.clone();
        for variant in &mut union.variants {
            let fits = budget.spend(count_members(api, &variant.ty));
            if !fits {
                spent.get_or_insert(index);
            }
            variant.guard = guard(api, &variant.ty, fits);
        }
        decide_tag(api, &mut union);
        if union.tag.is_none() && has_twins(&union) {
            alike.push(api.types[index].pointer.clone());
        }
        api.types[index].shape = Shape::Union(union);
    }
    if let Some(first) = spent {
        let at = Location::Normalised(api.types[first].pointer.clone());
        report.add(budget.code(), at, budget.message());
    }
    for at in alike {
        let message = "no discriminator, JSON type or required property distinguishes the union alternatives; the best match is used";
        report.add(&code::UNION_ALIKE, Location::Normalised(at), message);
    }
}

/// Returns true if two variants are equal in everything that is compared before decoding is tried.
fn has_twins(union: &Union) -> bool {
    let mut known = BTreeSet::new();
    union.variants.iter().map(|variant| &variant.guard).any(|guard| {
        let compared = (guard.kind, &guard.required, &guard.constants);
        !known.insert(compared)
    })
}

/// Decides the tag of a union. A tag is used only if every variant has a value for it that no other has; the
/// enumerations of the schemas may supply tag and values. If the tag is not used, a value that a variant's schema does
/// not list still excludes that variant.
fn decide_tag(api: &Api, union: &mut Union) {
    let listed = union.tag.clone().map(|tag| {
        let of = |one: &Variant| listed_texts(api, &one.ty, &tag, &mut BTreeSet::new(), 0);
        let texts: Vec<Option<Vec<String>>> = union.variants.iter().map(of).collect();
        (tag, texts)
    });
    match &listed {
        Some((_, listed)) => replace_implied(&mut union.variants, listed),
        None => union.tag = shared_constant(union),
    }
    if !is_tag_distinct(union) {
        union.tag = None;
        if let Some((tag, listed)) = listed {
            add_listed_constants(&mut union.variants, &tag, listed);
        }
    }
}

/// Returns true if every variant is an object and has values for the tag that no other variant has.
fn is_tag_distinct(union: &Union) -> bool {
    let objects = union.variants.iter().all(|variant| variant.guard.kind == JsonKind::Object);
    let tags: Vec<&String> = union.variants.iter().flat_map(|variant| &variant.tags).collect();
    let distinct = tags.iter().collect::<BTreeSet<_>>().len() == tags.len();
    objects && distinct && !union.variants.iter().any(|variant| variant.tags.is_empty())
}

/// Replaces values that were only implied by those that the schemas list. A list that all variants inherit does not
/// assign values to variants: from it, a variant takes the value that spells its name differently.
fn replace_implied(variants: &mut [Variant], listed: &[Option<Vec<String>>]) {
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
        } else if let Some(own) =
            listed.iter().find(|text| variant.tags.iter().any(|tag| is_same_name(tag, text)))
        {
            variant.tags = vec![own.clone()];
        }
    }
}

/// Returns true if two texts differ only in case and in word separators.
fn is_same_name(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}

/// Adds the listed values as constants: a variant does not match if the member has a text that its schema does not
/// list.
fn add_listed_constants(variants: &mut [Variant], tag: &str, listed: Vec<Option<Vec<String>>>) {
    let is_distinct = listed.iter().any(|texts| texts != &listed[0]);
    for (variant, listed) in variants.iter_mut().zip(listed).filter(|_| is_distinct) {
        let texts = listed.filter(|texts| texts.len() > 1);
        variant.guard.constants.extend(texts.map(|texts| (tag.to_owned(), texts)));
    }
}

/// Returns the texts that a member can have; `None` if it can have others. The list is empty if there are several and
/// the member is optional: a missing member would have to be guessed. A union in `seen` is not visited again, as it
/// would only repeat its texts.
fn listed_texts(
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
        Shape::Union(union) if depth < MAX_DEPTH && seen.insert(*id) => {
            let variants = union.variants.iter();
            let texts = variants.map(|variant| listed_texts(api, &variant.ty, member, seen, depth + 1));
            let texts = texts.collect::<Option<Vec<_>>>()?;
            Some(if texts.iter().any(Vec::is_empty) { Vec::new() } else { texts.concat() })
        }
        _ => None,
    }
}

/// Returns a member that is required and has one possible text in every variant, each a different one.
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

/// Returns the number of members of a type.
fn count_members(api: &Api, ty: &Type) -> usize {
    match api.unalias(ty) {
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Object(object) => 1 + object.fields.len(),
            _ => 1,
        },
        _ => 1,
    }
}

/// Returns the guard of a type, with its members only if `members` is set.
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
        Type::Named(id) => named_guard(api, *id, members),
    }
}

fn named_guard(api: &Api, id: TypeId, members: bool) -> Guard {
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

/// Returns the guard of a union inside a union: its kind if all its variants have the same.
fn union_guard(api: &Api, union: &Union) -> Guard {
    let kinds: Vec<JsonKind> = union.variants.iter().map(|variant| shallow_kind(api, &variant.ty)).collect();
    let kind = match kinds.as_slice() {
        [first, rest @ ..] if rest.iter().all(|kind| kind == first) => *first,
        _ => JsonKind::Any,
    };
    Guard { kind, ..Guard::default() }
}

/// Returns the kind of a type without visiting nested unions, which may contain each other.
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
