//! What fields and variants are called.

use serde_json::Value;

use super::ident::{Case, candidates, ident, words};
use super::scope::{Claim, settle};
use crate::ir::{Enumeration, Shape, TypeDef, Union};

/// What a field cannot be called: `new` is the constructor's.
const RESERVED: [&str; 4] = ["self", "super", "crate", "new"];

/// The names of a type's fields or variants, and of the variant that keeps what is not known.
pub(super) fn members(def: &TypeDef) -> (Vec<String>, String) {
    match &def.shape {
        Shape::Alias(_) | Shape::Folded => (Vec::new(), String::new()),
        Shape::Object(object) => {
            let fields = object
                .fields
                .iter()
                .map(|field| claim(field.name.as_deref().unwrap_or(&field.wire), Case::Snake));
            let mut claims: Vec<Claim> = fields.collect();
            claims.push(Claim {
                candidates: ["additional", "additional_properties", "additional_members"]
                    .map(str::to_owned)
                    .to_vec(),
                rank: 9,
            });
            let mut names = settle(&claims, &RESERVED);
            let open = names.pop().unwrap_or_default();
            (names, open)
        }
        Shape::Enum(enumeration) => open(literals(enumeration)),
        Shape::Union(union) => open(variants(union)),
    }
}

/// The open variant gives way: what the document names keeps its name.
fn open(mut claims: Vec<Claim>) -> (Vec<String>, String) {
    let names = ["Unknown", "UnknownValue", "UnrecognisedValue"].map(str::to_owned).to_vec();
    claims.push(Claim { candidates: names, rank: 9 });
    let mut names = settle(&claims, &["Self"]);
    let open = names.pop().unwrap_or_default();
    (names, open)
}

/// A text written as the identifier would be has the better right to it.
fn claim(text: &str, case: Case) -> Claim {
    let mut candidates = candidates(text, case);
    if case == Case::Snake && RESERVED.contains(&candidates[0].as_str()) {
        candidates.insert(1, format!("{}_field", candidates[0]));
    }
    let rank = u8::from(candidates[0] != text);
    Claim { candidates, rank }
}

fn literals(enumeration: &Enumeration) -> Vec<Claim> {
    let given = enumeration.names.iter().map(|name| claim(name, Case::Upper));
    if enumeration.names.len() == enumeration.values.len() {
        return given.collect();
    }
    enumeration
        .values
        .iter()
        .map(|value| match value {
            Value::String(text) => claim(text, Case::Upper),
            Value::Number(number) => {
                let plain = ident(&format!("value {}", words(&number.to_string())), Case::Upper);
                let mut claim = claim(&number.to_string(), Case::Upper);
                claim.candidates.insert(0, plain);
                claim
            }
            other => claim(&other.to_string(), Case::Upper),
        })
        .collect()
}

fn variants(union: &Union) -> Vec<Claim> {
    union
        .variants
        .iter()
        .map(|variant| {
            let mut claim = claim(&variant.hint, Case::Upper);
            // Alternatives without names of their own: what they hold tells them apart.
            for key in variant.guard.known.iter().filter(|key| {
                !union.variants.iter().any(|other| other.ty != variant.ty && other.guard.known.contains(key))
            }) {
                claim.candidates.insert(
                    claim.candidates.len() - 1,
                    ident(&format!("{} with {}", words(&variant.hint), words(key)), Case::Upper),
                );
            }
            if let Some(tag) = variant.tags.first() {
                claim
                    .candidates
                    .insert(1, ident(&format!("{} {}", words(&variant.hint), words(tag)), Case::Upper));
            }
            let last = format!("{} {:?}", words(&variant.hint), variant.ty);
            claim.candidates.push(ident(&words(&last), Case::Upper));
            claim
        })
        .collect()
}
