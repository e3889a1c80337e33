//! A document that is written back and read again is the same document, in the same format and order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::Path;

use serde_json::{Value, json};
use truespec::diagnostic::{Files, Report};
use truespec::input::dump::dump;
use truespec::input::load::load;

fn read(text: &str) -> Value {
    let mut files = Files::default();
    let id = files.add("a", text);
    load(&files, id, &mut Report::default()).unwrap()
}

#[test]
fn the_format_of_the_original_is_kept() {
    let value = json!({"z": {"200": [1, {"k": null}]}, "a": "yes: no"});
    assert_eq!(dump(&value, "z: 1\n"), "z:\n  '200':\n  - 1\n  - k: null\na: 'yes: no'\n");
    let json = "{\n  \"z\": {\n    \"200\": [\n      1,\n      {\n        \"k\": null\n      }\n    ]\n  },\n  \"a\": \"yes: no\"\n}\n";
    assert_eq!(dump(&value, "\u{feff} {}"), json);
}

#[test]
fn texts_that_look_like_something_else_stay_texts() {
    let texts = [
        "",
        "~",
        "null",
        "true",
        "no",
        "1",
        "1.5",
        "0x1F",
        "0o7",
        "1e3",
        ".inf",
        "-",
        "a: b",
        "# c",
        "'",
        "\"",
        "<<",
        "*a",
        "&a",
        "!t",
        "|",
        "two\nlines",
        "tail\n",
        " lead",
        "tab\t",
        "2024-01-31",
        "12:30",
        "é",
        "\u{1}",
        "\u{85}",
    ];
    let value = json!({"list": texts, "keys": texts.iter().map(|text| ((*text).to_owned(), json!(1))).collect::<serde_json::Map<_, _>>()});
    for like in ["", "{}"] {
        let again = read(&dump(&value, like));
        assert_eq!(again["list"], value["list"]);
        // A key `<<` cannot be told from a merge key in YAML, quoted or not.
        if like == "{}" {
            assert_eq!(again, value);
        }
    }
    assert_eq!(
        read(&dump(&json!({"n": -9_223_372_036_854_776_000.0}), "")),
        json!({"n": -9_223_372_036_854_776_000.0})
    );
}

#[test]
fn real_documents_survive() {
    for name in [
        "swagger_petstore.yaml",
        "train_travel.yaml",
        "redocly_museum.yaml",
        "notion.json",
        "spotify_official.yml",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor").join(name);
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("skipped: {} is not there", path.display());
            continue;
        };
        let value = read(&text);
        assert_eq!(read(&dump(&value, &text)).to_string(), value.to_string(), "{name}");
    }
}
