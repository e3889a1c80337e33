//! The JSON forms of simple types: accepted values, encodings, and errors.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use truespec_runtime::runtime::json::codec::{Wire, from_slice, to_vec};
use truespec_runtime::runtime::model::newtype;
use truespec_runtime::runtime::scalar::Base64Bytes;

fn rewritten<T: Wire>(text: &str) -> String {
    match from_slice::<T>(text.as_bytes()) {
        Ok(value) => String::from_utf8(to_vec(&value).unwrap()).unwrap(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn integers() {
    assert_eq!(rewritten::<i64>("1.0"), "1");
    assert_eq!(rewritten::<i64>("-1e2"), "-100");
    assert_eq!(rewritten::<i64>("-9223372036854775808"), "-9223372036854775808");
    assert_eq!(rewritten::<u64>("18446744073709551615"), "18446744073709551615");
    assert_eq!(rewritten::<i32>("-0"), "0");
    assert_eq!(
        rewritten::<i32>("2147483648"),
        "invalid value: integer `2147483648`, expected an integer of 32 bits at line 1 column 10"
    );
    assert_eq!(
        rewritten::<u32>("-1"),
        "invalid value: integer `-1`, expected an integer of 32 bits, not negative at line 1 column 2"
    );
    assert_eq!(
        rewritten::<i64>("1.5"),
        "invalid type: floating point `1.5`, expected an integer of 64 bits at line 1 column 3"
    );
    assert!(rewritten::<i64>("9223372036854775808.0").starts_with("invalid value: floating point"));
    assert_eq!(
        rewritten::<i64>("\"1\""),
        "invalid type: string \"1\", expected an integer of 64 bits at line 1 column 3"
    );
    assert!(rewritten::<u64>("18446744073709551616").starts_with("invalid value: floating point `1.844"));
}

#[test]
fn floats() {
    for (text, expected) in [
        ("1", "1"),
        ("1.0", "1"),
        ("-3e2", "-300"),
        ("9007199254740991", "9007199254740991"),
        ("1e16", "1e+16"),
        ("-0.0", "-0.0"),
        ("1.5", "1.5"),
        ("1e300", "1e+300"),
    ] {
        assert_eq!(rewritten::<f64>(text), expected);
    }
    assert_eq!(truespec_runtime::runtime::json::codec::to_value(&2.0).unwrap(), serde_json::json!(2));
    assert_eq!(rewritten::<f32>("1"), "1");
    assert_eq!(rewritten::<f64>("0.1"), "0.1");
    assert_eq!(rewritten::<f32>("0.1"), "0.1");
    assert_eq!(
        serde_json::Value::from(0.1),
        truespec_runtime::runtime::json::codec::to_value(&0.1_f32).unwrap()
    );
    assert!(from_slice::<f32>(b"1e300").is_err());
    assert!(to_vec(&f64::NAN).is_err());
    assert!(to_vec(&f32::INFINITY).is_err());
}

#[test]
fn containers() {
    assert_eq!(rewritten::<Vec<Option<i64>>>("[1, null, 2.0]"), "[1,null,2]");
    assert_eq!(
        rewritten::<BTreeMap<String, Vec<bool>>>("{\"b\":[true],\"a\":[]}"),
        "{\"a\":[],\"b\":[true]}"
    );
    assert!(rewritten::<BTreeMap<String, i64>>("{\"b\":1,\"b\":2}").starts_with("duplicate key `b`"));
    assert_eq!(rewritten::<(String, i64)>("[\"a\", 1.0, \"more\"]"), "[\"a\",1]");
    assert!(rewritten::<(String, i64)>("[\"a\"]").starts_with("invalid length 1, expected an array of 2"));
    assert_eq!(rewritten::<Box<Option<String>>>("null"), "null");
    assert!(rewritten::<i64>("1 2").starts_with("trailing characters"));
}

#[test]
fn texts() {
    assert_eq!(rewritten::<Ipv4Addr>("\"127.0.0.1\""), "\"127.0.0.1\"");
    assert_eq!(rewritten::<IpAddr>("\"::1\""), "\"::1\"");
    assert_eq!(rewritten::<IpAddr>("\"10.0.0.1\""), "\"10.0.0.1\"");
    assert_eq!(rewritten::<Ipv6Addr>("\"0:0::1\""), "\"::1\"");
    assert!(
        rewritten::<Ipv4Addr>("\"::1\"")
            .starts_with("invalid value: string \"::1\", expected an IPv4 address")
    );
    let id = "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"";
    assert_eq!(rewritten::<uuid::Uuid>(id), id);
    assert_eq!(rewritten::<uuid::Uuid>(&id.to_uppercase().replace('-', "")), id);
}

#[test]
fn base64() {
    for text in ["\"+/8=\"", "\"-_8\"", "\"+/8\"", "\"+/\\n8=\""] {
        let read = from_slice::<Base64Bytes>(text.as_bytes()).unwrap();
        assert_eq!(read.bytes().unwrap(), [0xfb, 0xff], "{text}");
        assert_eq!(rewritten::<Base64Bytes>(text), text);
    }
    assert_eq!(rewritten::<Base64Bytes>("\"hello world*\""), "\"hello world*\"");
    assert_eq!(Base64Bytes::from_text("*".to_owned()).bytes(), None);
    assert_eq!(Base64Bytes::from(vec![0xfb, 0xff]).as_str(), "+/8=");
    assert_eq!(Base64Bytes::from(b"a"), Base64Bytes::from(&b"a"[..]));
    assert!(rewritten::<Base64Bytes>("1").starts_with("invalid type: integer `1`, expected a string"));
}

#[derive(Debug, Clone, PartialEq)]
struct Ids(Vec<i64>);
newtype!(Ids(Vec<i64>));

#[test]
fn newtypes() {
    assert_eq!(rewritten::<Ids>("[1.0]"), "[1]");
    assert_eq!(serde_json::from_str::<Ids>("[1]").unwrap(), Ids::from(vec![1]));
    assert_eq!(Vec::from(Ids(vec![1])), [1]);
}
