//! Unions of constants are open enumerations: a value that is not listed stays what it is.

use serde_json::{Value, from_value, json, to_value};
use wire::types_annotated::types::*;

fn order(member: &str, value: Value) -> Order {
    let mut order = json!({"level": 0, "color": "r", "mode": "auto"});
    order[member] = value;
    let read: Order = from_value(order.clone()).unwrap();
    assert_eq!(to_value(&read).unwrap(), order);
    read
}

#[test]
fn listed_values_have_the_names_of_their_titles() {
    let read = order("level", json!(1));
    assert_eq!((read.level, read.color, read.mode), (Level::Fancy, Color::Red, Mode::Automatic));
    assert_eq!(order("level", json!(-1)).level, Level::ValueMinus1);
    assert_eq!(order("flags", json!(2)).flags, Some(Flags::Second));
    assert_eq!(order("mode", json!(false)).mode, Mode::Off);
    assert_eq!(order("ratio", json!(0.5)).ratio, Some(Ratio::Half));
    assert_eq!(order("weight", json!(3)).weight, Some(Weight::Heaviest));
    assert_eq!(order("shared", json!("down")).shared, Some(Shared::Downwards));
    assert_eq!(order("status", json!("done")).status, Some(Status::Done));
}

#[test]
fn other_values_are_unknown_and_kept() {
    assert_eq!(order("level", json!(99)).level, Level::Unknown(99));
    assert_eq!(order("color", json!("pink")).color, Color::Unknown("pink".to_owned()));
    assert_eq!(order("mode", json!(8)).mode, Mode::Unknown(json!(8)));
    assert_eq!(order("mode", json!("manual")).mode, Mode::Unknown(json!("manual")));
    assert_eq!(order("model", json!("own/model")).model, Some(Model::Unknown("own/model".to_owned())));
    assert_eq!(order("status", json!("lost")).status, Some(Status::Unknown("lost".to_owned())));
}

#[test]
fn constants_beside_other_alternatives_are_one_variant() {
    let choice = |value: Value| order("choice", value).choice.unwrap();
    assert_eq!(choice(json!("auto")), Choice::Known(ChoiceKnown::Automatic));
    assert_eq!(choice(json!("required")), Choice::Known(ChoiceKnown::Required));
    assert_eq!(choice(json!("new")), Choice::Known(ChoiceKnown::Unknown("new".to_owned())));
    assert_eq!(choice(json!(2)), Choice::KnownNumber(ChoiceKnownNumber::Two));
    assert_eq!(choice(json!(3)), Choice::KnownNumber(ChoiceKnownNumber::Unknown(3)));
    assert_eq!(choice(json!({"name": "x"})).as_with_name().map(|named| named.name.as_str()), Some("x"));
}
