//! The settings of a workspace as they take effect, each with where it comes from.

use serde_json::{Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::setting::{Kind, NONE, SETTINGS, Setting, Table};
use super::{Settings, SettingsText, position};
use crate::base::web::{is_address, without_credentials};
use crate::diagnostic::{FileId, Files};

/// A setting with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// The table that it belongs to, as it is written.
    pub table: &'static str,
    /// The module of the API, of its settings.
    pub api: Option<String>,
    /// Its key, of an entry of a table with that of the table: `formats.money`.
    pub name: String,
    /// Its value, as it is written in TOML.
    pub value: String,
    /// Where it is set, line and column from 1; `None` for a default.
    pub set_at: Option<(usize, usize)>,
}

/// Returns every setting of a workspace whose settings could be read, in the order of the reference.
pub fn effective(id: FileId, settings: &Settings, files: &Files) -> Vec<Effective> {
    let Some(text) = SettingsText::of(id, files) else { return Vec::new() };
    let Ok(parsed) = DeTable::parse(&text.text) else { return Vec::new() };
    let root = parsed.get_ref();
    let reader = Reader { text: &text.text, settings };
    let mut found = Vec::new();
    if let Some(DeValue::Table(table)) = root.get("crate").map(Spanned::get_ref) {
        reader.table(Table::Crate, None, table, &mut found);
    }
    reader.table(Table::Root, None, root, &mut found);
    if let Some(DeValue::Array(apis)) = root.get("api").map(Spanned::get_ref) {
        for api in apis.iter() {
            let DeValue::Table(table) = api.get_ref() else { continue };
            let module = table.get("module").and_then(|module| module.get_ref().as_str());
            reader.table(Table::Api, module, table, &mut found);
        }
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    settings: &'a Settings,
}

impl Reader<'_> {
    /// Reads the settings of a table that are no tables of settings themselves.
    fn table(&self, table: Table, api: Option<&str>, values: &DeTable<'_>, found: &mut Vec<Effective>) {
        let is_value = |setting: &&Setting| !matches!(setting.kind, Kind::Settings | Kind::SeveralSettings);
        for setting in SETTINGS.iter().filter(|setting| setting.table == table).filter(is_value) {
            let one = |name: String, value: String, set_at| Effective {
                table: table.header(),
                api: api.map(str::to_owned),
                name,
                value,
                set_at,
            };
            match (setting.kind, values.get(setting.name)) {
                (_, None) => {
                    let Some(default) = self.default(setting) else { continue };
                    found.push(one(setting.name.to_owned(), default, None));
                }
                (Kind::Texts, Some(value)) => {
                    let entries = value.get_ref().as_table().into_iter().flat_map(|table| table.iter());
                    found.extend(entries.map(|(key, value)| {
                        let name = format!("{}.{}", setting.name, written_key(key.get_ref()));
                        one(name, self.written(value), Some(self.place(key.span().start)))
                    }));
                }
                (_, Some(value)) => {
                    let name = setting.name.to_owned();
                    found.push(one(name, self.written(value), Some(self.place(value.span().start))));
                }
            }
        }
    }

    /// Returns what holds where a setting is absent; `None` if that is nothing.
    fn default(&self, setting: &Setting) -> Option<String> {
        match setting.name {
            // Whether there is a workspace around it decides.
            "standalone" => Some(self.settings.standalone.to_string()),
            _ if setting.kind == Kind::Texts => None,
            _ => setting.default.filter(|default| *default != NONE).map(str::to_owned),
        }
    }

    fn place(&self, offset: usize) -> (usize, usize) {
        position(self.text, offset)
    }

    /// Returns a value on one line.
    fn written(&self, value: &Spanned<DeValue<'_>>) -> String {
        let source = self.text.get(value.span()).unwrap_or_default();
        let read = format!("value = {source}").parse::<toml::Table>();
        read.ok()
            .and_then(|mut read| read.remove("value"))
            .map_or_else(String::new, |value| on_one_line(&without_secrets(value)))
    }
}

/// Returns a value in which addresses are as they may be shown: their queries can hold credentials.
fn without_secrets(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::String(text) if is_address(&text) => toml::Value::String(without_credentials(&text)),
        toml::Value::Array(values) => toml::Value::Array(values.into_iter().map(without_secrets).collect()),
        other => other,
    }
}

/// Returns a value as it is written in TOML, a text of several lines with escapes: those of JSON are TOML's too.
fn on_one_line(value: &toml::Value) -> String {
    match value.as_str().filter(|text| text.contains('\n')) {
        Some(text) => Value::from(text).to_string().replace('\u{7f}', "\\u007f"),
        None => value.to_string(),
    }
}

/// Returns a key as it is written in TOML.
fn written_key(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if is_bare { key.to_owned() } else { toml::Value::from(key).to_string() }
}

/// Returns the settings as TOML, each with where it comes from as a comment.
pub fn text(file: &str, settings: &[Effective]) -> String {
    let width =
        settings.iter().map(|one| one.name.len() + one.value.len() + 3).filter(|width| *width <= MAX_WIDTH);
    let width = width.max().unwrap_or_default();
    let mut text = String::new();
    let mut last = None;
    for one in settings {
        let table = (one.table, &one.api);
        // What stands at the top is the table `map` alone.
        let (header, name) = match one.name.strip_prefix("map.") {
            Some(name) if one.table.is_empty() => ("[map]", name),
            _ => (one.table, one.name.as_str()),
        };
        if last != Some(table) {
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}{header}\n");
        }
        last = Some(table);
        let origin = match one.set_at {
            Some((line, _)) => format!("{file}:{line}"),
            None => "default".to_owned(),
        };
        let setting = format!("{name} = {}", one.value);
        text += &format!("{setting:<width$}  # {origin}\n");
    }
    text
}

/// The widest column of settings; longer ones move their comment.
const MAX_WIDTH: usize = 60;

/// Returns the settings as JSON.
pub fn json(file: &str, settings: &[Effective]) -> Value {
    let one = |one: &Effective| {
        let read = format!("value = {}", one.value).parse::<toml::Table>();
        let value = read.ok().and_then(|mut read| read.remove("value"));
        json!({
            "table": one.table.trim_matches(['[', ']']),
            "api": one.api,
            "name": one.name,
            "value": value.and_then(|value| serde_json::to_value(value).ok()),
            "origin": if one.set_at.is_some() { "file" } else { "default" },
            "line": one.set_at.map(|(line, _)| line),
            "column": one.set_at.map(|(_, column)| column),
        })
    };
    json!({"file": file, "settings": settings.iter().map(one).collect::<Vec<_>>()})
}
