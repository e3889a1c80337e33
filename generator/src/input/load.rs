//! YAML or JSON text → `serde_json::Value`, order kept. One visitor serves both formats, so that both get the
//! same rules for keys, duplicates and numbers. The only user of serde_yaml besides `diagnostic/locate.rs`.

pub(crate) mod tabs;
mod visitor;

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::Value;

use crate::base::pointer::Path;
use crate::diagnostic::code::{MULTIPLE_DOCUMENTS, SYNTAX, TOO_LARGE};
use crate::diagnostic::{Code, FileId, Files, Location, Report};
use visitor::{Node, State, Syntax};

/// Where and why a text is not a value: line and column count from 1.
struct Refusal {
    code: &'static Code,
    line: usize,
    column: usize,
    message: String,
}

/// Reads a text as JSON, where it begins like JSON and is, and as YAML otherwise.
///
/// What could be read but deserves a word (repeated keys, further documents) is reported as a warning; a text that
/// cannot be read is reported as [`SYNTAX`] or [`TOO_LARGE`] and gives `None`.
pub fn load(files: &Files, id: FileId, report: &mut Report) -> Option<Value> {
    let text = strip_bom(&files.get(id)?.text);
    match parse(text, id, report) {
        Ok(Value::Null) => {
            report.add_with_hint(&SYNTAX, Location::Text(id, 1, 1), "the file is empty", EMPTY);
            None
        }
        Ok(value) => Some(value),
        Err(refusal) => refuse(id, refusal, report),
    }
}

/// What to do about an empty file: `truespec lint` writes one where it has nothing to propose.
const EMPTY: &str = "write a document or an overlay to it, or remove an overlay without corrections";

fn refuse(id: FileId, refusal: Refusal, report: &mut Report) -> Option<Value> {
    report.add(refusal.code, Location::Text(id, refusal.line, refusal.column), refusal.message);
    None
}

/// A byte order mark says nothing in UTF-8, and JSON does not allow it.
pub(crate) fn strip_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Whether a text begins as a JSON document does (YAML in flow style begins so, too).
pub(crate) fn looks_like_json(text: &str) -> bool {
    strip_bom(text).trim_start().starts_with(['{', '['])
}

/// Nothing of a failed attempt at JSON may stay in the report when the text turns out to be YAML.
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
        // A text that is neither was meant as JSON: its braces say so.
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
        // What follows may as well be rubbish, such as a brace too many.
        IgnoredAny::deserialize(second).map_err(|error| Refusal::yaml(text, &error))?;
        let (line, column) = second_document(text);
        let message = "a second YAML document starts here; only the first is read";
        report.add(&MULTIPLE_DOCUMENTS, Location::Text(id, line, column), message);
    }
    Ok(value)
}

/// Where the second document begins: a type it hardly has makes the parser name the place.
fn second_document(text: &str) -> (usize, usize) {
    let second = serde_yaml::Deserializer::from_str(text).nth(1);
    let error = second.and_then(|second| <()>::deserialize(second).err());
    error.and_then(|error| error.location()).map_or((1, 1), |at| (at.line(), at.column()))
}

/// The YAML parser holds each `%TAG` line against all lines before it, and each tag against all of them.
fn too_many_directives(text: &str) -> Option<Refusal> {
    const LIMIT: usize = 32;
    let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    let begins_line =
        |at: usize| text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(breaks));
    let (offset, _) = text.match_indices("%TAG").filter(|(at, _)| begins_line(*at)).nth(LIMIT)?;
    Some(Refusal::limit(text, offset, format!("more than {LIMIT} `%TAG` lines")))
}

/// The YAML scanner looks at every open bracket for each token, before any limit of ours is asked.
fn too_many_brackets(text: &str) -> Option<Refusal> {
    const LIMIT: usize = 5_000;
    // Brackets in prose count as well, and are not always closed: a long text may have many.
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

/// The place of the first character that YAML does not allow; the start of the text if there is none.
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
    /// A limit that the text is beyond at an offset.
    fn limit(text: &str, offset: usize, message: String) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Self { code: &TOO_LARGE, line, column: 1, message }
    }

    /// serde_json counts columns in bytes, and from 0 where a line has just begun.
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
        // The one thing it refuses before any token, and so without a line.
        if message.contains("control characters") {
            let (line, column) = control_character(text);
            return Self { code: &SYNTAX, line, column, message: "character not allowed in YAML".to_owned() };
        }
        let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
        let place = format!(" at line {line} column {column}");
        // The parser's own limits, which have no kind of their own.
        let limits = ["repetition limit exceeded", "recursion limit exceeded"];
        let code = if limits.iter().any(|limit| message.contains(limit)) { &TOO_LARGE } else { &SYNTAX };
        Self { code, line, column, message: message.replacen(&place, "", 1) }
    }
}
