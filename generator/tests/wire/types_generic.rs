//! Each use of a generic schema has the type that it binds.

use serde_json::{from_value, json};
use wire::types_generic::types::*;

#[test]
fn what_is_bound_has_its_type() {
    let page: BoatPage = from_value(json!({"items": [{"name": "Gull"}], "next": "2"})).unwrap();
    assert_eq!((page.items[0].name.as_str(), page.next.as_deref()), ("Gull", Some("2")));
    let page: NamePage = from_value(json!({"items": ["Gull"]})).unwrap();
    assert_eq!(page.items[0], "Gull");
    let page: InlineResponse = from_value(json!({"items": [{"name": "Gull"}]})).unwrap();
    assert_eq!(page.items[0].name, "Gull");
}

#[test]
fn within_each_other_and_within_itself() {
    let answer: BoatAnswer = from_value(json!({"page": {"items": [{"name": "Gull"}]}, "first": {"name": "Tern"}})).unwrap();
    assert_eq!(answer.page.unwrap().items[0].name, "Gull");
    assert_eq!(answer.first.unwrap().name, "Tern");
    let tree: NamedTree = from_value(json!({"name": "a", "children": [{"name": "b", "children": []}]})).unwrap();
    assert_eq!(tree.children.unwrap()[0].name.as_deref(), Some("b"));
}
