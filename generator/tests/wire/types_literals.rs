//! Alternatives of literals are one enumeration, with what is said of each.

use serde_json::{from_value, json, to_value};
use wire::types_literals::types::*;

#[test]
#[allow(deprecated)] // as one of the literals is
fn numbers_are_named_by_their_titles() {
    let all: All = from_value(json!({"size": 2, "code": 20, "either": 200, "open": 7})).unwrap();
    assert_eq!(all.size, Some(AllSize::Large));
    assert_eq!(all.code, Some(AllCode::Value20));
    assert_eq!(all.either, Some(AllEither::Value200));
    assert_eq!(all.open, Some(Few::Unknown(7)));
    let all: All = from_value(json!({"size": 3})).unwrap();
    assert_eq!(all.size, Some(AllSize::Unknown(3)));
    assert_eq!(to_value(all).unwrap(), json!({"size": 3}));
}

#[test]
fn texts_have_the_names_that_the_document_gives_them() {
    let all: All = from_value(json!({"word": "y", "listed": 1, "by_value": "b", "named": "b2"})).unwrap();
    assert_eq!((all.word, all.listed), (Some(AllWord::TheSecond), Some(AllListed::High)));
    assert_eq!((all.by_value, all.named), (Some(AllByValue::B), Some(AllNamed::Beta)));
}
