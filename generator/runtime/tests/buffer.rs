//! `Buffer`: what unions look at holds all that the JSON said, and decodes as the JSON itself would.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes of tests")]

use serde::Deserialize;
use serde_json::{Value, json};
use truespec_runtime::runtime::buffer::Buffer;
use truespec_runtime::runtime::object::object;
use truespec_runtime::runtime::union::union;
use truespec_runtime::runtime::wire::{Wire, from_slice, to_value};

const TEXT: &str = r#"{"n":null,"b":true,"i":-3,"u":18446744073709551615,"f":0.1,"t":"a\n\u00e9","p":"plain","l":[1,{"k":[]}]}"#;

#[test]
fn nothing_is_lost() {
    let buffer: Buffer<'_> = serde_json::from_str(TEXT).unwrap();
    let value: Value = serde_json::from_str(TEXT).unwrap();
    assert_eq!(Value::deserialize(&buffer).unwrap(), value);
    assert_eq!(Buffer::deserialize(&buffer).unwrap(), buffer);
    assert_eq!(buffer.clone().into_value(), value);
    assert_eq!(serde_json::to_string(&buffer.into_value()).unwrap(), serde_json::to_string(&value).unwrap());
}

#[test]
fn members() {
    let buffer: Buffer<'_> = serde_json::from_str(r#"{"a":1,"b":"x","c":2,"b":"y"}"#).unwrap();
    assert_eq!(buffer.get("b").and_then(Buffer::as_str), Some("y"));
    assert_eq!(buffer.get("d"), None);
    assert_eq!(buffer.count(&["a", "b", "c"]), 3);
    assert_eq!(buffer.count(&["c", "z", "a"]), 2);
    assert_eq!(buffer.count(&[]), 0);
    assert_eq!(serde_json::from_str::<Buffer<'_>>("[1]").unwrap().count(&["a"]), 0);
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

#[test]
fn what_does_not_decode_is_kept_with_its_numbers() {
    let text = br#"{"name":7,"big":18446744073709551615,"child":[1.0,"\u0041"]}"#;
    let tree: Tree = from_slice(text).unwrap();
    assert_eq!(tree, Tree::Unknown(serde_json::from_slice(text).unwrap()));
    assert!(from_slice::<Tree>(br#"{"name":"#).is_err());
}

#[test]
fn encoding_asks_the_keys_through_a_box() {
    assert_eq!(<Box<Node> as Wire>::KEYS, Node::KEYS);
    assert_eq!(Node::KEYS.len(), 3);
}
