//! Members that only some values have are kept and can be set.

use std::collections::BTreeMap;

use serde_json::{Value, from_value, json, to_value};
use wire::types_members::Client;
use wire::types_members::types::*;

use crate::support::{Answer, Server};

fn kept(value: Value) -> All {
    let all: All = from_value(value.clone()).unwrap();
    assert_eq!(to_value(&all).unwrap(), value);
    all
}

#[test]
fn members_that_no_pattern_matches_are_anything() {
    kept(json!({"extensions": {"x-a": "s", "count": 5}}));
    let all = kept(json!({"hulls": {"a": {"planks": 1}, "B-1": [true]}}));
    let hulls = all.hulls.unwrap();
    assert!(matches!(&hulls["a"], AllHull::Hull(hull) if hull.planks == 1));
    assert!(matches!(&hulls["B-1"], AllHull::Unknown(_)));
    let all = kept(json!({"beside": {"name": "n", "x-a": 1, "other": "t"}}));
    assert_eq!(all.beside.unwrap().additional.len(), 2);
}

#[test]
fn members_that_a_pattern_always_matches_have_its_type() {
    let all = kept(json!({"closed": {"a": {"planks": 1}}, "every": {"b": {"planks": 2}}}));
    assert_eq!((all.closed.unwrap()["a"].planks, all.every.unwrap()["b"].planks), (1, 2));
}

#[test]
fn unevaluated_members_are_kept() {
    let all = kept(json!({"unevaluated": {"planks": 1, "paint": "red"}}));
    assert_eq!(all.unevaluated.unwrap().additional["paint"], "red");
}

#[test]
fn members_of_conditions_are_optional() {
    let all = kept(json!({"conditional": {"kind": "sail", "masts": 2, "size": 3}}));
    let conditional = all.conditional.unwrap();
    assert_eq!(conditional.masts, Some(2));
    assert!(matches!(conditional.size, Some(ConditionalSize::Integer(3))));
    let all = kept(json!({"conditional": {"kind": "oar", "knots": 2.5, "size": "small"}}));
    assert_eq!(all.conditional.unwrap().knots, Some(2.5));
    let all = kept(json!({"dependent": {"card": "1", "street": "s"}, "extended": {"planks": 1, "wood": "oak"}}));
    assert_eq!(all.dependent.unwrap().street.as_deref(), Some("s"));
    assert_eq!(all.extended.unwrap().wood.as_deref(), Some("oak"));
    let narrowed: Narrowed = Hull::new(1);
    let set = All::new().narrowed(narrowed).conditional(Conditional::new().masts(1).knots(1.5));
    let sent = json!({"conditional": {"masts": 1, "knots": 1.5}, "narrowed": {"planks": 1}});
    assert_eq!(to_value(set).unwrap(), sent);
}

#[test]
fn annotations_hold_behind_references() {
    let answer = r#"{"id": "1", "owner": "o", "name": "Gull", "parts": null, "by_name": null, "maybe": null}"#;
    let server = Server::once(Answer::of("application/json", answer));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let (key, name) = ("key".to_owned(), "Gull".to_owned());
    let required = BoatInputRequired { key, name, parts: Vec::new(), by_name: BTreeMap::new() };
    let boat = BoatInput::new(required).maybe(["x"]);
    let boat = client.members().add_boat(boat).send_blocking().unwrap();
    let sent: Value = serde_json::from_str(&server.request().text()).unwrap();
    assert_eq!(sent, json!({"key": "key", "name": "Gull", "parts": [], "by_name": {}, "maybe": ["x"]}));
    assert_eq!((boat.id.as_str(), boat.owner.as_str()), ("1", "o"));
    assert!(boat.parts.is_empty() && boat.by_name.is_empty() && boat.maybe.is_none());
}

#[test]
fn null_is_an_empty_list() {
    let server = Server::once(Answer::of("application/json", "null"));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    assert!(client.members().boats().send_blocking().unwrap().is_empty());
    assert!(from_value::<Boat>(json!({"id": "1", "owner": "o", "name": "n", "by_name": {}, "maybe": []})).is_err());
}
