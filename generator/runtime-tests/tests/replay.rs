//! Unions read a value several times: a replay returns the original JSON, whatever the deserializer.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes of tests")]

use serde::Deserialize;
use serde::de::{IntoDeserializer, SeqAccess};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use truespec_runtime::runtime::json::buffer::Buffer;
use truespec_runtime::runtime::json::codec::{Decode, Wire, from_slice, to_value};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::json::replay::{ReplayReader, decode_once, read};
use truespec_runtime::runtime::model::shape::{ReadShape, Size};
use truespec_runtime::runtime::model::union;

const TEXT: &str = r#"{"n":null,"b":true,"i":-3,"u":18446744073709551615,"f":0.1,"t":"a\n\u00e9","p":"plain","l":[1,{"k":[]}]}"#;

/// Reads a value twice, and once more what is read within it.
struct Twice;

impl ReplayReader for Twice {
    type Value = (Value, Value, usize);

    fn read<'de, A: SeqAccess<'de>>(self, replay: &mut A) -> Result<Self::Value, A::Error> {
        Ok((
            decode_once(replay, Decode::new())?,
            decode_once(replay, Decode::new())?,
            decode_once(replay, Size)?,
        ))
    }
}

#[test]
fn nothing_is_lost() {
    let buffer: Buffer<'_> = serde_json::from_str(TEXT).unwrap();
    let value: Value = serde_json::from_str(TEXT).unwrap();
    assert_eq!(Value::deserialize(&buffer).unwrap(), value);
    assert_eq!(Buffer::deserialize(&buffer).unwrap(), buffer);
    let all = (value.clone(), value.clone(), 12);
    assert_eq!(read(&mut serde_json::Deserializer::from_str(TEXT), Twice).unwrap(), all);
    assert_eq!(read(&value, Twice).unwrap(), all);
    assert_eq!(read(&buffer, Twice).unwrap(), all);
}

#[test]
fn other_deserializers_are_buffered() {
    let of = |read: Result<(Value, Value, usize), serde::de::value::Error>| {
        let (first, second, size) = read.unwrap();
        assert_eq!(first, second);
        (first, size)
    };
    assert_eq!(of(read("text".into_deserializer(), Twice)), (json!("text"), 1));
    assert_eq!(of(read(true.into_deserializer(), Twice)), (json!(true), 1));
    assert_eq!(of(read((-1_i64).into_deserializer(), Twice)), (json!(-1), 1));
    assert_eq!(of(read(0.5_f64.into_deserializer(), Twice)), (json!(0.5), 1));
    assert_eq!(of(read(().into_deserializer(), Twice)), (Value::Null, 1));
    assert_eq!(of(read(vec![1_u8, 2].into_deserializer(), Twice)), (json!([1, 2]), 3));
    assert_eq!(of(read(BTreeMap::from([("a", 1_u8)]).into_deserializer(), Twice)), (json!({"a": 1}), 2));
}

/// What is seen of a value from outside.
struct Glance;

impl ReplayReader for Glance {
    type Value = (Vec<usize>, Option<String>, Option<String>);

    fn read<'de, A: SeqAccess<'de>>(self, replay: &mut A) -> Result<Self::Value, A::Error> {
        let value = decode_once(replay, ReadShape::Members)?;
        let counts = [&["a", "b", "c"] as &[&str], &["c", "z", "a"], &[]].map(|keys| value.count(keys));
        let text = |key| value.get(key).and_then(|member| member.text()).map(|text| text.into_owned());
        Ok((counts.to_vec(), text("b"), text("c")))
    }
}

#[test]
fn members() {
    let glance = |text| read(&mut serde_json::Deserializer::from_str(text), Glance).unwrap();
    let twice = r#"{"a":[1],"b":"x","c":2,"b":"y"}"#;
    assert_eq!(glance(twice), (vec![3, 2, 0], Some("y".to_owned()), Some("2".to_owned())));
    assert_eq!(glance(r#"["a"]"#), (vec![0, 0, 0], None, None));
}

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub name: String,
    pub child: Option<Box<Tree>>,
    pub size: Option<f64>,
}
object!(Node { name: "name" required, child: "child" optional, size: "size" optional });

#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Id(String),
    Node(Box<Node>),
    Unknown(Value),
}
union!(Tree { Id(String): string, Node(Box<Node>): object ["name"] of ["name", "child", "size"] } else Unknown);

#[test]
fn unions_in_unions() {
    let value = json!({"name": "a\"b", "child": {"name": "c", "child": "leaf", "size": 2.5}});
    let tree: Tree = from_slice(value.to_string().as_bytes()).unwrap();
    let Tree::Node(node) = &tree else { unreachable!("{tree:?}") };
    let Some(Tree::Node(child)) = node.child.as_deref() else { unreachable!("{tree:?}") };
    assert_eq!((child.child.as_deref(), child.size), (Some(&Tree::Id("leaf".into())), Some(2.5)));
    assert_eq!(to_value(&tree).unwrap(), value);
}

/// The outermost union has read it all, no deeper than JSON is read at all.
#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| {
        let (open, close) = (r#"{"name":"[[{{","child":"#, "}");
        format!("{}\"leaf\"{}", open.repeat(depth), close.repeat(depth))
    };
    let mut tree: Tree = from_slice(nested(120).as_bytes()).unwrap();
    let mut depth = 0;
    while let Tree::Node(node) = tree {
        tree = node.child.map_or_else(|| Tree::Unknown(Value::Null), |child| *child);
        depth += 1;
    }
    assert_eq!((depth, tree), (120, Tree::Id("leaf".to_owned())));
    for depth in [200, 100_000] {
        let error = from_slice::<Tree>(nested(depth).as_bytes()).unwrap_err().to_string();
        assert!(error.contains("recursion limit exceeded"), "{error}");
    }
}

#[test]
fn undecodable_values_keep_their_numbers() {
    let text = br#"{"name":7,"big":18446744073709551615,"child":[1.0,"\u0041"]}"#;
    let tree: Tree = from_slice(text).unwrap();
    assert_eq!(tree, Tree::Unknown(serde_json::from_slice(text).unwrap()));
    assert!(from_slice::<Tree>(br#"{"name":"#).is_err());
}

#[test]
fn a_box_has_the_keys_of_its_content() {
    assert_eq!(<Box<Node> as Wire>::KEYS, Node::KEYS);
    // Each key is followed by its kind.
    assert_eq!(Node::KEYS.chunks(2).count(), 3);
}
