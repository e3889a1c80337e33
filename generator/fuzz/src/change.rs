//! Random changes of a document: of its bytes, and of what it says.

mod odd;
mod shape;

use serde_json::{Map, Value};

use crate::random::Random;
use odd::{name, value};

/// A changed document as text: now and then its bytes are changed, mostly what it says.
pub fn changed(text: &str, document: &Value, other: &Value, random: &mut Random) -> String {
    match random.below(10) {
        0 => bytes(text, random),
        1 => bytes(&whole(document, other, random).to_string(), random),
        _ => whole(document, other, random).to_string(),
    }
}

/// Bytes turned, cut out and repeated.
pub fn bytes(text: &str, random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        match random.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            2 => {
                let end = (at + random.below(200)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, part));
            }
            3 => drop(bytes.splice(at..at, random.of(odd::FRAGMENTS).bytes())),
            _ => bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << random.below(8)),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What the document says, changed at a few places.
pub fn whole(document: &Value, other: &Value, random: &mut Random) -> Value {
    let mut document = document.clone();
    for _ in 0..=random.below(5) {
        once(&mut document, other, random);
    }
    document
}

/// One change at a random place.
fn once(root: &mut Value, other: &Value, random: &mut Random) {
    if random.once_in(8) {
        return shape::grow(root, random);
    }
    let elsewhere = if random.once_in(4) { at(other, random).clone() } else { at(root, random).clone() };
    match (place(root, random), random.below(8)) {
        (Value::Object(members), what @ 0..=3) if !members.is_empty() => member(members, what, random),
        (Value::Array(items), what @ 0..=3) if !items.is_empty() => element(items, what, random),
        (here @ Value::String(_), 0..=4) => {
            *here = Value::String(odd::text(here.as_str().unwrap_or_default(), random))
        }
        (here, 4 | 5) => *here = elsewhere,
        (here, _) => *here = value(here, random),
    }
}

fn member(members: &mut Map<String, Value>, what: usize, random: &mut Random) {
    let key = members.keys().nth(random.below(members.len())).cloned().unwrap_or_default();
    let taken = match what {
        0 | 1 => members.get(&key).cloned(),
        _ => members.shift_remove(&key),
    };
    if what != 2 {
        members.insert(name(&key, random), taken.unwrap_or_default());
    }
}

fn element(items: &mut Vec<Value>, what: usize, random: &mut Random) {
    let at = random.below(items.len());
    match what {
        0 => drop(items.remove(at)),
        1 => items.push(items[at].clone()),
        2 => items.reverse(),
        _ => items.insert(at, value(&items[at].clone(), random)),
    }
}

/// A random place, each level as likely as the next.
fn place<'v>(value: &'v mut Value, random: &mut Random) -> &'v mut Value {
    let count = count(value);
    if count == 0 || random.once_in(10) {
        return value;
    }
    let at = random.below(count);
    match value {
        Value::Array(items) => place(&mut items[at], random),
        Value::Object(members) => match members.values_mut().nth(at) {
            Some(member) => place(member, random),
            None => unreachable!("there are as many members as were counted"),
        },
        other => other,
    }
}

/// The same of a value that stays.
fn at<'v>(value: &'v Value, random: &mut Random) -> &'v Value {
    let count = count(value);
    if count == 0 || random.once_in(10) {
        return value;
    }
    let index = random.below(count);
    let below = value.as_array().and_then(|items| items.get(index));
    match below.or_else(|| value.as_object().and_then(|members| members.values().nth(index))) {
        Some(below) => at(below, random),
        None => value,
    }
}

fn count(value: &Value) -> usize {
    value.as_array().map(Vec::len).or_else(|| value.as_object().map(Map::len)).unwrap_or_default()
}
