//! Explains why a text is not a JSONPath, in our own words: the parser's messages name grammar rules instead of saying
//! what to write.

use super::path::short;
use crate::base::pointer::Pointer;

/// The message and hint for an invalid query.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Explains what is wrong with a text that could be parsed up to an offset.
pub(super) fn explain(text: &str, offset: usize) -> Fault {
    if !text.starts_with('$') {
        let message = format!("`{}` is not a JSONPath: it must begin with `$`", short(text));
        return Fault { message, hint: Some(format!("begin the target with `$`{}", with_root(text))) };
    }
    let (before, rest) = text.split_at_checked(offset).unwrap_or((text, ""));
    let place = match rest.trim() {
        "" => "unexpected end".to_owned(),
        _ => format!("unexpected `{}`", short(rest)),
    };
    let message = format!("`{}` is not a JSONPath: {place}", short(text));
    Fault { message, hint: advice(text, before, rest) }
}

/// Returns the query that a JSON pointer or a path without its `$` means, for a hint.
fn with_root(text: &str) -> String {
    let text = text.trim();
    let pointer = text.strip_prefix('#').unwrap_or(text);
    let query = match Pointer::parse(pointer).filter(|_| pointer.starts_with('/')) {
        Some(pointer) => pointer.tokens().map(|token| segment(&token)).collect(),
        None if text.starts_with(['.', '[']) => text.to_owned(),
        None if !text.is_empty() => format!(".{text}"),
        None => return String::new(),
    };
    let query = format!("${query}");
    if super::path::parse(&query).is_ok() { format!(": `{}`", short(&query)) } else { String::new() }
}

/// Returns the segment of a query that selects a member.
fn segment(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_plain {
        format!(".{name}")
    } else {
        format!("['{}']", name.replace('\\', r"\\").replace('\'', r"\'"))
    }
}

/// Returns what to write instead, if that can be determined.
fn advice(text: &str, before: &str, rest: &str) -> Option<String> {
    let name = |text: &str| text.split([']', '[', '.', ' ']).next().unwrap_or_default().to_owned();
    let open = unclosed(text);
    let filter = rest.contains('?') || before.contains("[?");
    if open == Some('\'') || open == Some('"') {
        return Some("unclosed quote".to_owned());
    }
    if filter && has_lone_equals(text) {
        return Some("compare with `==` in a filter: `$..parameters[?@.name == 'id']`".to_owned());
    }
    if filter && text.contains("=~") {
        return Some(
            "match a regular expression with `match` or `search` in a filter: `[?search(@.name, 'x')]`"
                .to_owned(),
        );
    }
    if open.is_some() {
        return Some("unclosed bracket or parenthesis".to_owned());
    }
    if let Some(inner) =
        rest.strip_prefix('[').filter(|inner| inner.starts_with(|c: char| is_name(c) || c == '/'))
    {
        return Some(format!("quote names in brackets: `{}`", bracketed(&inner_name(inner))));
    }
    if before.ends_with('.') && !rest.is_empty() {
        return Some(format!("write this name in brackets: `{}`", bracketed(&name(rest))));
    }
    None
}

fn is_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn inner_name(inner: &str) -> String {
    inner.split(']').next().unwrap_or_default().trim().to_owned()
}

fn bracketed(name: &str) -> String {
    format!("['{}']", short(name).replace('\'', r"\'"))
}

/// Returns true if a single `=` is outside of strings.
fn has_lone_equals(text: &str) -> bool {
    let (mut quote, mut previous) = (None, ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '\'' || c == '"' => quote = Some(c),
            None => {
                let is_next = chars.peek().is_some_and(|next| matches!(next, '=' | '~'));
                if c == '=' && !is_next && !matches!(previous, '=' | '!' | '<' | '>') {
                    return true;
                }
            }
        }
        previous = c;
    }
    false
}

/// Returns the innermost quote, bracket or parenthesis that is not closed.
fn unclosed(text: &str) -> Option<char> {
    let (mut stack, mut quote, mut escaped) = (Vec::new(), None, false);
    for c in text.chars() {
        match quote {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '\'' || c == '"' => quote = Some(c),
            None if c == '[' || c == '(' => stack.push(c),
            None if c == ']' || c == ')' => drop(stack.pop()),
            None => {}
        }
    }
    quote.or_else(|| stack.pop())
}
