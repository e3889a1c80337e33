//! `object!`: every kind of field, unknown keys, errors.
#![allow(missing_docs, clippy::unwrap_used, clippy::option_option, reason = "shapes of tests")]

use std::collections::BTreeMap;
use truespec_runtime::runtime::json::codec::{from_slice, to_vec};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::json::object::Nulls;

#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    pub id: i64,
    pub description: Option<String>,
    pub parent: Option<Box<Tag>>,
    pub note: Option<String>,
    pub r#type: String,
    pub map: Vec<i64>,
    nulls: Nulls,
}

object!(Tag {
    id: "id" required,
    description: "description" optional,
    parent: "parent" nullable,
    note: "note" tristate,
    r#type: "@type" constant,
    map: "map" required,
} nulls nulls);

#[derive(Debug, Clone, PartialEq)]
pub struct Bag {
    pub a: i64,
    pub extra: BTreeMap<String, i64>,
}

object!(Bag { a: "a" required } rest extra);

#[derive(Debug, Clone, PartialEq)]
pub struct Free {
    pub extra: BTreeMap<String, serde_json::Value>,
}

object!(Free {} rest extra);

#[derive(Debug, Clone, PartialEq)]
pub struct Empty {}

object!(Empty {});

fn rewritten<T: truespec_runtime::runtime::json::codec::Wire>(text: &str) -> String {
    match from_slice::<T>(text.as_bytes()) {
        Ok(value) => String::from_utf8(to_vec(&value).unwrap()).unwrap(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn presence() {
    let least = r#"{"id":1,"parent":null,"@type":"t","map":[]}"#;
    assert_eq!(rewritten::<Tag>(least), least);
    assert_eq!(rewritten::<Tag>(r#"{"map":[],"@type":"t","id":1.0}"#), least);
    assert_eq!(
        rewritten::<Tag>(r#"{"id":1,"description":null,"@type":"t","map":[],"new":{"a":[1]}}"#),
        least
    );
    let most = r#"{"id":1,"description":"d","parent":{"id":2,"parent":null,"note":"n","@type":"t","map":[3]},"note":null,"@type":"t","map":[1]}"#;
    assert_eq!(rewritten::<Tag>(most), most);
    assert_eq!(from_slice::<Tag>(most.as_bytes()).unwrap().note, None);
}

#[test]
fn refusals() {
    assert_eq!(rewritten::<Tag>(r#"{"id":1}"#), "missing field `@type` at line 1 column 8");
    assert_eq!(rewritten::<Tag>(r#"{"id":1,"id":1}"#), "/id: duplicate field `id` at line 1 column 12");
    assert_eq!(
        rewritten::<Tag>("[1]"),
        "invalid type: sequence, expected an object (Tag) at line 1 column 0"
    );
    assert!(
        rewritten::<Tag>(r#"{"id":null}"#)
            .starts_with("/id: invalid type: null, expected an integer of 64 bits")
    );
}

#[test]
fn rest() {
    assert_eq!(rewritten::<Bag>(r#"{"z":3,"a":1,"b":2}"#), r#"{"a":1,"b":2,"z":3}"#);
    assert!(rewritten::<Bag>(r#"{"z":3,"a":1,"z":2}"#).starts_with("duplicate key `z`"));
    assert!(rewritten::<Bag>(r#"{"z":"x","a":1}"#).starts_with("/z: invalid type: string \"x\""));
    let bag = Bag { a: 1, extra: BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 3)]) };
    assert_eq!(to_vec(&bag).unwrap(), br#"{"a":1,"b":3}"#);
    assert_eq!(rewritten::<Free>(r#"{"x":[1,null]}"#), r#"{"x":[1,null]}"#);
}

#[test]
fn empty() {
    assert_eq!(rewritten::<Empty>(r#"{"x":1}"#), "{}");
    assert!(rewritten::<Empty>("null").starts_with("invalid type: null, expected an object (Empty)"));
}

#[test]
fn nests_in_serde() {
    let tags: Vec<Bag> = serde_json::from_str(r#"[{"a":1,"b":2}]"#).unwrap();
    assert_eq!(serde_json::to_value(&tags).unwrap(), serde_json::json!([{"a": 1, "b": 2}]));
}
