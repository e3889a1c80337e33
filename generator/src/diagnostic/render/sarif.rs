//! Renders annotations as SARIF 2.1.0, the format of code scanning: one run, with the rules that have results.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::annotation::{Annotation, Rule};
use super::repository::{Artifact, Repository};
use crate::base::digest::fnv_bits;
use crate::diagnostic::Severity;
use crate::text::print::{escape_json, escape_line};

/// The schema of the format.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name of our fingerprint, with its version.
const FINGERPRINT: &str = "truespecPlace/v1";

/// Renders a log with all annotations.
pub fn sarif(annotations: &[Annotation<'_>], repository: &Repository) -> String {
    let mut rules: IndexMap<&str, Rule<'_>> = IndexMap::new();
    for annotation in annotations {
        rules.entry(annotation.rule.id).or_insert(annotation.rule);
    }
    let mut places = BTreeMap::new();
    let results: Vec<Value> = annotations
        .iter()
        .map(|annotation| {
            let rule = rules.get_index_of(annotation.rule.id);
            result(annotation, rule, artifact_uri(annotation, repository), &mut places)
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    escape_json(&format!("{log:#}")) + "\n"
}

fn rule(rule: &Rule<'_>) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": escape_line(rule.title)},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    // SARIF has the same words.
    severity.word()
}

/// Returns the URI reference of the file of an annotation, if it has one.
fn artifact_uri(annotation: &Annotation<'_>, repository: &Repository) -> Option<String> {
    match repository.artifact(annotation.position?.0) {
        Artifact::File(path) => Some(uri(&path)),
        Artifact::Address(address) => Some(address_uri(address)),
        Artifact::Other => None,
    }
}

fn result(
    annotation: &Annotation<'_>,
    rule: Option<usize>,
    uri: Option<String>,
    places: &mut Places,
) -> Value {
    let text = format!("{}\nhelp: {}", escape_line(annotation.message), escape_line(annotation.hint));
    let mut result = json!({
        "ruleId": annotation.rule.id,
        "ruleIndex": rule,
        "level": level(annotation.severity),
        "message": {"text": text},
        "partialFingerprints": {FINGERPRINT: fingerprint(annotation, uri.as_deref(), places)},
    });
    if let Some(reason) = annotation.suppressed {
        let justification = escape_line(reason);
        result["suppressions"] =
            json!([{"kind": "external", "status": "accepted", "justification": justification}]);
    }
    let mut location = json!({});
    if let (Some((_, line, column)), Some(uri)) = (annotation.position, uri) {
        location["physicalLocation"] = json!({
            "artifactLocation": {"uri": uri},
            "region": {"startLine": line, "startColumn": column},
        });
    }
    if let Some(pointer) = annotation.pointer {
        location["logicalLocations"] = json!([{"fullyQualifiedName": escape_line(pointer), "kind": "value"}]);
    }
    if location.as_object().is_some_and(|location| !location.is_empty()) {
        result["locations"] = json!([location]);
    }
    result
}

/// How many results a place has had, by what they are hashed from.
type Places = BTreeMap<u64, usize>;

/// Returns what identifies a result although lines are inserted before it and its message changes: the hash of its rule,
/// file and pointer, and its number among the results that share them.
fn fingerprint(annotation: &Annotation<'_>, uri: Option<&str>, places: &mut Places) -> String {
    let place =
        [annotation.rule.id, uri.unwrap_or_default(), annotation.pointer.unwrap_or_default()].join("\0");
    let hash = fnv_bits(place.as_bytes());
    let number = places.entry(hash).or_default();
    *number += 1;
    format!("{hash:016x}:{number}")
}

/// Writes a path as a URI reference: relative as it is, absolute with its scheme.
fn uri(path: &str) -> String {
    let is_drive = path.get(1..3) == Some(":/");
    let start = match path.starts_with('/') {
        true => "file://",
        false if is_drive => "file:///",
        false => "",
    };
    let mut out = start.to_owned();
    for (index, byte) in path.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            b':' if is_drive && index == 1 => out.push(':'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// Writes an address as a URI: what is no character of one is escaped.
fn address_uri(address: &str) -> String {
    let escaped = |byte: u8| match byte {
        b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => format!("%{byte:02X}"),
        byte if byte.is_ascii_graphic() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    address.bytes().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use serde_json::Value;

    use super::super::annotation::Rule;
    use super::{Annotation, Repository, address_uri, sarif, uri};
    use crate::diagnostic::Severity;

    fn annotation(line: usize, message: &'static str) -> Annotation<'static> {
        let rule = Rule { id: "R1", title: "t", explanation: "e", help: "h", severity: Severity::Note };
        let (severity, position) = (Severity::Warning, Some(("a b.yaml", line, 2)));
        Annotation { rule, severity, message, hint: "h", position, pointer: Some("/a/0"), suppressed: None }
    }

    fn fingerprints(annotations: &[Annotation<'_>]) -> Vec<String> {
        let log: Value = serde_json::from_str(&sarif(annotations, &Repository::default())).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let print =
            |result: &Value| result["partialFingerprints"]["truespecPlace/v1"].as_str().unwrap().to_owned();
        results.iter().map(print).collect()
    }

    /// Neither lines before it nor its words make a result another one; two results of one place are two.
    #[test]
    fn fingerprints_are_of_the_place() {
        let [first, second] = fingerprints(&[annotation(1, "a"), annotation(1, "b")]).try_into().unwrap();
        assert_ne!(first, second);
        assert_eq!(fingerprints(&[annotation(9, "c")]), [first]);
    }

    #[test]
    fn nothing_is_raw() {
        let text = sarif(&[annotation(1, "a\u{1b}[31m\u{202e}\nb")], &Repository::default());
        assert!(!text.contains(['\u{1b}', '\u{202e}']));
        let log: Value = serde_json::from_str(&text).unwrap();
        let message = log["runs"][0]["results"][0]["message"]["text"].as_str().unwrap();
        assert_eq!(message, "a\\u{1b}[31m\\u{202e}\\u{a}b\nhelp: h");
    }

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("specs/a b%#?.yaml"), "specs/a%20b%25%23%3F.yaml");
        assert_eq!(uri("/tmp/ä.yaml"), "file:///tmp/%C3%A4.yaml");
        assert_eq!(uri("C:/x.yaml"), "file:///C:/x.yaml");
        assert_eq!(uri("a:b.yaml"), "a%3Ab.yaml");
        assert_eq!(address_uri("https://a.example/b?c=…#d"), "https://a.example/b?c=%E2%80%A6#d");
    }
}
