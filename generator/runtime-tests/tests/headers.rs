//! Typed headers of responses: on a socket, and each type on its own.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use http::{HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use support::{Server, answer, wait};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::json::codec::Wire;
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::model::string_enum;
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::response::header::{exploded, headers, json, lines, simple};

const LIST: Operation = Operation::new("list", "GET", "/list");

#[derive(Debug, Clone, PartialEq)]
pub struct Colour {
    pub r: i64,
    pub name: Option<String>,
}
object!(Colour { r: "R" required, name: "name" optional });

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mode {
    Fast,
    Unknown(String),
}
string_enum!(Mode { Fast: "fast" } else Unknown);

#[derive(Debug, Clone, Copy)]
pub struct ListHeaders<'a>(&'a HeaderMap);
headers!(ListHeaders {
    /// How many there are.
    x_total: i64 = simple("X-Total");
    x_ids: Vec<i64> = simple("X-Ids");
    x_colour: Colour = exploded("X-Colour");
    x_meta: Colour = json("X-Meta");
    set_cookie: Vec<String> = lines("Set-Cookie");
    x_mode: Mode = simple("X-Mode");
    retry_after: i64 = simple("Retry-After");
});

fn at(url: &str) -> Core {
    Builder::new(url, &[]).build().unwrap()
}

#[test]
fn headers_of_a_response_are_typed() {
    let sent = "x-total: 12\r\nX-IDS: 1, 2\r\nx-ids: 3\r\nx-colour: R=7,name=deep red\r\nx-meta: {\"R\": 8}\r\n\
                set-cookie: a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT\r\nset-cookie: b=2\r\nx-mode: odd\r\n";
    let server = Server::answering(&[answer(200, sent, "[]"), answer(429, "retry-after: 30\r\n", "")]);
    let core = at(&server.url);
    wait(async {
        let response =
            core.call(&LIST).decode_json::<Vec<String>, Untyped, ()>().with_response().await.unwrap();
        let headers = ListHeaders::of(response.headers());
        assert_eq!(headers.x_total(), Some(12));
        assert_eq!(headers.x_ids(), Some(vec![1, 2, 3]));
        assert_eq!(headers.x_colour(), Some(Colour { r: 7, name: Some("deep red".into()) }));
        assert_eq!(headers.x_meta(), Some(Colour { r: 8, name: None }));
        let cookies = vec!["a=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT".to_owned(), "b=2".to_owned()];
        assert_eq!(headers.set_cookie(), Some(cookies));
        assert_eq!(headers.x_mode(), Some(Mode::Unknown("odd".into())));
        assert_eq!(headers.retry_after(), None);
        let error = core.call(&LIST).decode_json::<Vec<String>, Untyped, ()>().retry(0).await.unwrap_err();
        assert_eq!(ListHeaders::of(error.api().unwrap().headers()).retry_after(), Some(30));
    });
}

/// One header, its lines as they came.
fn of(sent: &[&str]) -> HeaderMap {
    let name = HeaderName::from_static("x");
    sent.iter().map(|line| (name.clone(), HeaderValue::from_bytes(line.as_bytes()).unwrap())).collect()
}

fn read<T: Wire>(sent: &str) -> Option<T> {
    simple(&of(&[sent]), "X")
}

#[test]
fn scalars_are_read_by_their_type() {
    assert_eq!(
        (read::<i64>("7"), read::<i64>("-7 "), read::<i64>("7.0"), read::<i64>("1e2")),
        (Some(7), Some(-7), Some(7), Some(100))
    );
    assert_eq!(
        (read::<i64>("seven"), read::<i64>(""), read::<i64>("1,2"), read::<i64>("7.5")),
        (None, None, None, None)
    );
    assert_eq!((read::<u64>("18446744073709551615"), read::<u64>("-1")), (Some(u64::MAX), None));
    assert_eq!((read::<f64>("0.5"), read::<f64>("3"), read::<f64>("NaN")), (Some(0.5), Some(3.0), None));
    assert_eq!(
        (read::<bool>("true"), read::<bool>("False"), read::<bool>("1")),
        (Some(true), Some(false), None)
    );
    // A text is a text, whatever it looks like.
    assert_eq!((read::<String>("7"), read::<String>("")), (Some("7".into()), Some(String::new())));
    assert_eq!(read::<Option<i64>>("7"), Some(Some(7)));
    assert_eq!(read::<serde_json::Value>("7"), Some("7".into()));
    let time = read::<chrono::DateTime<chrono::FixedOffset>>("2024-05-06T07:08:09Z").unwrap();
    assert_eq!(time.to_rfc3339(), "2024-05-06T07:08:09+00:00");
    assert_eq!(read::<chrono::DateTime<chrono::FixedOffset>>("Sun, 06 Nov 1994 08:49:37 GMT"), None);
    assert_eq!(
        read::<uuid::Uuid>("67e55044-10b1-426f-9247-bb680e5fe0c8").unwrap().as_u128() >> 96,
        0x67e5_5044
    );
}

#[test]
fn lists_and_objects_are_decoded() {
    assert_eq!(read::<Vec<String>>("a, b,,c ,"), Some(vec!["a".into(), "b".into(), "c".into()]));
    assert_eq!(read::<Vec<i64>>(""), Some(Vec::new()));
    assert_eq!(read::<Vec<i64>>("1,x"), None);
    assert_eq!(simple::<Vec<i64>>(&of(&["1", "2,3"]), "x"), Some(vec![1, 2, 3]));
    assert_eq!(read::<(i64, String)>("1,2"), Some((1, "2".into())));
    assert_eq!(read::<Colour>("R,100,name,7"), Some(Colour { r: 100, name: Some("7".into()) }));
    assert_eq!(read::<Colour>("name,7"), None);
    assert_eq!(exploded::<Colour>(&of(&["R=1,other=2"]), "x"), Some(Colour { r: 1, name: None }));
    let map = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(exploded::<BTreeMap<String, i64>>(&of(&["a=1, b=2"]), "x"), Some(map));
    assert_eq!(json::<Vec<i64>>(&of(&["[1, 2]"]), "x"), Some(vec![1, 2]));
    assert_eq!(json::<Vec<i64>>(&of(&["1, 2"]), "x"), None);
}

#[test]
fn missing_or_invalid_headers_are_none() {
    let none = HeaderMap::new();
    assert_eq!(simple::<String>(&none, "x"), None);
    assert_eq!(lines::<Vec<String>>(&none, "x"), None);
    assert_eq!(simple::<String>(&none, "not a name"), None);
    let mut bytes = HeaderMap::new();
    bytes.insert("x", HeaderValue::from_bytes(b"\xff").unwrap());
    assert_eq!(simple::<String>(&bytes, "x"), None);
}
