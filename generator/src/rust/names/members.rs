//! Names of fields and variants.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::ident::{Case, alternatives, ident, natural, words};
use super::record::{Book, Kind, Scope, member_keys};
use super::scope::{Claim, assign_names};
use crate::ir::{Enumeration, Object, Shape, Type, TypeDef, Union, Variant};

/// Names that a field cannot have: `new` is the constructor.
const RESERVED: [&str; 4] = ["self", "super", "crate", "new"];

/// Names of the field for members that are not listed, in order.
const REST_NAMES: [&str; 3] = ["additional", "additional_properties", "additional_members"];

/// Names of the variant for values that are not listed, in order.
const OPEN_NAMES: [&str; 3] = ["Unknown", "UnknownValue", "UnrecognisedValue"];

/// The names of the members of a type.
#[derive(Default)]
pub(super) struct Members {
    /// Its fields or variants, in order.
    pub own: Vec<String>,
    /// The variant or field for unknown values.
    pub open: String,
    /// The methods that return the value of a variant of a union, by variant.
    pub getters: Vec<String>,
    /// The setters that send `null`, by field.
    pub nulls: Vec<String>,
    /// The method that checks a value.
    pub check: String,
}

/// Names the members of a type, which is `key` in the record.
pub(super) fn members(def: &TypeDef, key: &str, book: &Book<'_>) -> Members {
    let had = book.members_of(key);
    let naming = Naming { def, key, book };
    match &def.shape {
        Shape::Alias(_) | Shape::Merged => Members { check: CHECK_NAMES[0].to_owned(), ..Members::default() },
        Shape::Object(object) => fields(with_record(field_claims(object), def, had), &naming),
        Shape::Enum(enumeration) => {
            with_open_variant(with_record(literal_claims(enumeration), def, had), &naming)
        }
        Shape::Union(union) => {
            with_getters(with_open_variant(with_record(variant_claims(union), def, had), &naming))
        }
    }
}

/// A type whose members are named.
struct Naming<'n> {
    def: &'n TypeDef,
    key: &'n str,
    book: &'n Book<'n>,
}

impl Naming<'_> {
    /// Names the members, and last what is not listed.
    fn assign(&self, claims: &[Claim<'_>], reserved: &[&str]) -> Vec<String> {
        let keys = member_keys(self.def).into_iter();
        let names = self.book.assign(Kind::Member, self.key, keys, claims, reserved);
        if let Some((claim, name)) = claims.last().zip(names.last()) {
            self.book.note(Kind::Unlisted, "", self.key.to_owned(), claim, name);
        }
        names
    }
}

/// Sets the names that members had.
fn with_record<'a>(claims: Vec<Claim<'a>>, def: &TypeDef, had: &Scope) -> Vec<Claim<'a>> {
    if had.is_empty() {
        return claims;
    }
    let keys = member_keys(def);
    let given = |at: usize| match &def.shape {
        Shape::Object(object) => object.fields.get(at).is_some_and(|field| field.name.is_some()),
        Shape::Enum(enumeration) => !enumeration.names.is_empty(),
        _ => false,
    };
    let claims = claims.into_iter().zip(keys).enumerate();
    claims.map(|(at, (claim, key))| claim.recorded(had.get(&key)).given(given(at))).collect()
}

/// Names of the method that checks a value, in order; the setters of a struct have precedence.
const CHECK_NAMES: [&str; 3] = ["validate", "validate_all", "validate_members"];

/// Names fields, which are also setters and have precedence over other methods.
fn fields(mut claims: Vec<Claim<'_>>, naming: &Naming<'_>) -> Members {
    claims.push(Claim::fixed(REST_NAMES, 9).recorded(naming.book.unlisted_of(naming.key)));
    let mut own = naming.assign(&claims, &RESERVED);
    let open = own.pop().unwrap_or_default();
    let nulls = own.iter().map(|field| {
        let longer = move || vec![format!("send_null_{field}"), format!("send_null_for_{field}")];
        Claim::new(format!("null_{field}"), 0, longer)
    });
    let check = Claim::fixed(CHECK_NAMES, 1);
    let taken: Vec<&str> = own.iter().map(String::as_str).chain(RESERVED).collect();
    let mut nulls = assign_names(&nulls.chain([check]).collect::<Vec<_>>(), &taken);
    let check = nulls.pop().unwrap_or_default();
    Members { own, open, nulls, check, ..Members::default() }
}

fn field_claims(object: &Object) -> Vec<Claim<'_>> {
    let texts = object.fields.iter().map(|field| field.name.as_deref().unwrap_or(&field.wire));
    texts.map(|text| claim(text, Case::Snake)).collect()
}

/// Adds the methods that return the value of a variant.
fn with_getters(members: Members) -> Members {
    let claims = members.own.iter().map(|variant| {
        let name = |prefix: &str| ident(&format!("{prefix} {}", words(variant)), Case::Snake);
        Claim::new(name("as"), 0, move || vec![name("as variant"), format!("as_{variant}")])
    });
    let getters = assign_names(&claims.collect::<Vec<_>>(), &[]);
    Members { getters, ..members }
}

/// Adds the variant for unknown values; names from the document have precedence.
fn with_open_variant(mut claims: Vec<Claim<'_>>, naming: &Naming<'_>) -> Members {
    claims.push(Claim::fixed(OPEN_NAMES, 9).recorded(naming.book.unlisted_of(naming.key)));
    let mut own = naming.assign(&claims, &["Self"]);
    let open = own.pop().unwrap_or_default();
    Members { own, open, check: CHECK_NAMES[0].to_owned(), ..Members::default() }
}

/// Claims an identifier for a text. A text that is written like the identifier has precedence.
fn claim(text: &str, case: Case) -> Claim<'_> {
    let first = natural(text, case);
    let rank = u8::from(first != text);
    let own = match case {
        Case::Snake if RESERVED.contains(&first.as_str()) || first == REST_NAMES[0] => {
            Some(format!("{first}_field"))
        }
        Case::Upper if first == OPEN_NAMES[0] => Some(format!("{first}Literal")),
        _ => None,
    };
    Claim::new(first, rank, move || own.iter().cloned().chain(alternatives(text, case)).collect())
}

fn literal_claims(enumeration: &Enumeration) -> Vec<Claim<'_>> {
    if enumeration.names.len() == enumeration.values.len() {
        return enumeration.names.iter().map(|name| claim(name, Case::Upper)).collect();
    }
    let claims = enumeration.values.iter().map(|value| match value {
        Value::String(text) => text_claim(text),
        Value::Number(number) => {
            let number = number.to_string().replace('-', "minus ").replace('.', " point ");
            literal_claim(format!("value {number}"), format!("number {number}"))
        }
        other => literal_claim(other.to_string(), format!("boolean {other}")),
    });
    claims.collect()
}

/// Claims a variant for a text. One that begins with a sign is named after it, whether or not the text without it is
/// there as well: `-name` is `MinusName`.
fn text_claim(text: &str) -> Claim<'_> {
    let sign = text.chars().next().and_then(|sign| match sign {
        '-' => Some("minus"),
        '+' => Some("plus"),
        _ => None,
    });
    let rest = sign.map(|_| &text[1..]).filter(|rest| rest.starts_with(char::is_alphabetic));
    match sign.zip(rest) {
        Some((sign, rest)) => {
            let first = ident(&format!("{sign} {}", words(rest)), Case::Upper);
            Claim::new(first, 1, move || alternatives(text, Case::Upper))
        }
        None => claim(text, Case::Upper),
    }
}

/// Claims a variant for a literal that is not a string. A string of the same name has precedence: `true` is
/// `BooleanTrue` beside `"true"`.
fn literal_claim<'a>(text: String, with_kind: String) -> Claim<'a> {
    Claim::new(natural(&text, Case::Upper), 2, move || {
        [natural(&with_kind, Case::Upper)].into_iter().chain(alternatives(&text, Case::Upper)).collect()
    })
}

/// Names variants after their tags, and those without one after their hints. If two are the same, the members that only
/// one of them has distinguish them.
fn variant_claims(union: &Union) -> Vec<Claim<'_>> {
    let holders: Rc<OnceCell<BTreeMap<&str, BTreeSet<&Type>>>> = Rc::default();
    let claims = union.variants.iter().map(|variant| {
        let holders = Rc::clone(&holders);
        let tag = tag_of(union, variant).filter(|tag| is_name(tag));
        let first = natural(tag.unwrap_or(&variant.hint), Case::Upper);
        let rank = u8::from(first != tag.unwrap_or(&variant.hint));
        Claim::new(first, rank, move || {
            let own = tag.map(|_| natural(&variant.hint, Case::Upper));
            let hint = words(&variant.hint);
            // Only needed if names collide.
            let holders = holders.get_or_init(|| types_by_member(union));
            let is_own = |key: &&String| holders.get(key.as_str()).is_none_or(|types| types.len() == 1);
            let members = variant.guard.known.iter().filter(is_own);
            let tag = variant.tags.first().map(|tag| format!("{hint} {}", words(tag)));
            let members = members.map(|key| format!("{hint} with {}", words(key)));
            let texts = tag.into_iter().chain(members).map(|text| ident(&text, Case::Upper));
            own.into_iter().chain(texts).chain(alternatives(&variant.hint, Case::Upper)).collect()
        })
    });
    claims.collect()
}

/// Members that usually say what an object is.
const TAG_MEMBERS: [&str; 4] = ["type", "kind", "event", "role"];

/// Returns the value of the tag that selects a variant. Without a discriminator it is the only value of a member: what other
/// variants have does not matter, so that they rename nothing.
fn tag_of<'u>(union: &Union, variant: &'u Variant) -> Option<&'u str> {
    match (&union.tag, variant.tags.as_slice()) {
        (Some(_), [only]) => Some(only),
        (Some(_), _) => None,
        (None, _) => {
            let only = variant.guard.constants.iter().filter(|(_, values)| values.len() == 1);
            let rank = |member: &str| TAG_MEMBERS.iter().position(|own| *own == member).unwrap_or(usize::MAX);
            let (_, values) = only.min_by_key(|(member, _)| rank(member))?;
            values.first().map(String::as_str)
        }
    }
}

/// Returns true for a tag that reads as a name: a few words that begin with a letter, and no address or path.
fn is_name(tag: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':');
    tag.starts_with(char::is_alphabetic) && tag.len() <= 40 && tag.chars().all(is_plain)
}

/// Returns the types of the variants that have each member.
fn types_by_member(union: &Union) -> BTreeMap<&str, BTreeSet<&Type>> {
    let mut holders: BTreeMap<&str, BTreeSet<&Type>> = BTreeMap::new();
    for variant in &union.variants {
        for key in &variant.guard.known {
            holders.entry(key).or_default().insert(&variant.ty);
        }
    }
    holders
}
