//! Changes that make a document deep, wide or circular.

use serde_json::{Value, json};

use super::{count, odd, place};
use crate::random::Random;

/// Makes something of a random place that grows, or refers to itself.
pub fn grow(root: &mut Value, random: &mut Random) {
    match random.below(6) {
        0 => deep(place(root, random), random),
        1 => wide(place(root, random), random),
        2 => circular(root, random),
        3 => crossed(root, random),
        4 => clique(root, random),
        _ => tower(root, random),
    }
}

/// Wraps a value many times.
fn deep(here: &mut Value, random: &mut Random) {
    let key =
        *random.of(&["items", "not", "additionalProperties", "allOf", "oneOf", "anyOf", "properties", "x"]);
    let most = if random.once_in(20) { 2_000 } else { 40 };
    for _ in 0..random.below(most) {
        let inner = here.take();
        *here = match key {
            "allOf" | "oneOf" | "anyOf" => json!({ key: [inner] }),
            "properties" => json!({"type": "object", "properties": {"p": inner}}),
            _ => json!({ key: inner }),
        };
    }
}

/// Repeats what a list or an object has.
fn wide(here: &mut Value, random: &mut Random) {
    let times = random.below(60);
    match here {
        Value::Array(items) if !items.is_empty() => {
            let one = items[random.below(items.len())].clone();
            items.extend(std::iter::repeat_n(one, times));
        }
        Value::Object(members) => {
            let Some((key, one)) = members.iter().next().map(|(key, one)| (key.clone(), one.clone())) else {
                return;
            };
            (0..times).for_each(|_| drop(members.insert(odd::name(&key, random), one.clone())));
        }
        _ => {}
    }
}

/// A reference to a place around it, with or without something beside it.
fn circular(root: &mut Value, random: &mut Random) {
    let pointer = pointer(root, random);
    let up = random.below(3);
    let to: Vec<&str> = pointer.split('/').collect();
    let to = to[..to.len().saturating_sub(up).max(1)].join("/");
    let reference = match random.below(5) {
        0 => json!({"$ref": format!("#{to}")}),
        1 => json!({"$ref": format!("#{to}"), "description": "x"}),
        2 => json!({"allOf": [{"$ref": format!("#{to}")}]}),
        3 => json!({"oneOf": [{"$ref": format!("#{to}")}, {"type": "string"}]}),
        _ => json!({"type": "object", "required": ["p"], "properties": {"p": {"$ref": format!("#{to}")}}}),
    };
    if let Some(here) = root.pointer_mut(&pointer) {
        *here = reference;
    }
}

/// A reference to anywhere.
fn crossed(root: &mut Value, random: &mut Random) {
    let (from, to) = (pointer(root, random), pointer(root, random));
    if let Some(here) = root.pointer_mut(&from) {
        *here = json!({"$ref": format!("#{to}")});
    }
}

/// Schemas that all include each other.
fn clique(root: &mut Value, random: &mut Random) {
    let (count, word) = (2 + random.below(8), *random.of(&["allOf", "oneOf", "anyOf"]));
    let all: Vec<Value> = (0..count).map(|n| json!({"$ref": format!("#/components/schemas/Q{n}")})).collect();
    (0..count).for_each(|n| set(root, &format!("Q{n}"), json!({ word: all, "properties": {"a": all[0]} })));
}

/// A schema that includes the next one twice, many times over.
fn tower(root: &mut Value, random: &mut Random) {
    let (count, word) = (random.below(60), *random.of(&["allOf", "oneOf", "anyOf"]));
    for n in 0..count {
        let next = json!({"$ref": format!("#/components/schemas/W{}", n + 1)});
        set(root, &format!("W{n}"), json!({ word: [next, next] }));
    }
    set(root, &format!("W{count}"), json!({"type": "object"}));
    let from = pointer(root, random);
    if let Some(here) = root.pointer_mut(&from) {
        *here = json!({"$ref": "#/components/schemas/W0"});
    }
}

fn set(root: &mut Value, name: &str, schema: Value) {
    let Value::Object(members) = root else { return };
    let components = members.entry("components").or_insert_with(|| json!({}));
    let Some(components) = components.as_object_mut() else { return };
    if let Some(schemas) = components.entry("schemas").or_insert_with(|| json!({})).as_object_mut() {
        schemas.insert(name.to_owned(), schema);
    }
}

/// The pointer of a random place.
fn pointer(root: &Value, random: &mut Random) -> String {
    let (mut here, mut pointer) = (root, String::new());
    loop {
        let count = count(here);
        if count == 0 || (!pointer.is_empty() && random.once_in(8)) {
            return pointer;
        }
        let index = random.below(count);
        let key = match here {
            Value::Object(members) => members.keys().nth(index).cloned().unwrap_or_default(),
            _ => index.to_string(),
        };
        let token = key.replace('~', "~0").replace('/', "~1");
        match here.pointer(&format!("/{token}")) {
            Some(below) => here = below,
            None => return pointer,
        }
        pointer += &format!("/{token}");
    }
}
