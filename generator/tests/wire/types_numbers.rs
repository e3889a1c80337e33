//! One type keeps the text and gives the number.

use serde_json::{from_value, json, to_value};
use wire::types_numbers::types::*;

#[test]
fn numbers_and_their_texts() {
    let all: All = from_value(json!({"count": 5, "price": "12.50", "maybe": "9007199254740993", "either": 7})).unwrap();
    assert_eq!(all.count.as_ref().and_then(|count| count.get()), Some(5));
    let price = all.price.as_ref().unwrap();
    assert_eq!((price.get(), price.as_str()), (Some(12.5), "12.50"));
    assert_eq!(all.maybe.clone().and_then(|maybe| maybe.get()), Some(9_007_199_254_740_993));
    assert_eq!(all.either.as_ref().and_then(|either| either.get()), Some(7));
    let sent = json!({"count": "5", "price": "12.50", "maybe": "9007199254740993", "either": "7"});
    assert_eq!(to_value(&all).unwrap(), sent);
    let set = All::new().count(3).price(1.5);
    assert_eq!(to_value(set).unwrap(), json!({"count": "3", "price": "1.5"}));
}

#[test]
fn texts_that_need_be_no_number() {
    let value = json!({"free": "many", "loose": "a1"});
    let all: All = from_value(value.clone()).unwrap();
    assert!(matches!(&all.free, Some(AllFree::Text(free)) if free == "many"));
    assert!(matches!(&all.loose, Some(AllLoose::Text(_))));
    assert_eq!(to_value(&all).unwrap(), value);
}
