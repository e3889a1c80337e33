//! The style table, with the expansions of RFC 6570 as the oracle.

use serde_json::{Value, json};
use truespec_runtime::runtime::parameter::style::{encode_pairs, encode_single};
use truespec_runtime::runtime::parameter::{Param, Style};

fn path(style: Style, explode: bool, value: &Value) -> String {
    encode_single(&Param::path("x").style(style).explode(explode), value)
        .unwrap_or_else(|| "(undefined)".into())
}

fn query(style: Style, explode: bool, value: &Value) -> String {
    let param = Param::query("x").style(style).explode(explode);
    encode_pairs(&param, param.name, value).join("&")
}

/// RFC 6570, sections 3.2.2, 3.2.5, 3.2.7: `list` and `keys` are its own variables.
#[test]
fn path_expansions() {
    let list = json!(["red", "green", "blue"]);
    let keys = json!({"semi": ";", "dot": ".", "comma": ","});
    let table = [
        (Style::Simple, false, json!("Hello World!"), "Hello%20World%21"),
        (Style::Simple, false, json!("50%"), "50%25"),
        (Style::Simple, false, json!("a/b"), "a%2Fb"),
        (Style::Reserved, false, json!("projects/a b/jobs/50%?#:c"), "projects/a%20b/jobs/50%25%3F%23:c"),
        (Style::Simple, false, list.clone(), "red,green,blue"),
        (Style::Simple, true, list.clone(), "red,green,blue"),
        (Style::Simple, false, keys.clone(), "semi,%3B,dot,.,comma,%2C"),
        (Style::Simple, true, keys.clone(), "semi=%3B,dot=.,comma=%2C"),
        (Style::Simple, false, json!([]), "(undefined)"),
        (Style::Simple, false, json!({}), "(undefined)"),
        (Style::Simple, false, Value::Null, "(undefined)"),
        (Style::Simple, false, json!(""), ""),
        (Style::Simple, false, json!(1024), "1024"),
        (Style::Simple, false, json!(true), "true"),
        (Style::Label, false, json!("fred"), ".fred"),
        (Style::Label, false, list.clone(), ".red,green,blue"),
        (Style::Label, true, list.clone(), ".red.green.blue"),
        (Style::Label, false, keys.clone(), ".semi,%3B,dot,.,comma,%2C"),
        (Style::Label, true, keys.clone(), ".semi=%3B.dot=..comma=%2C"),
        (Style::Label, false, json!([]), "(undefined)"),
        (Style::Matrix, false, json!("1024"), ";x=1024"),
        (Style::Matrix, false, json!(""), ";x"),
        (Style::Matrix, false, list.clone(), ";x=red,green,blue"),
        (Style::Matrix, true, list.clone(), ";x=red;x=green;x=blue"),
        (Style::Matrix, false, keys.clone(), ";x=semi,%3B,dot,.,comma,%2C"),
        (Style::Matrix, true, keys.clone(), ";semi=%3B;dot=.;comma=%2C"),
    ];
    for (style, explode, value, expected) in table {
        assert_eq!(path(style, explode, &value), expected, "{style:?} {explode} {value}");
    }
}

/// RFC 6570, section 3.2.8, and OpenAPI 3.0's own three styles.
#[test]
fn query_expansions() {
    let list = json!(["red", "green", "blue"]);
    let keys = json!({"semi": ";", "dot": ".", "comma": ","});
    let table = [
        (Style::Form, true, json!("Hello World!"), "x=Hello%20World%21"),
        (Style::Form, true, json!(""), "x="),
        (Style::Form, true, Value::Null, ""),
        (Style::Form, true, json!([]), ""),
        (Style::Form, true, json!(["a", null, ""]), "x=a&x="),
        (Style::Form, false, list.clone(), "x=red,green,blue"),
        (Style::Form, true, list.clone(), "x=red&x=green&x=blue"),
        (Style::Form, false, keys.clone(), "x=semi,%3B,dot,.,comma,%2C"),
        (Style::Form, true, keys.clone(), "semi=%3B&dot=.&comma=%2C"),
        (Style::SpaceDelimited, false, list.clone(), "x=red%20green%20blue"),
        (Style::SpaceDelimited, false, json!({"R": 100, "G": 200}), "x=R%20100%20G%20200"),
        (Style::SpaceDelimited, true, list.clone(), "x=red&x=green&x=blue"),
        (Style::PipeDelimited, false, list.clone(), "x=red%7Cgreen%7Cblue"),
        (Style::PipeDelimited, false, json!({"R": 100, "G": 200}), "x=R%7C100%7CG%7C200"),
        (Style::DeepObject, true, json!({"R": 100, "G": 200}), "x%5BR%5D=100&x%5BG%5D=200"),
        (
            Style::DeepObject,
            true,
            json!({"a": {"b": [1, 2]}, "n": null}),
            "x%5Ba%5D%5Bb%5D%5B0%5D=1&x%5Ba%5D%5Bb%5D%5B1%5D=2",
        ),
        (Style::DeepObject, true, json!(5), "x=5"),
    ];
    for (style, explode, value, expected) in table {
        assert_eq!(query(style, explode, &value), expected, "{style:?} {explode} {value}");
    }
}

/// OpenAPI 3.1.1, "Style Examples", whose rows are its columns: the empty text, a text, a list, an object. `-` stands
/// for what it leaves undefined.
#[test]
fn the_table_of_openapi() {
    type Row = (Style, bool, [&'static str; 4]);
    let in_path: [Row; 6] = [
        (Style::Matrix, false, [";color", ";color=blue", ";color=blue,black", ";color=R,100,G,200"]),
        (Style::Matrix, true, [";color", ";color=blue", ";color=blue;color=black", ";R=100;G=200"]),
        (Style::Label, false, [".", ".blue", ".blue,black", ".R,100,G,200"]),
        (Style::Label, true, [".", ".blue", ".blue.black", ".R=100.G=200"]),
        (Style::Simple, false, ["", "blue", "blue,black", "R,100,G,200"]),
        (Style::Simple, true, ["", "blue", "blue,black", "R=100,G=200"]),
    ];
    let in_query: [Row; 7] = [
        (Style::Form, false, ["color=", "color=blue", "color=blue,black", "color=R,100,G,200"]),
        (Style::Form, true, ["color=", "color=blue", "color=blue&color=black", "R=100&G=200"]),
        (Style::SpaceDelimited, false, ["-", "-", "color=blue%20black", "color=R%20100%20G%20200"]),
        (Style::SpaceDelimited, true, ["-", "-", "color=blue&color=black", "-"]),
        (Style::PipeDelimited, false, ["-", "-", "color=blue%7Cblack", "color=R%7C100%7CG%7C200"]),
        (Style::PipeDelimited, true, ["-", "-", "color=blue&color=black", "-"]),
        (Style::DeepObject, true, ["-", "-", "-", "color%5BR%5D=100&color%5BG%5D=200"]),
    ];
    let values = [json!(""), json!("blue"), json!(["blue", "black"]), json!({"R": 100, "G": 200})];
    // Null, and what holds nothing but null, is not sent, whatever the cell.
    let nothing = [json!(null), json!([]), json!({}), json!([null]), json!({"R": null})];
    let many = |param: &Param, value: &Value| Some(encode_pairs(param, "color", value).join("&"));
    let table = [
        (Param::path("color"), &in_path[..], encode_single as fn(&Param, &Value) -> Option<String>),
        (Param::header("color"), &in_path[4..], encode_single),
        (Param::query("color"), &in_query[..], many),
        (Param::cookie("color"), &in_query[..2], many),
    ];
    for (param, rows, written) in table {
        for (style, explode, cells) in rows {
            let param = param.style(*style).explode(*explode);
            for (value, cell) in values.iter().zip(cells).filter(|(_, cell)| **cell != "-") {
                assert_eq!(written(&param, value).as_deref(), Some(*cell), "{param:?} {value}");
            }
            for value in &nothing {
                assert!(written(&param, value).unwrap_or_default().is_empty(), "{param:?} {value}");
            }
        }
    }
}

#[test]
fn names_are_encoded() {
    let param = Param::query("expand[]");
    assert_eq!(
        encode_pairs(&param, param.name, &json!(["a", "b&c"])).join("&"),
        "expand%5B%5D=a&expand%5B%5D=b%26c"
    );
}

#[test]
fn headers_are_not_encoded() {
    let param = Param::header("X-A");
    assert_eq!(encode_single(&param, &json!(["a b", "c%"])).as_deref(), Some("a b,c%"));
    assert_eq!(encode_single(&param.explode(true), &json!({"R": 1, "G": 2})).as_deref(), Some("R=1,G=2"));
}

#[test]
fn cookies() {
    let param = Param::cookie("c");
    assert_eq!(encode_pairs(&param, "c", &json!(["a;", "b"])), ["c=a%3B", "c=b"]);
    assert_eq!(encode_pairs(&param.explode(false), "c", &json!(["a", "b"])), ["c=a,b"]);
}

/// `allowReserved` keeps reserved characters and percent-encoded triplets, save what would end the value.
#[test]
fn reserved() {
    let query = Param::query("x").allow_reserved();
    assert_eq!(encode_pairs(&query, "x", &json!("a/b?c=d:e@f")), ["x=a/b?c=d:e@f"]);
    assert_eq!(encode_pairs(&query, "x", &json!("a&b#c+d e%2Ff%")), ["x=a%26b%23c%2Bd%20e%2Ff%25"]);
    let path = Param::path("x").allow_reserved();
    assert_eq!(encode_single(&path, &json!("a/b?c#d:e;f")).as_deref(), Some("a%2Fb%3Fc%23d:e;f"));
}

#[test]
fn json_content() {
    let query = Param::query("filter").json();
    assert_eq!(encode_pairs(&query, "filter", &json!({"a": [1]})), ["filter=%7B%22a%22%3A%5B1%5D%7D"]);
    assert_eq!(encode_single(&Param::header("X").json(), &json!({"a": [1]})).as_deref(), Some("{\"a\":[1]}"));
}

/// OpenAPI 3.2, "Parameter Object", `allowReserved`: reserved characters and what is percent-encoded stay, but for those
/// that would end the value.
#[test]
fn reserved_characters() {
    let value = json!("a:b/c?d#e[f]@g!h$i&j'k(l)m*n+o,p;q=r %20%2f% é");
    let path = encode_single(&Param::path("x").allow_reserved(), &value);
    let expected = "a:b%2Fc%3Fd%23e%5Bf%5D@g!h$i&j'k(l)m*n+o,p;q=r%20%20%2f%25%20%C3%A9";
    assert_eq!(path.as_deref(), Some(expected));
    let cookie = Param::cookie("x").allow_reserved();
    let expected = "x=a:b/c?d#e[f]@g!h$i&j'k(l)m*n+o%2Cp%3Bq=r%20%20%2f%25%20%C3%A9";
    assert_eq!(encode_pairs(&cookie, cookie.name, &value), [expected]);
}

/// OpenAPI 3.2, "Style Values", `cookie`: nothing is encoded.
#[test]
fn unencoded_cookies() {
    let param = Param::cookie("x.y").style(Style::Cookie);
    assert_eq!(encode_pairs(&param, param.name, &json!("a%20b/=\"é")), ["x.y=a%20b/=\"é"]);
    assert_eq!(encode_pairs(&param, param.name, &json!(["a", "b"])), ["x.y=a", "x.y=b"]);
    let joined = param.explode(false);
    assert_eq!(encode_pairs(&joined, joined.name, &json!(["a", "b"])), ["x.y=a,b"]);
}
