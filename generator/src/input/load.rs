//! Reads YAML or JSON text into a `serde_json::Value`, keeping the order of keys. One visitor serves both formats, so
//! that both follow the same rules for keys, duplicates and numbers. The only user of serde_yaml besides
//! `diagnostic/locate.rs`.

pub(crate) mod tabs;
mod visitor;

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::Value;

use crate::base::pointer::Path;
use crate::diagnostic::code::{MULTIPLE_DOCUMENTS, SYNTAX, TOO_LARGE};
use crate::diagnostic::{Code, FileId, Files, Location, Report};
use crate::openapi::foreign::{self, Foreign};
use visitor::{Node, State, Syntax};

/// Where and why a text cannot be read; line and column count from 1.
struct Refusal {
    code: &'static Code,
    line: usize,
    column: usize,
    message: String,
}

/// Reads a text as JSON if it begins like JSON and is valid JSON, else as YAML.
///
/// Issues that do not prevent reading (duplicate keys, further documents) are reported as warnings. A text that cannot
/// be read is reported as [`SYNTAX`] or [`TOO_LARGE`] and gives `None`.
pub fn load(files: &Files, id: FileId, report: &mut Report) -> Option<Value> {
    let text = strip_bom(&files.get(id)?.text);
    match parse(text, id, report) {
        Ok(Value::Null) => {
            report.add_with_hint(&SYNTAX, Location::Text(id, 1, 1), "the file is empty", EMPTY);
            None
        }
        Ok(value) => Some(value),
        Err(refusal) => {
            let foreign = Some(text).filter(|_| refusal.code == &SYNTAX).and_then(foreign::of_text);
            match foreign {
                Some(foreign) => report_foreign(id, foreign, report),
                None => report_refusal(id, refusal, report),
            }
            None
        }
    }
}

/// Hint for an empty file: `truespec lint` writes one if it has nothing to propose.
const EMPTY: &str = "write a document or an overlay to it, or remove an overlay without corrections";

/// Reports a text of another format.
fn report_foreign(id: FileId, foreign: Foreign, report: &mut Report) {
    let message = format!("this is {}, neither JSON nor YAML", foreign.what);
    report.add_with_hint(&SYNTAX, Location::Text(id, 1, 1), message, foreign.hint);
}

fn report_refusal(id: FileId, refusal: Refusal, report: &mut Report) {
    report.add(refusal.code, Location::Text(id, refusal.line, refusal.column), refusal.message);
}

/// Removes a byte order mark: it has no meaning in UTF-8, and JSON does not allow it.
pub(crate) fn strip_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Returns true if a text begins like JSON (YAML in flow style does, too).
pub(crate) fn looks_like_json(text: &str) -> bool {
    strip_bom(text).trim_start().starts_with(['{', '['])
}

/// Diagnostics of a failed attempt at JSON are dropped if the text turns out to be YAML.
fn parse(text: &str, id: FileId, report: &mut Report) -> Result<Value, Refusal> {
    if !looks_like_json(text) {
        return yaml(text, id, report);
    }
    let mut tried = Report::default();
    let mut state = State::new(&mut tried, id, Syntax::Json, text);
    match json(text, &mut state) {
        Ok(value) => {
            report.extend(tried);
            Ok(value)
        }
        Err(refusal) if state.exhausted => Err(Refusal { code: &TOO_LARGE, ..refusal }),
        // A text that is neither was meant as JSON, since it begins with a brace or bracket.
        Err(refusal) => yaml(text, id, report).map_err(|_| refusal),
    }
}

fn json(text: &str, state: &mut State<'_>) -> Result<Value, Refusal> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Node { at: &Path::ROOT, state }.deserialize(&mut deserializer);
    value.and_then(|value| deserializer.end().map(|()| value)).map_err(|error| Refusal::json(text, &error))
}

/// A text that is refused for the tabs before its comments is read without them.
fn yaml(text: &str, id: FileId, report: &mut Report) -> Result<Value, Refusal> {
    let mut tried = Report::default();
    let first = yaml_as_it_is(text, id, &mut tried);
    let again = match &first {
        Err(refusal) if refusal.code == &SYNTAX => tabs::spaced(text),
        _ => None,
    };
    let mut tried_again = Report::default();
    let second = again.and_then(|text| yaml_as_it_is(&text, id, &mut tried_again).ok());
    report.extend(if second.is_some() { tried_again } else { tried });
    second.map_or(first, Ok)
}

fn yaml_as_it_is(text: &str, id: FileId, report: &mut Report) -> Result<Value, Refusal> {
    if let Some(refusal) = too_many_directives(text).or_else(|| too_many_brackets(text)) {
        return Err(refusal);
    }
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else { return Ok(Value::Null) };
    let mut state = State::new(report, id, Syntax::Yaml, text);
    let read = Node { at: &Path::ROOT, state: &mut state }.deserialize(first);
    let value = read.map_err(|error| {
        let refusal = Refusal::yaml(text, &error);
        if state.exhausted { Refusal { code: &TOO_LARGE, ..refusal } } else { refusal }
    })?;
    if let Some(second) = documents.next() {
        // The rest may not even be valid, such as an extra brace.
        IgnoredAny::deserialize(second).map_err(|error| Refusal::yaml(text, &error))?;
        let (line, column) = second_document(text);
        let message = "a second YAML document starts here; only the first is read";
        report.add(&MULTIPLE_DOCUMENTS, Location::Text(id, line, column), message);
    }
    Ok(value)
}

/// Returns where the second document begins: deserializing it into a type that it hardly has makes the parser name the
/// position.
fn second_document(text: &str) -> (usize, usize) {
    let second = serde_yaml::Deserializer::from_str(text).nth(1);
    let error = second.and_then(|second| <()>::deserialize(second).err());
    error.and_then(|error| error.location()).map_or((1, 1), |at| (at.line(), at.column()))
}

/// The YAML parser compares each `%TAG` line with all lines before it, and each tag with all of them.
fn too_many_directives(text: &str) -> Option<Refusal> {
    const LIMIT: usize = 32;
    let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    let begins_line =
        |at: usize| text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(breaks));
    let (offset, _) = text.match_indices("%TAG").filter(|(at, _)| begins_line(*at)).nth(LIMIT)?;
    Some(Refusal::limit(text, offset, format!("more than {LIMIT} `%TAG` lines")))
}

/// The YAML scanner visits every open bracket for each token, before any of our own limits applies.
fn too_many_brackets(text: &str) -> Option<Refusal> {
    const LIMIT: usize = 5_000;
    // Brackets in prose count as well and are not always closed: a long text may have many.
    let most = text.len().saturating_mul(128).saturating_add(50_000_000);
    let (mut open, mut looked_at) = (0_usize, 0_usize);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b',' | b':' => {}
            _ => continue,
        }
        looked_at = looked_at.saturating_add(open);
        if open > LIMIT || looked_at > most {
            let message = match open > LIMIT {
                true => format!("more than {LIMIT} open brackets"),
                false => "too many brackets are open across too much of the text".to_owned(),
            };
            return Some(Refusal::limit(text, offset, message));
        }
    }
    None
}

/// Returns the position of the first character that YAML does not allow; the start of the text if there is none.
fn control_character(text: &str) -> (usize, usize) {
    let refused = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        c => c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    let before = text.find(refused).and_then(|at| text.get(..at)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    (line, before.chars().rev().take_while(|&c| c != '\n').count() + 1)
}

impl Refusal {
    /// Creates a refusal for a limit that the text exceeds at an offset.
    fn limit(text: &str, offset: usize, message: String) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Self { code: &TOO_LARGE, line, column: 1, message }
    }

    /// Converts an error of serde_json, which counts columns in bytes, and from 0 at the start of a line.
    fn json(text: &str, error: &serde_json::Error) -> Self {
        let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        let before = line.get(..error.column()).map_or(error.column(), |before| before.chars().count());
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
        Self { code: &SYNTAX, line: error.line().max(1), column: before.max(1), message }
    }

    fn yaml(text: &str, error: &serde_yaml::Error) -> Self {
        let message = error.to_string();
        // The only error before any token, and so without a line.
        if message.contains("control characters") {
            let (line, column) = control_character(text);
            return Self { code: &SYNTAX, line, column, message: "character not allowed in YAML".to_owned() };
        }
        let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
        let place = format!(" at line {line} column {column}");
        // The parser's own limits, which have no error kind.
        let limits = ["repetition limit exceeded", "recursion limit exceeded"];
        let code = if limits.iter().any(|limit| message.contains(limit)) { &TOO_LARGE } else { &SYNTAX };
        Self { code, line, column, message: message.replacen(&place, "", 1) }
    }
}
