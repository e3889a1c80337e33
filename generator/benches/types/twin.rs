//! The twin of emitted types as one would write it with serde's derive: the same declarations, the forms as attributes.

use std::collections::BTreeMap;

/// What the forms (`object!`, `string_enum!`, …) of a file say, by type.
#[derive(Default)]
struct Form<'a> {
    /// The macro.
    kind: &'a str,
    /// By field or variant: what stands after the colon.
    means: BTreeMap<&'a str, &'a str>,
    rest: Option<&'a str>,
}

/// The text of one file of types.
pub fn derived(text: &str) -> String {
    let forms = forms(text);
    let (mut out, mut inside, mut skipping) = (String::new(), None, false);
    for line in text.lines() {
        if skipping || line.starts_with("use crate::") {
            skipping = skipping && !ends_form(line);
        } else if form_start(line).is_some()
            || ["builder!(", "crate::runtime::model::builder!(", "variants!(", "error_body"]
                .iter()
                .any(|own| line.starts_with(own))
        {
            skipping = !ends_form(line);
        } else if line == "#[cfg(feature = \"constructors\")]" {
            // The constructor below is skipped, or a struct that only it needs.
        } else if line.starts_with("#[derive(") {
            out += "#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]\n";
        } else if let Some(name) = declared(line) {
            inside = forms.get(name);
            let head = match inside.map(|form| form.kind) {
                Some("union" | "tagged_union") => "#[serde(untagged)]\n",
                _ => "",
            };
            out += &format!("{head}{line}\n");
        } else {
            out += &inside.map(|form| attribute(form, line)).unwrap_or_default();
            out += &format!("{line}\n");
            inside = if line.starts_with('}') { None } else { inside };
        }
    }
    out
}

fn ends_form(line: &str) -> bool {
    line.ends_with(");")
}

/// `object!(Tag {` as macro, name and what follows.
fn form_start(line: &str) -> Option<(&str, &str)> {
    let (kind, rest) = line.split_once("!(")?;
    let known = ["object", "string_enum", "int_enum", "value_enum", "union", "tagged_union", "newtype"];
    known.contains(&kind).then_some((kind, rest))
}

fn forms(text: &str) -> BTreeMap<&str, Form<'_>> {
    let mut all: BTreeMap<&str, Form<'_>> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        if let Some((kind, rest)) = form_start(line) {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let name = &rest[..end];
            all.insert(name, Form { kind, ..Form::default() });
            current = Some(name);
        }
        let Some(form) = current.and_then(|name| all.get_mut(name)) else { continue };
        if let Some((field, means)) = line.strip_prefix("    ").and_then(|line| line.split_once(": ")) {
            let field = field.split('(').next().unwrap_or(field);
            form.means.insert(field, means.trim_end_matches(','));
        }
        if ends_form(line) {
            form.rest = line.split_once("} rest ").map(|(_, rest)| rest.trim_end_matches(");"));
            current = None;
        }
    }
    all
}

/// `pub struct Tag {`
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
    rest.split([' ', '(', '<']).next()
}

/// The attribute of a field or variant, which stands in the line before it.
fn attribute(form: &Form<'_>, line: &str) -> String {
    let item = line.trim_start();
    let name = item.strip_prefix("pub ").unwrap_or(item);
    let name = name.split([':', ',', '(']).next().unwrap_or_default();
    if item.starts_with('/') || item.starts_with('#') {
        return String::new();
    }
    match (form.kind, form.means.get(name)) {
        ("object", Some(means)) => {
            let (key, kind) = means.rsplit_once(' ').unwrap_or((means, "required"));
            let more = match kind {
                "optional" | "tristate" => ", default, skip_serializing_if = \"Option::is_none\"",
                _ => "",
            };
            format!("    #[serde(rename = {key}{more})]\n")
        }
        ("object", None) if form.rest == Some(name) => "    #[serde(flatten)]\n".to_owned(),
        ("string_enum", Some(text)) => format!("    #[serde(rename = {text})]\n"),
        ("string_enum" | "int_enum" | "value_enum", None) if line.contains('(') => {
            "    #[serde(untagged)]\n".to_owned()
        }
        _ => String::new(),
    }
}
