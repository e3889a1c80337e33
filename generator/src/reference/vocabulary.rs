//! The keys that are read beside those of OpenAPI, as a page.

use super::{codes, header, row};
use crate::document::vocabulary::{KEYS, Member, VENDOR_KEYS};
use crate::input::overlay::{ACTION_KEYS, QUIRK_MEMBERS};

/// Words of types, what their values are in JSON and in Rust.
pub const TYPE_WORDS: &[(&[&str], &str, &str)] = &[
    (&["text"], "string", "`String`"),
    (&["boolean"], "boolean", "`bool`"),
    (&["any"], "anything", "`serde_json::Value`"),
    (&["i32", "i64", "u32", "u64", "f32", "f64"], "number", "the same"),
    (
        &["decimal", "big-integer"],
        "number, digit for digit",
        "`Decimal`, or with `decimal = \"rust_decimal\"` that crate's for the first",
    ),
    (
        &["quoted i64"],
        "string",
        "`Quoted<…>`: the text, and the number that it is; `quoted` may stand before any word of a number",
    ),
    (&["uuid"], "string", "`uuid::Uuid`"),
    (&["base64"], "string", "`Base64Bytes`: the text, and the bytes that it is"),
    (&["ipv4", "ipv6", "ip"], "string", "those of `std::net`"),
    (&["date-time", "local-date-time", "date", "time"], "string", "those of `chrono` or `time`, or `String`"),
    (&["binary"], "string", "`String`"),
    (&["password"], "string", "`String`, which no `Debug` of what holds it and no message shows"),
];

/// Returns every key with where it stands and what it says, as Markdown.
pub fn markdown() -> String {
    let mut text = "# Vocabulary\n\n## Keys of truespec\n\nWhat OpenAPI cannot say is said with keys that overlays add to the document.\n"
        .to_owned();
    text += &format!("\n{}", header(&["key", "at", "says"]));
    KEYS.iter().for_each(|key| text += &row(&[&codes(&[key.key]), key.at, key.says]));
    for key in KEYS.iter().filter(|key| !key.members.is_empty()) {
        text += &format!("\n### `{}`\n\n{}", key.key, members(key.members));
    }
    text += &format!("\n## Keys of overlay actions\n\n{}", header(&["key", "says"]));
    ACTION_KEYS.iter().for_each(|(key, says)| text += &row(&[&codes(&[key]), says]));
    text += &format!("\n### `x-quirk`\n\n{}", header(&["member", "holds"]));
    QUIRK_MEMBERS.iter().for_each(|(name, holds)| text += &row(&[&codes(&[name]), holds]));
    text += "\n## Types by word\n\n`x-truespec-type` says what the values of a schema are, and `[crate.formats]` of the settings says it of a format.\n";
    text += &format!("\n{}", header(&["word", "in JSON", "in Rust"]));
    TYPE_WORDS.iter().for_each(|(words, json, rust)| text += &row(&[&codes(words), json, rust]));
    text += "\n## Keys of other tools\n\nThey are read where no overlay says otherwise.\n";
    text += &format!("\n{}", header(&["key", "of", "at", "says"]));
    VENDOR_KEYS.iter().for_each(|one| text += &row(&[&codes(one.keys), one.of, one.at, one.says]));
    text
}

fn members(members: &[Member]) -> String {
    let rows: String = members.iter().map(|member| row(&[&codes(&[member.name]), member.holds])).collect();
    header(&["member", "holds"]) + &rows
}
