//! What a caller has becomes the variant that takes it.

use serde_json::{Value, json, to_value};
use wire::types_conversions::{Client, types::*};

use crate::support::{Answer, Server};

fn written(mail: Mail) -> Value {
    to_value(mail).unwrap()
}

#[test]
fn texts_and_lists_of_texts() {
    assert_eq!(written(Mail::new("a@x")), json!({"to": "a@x"}));
    assert_eq!(written(Mail::new("a@x".to_owned())), json!({"to": "a@x"}));
    assert_eq!(written(Mail::new(["a@x", "b@x"])), json!({"to": ["a@x", "b@x"]}));
    assert_eq!(written(Mail::new(vec!["a@x"])), json!({"to": ["a@x"]}));
    assert_eq!(written(Mail::new(vec!["a@x".to_owned()])), json!({"to": ["a@x"]}));
}

#[test]
fn a_text_behind_an_alias_an_object_and_a_list_of_objects() {
    let mail = || Mail::new("a@x");
    assert_eq!(written(mail().content("hi"))["content"], json!("hi"));
    assert_eq!(written(mail().content(Part::new("hi")))["content"], json!({"text": "hi"}));
    assert_eq!(written(mail().content(vec![Part::new("hi")]))["content"], json!([{"text": "hi"}]));
    let mixed = mail().contents(["a".into(), Part::new("b").into()]);
    assert_eq!(written(mixed)["contents"], json!(["a", {"text": "b"}]));
    assert_eq!(written(mail().contents([]))["contents"], json!([]));
}

#[test]
fn the_only_enumeration_of_texts_takes_any_text() {
    let mail = || Mail::new("a@x");
    let choice = Choice::from("auto");
    assert_eq!(choice.as_known(), Some(&ChoiceKnown::Auto));
    assert_eq!(written(mail().choice("new"))["choice"], json!("new"));
    assert_eq!(written(mail().choice(ChoiceKnown::None))["choice"], json!("none"));
    // A union within the union, and what converts into that.
    let tool = Tool::from(Function::new("f"));
    assert_eq!(written(mail().choice(tool))["choice"], json!({"type": "function", "name": "f"}));
}

#[test]
fn numbers_booleans_and_maps() {
    let mail = || Mail::new("a@x");
    assert_eq!(written(mail().limit(5))["limit"], json!(5));
    assert_eq!(written(mail().limit(true))["limit"], json!(true));
    let map = std::collections::BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    assert_eq!(written(mail().limit(map))["limit"], json!({"a": "b"}));
    assert_eq!(written(mail().priority(2))["priority"], json!(2));
    assert_eq!(written(mail().priority(MailPriority::Value1))["priority"], json!(1));
}

#[test]
fn variants_that_share_a_type_are_named() {
    let mail = Mail::new("a@x").twice(5);
    assert_eq!(written(mail.clone())["twice"], json!(5));
    let twice = mail.twice(MailTwice::Phone("1".to_owned())).twice;
    assert_eq!(twice.as_ref().and_then(|twice| twice.as_phone()).map(String::as_str), Some("1"));
    assert_eq!(twice.and_then(|twice| twice.as_email().cloned()), None);
}

#[test]
fn cycles_are_boxed_by_the_conversion() {
    let mail = Mail::new("a@x").parent(Branch::new("l").right(Branch::new("r")));
    assert_eq!(written(mail.clone())["parent"], json!({"left": "l", "right": {"left": "r"}}));
    let parent = mail.parent.unwrap();
    assert_eq!(parent.as_branch().and_then(|branch| branch.left.as_text()).map(String::as_str), Some("l"));
}

#[test]
fn arguments_of_methods_and_setters_of_calls() {
    let server = Server::start([Answer::new(204), Answer::new(204), Answer::new(204), Answer::new(204)]);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    client.mail().send(Mail::new("a@x")).page(7).send_blocking().unwrap();
    assert_eq!(server.request().line(), "POST /mail?page=7");
    client.mail().any(Mail::new("b@x")).send_blocking().unwrap();
    assert_eq!(server.request().text(), r#"{"to":"b@x"}"#);
    let body = AnyBody::from(Mail::new("c@x"));
    for _ in 0..2 {
        client.mail().any(&body).send_blocking().unwrap();
        assert_eq!(server.request().text(), r#"{"to":"c@x"}"#);
    }
}
