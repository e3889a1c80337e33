//! Single changes of a document, as data.

#![allow(dead_code)] // each test uses a part

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A change, and what it requires.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Single {
    pub name: String,
    /// `major`, `minor`, `patch` or `none`.
    pub level: String,
    /// A part of what is said.
    pub says: Option<String>,
    /// How many changes of level `major` no other one implies.
    pub independent: Option<usize>,
    pub edits: Vec<Edit>,
}

/// A step of a change.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The place of a value; `-` at its end appends to a list.
    set: Option<String>,
    /// The place of a value that goes.
    remove: Option<String>,
    /// The place of a value that has another key.
    rename: Option<String>,
    /// The value, or the key.
    to: Option<Value>,
}

/// Reads a file of the tests.
pub fn read<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns a document with edits; what is wrong with them, if a place does not exist.
pub fn edited(document: &Value, edits: &[Edit]) -> Result<Value, String> {
    let mut document = document.clone();
    for edit in edits {
        edit.make(&mut document)?;
    }
    Ok(document)
}

impl Edit {
    fn make(&self, document: &mut Value) -> Result<(), String> {
        let to = || self.to.clone().ok_or("no `to`");
        match (&self.set, &self.remove, &self.rename) {
            (Some(at), None, None) => set(document, at, to()?),
            (None, Some(at), None) => remove(document, at),
            (None, None, Some(at)) => rename(document, at, to()?.as_str().ok_or("no key")?),
            _ => Err("neither `set` nor `remove` nor `rename`".to_owned()),
        }
    }
}

fn set(document: &mut Value, at: &str, value: Value) -> Result<(), String> {
    let (parent, key) = split(document, at)?;
    match parent {
        Value::Object(object) => drop(object.insert(key, value)),
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => *list.get_mut(index(&key)?).ok_or(at)? = value,
        _ => return Err(at.to_owned()),
    }
    Ok(())
}

fn remove(document: &mut Value, at: &str) -> Result<(), String> {
    let (parent, key) = split(document, at)?;
    match parent {
        Value::Object(object) => object.shift_remove(&key).map(drop).ok_or(at.to_owned()),
        Value::Array(list) if index(&key)? < list.len() => {
            list.remove(index(&key)?);
            Ok(())
        }
        _ => Err(at.to_owned()),
    }
}

/// Gives a value another key, at the place where it stands.
fn rename(document: &mut Value, at: &str, to: &str) -> Result<(), String> {
    let (parent, key) = split(document, at)?;
    let object = parent.as_object_mut().filter(|object| object.contains_key(&key)).ok_or(at)?;
    let named = |(old, value)| (if old == key { to.to_owned() } else { old }, value);
    *object = std::mem::take(object).into_iter().map(named).collect::<Map<_, _>>();
    Ok(())
}

/// Returns the value that a place is in, and its key there.
fn split<'a>(document: &'a mut Value, at: &str) -> Result<(&'a mut Value, String), String> {
    let (parent, key) = at.rsplit_once('/').ok_or(at)?;
    let parent = document.pointer_mut(parent).ok_or_else(|| format!("{parent} does not exist"))?;
    Ok((parent, key.replace("~1", "/").replace("~0", "~")))
}

fn index(key: &str) -> Result<usize, String> {
    key.parse().map_err(|_| format!("{key} is no index"))
}
