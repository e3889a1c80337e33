//! A tag decides, and nothing is read against it.

use serde_json::{Value, from_value, json, to_value};
use wire::types_tags::types::*;

/// What is read is written again as it was.
fn kept(value: Value) -> All {
    let all: All = from_value(value.clone()).unwrap();
    assert_eq!(to_value(&all).unwrap(), value);
    all
}

#[test]
fn a_base_is_told_by_its_own_mapping() {
    let all = kept(json!({"vessel": {"kind": "plain", "id": 1}}));
    assert!(matches!(all.vessel, Some(Vessel::Plain(plain)) if plain.id == 1));
    let all = kept(json!({"vessel": {"kind": "tug", "id": 2, "pull": 3}}));
    assert!(matches!(all.vessel, Some(Vessel::Tug(tug)) if tug.pull == Some(3)));
    let all = kept(json!({"vessel": {"kind": "raft", "id": 3}}));
    assert!(matches!(all.vessel, Some(Vessel::Unknown(_))));
}

#[test]
fn any_other_tag_and_none_mean_the_default() {
    let all = kept(json!({"port": {"kind": "quay", "length": 1}}));
    assert!(matches!(all.port, Some(Port::Quay(_))));
    for berth in [json!({"kind": "mole", "depth": 2.5}), json!({"depth": 2.5}), json!({"kind": "Berth", "depth": 2.5})] {
        let all = kept(json!({"port": berth}));
        assert!(matches!(all.port, Some(Port::Berth(berth)) if berth.depth == Some(2.5)));
    }
    let all = kept(json!({"port": [1]}));
    assert!(matches!(all.port, Some(Port::Unknown(_))));
    let all = kept(json!({"sign": {"shape": "lamp", "text": "x"}}));
    assert!(matches!(all.sign, Some(Sign::OtherSign(other)) if other.text.as_deref() == Some("x")));
    let all = kept(json!({"sign": {"shape": "buoy", "bell": true}}));
    assert!(matches!(all.sign, Some(Sign::Buoy(_))));
}

#[test]
fn children_say_their_own_value() {
    let all = kept(json!({"cargo": {"kind": "#Crate", "name": "tea"}}));
    assert!(matches!(all.cargo, Some(Cargo::CrateProperties(_))));
    let all = kept(json!({"cargo": {"kind": "#Bulk", "name": "salt"}}));
    assert!(matches!(all.cargo, Some(Cargo::BulkProperties(_))));
}

#[test]
fn values_that_all_inherit_are_told_by_their_spelling() {
    let all = kept(json!({"crew": {"role": "deck_hand", "name": "Ann"}}));
    assert!(matches!(all.crew, Some(Crew::DeckHand(_))));
    let all = kept(json!({"crew": {"role": "cook", "name": "Ben"}}));
    assert!(matches!(all.crew, Some(Crew::Cook(_))));
    let all = kept(json!({"crew": {"role": "captain", "name": "Cy"}}));
    assert!(matches!(all.crew, Some(Crew::Unknown(_))));
}

#[test]
fn shared_values_are_told_by_the_rest() {
    let all = kept(json!({"route": {"by": "steam", "from": "a"}}));
    assert!(matches!(all.route, Some(Route::Open(_))));
    let all = kept(json!({"route": {"by": "oar", "from": "a"}}));
    assert!(matches!(all.route, Some(Route::Coastal(_))));
    let all = kept(json!({"route": {"by": "sail", "from": "a", "legs": 2}}));
    assert!(matches!(all.route, Some(Route::Open(_))));
    let all = kept(json!({"route": {"by": "air", "from": "a"}}));
    assert!(matches!(all.route, Some(Route::Unknown(_))));
}

#[test]
fn a_middle_level_is_itself_and_its_children() {
    let all = kept(json!({"rank": {"is": "officer", "since": 1}}));
    assert!(matches!(all.rank, Some(Rank::Officer(Officer::Officer(officer))) if officer.since == Some(1)));
    let all = kept(json!({"rank": {"is": "mate", "since": 1, "watch": "dog"}}));
    assert!(matches!(all.rank, Some(Rank::Mate(mate)) if mate.watch.as_deref() == Some("dog")));
    let officer: Officer = from_value(json!({"is": "mate", "watch": "dog"})).unwrap();
    assert!(matches!(officer, Officer::Mate(_)));
}

#[test]
fn null_and_blank_alternatives() {
    assert!(kept(json!({"level": "low"})).level.is_some_and(|level| level == Level::Low));
    assert!(matches!(kept(json!({"level": "new"})).level, Some(Level::Unknown(word)) if word == "new"));
    let all = kept(json!({"level": null, "note": null}));
    assert_eq!((all.level, all.note), (None, None));
    assert!(matches!(kept(json!({"note": ""})).note, Some(AllNote::Empty)));
}
