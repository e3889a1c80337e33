//! The choice of a union among variants that all decode: the one with the best score.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes of tests")]

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use truespec_runtime::runtime::json::codec::{from_value, to_value};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::model::string_enum;
use truespec_runtime::runtime::model::union;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyMethod {
    Key,
    Unknown(String),
}
string_enum!(KeyMethod { Key: "key" } else Unknown);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TokenMethod {
    Token,
    Unknown(String),
}
string_enum!(TokenMethod { Token: "token" } else Unknown);

#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub method: KeyMethod,
}
object!(Key { method: "method" required });

#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub method: TokenMethod,
    pub scope: Option<String>,
}
object!(Token { method: "method" required, scope: "scope" optional });

#[derive(Debug, Clone, PartialEq)]
pub struct ByKey {
    pub held: Key,
}
object!(ByKey { held: "held" required });

#[derive(Debug, Clone, PartialEq)]
pub struct ByToken {
    pub held: Token,
}
object!(ByToken { held: "held" required });

#[derive(Debug, Clone, PartialEq)]
pub enum Login {
    ByKey(ByKey),
    ByToken(ByToken),
    Other(BTreeMap<String, Value>),
    Unknown(Value),
}
union!(Login {
    ByKey(ByKey): object ["held"] of ["held"],
    ByToken(ByToken): object ["held"] of ["held"],
    Other(BTreeMap<String, Value>): object,
} else Unknown);

#[test]
fn nested_values_count_for_the_score() {
    let variant = |value: Value| match from_value::<Login>(&value).unwrap() {
        Login::ByKey(_) => "by key",
        Login::ByToken(_) => "by token",
        Login::Other(_) => "other",
        Login::Unknown(_) => "unknown",
    };
    let table = [
        (json!({"held": {"method": "key"}}), "by key"),
        (json!({"held": {"method": "token"}}), "by token"),
        (json!({"held": {"method": "key", "scope": "all"}}), "by key"),
        (json!({"held": {"method": "new", "scope": "all"}}), "by token"),
        // What no alternative knows changes nothing, and a map that keeps all of it understands none of it.
        (json!({"held": {"method": "token", "new": 1}, "new": 2}), "by token"),
        (json!({"held": {"method": "new"}}), "by key"),
        (json!({"held": 5}), "other"),
    ];
    for (value, expected) in table {
        assert_eq!(variant(value.clone()), expected, "{value}");
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub name: Option<String>,
}
object!(Label { name: "name" optional });

#[derive(Debug, Clone, PartialEq)]
pub enum Labels {
    One(Label),
    Many(BTreeMap<String, Value>),
    Unknown(Value),
}
union!(Labels { One(Label): object [] of ["name"], Many(BTreeMap<String, Value>): object } else Unknown);

#[test]
fn values_without_a_match_are_kept() {
    let table = [(json!({"a": 1}), false), (json!({"name": "x", "a": 1}), true), (json!({}), true)];
    for (value, one) in table {
        let labels: Labels = from_value(&value).unwrap();
        assert_eq!(matches!(labels, Labels::One(_)), one, "{value}");
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum When {
    Moment(DateTime<FixedOffset>),
    Day(NaiveDate),
    Text(String),
    Unknown(Value),
}
union!(When { Moment(DateTime<FixedOffset>): string, Day(NaiveDate): string, Text(String): string } else Unknown);

#[test]
fn the_documented_form_wins_over_tolerated_forms() {
    for text in ["2021-07-25", "2021-07-25T10:00:00Z", "today", "2021-07-25 10:00"] {
        let when: When = from_value(&json!(text)).unwrap();
        assert_eq!(to_value(&when).unwrap(), json!(text), "{when:?}");
    }
    assert!(matches!(from_value(&json!("2021-07-25")).unwrap(), When::Day(_)));
    assert!(matches!(from_value(&json!("2021-07-25T10:00:00Z")).unwrap(), When::Moment(_)));
}

#[derive(Debug, Clone, PartialEq)]
pub struct All {
    pub of: Option<Box<Rule>>,
    pub all: Option<bool>,
}
object!(All { of: "of" optional, all: "all" optional });

#[derive(Debug, Clone, PartialEq)]
pub struct Any {
    pub of: Option<Box<Rule>>,
    pub any: Option<bool>,
}
object!(Any { of: "of" optional, any: "any" optional });

#[derive(Debug, Clone, PartialEq)]
pub struct Not {
    pub of: Option<Box<Rule>>,
    pub not: bool,
}
object!(Not { of: "of" optional, not: "not" required });

#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    All(All),
    Any(Any),
    Not(Not),
    Unknown(Value),
}
union!(Rule {
    All(All): object [] of ["of", "all"],
    Any(Any): object [] of ["of", "any"],
    Not(Not): object ["not"] of ["of", "not"],
} else Unknown);

fn nested(depth: usize, member: &Value, innermost: &Value) -> Value {
    (0..depth).fold(innermost.clone(), |inner, _| {
        let mut rule = json!({"of": inner});
        let members = member.as_object().into_iter().flatten();
        rule.as_object_mut().unwrap().extend(members.map(|(key, value)| (key.clone(), value.clone())));
        rule
    })
}

/// Alternatives of alternatives of alternatives: the time to read a value grows with its size, whatever a server sends.
#[test]
fn attempts_are_limited() {
    let started = Instant::now();
    let innermost = json!({"any": true, "new": 1});
    let hostile = [json!({}), json!({"new": 1}), json!({"not": 5}), json!({"all": true, "any": 5, "not": 0})];
    for member in hostile {
        from_value::<Rule>(&nested(40, &member, &innermost)).unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    let value = nested(3, &json!({"any": true}), &json!({"any": true}));
    assert_eq!(to_value(&from_value::<Rule>(&value).unwrap()).unwrap(), value);
}
