//! Responses that differ from the document: a table of the differences that decoding tolerates, and the errors for the
//! others.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{Server, answer, wait};
use truespec_runtime::runtime::client::Builder;
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::json::codec::Wire;
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::model::int_enum;
use truespec_runtime::runtime::model::string_enum;
use truespec_runtime::runtime::model::tagged_union;
use truespec_runtime::runtime::model::union;
use truespec_runtime::runtime::model::value_enum;
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::scalar::{Base64Bytes, Quoted};

const GET_ORDER: Operation = Operation::new("getOrder", "GET", "/orders/1");

#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: i64,
    pub state: Option<State>,
    pub level: Option<Level>,
    pub at: Option<chrono::DateTime<chrono::FixedOffset>>,
    pub total: Option<Quoted<f64>>,
    pub proof: Option<Base64Bytes>,
    pub payment: Option<Payment>,
    pub contact: Option<Contact>,
    pub lines: Option<Vec<Line>>,
    pub notes: Option<BTreeMap<String, Line>>,
    pub pair: Option<(i64, Line)>,
    pub small: Option<i32>,
    pub hash: Option<u32>,
    pub limit: Option<Limit>,
}
object!(Order {
    id: "id" required,
    state: "state" optional,
    level: "level" optional,
    at: "at" optional,
    total: "total" optional,
    proof: "proof" optional,
    payment: "payment" optional,
    contact: "contact" optional,
    lines: "lines" optional,
    notes: "notes" optional,
    pair: "pair" optional,
    small: "small" optional,
    hash: "hash" optional,
    limit: "limit" optional,
});

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub sku: String,
    pub count: Option<i64>,
}
object!(Line { sku: "sku" required, count: "count" optional });

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum State {
    Open,
    Unknown(String),
}
string_enum!(State { Open: "open" } else Unknown);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    One,
    Unknown(i64),
}
int_enum!(Level: i64 { One: 1 } else Unknown);

#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    None,
    Ten,
    Unknown(Value),
}
value_enum!(Limit { None: "none", Ten: 10 } else Unknown);

#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub holder: Line,
    pub lines: Option<Vec<Line>>,
    pub then: Option<Box<Payment>>,
}
object!(Card { holder: "holder" required, lines: "lines" optional, then: "then" optional });

#[derive(Debug, Clone, PartialEq)]
pub enum Payment {
    Card(Card),
    Unknown(Value),
}
tagged_union!(Payment by "type" { Card(Card): "card" } else Unknown);

#[derive(Debug, Clone, PartialEq)]
pub enum Contact {
    Id(String),
    Line(Line),
    Unknown(Value),
}
union!(Contact { Id(String): string, Line(Line): object ["sku"] of ["sku", "count"] } else Unknown);

/// What a call gives for a success of that body.
fn called<T: Wire + Send + 'static>(status: u16, body: &str) -> Result<T, String> {
    let server = Server::answering(&[answer(status, "content-type: application/json\r\n", body)]);
    let core = Builder::new(&server.url, &[]).build().unwrap();
    match wait::<Call<T, Untyped>>(core.call(&GET_ORDER).decode_json()) {
        Ok(value) => Ok(value),
        Err(Error::Decode(error)) => {
            let shown = error.to_string();
            assert!(shown.len() < 400, "the whole body is in {shown}");
            Err(shown)
        }
        Err(other) => panic!("{other}"),
    }
}

/// The JSON that is written for what was read.
fn read(body: &str) -> Value {
    let order: Order = called(200, body).unwrap();
    truespec_runtime::runtime::json::codec::to_value(&order).unwrap()
}

#[test]
fn tolerated() {
    let table = [
        ("null where the document does not allow it", r#"{"id":1,"small":null,"lines":null}"#, r#"{"id":1}"#),
        ("what may be null is left out", r#"{"id":1}"#, r#"{"id":1}"#),
        ("members that nobody knows", r#"{"id":1,"new":{"a":[1,{}]}}"#, r#"{"id":1}"#),
        ("an integer with a fraction of zero", r#"{"id":1.0,"small":2e0}"#, r#"{"id":1,"small":2}"#),
        ("a value that the enumeration lacks", r#"{"id":1,"state":"shut"}"#, r#"{"id":1,"state":"shut"}"#),
        ("a number that the enumeration lacks", r#"{"id":1,"level":7}"#, r#"{"id":1,"level":7}"#),
        ("a value that is of no kind listed", r#"{"id":1,"limit":[true]}"#, r#"{"id":1,"limit":[true]}"#),
        (
            "a tag that nobody knows",
            r#"{"id":1,"payment":{"type":"cash","coins":[1]}}"#,
            r#"{"id":1,"payment":{"type":"cash","coins":[1]}}"#,
        ),
        ("no tag", r#"{"id":1,"payment":{"coins":[1]}}"#, r#"{"id":1,"payment":{"coins":[1]}}"#),
        ("none of the alternatives", r#"{"id":1,"contact":[true]}"#, r#"{"id":1,"contact":[true]}"#),
        ("an id or an object: the id", r#"{"id":1,"contact":"c_1"}"#, r#"{"id":1,"contact":"c_1"}"#),
        (
            "an id or an object: the object",
            r#"{"id":1,"contact":{"sku":"x"}}"#,
            r#"{"id":1,"contact":{"sku":"x"}}"#,
        ),
        ("a number that is sent as a string", r#"{"id":1,"total":"1.50"}"#, r#"{"id":1,"total":"1.50"}"#),
        ("and one that is not after all", r#"{"id":1,"total":1.5}"#, r#"{"id":1,"total":"1.5"}"#),
        (
            "a time without an offset",
            r#"{"id":1,"at":"2024-02-29T12:30:45"}"#,
            r#"{"id":1,"at":"2024-02-29T12:30:45Z"}"#,
        ),
        (
            "a time with a space",
            r#"{"id":1,"at":"2024-02-29 12:30:45.5+02:00"}"#,
            r#"{"id":1,"at":"2024-02-29T12:30:45.5+02:00"}"#,
        ),
        ("a date for a time", r#"{"id":1,"at":"2024-02-29"}"#, r#"{"id":1,"at":"2024-02-29T00:00:00Z"}"#),
        (
            "a text that is no base64",
            r#"{"id":1,"proof":"hello world"}"#,
            r#"{"id":1,"proof":"hello world"}"#,
        ),
        (
            "elements beyond a tuple's",
            r#"{"id":1,"pair":[1,{"sku":"x"},2]}"#,
            r#"{"id":1,"pair":[1,{"sku":"x"}]}"#,
        ),
        ("white space around the body", " \r\n{\"id\":1}\n ", r#"{"id":1}"#),
    ];
    for (class, body, expected) in table {
        assert_eq!(read(body).to_string(), expected, "{class}");
    }
}

#[test]
fn any_success_status_and_empty_bodies() {
    for status in [200, 201, 202, 299] {
        assert_eq!(called::<Line>(status, r#"{"sku":"x"}"#).unwrap().sku, "x", "{status}");
    }
    assert_eq!(called::<Option<Line>>(200, ""), Ok(None));
    assert_eq!(called::<Value>(201, " "), Ok(Value::Null));
    let server = Server::answering(&[answer(200, "", "{\"left\":1}"), answer(200, "", "")]);
    let core = Builder::new(&server.url, &[]).build().unwrap();
    for _ in 0..2 {
        wait::<Call<(), Untyped>>(core.call(&GET_ORDER).decode_unit()).unwrap();
    }
}

#[test]
fn messages() {
    let filler = "x".repeat(500);
    let long = format!(r#"{{"notes":{{"{filler}":{{"sku":"a"}},"b":{{"sku":3,"count":1}}}},"id":1}}"#);
    let table = [
        ("missing required field", r#"{"state":"open"}"#.to_owned()),
        ("an empty body", String::new()),
        ("no JSON", "<html><body>502 Bad Gateway</body></html>".to_owned()),
        ("a body that was cut off", r#"{"id":1,"lines":[{"sku":"a"},{"sk"#.to_owned()),
        ("a list for an object", r#"[{"id":1}]"#.to_owned()),
        ("wrong type", r#"{"id":"one"}"#.to_owned()),
        ("a fraction", r#"{"id":1.5}"#.to_owned()),
        ("out of range", r#"{"id":1,"small":2147483648}"#.to_owned()),
        ("out of the range without a sign", r#"{"id":1,"hash":4294967296}"#.to_owned()),
        ("negative, without a sign", r#"{"id":1,"hash":-1}"#.to_owned()),
        ("beyond 64 bits", r#"{"id":18446744073709551616}"#.to_owned()),
        ("a bad date", r#"{"id":1,"at":"29.02.2024"}"#.to_owned()),
        ("deep in lists", r#"{"id":1,"lines":[{"sku":"a"},{"sku":"b","count":"many"}]}"#.to_owned()),
        ("missing, deep in lists", r#"{"id":1,"lines":[{"sku":"a"},{"count":1}]}"#.to_owned()),
        ("in a map, of a long body", long),
        ("in a tuple", r#"{"id":1,"pair":[1,{"sku":null}]}"#.to_owned()),
        ("a key with a slash", r#"{"id":1,"notes":{"a/b~c":5}}"#.to_owned()),
        ("in a variant", r#"{"id":1,"payment":{"type":"card","holder":{"sku":"x","count":true}}}"#.to_owned()),
        ("missing in a variant", r#"{"id":1,"payment":{"type":"card"},"state":"open"}"#.to_owned()),
        (
            "a variant in a variant",
            r#"{"id":1,"payment":{"type":"card","holder":{"sku":"x"},"then":{"type":"card","holder":{"sku":"y"},"lines":[{"sku":"z"},{}]}}}"#.to_owned(),
        ),
        ("given twice", r#"{"id":1,"id":2}"#.to_owned()),
    ];
    let said: Vec<String> = table
        .iter()
        .map(|(class, body)| format!("{class}\n    {}", called::<Order>(200, body).unwrap_err()))
        .collect();
    insta::assert_snapshot!("messages", said.join("\n"));
}
