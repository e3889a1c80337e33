//! Open enums of texts, integers and mixed literals.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes of tests")]

use serde_json::{Value, json};
use truespec_runtime::runtime::json::codec::{from_value, to_value};
use truespec_runtime::runtime::model::int_enum;
use truespec_runtime::runtime::model::string_enum;
use truespec_runtime::runtime::model::value_enum;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Color {
    Red,
    DarkBlue,
    Unknown(String),
}

string_enum!(Color { Red: "red", DarkBlue: "dark blue" } else Unknown);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Below,
    One,
    Unknown(i32),
}

int_enum!(Level: i32 { Below: -1, One: 1 } else Unknown);

#[derive(Debug, Clone, PartialEq)]
pub enum Mixed {
    Auto,
    Minus,
    Off,
    Nothing,
    Unknown(Value),
}

value_enum!(Mixed { Auto: "auto", Minus: -1, Off: false, Nothing: null } else Unknown);

#[test]
fn texts() {
    assert_eq!(from_value::<Color>(&json!("dark blue")).unwrap(), Color::DarkBlue);
    assert_eq!(from_value::<Color>(&json!("pink")).unwrap(), Color::Unknown("pink".into()));
    assert_eq!(Color::from("red".to_owned()), Color::Red);
    assert_eq!("red".parse(), Ok(Color::Red));
    assert_eq!(to_value(&Color::DarkBlue).unwrap(), json!("dark blue"));
    assert_eq!(to_value(&Color::from("pink")).unwrap(), json!("pink"));
    assert_eq!(format!("{:>5}|{}", Color::Red, Color::from("pink")), "  red|pink");
    assert_eq!(Color::known(), ["red", "dark blue"]);
    let error = from_value::<Color>(&json!(1)).unwrap_err().to_string();
    assert_eq!(error, "invalid type: integer `1`, expected a string (Color)");
}

/// The same with a derived order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Derived {
    Red,
    DarkBlue,
    Unknown(String),
}

#[test]
fn texts_are_ordered_like_a_derive() {
    let unknown = ["", "aa", "red", "zz"].map(str::to_owned);
    let ours = [Color::Red, Color::DarkBlue].into_iter().chain(unknown.clone().map(Color::Unknown));
    let derived = [Derived::Red, Derived::DarkBlue].into_iter().chain(unknown.map(Derived::Unknown));
    let all: Vec<(Color, Derived)> = ours.zip(derived).collect();
    for (one, as_derived) in &all {
        for (other, other_as_derived) in &all {
            assert_eq!(one.cmp(other), as_derived.cmp(other_as_derived), "{one:?} {other:?}");
            assert_eq!(one.partial_cmp(other), Some(one.cmp(other)));
        }
    }
}

#[test]
fn integers() {
    assert_eq!(from_value::<Level>(&json!(1.0)).unwrap(), Level::One);
    assert_eq!(from_value::<Level>(&json!(-1)).unwrap(), Level::Below);
    assert_eq!(from_value::<Level>(&json!(7)).unwrap(), Level::Unknown(7));
    assert_eq!(to_value(&Level::Below).unwrap(), json!(-1));
    assert_eq!((Level::from(1).as_i64(), Level::Unknown(7).to_string()), (1, "7".to_owned()));
    assert_eq!(Level::known(), [-1, 1]);
    assert_eq!(("-1".parse(), "7".parse()), (Ok(Level::Below), Ok(Level::Unknown(7))));
    assert!("one".parse::<Level>().is_err());
}

#[test]
fn mixed() {
    let table = [
        (json!("auto"), Mixed::Auto),
        (json!(-1), Mixed::Minus),
        (json!(-1.0), Mixed::Minus),
        (json!(false), Mixed::Off),
        (Value::Null, Mixed::Nothing),
        (json!([1]), Mixed::Unknown(json!([1]))),
    ];
    for (value, expected) in table {
        assert_eq!(from_value::<Mixed>(&value).unwrap(), expected, "{value}");
    }
    assert_eq!(
        to_value(&vec![Mixed::Auto, Mixed::Minus, Mixed::Off, Mixed::Nothing]).unwrap(),
        json!(["auto", -1, false, null])
    );
    assert_eq!(Mixed::Auto.to_string(), "auto");
    for value in [Mixed::Auto, Mixed::Minus, Mixed::Off, Mixed::Nothing, Mixed::Unknown(json!("other"))] {
        assert_eq!(value.to_string().parse(), Ok(value));
    }
}
