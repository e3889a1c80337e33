//! Escapes characters that have a meaning in Markdown.

/// Escapes each punctuation mark of a line that could have a meaning.
pub(super) fn escape_all(line: &str) -> String {
    escape(line.trim(), |_, c, _| {
        c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '/' | '"' | '\'' | '%')
    })
}

/// Escapes marks within a line, but only where they would have a meaning.
pub(super) fn escape_inline(line: &str) -> String {
    escape(line, |before, c, rest| match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '#' => true,
        // Within a word it is a part of the word.
        '_' => !before.is_some_and(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric),
        '~' => rest.starts_with('~') || before == Some('~'),
        '&' => is_entity(rest),
        _ => false,
    })
}

/// Escapes text of a document's Markdown: brackets and backticks that were text stay text, whatever is next to them.
pub(super) fn escape_source(slice: &str) -> String {
    escape(slice, |_, c, _| matches!(c, '<' | '[' | ']' | '`'))
}

/// Adds a backslash before each character for which the rule returns true. The rule gets the character before it and
/// the text after it.
fn escape(text: &str, rule: impl Fn(Option<char>, char, &str) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    for (at, c) in text.char_indices() {
        if rule(before, c, &text[at + c.len_utf8()..]) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Returns true if the text after an ampersand makes it a character reference.
fn is_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    end.is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}

/// Ensures that a line does not end with an unescaped backslash, which would escape what follows it.
pub(super) fn close_backslash(line: String) -> String {
    let left_over = line.len() - line.trim_end_matches('\\').len();
    if left_over % 2 == 1 { line + "\\" } else { line }
}

/// Returns the length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// Returns true if a line could begin another block than a paragraph, or make the line above a heading by underlining
/// it.
pub(super) fn opens_block(line: &str) -> bool {
    let rest = |marks: &str| line.trim_start_matches(|c| marks.contains(c));
    let is_apart = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    match line.chars().next() {
        Some('>' | '|' | '<') => true,
        Some('#') => is_apart(rest("#")),
        Some('`') => line.starts_with("```"),
        Some('~') => line.starts_with("~~~"),
        Some('=') => rest("=").trim().is_empty(),
        Some('-') => is_apart(&line[1..]) || rest("-").trim().is_empty() || is_rule(line, '-'),
        Some(mark @ ('*' | '_')) => (mark == '*' && is_apart(&line[1..])) || is_rule(line, mark),
        Some('+') => is_apart(&line[1..]),
        Some(c) if c.is_ascii_digit() => list_number_end(line).is_some(),
        _ => false,
    }
}

/// Returns true if a line that begins a block does so even directly below a paragraph.
pub(super) fn interrupts_paragraph(line: &str) -> bool {
    let is_item = line.starts_with(['-', '*', '+']) && line.len() > 2 && !is_rule(line, '-');
    line.starts_with(['#', '>', '`']) || is_item
}

/// Returns true for thematic breaks such as `***` and `_ _ _`.
fn is_rule(line: &str, mark: char) -> bool {
    line.chars().all(|c| c == mark || c == ' ' || c == '\t') && line.matches(mark).count() > 2
}

/// Returns the position of the dot if a line begins like `1. `.
pub(super) fn list_number_end(line: &str) -> Option<usize> {
    let dot = line.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0)?;
    let rest = line[dot..].strip_prefix(['.', ')'])?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(dot)
}
