//! The settings as a page and as a JSON Schema.

use serde_json::{Map, Value, json};

use super::{header, row};
use crate::source::setting::{Kind, NONE, SETTINGS, Setting, Table};

/// Returns every setting with what it takes and what it does, as Markdown.
pub fn markdown() -> String {
    let mut text = "# Settings\n\n`specs/truespec.toml` says which crate is generated from which documents. `truespec config` \
                    prints the settings that take effect.\n"
        .to_owned();
    for table in [Table::Crate, Table::Api, Table::Root] {
        let name = if table == Table::Root { "Other tables" } else { table.header() };
        let title = if table == Table::Root { name.to_owned() } else { format!("`{name}`") };
        text += &format!("\n## {title}\n\n{}", header(&["setting", "takes", "by default", "does"]));
        of_table(table).for_each(|setting| {
            let default = match setting.default {
                None => "required".to_owned(),
                Some(NONE) => String::new(),
                Some(default) => format!("`{default}`"),
            };
            let name = format!("`{}`", setting.name);
            text += &row(&[&name, &takes(setting.kind), &default, setting.doc]);
        });
    }
    text
}

/// Returns the settings of a table that are no tables of settings themselves.
fn of_table(table: Table) -> impl Iterator<Item = &'static Setting> {
    let is_value = |setting: &&Setting| !matches!(setting.kind, Kind::Settings | Kind::SeveralSettings);
    SETTINGS.iter().filter(move |setting| setting.table == table).filter(is_value)
}

fn takes(kind: Kind) -> String {
    match kind {
        Kind::Word(words) => {
            let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            quoted.join(", ")
        }
        Kind::Flag => "`true`, `false`".to_owned(),
        kind => kind.describe(),
    }
}

/// Returns the JSON Schema of `truespec.toml`, for editors.
pub fn schema() -> Value {
    let mut root = object(Table::Root);
    let tables = [
        ("crate", object(Table::Crate)),
        ("api", json!({"type": "array", "minItems": 1, "items": object(Table::Api)})),
    ];
    for (name, mut schema) in tables {
        let doc = SETTINGS.iter().find(|setting| setting.table == Table::Root && setting.name == name);
        schema["description"] = json!(doc.map(|setting| setting.doc.trim()));
        root["properties"][name] = schema;
    }
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("title".to_owned(), json!("specs/truespec.toml"));
    whole.extend(root.as_object().cloned().unwrap_or_default());
    whole["required"] = json!(["crate", "api"]);
    Value::Object(whole)
}

fn object(table: Table) -> Value {
    let properties: Map<String, Value> =
        of_table(table).map(|setting| (setting.name.to_owned(), property(setting))).collect();
    let required: Vec<&str> =
        of_table(table).filter(|setting| setting.default.is_none()).map(|setting| setting.name).collect();
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

fn property(setting: &Setting) -> Value {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let mut schema = match setting.kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Word(words) => json!({"type": "string", "enum": words}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::List => texts,
        Kind::TextOrList => json!({"anyOf": [{"type": "string"}, texts]}),
        Kind::Texts => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Kind::Settings => json!({"type": "object"}),
        Kind::SeveralSettings => json!({"type": "array"}),
    };
    schema["description"] = json!(setting.doc.trim());
    let default = setting.default.and_then(|default| serde_json::from_str::<Value>(default).ok());
    if let Some(default) = default {
        schema["default"] = default;
    }
    schema
}
