//! Constraints: each at its boundary, on both sides; the path of a value; violations fail before sending, and responses
//! are not validated.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::{Server, wait};
use truespec_runtime::runtime::body::Upload;
use truespec_runtime::runtime::body::form;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::Error;
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::json::object::Nulls;
use truespec_runtime::runtime::model::union;
use truespec_runtime::runtime::model::{Maybe, MaybeBoxed, MaybeInto, builder, parameters};
use truespec_runtime::runtime::parameter::Param;
use truespec_runtime::runtime::request::{Call, Operation, Request};
use truespec_runtime::runtime::scalar::Decimal;
use truespec_runtime::runtime::validate::check::{Check, ValuePath};
use truespec_runtime::runtime::validate::keyword::Rule;
use truespec_runtime::runtime::validate::pattern;
use truespec_runtime::runtime::validate::rule::Constrained;
use truespec_runtime::runtime::validate::{check, validate};

/// What is said of a value with one rule; nothing where it keeps it.
fn said(value: &Value, rules: &'static [Rule]) -> String {
    Constrained(value, rules)
        .check(&ValuePath::Whole)
        .map_or_else(|invalid| invalid.to_string(), |()| String::new())
}

/// Rules, values that keep them, values that do not, and what is said of the first of these.
type Case<'a> = (&'static [Rule], &'a [Value], &'a [Value], &'a str);

/// Each rule with values that keep it and values that do not, and what is said of the first of these.
#[test]
fn each_rule_at_its_boundary() {
    use Rule::*;
    let cases: &[Case] = &[
        (
            &[Minimum("1")],
            &[json!(1), json!(1.0), json!("0")],
            &[json!(0), json!(0.999)],
            "0 is less than 1 (minimum)",
        ),
        (
            &[Maximum("9.5")],
            &[json!(9.5), json!(-1)],
            &[json!(9.51), json!(10)],
            "9.51 is more than 9.5 (maximum)",
        ),
        (
            &[ExclusiveMinimum("0")],
            &[json!(0.001), json!(1)],
            &[json!(0), json!(-1)],
            "0 is not more than 0 (exclusiveMinimum)",
        ),
        (
            &[ExclusiveMaximum("1e2")],
            &[json!(99.9)],
            &[json!(100), json!(1e3)],
            "100 is not less than 1e2 (exclusiveMaximum)",
        ),
        (
            &[MultipleOf("0.01")],
            &[json!(19.99), json!(0), json!(1e3), json!(-0.07)],
            &[json!(19.995)],
            "19.995 is not a multiple of 0.01 (multipleOf)",
        ),
        (&[MultipleOf("5")], &[json!(10), json!(-5)], &[json!(7)], "7 is not a multiple of 5 (multipleOf)"),
        (
            &[Maximum("9007199254740992")],
            &[json!(9007199254740992_u64)],
            &[json!(9007199254740993_u64)],
            "9007199254740993 is more than 9007199254740992 (maximum)",
        ),
        (
            &[MinLength(2)],
            &[json!("é𝄞"), json!(7)],
            &[json!("𝄞"), json!("")],
            "1 character, at least 2 wanted (minLength)",
        ),
        (
            &[MaxLength(2)],
            &[json!("漢字"), json!("")],
            &[json!("abc")],
            "3 characters, at most 2 allowed (maxLength)",
        ),
        (&[pattern!("b+")], &[json!("abbc")], &[json!("ac")], "the text is not of the form `b+` (pattern)"),
        (
            &[pattern!("^.$" as "^[^\\n]$")],
            &[json!("é")],
            &[json!("\n")],
            "the text is not of the form `^.$` (pattern)",
        ),
        (&[MinItems(1)], &[json!([0]), json!({})], &[json!([])], "0 items, at least 1 wanted (minItems)"),
        (&[MaxItems(1)], &[json!([]), json!([0])], &[json!([0, 0])], "2 items, at most 1 allowed (maxItems)"),
        (
            &[UniqueItems],
            &[json!([1, 2, "1"]), json!([])],
            &[json!([1, 2, 1]), json!([{"a": 1}, {"a": 1}])],
            "items 0 and 2 are the same (uniqueItems)",
        ),
        (
            &[MinProperties(1)],
            &[json!({"a": 1}), json!([])],
            &[json!({})],
            "0 members, at least 1 wanted (minProperties)",
        ),
        (
            &[MaxProperties(1)],
            &[json!({"a": 1})],
            &[json!({"a": 1, "b": 2})],
            "2 members, at most 1 allowed (maxProperties)",
        ),
        (
            &[Items(&[Maximum("1")])],
            &[json!([0, 1]), json!({"a": 2})],
            &[json!([1, 2])],
            "[1]: 2 is more than 1 (maximum)",
        ),
        (
            &[Values(&[MaxLength(1)])],
            &[json!({"a": "b"}), json!(["ab"])],
            &[json!({"a b": "cd"})],
            "[\"a b\"]: 2 characters, at most 1 allowed (maxLength)",
        ),
        (&[Secret, Maximum("9")], &[json!(9)], &[json!(1234)], "the number is more than 9 (maximum)"),
        (
            &[Minimum("1"), MinLength(1), MinItems(1)],
            &[Value::Null, json!(true)],
            &[json!(0)],
            "0 is less than 1 (minimum)",
        ),
    ];
    for (rules, kept, broken, message) in cases {
        for value in *kept {
            assert_eq!(said(value, rules), "", "{rules:?} {value}");
        }
        for value in *broken {
            assert_ne!(said(value, rules), "", "{rules:?} {value}");
        }
        assert_eq!(said(&broken[0], rules), *message, "{rules:?}");
    }
}

/// No digit decides wrongly that a float does not hold.
#[test]
fn digits_are_not_rounded() {
    use Rule::*;
    let check = |text: &str, rules: &'static [Rule]| {
        let number: Decimal = text.parse().unwrap();
        Constrained(&number, rules).check(&ValuePath::Whole).is_ok()
    };
    assert!(check("0.99999999999999999999", &[ExclusiveMaximum("1")]));
    assert!(!check("1.00000000000000000001", &[Maximum("1")]));
    assert!(!check("10000000000000000001", &[MultipleOf("2")]));
    assert!(check("0.3", &[MultipleOf("0.1")]));
    // Beyond what fits, floats decide.
    assert!(
        check("1e300", &[Minimum("1")])
            && !check("-1e300", &[Minimum("1")])
            && check("1e300", &[MultipleOf("7")])
    );
    assert!(check("1e-300", &[Maximum("1")]));
}

#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub items: Vec<Item>,
    pub owner: Option<Owner>,
    pub note: Option<String>,
    pub parent: Option<Box<Order>>,
    pub extra: BTreeMap<String, String>,
    nulls: Nulls,
}
object!(Order { items: "items" required, owner: "owner" optional, note: "note" tristate, parent: "parent" optional } rest extra nulls nulls);
builder!(Order new(items: impl IntoIterator<Item = Item> as list) {
    owner: impl Maybe<Owner>,
    note<M> or null_note(nulls "note"): impl MaybeInto<String, M>,
    parent: impl MaybeBoxed<Order>,
} rest extra nulls nulls);
validate!(validate for Order {
    items: "items" keeps [MinItems(1)],
    items: "items" inside,
    owner: "owner" inside,
    note: "note" keeps [MaxLength(3)],
    parent: "parent" inside,
    extra: "" keeps [Values(&[MaxLength(2)])],
} keeps [MaxProperties(4)]);

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub name: String,
}
object!(Item { name: "name" required });
builder!(Item new(name: impl Into<String> as into) {});
validate!(validate for Item { name: "name" keeps [MinLength(1), pattern!("^[a-z]*$")], });

#[derive(Debug, Clone, PartialEq)]
pub enum Owner {
    Item(Item),
    Names(Vec<String>),
    Unknown(Value),
}
union!(Owner { Item(Item): object ["name"] of ["name"], Names(Vec<String>): array } else Unknown);
validate!(validate for Owner match {
    Item { inside }
    Names { keeps [MaxItems(1), Items(&[MinLength(2)])] }
});

#[derive(Debug, Clone, PartialEq)]
pub struct Files {
    pub files: Vec<Upload>,
    pub more: Option<Vec<Upload>>,
}
form!(Files { files: "files", more: "more" });
validate!(validate for Files { files: "files" counts [MinItems(1)], more: "more" counts [MaxItems(1)], });

fn order() -> Order {
    Order::new([Item::new("a"), Item::new("b")])
}

/// A value that is wrong is named by its way from what is validated.
#[test]
fn errors_name_the_path() {
    let path = |order: Order| {
        order.validate().map_or_else(|invalid| invalid.path().to_owned(), |()| "kept".to_owned())
    };
    assert_eq!(path(order()), "kept");
    assert_eq!(path(order().note("abc").owner(Owner::Item(Item::new("c")))), "kept");
    assert_eq!(path(order().null_note().owner(Owner::Unknown(json!(7)))), "kept");
    assert_eq!(path(Order::new([])), "items");
    assert_eq!(path(Order::new([Item::new("a"), Item::new("B")])), "items[1].name");
    assert_eq!(path(order().note("abcd")), "note");
    assert_eq!(path(order().owner(Owner::Item(Item::new("")))), "owner.name");
    assert_eq!(path(order().owner(Owner::Names(vec!["ab".into(), "cd".into()]))), "owner");
    assert_eq!(path(order().owner(Owner::Names(vec!["a".into()]))), "owner[0]");
    assert_eq!(
        path(order().parent(order().parent(Order::new([Item::new("")])))),
        "parent.parent.items[0].name"
    );
    let with = |key: &str, value: &str| {
        let mut order = order();
        order.extra.insert(key.into(), value.into());
        order
    };
    assert_eq!(path(with("a", "ab")), "kept");
    assert_eq!(path(with("a.b", "abc")), "[\"a.b\"]");
    let mut many = with("a", "b");
    many.extra.extend([("b".into(), "c".into()), ("c".into(), "d".into())]);
    assert_eq!(path(many.clone()), "kept");
    assert_eq!(path(many.null_note()), "", "the whole has a member too many");
    let invalid = Item::new("").validate().unwrap_err();
    assert_eq!(
        (invalid.rule(), invalid.to_string().as_str()),
        ("minLength", "name: 0 characters, at least 1 wanted (minLength)")
    );
}

/// Files are counted, and nothing else is asked of them.
#[test]
fn files_are_counted() {
    let file = || Upload::from("x");
    assert!(Files { files: vec![file()], more: None }.validate().is_ok());
    assert!(Files { files: vec![file()], more: Some(vec![file()]) }.validate().is_ok());
    let said = |files: Files| files.validate().unwrap_err().to_string();
    assert_eq!(said(Files { files: vec![], more: None }), "files: 0 items, at least 1 wanted (minItems)");
    let two = Files { files: vec![file()], more: Some(vec![file(), file()]) };
    assert_eq!(said(two), "more: 2 items, at most 1 allowed (maxItems)");
}

const SEND: Operation = Operation::new("sendOrder", "POST", "/orders/{name}");
const SOME: Param = Param::path("name");

/// Setters reach the request of a call that is in the crate of the runtime; here that is another one.
pub struct Send {
    request: Request,
}

parameters!(Send {
    /// How many.
    limit: impl Maybe<i64> = Param::query("limit"), keeps [Minimum("1"), Maximum("9")];
    /// Which.
    only: impl Maybe<Item> = Param::query("only").json(), inside;
});

impl Send {
    fn body(mut self, body: Order) -> Self {
        self.request.set_json(&body);
        self.request.set_check(&body);
        self
    }

    fn done(self) -> Call<Order> {
        self.request.decode_json()
    }
}

fn send(core: &Core, name: &str) -> Send {
    let call = core.call(&SEND).path(&SOME, name);
    Send { request: call.check_parameter(&SOME, check!(keeps name, [MaxLength(3)])) }
}

fn core(server: &Server) -> Core {
    Builder::new(&server.url, &[]).build().unwrap()
}

/// What the call ends in, and that the server has seen nothing of it.
fn refused(of: impl FnOnce(&Core) -> String) -> String {
    let server = Server::json(200, r#"{"items": []}"#);
    let said = of(&core(&server));
    std::thread::sleep(std::time::Duration::from_millis(50));
    assert!(server.idle(), "{said}");
    said
}

fn built(result: Result<Order, Error>) -> String {
    match result {
        Err(Error::Build(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn violated_constraints_fail_before_sending() {
    let body = refused(|core| built(wait(send(core, "abc").body(Order::new([])).done())));
    assert_eq!(body, "sendOrder: items: 0 items, at least 1 wanted (minItems)");
    let path = refused(|core| built(wait(send(core, "abcd").body(order()).done())));
    assert_eq!(path, "sendOrder: parameter name: 4 characters, at most 3 allowed (maxLength)");
    let query = refused(|core| built(wait(send(core, "a").limit(10).body(order()).done())));
    assert_eq!(query, "sendOrder: parameter limit: 10 is more than 9 (maximum)");
    let json = refused(|core| built(wait(send(core, "a").only(Item::new("")).body(order()).done())));
    assert_eq!(json, "sendOrder: parameter only: name: 0 characters, at least 1 wanted (minLength)");
}

/// A secret is in no message, in no debug output.
#[test]
fn errors_show_no_values() {
    let said = refused(|core| {
        let error = wait(send(core, "a").body(order().note("hunter2")).done()).unwrap_err();
        format!("{error} {error:?}")
    });
    assert!(!said.contains("hunter2") && said.contains("7 characters"), "{said}");
}

/// What keeps the rules is sent; the answer breaks all of them and is taken.
#[test]
fn responses_are_not_validated() {
    let answer = r#"{"items":[{"name":""},{"name":"NO"}],"note":"longer","owner":["a","b"],"more":"abc"}"#;
    let server = Server::json(200, answer);
    let order = wait(send(&core(&server), "abc").limit(9).only(Item::new("x")).body(order()).done()).unwrap();
    let request = server.request();
    assert!(request.starts_with("POST /orders/abc?limit=9&only="), "{request}");
    assert!(request.ends_with(r#"{"items":[{"name":"a"},{"name":"b"}]}"#), "{request}");
    assert_eq!(serde_json::to_value(&order).unwrap(), serde_json::from_str::<Value>(answer).unwrap());
    assert!(order.validate().is_err());
}
