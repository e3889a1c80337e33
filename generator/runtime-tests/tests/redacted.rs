//! `Debug` of types that hold passwords is that of any other type except for the passwords, and mock servers do not
//! show them.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use std::collections::BTreeMap;
use support::wait;
use truespec_runtime::runtime::client::Builder;
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::mock::Server;
use truespec_runtime::runtime::mock::content::{RequestBody, Success, json};
use truespec_runtime::runtime::model::newtype;
use truespec_runtime::runtime::model::union;
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::secret::redacted;

#[derive(Clone, PartialEq)]
pub struct Login {
    pub user: String,
    pub r#type: Option<i64>,
    pub word: String,
    pub old: Option<String>,
    pub codes: Option<Vec<String>>,
    pub proof: Option<Proof>,
    pub more: BTreeMap<String, String>,
}
object!(Login {
    user: "user" required,
    r#type: "type" optional,
    word: "word" required,
    old: "old" optional,
    codes: "codes" optional,
    proof: "proof" optional,
} rest more);
redacted!(Login {
    user shown,
    r#type shown,
    word hidden,
    old optional,
    codes optional,
    proof shown,
    more hidden,
});

#[derive(Clone, PartialEq)]
pub enum Proof {
    Text(String),
    Number(i64),
    Unknown(serde_json::Value),
}
union!(Proof { Text(String): string, Number(i64): integer } else Unknown);
redacted!(Proof match { Text hidden, Number shown, Unknown hidden });

#[derive(Clone, PartialEq)]
pub struct Pins(pub Vec<String>);
newtype!(Pins(Vec<String>));
redacted!(Pins(hidden));

fn login() -> Login {
    let secret = || "sesame".to_owned();
    Login {
        user: "ann".to_owned(),
        r#type: None,
        word: secret(),
        old: Some(secret()),
        codes: Some(vec![secret()]),
        proof: Some(Proof::Text(secret())),
        more: BTreeMap::from([("a".to_owned(), secret())]),
    }
}

#[test]
fn everything_but_secrets_is_shown() {
    assert_eq!(
        format!("{:?}", login()),
        "Login { user: \"ann\", type: None, word: [redacted], old: Some([redacted]), codes: Some([redacted]), \
         proof: Some(Text([redacted])), more: [redacted] }"
    );
    let empty = Login { old: None, codes: None, proof: Some(Proof::Number(4)), ..login() };
    let shown = format!("{empty:#?}");
    assert!(shown.contains("    old: None,\n    codes: None,\n"), "{shown}");
    assert!(shown.contains("Number(\n            4,\n        )"), "{shown}");
    let kept = Proof::Unknown(serde_json::json!({"word": "sesame"}));
    assert_eq!(
        format!("{kept:?}{:?}", Pins(vec!["sesame".to_owned()])),
        "Unknown([redacted])Pins([redacted])"
    );
}

const LOGIN: &Operation =
    &Operation::new("login", "POST", "/login/{word}").secrets(&["word", "old", "codes", "pin", "proof"]);

/// What a server for tests says of a call that is not the one that it expects.
fn told(operation: &'static Operation, change: fn(&mut Login), path: &str) -> String {
    let server = Server::start().unwrap();
    let expected = Login { word: "other-secret".to_owned(), more: BTreeMap::new(), ..login() };
    let sends = RequestBody::new("application/json", json::<Login>);
    server
        .expect::<Login, i64, Untyped>(operation, sends, Success::json(), |_, body| match *body {})
        .path("word", "in-the-path")
        .query("pin", "in-the-query")
        .header("x-auth-token", "in-a-header")
        .body(&expected)
        .reply(200, &1);
    let mut sent = login();
    sent.more.clear();
    change(&mut sent);
    let core = Builder::new(server.url(), &[]).build().unwrap();
    let call: Call<i64> = core.call(operation).follow(path).json(&sent).decode_json();
    wait(call.header("x-auth-token", "sesame-too")).unwrap_err();
    server.verify().unwrap_err().to_string()
}

#[test]
fn mock_servers_do_not_show_secrets() {
    for path in ["/login/sesame?pin=sesame", "/elsewhere?pin=sesame&api_key=sesame&n=1"] {
        for change in [
            |_: &mut Login| {},
            |login: &mut Login| login.codes = Some(vec!["sesame".to_owned(), "sesame-2".to_owned()]),
            |login: &mut Login| login.old = None,
            |login: &mut Login| login.user = "bob".to_owned(),
        ] {
            let told = told(LOGIN, change, path);
            for secret in ["sesame", "other-secret", "in-the-path", "in-the-query", "in-a-header"] {
                assert!(!told.contains(secret), "{secret}: {told}");
            }
            assert!(told.contains("[redacted]") && told.contains("unexpected call"), "{told}");
        }
    }
    let told = told(LOGIN, |login| login.user = "bob".to_owned(), "/login/sesame");
    for line in [
        "expected {word} to be [redacted], not another",
        "expected pin=[redacted] in the query, which was not sent",
        "expected the header x-auth-token: [redacted], sent another",
        "/user: expected \"ann\", sent \"bob\"",
        "/word: expected [redacted], sent another",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
}

/// Secrets under names that nobody knows before: nothing of such a body is told but where it differs.
#[test]
fn bodies_with_unknown_members_are_not_shown() {
    const ALL: &Operation = &Operation::new("all", "POST", "/login/{word}").secrets(&["*"]);
    let change = |login: &mut Login| {
        login.user = "bob".to_owned();
        login.more.insert("a".to_owned(), "sesame".to_owned());
    };
    for path in ["/login/1", "/elsewhere"] {
        let told = told(ALL, change, path);
        assert!(!["sesame", "bob", "ann"].iter().any(|value| told.contains(value)), "{told}");
        assert!(path == "/elsewhere" || told.contains("/a: nothing expected, sent [redacted]"), "{told}");
    }
}
