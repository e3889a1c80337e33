//! Characters that mean something in Markdown, as text.

/// A line of which nothing means anything: each punctuation mark that could is escaped.
pub(super) fn every(line: &str) -> String {
    escape(line.trim(), |_, c, _| {
        c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '/' | '"' | '\'' | '%')
    })
}

/// The same, within a line, but only where a mark would mean something there.
pub(super) fn text(line: &str) -> String {
    escape(line, |before, c, rest| match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '#' => true,
        // Within a word it is a part of the word.
        '_' => !before.is_some_and(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric),
        '~' => rest.starts_with('~') || before == Some('~'),
        '&' => is_entity(rest),
        _ => false,
    })
}

/// Text of a document's Markdown: brackets and backticks that were text stay text, whatever stands beside them.
pub(super) fn of_source(slice: &str) -> String {
    escape(slice, |_, c, _| matches!(c, '<' | '[' | ']' | '`'))
}

/// With a backslash before each character that a rule asks one for; the rule sees what stands before and after it.
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

/// Whether what follows an ampersand makes a character of it.
fn is_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    end.is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}

/// A line at whose end no backslash is left over for what comes after it.
pub(super) fn closed(line: String) -> String {
    let left_over = line.len() - line.trim_end_matches('\\').len();
    if left_over % 2 == 1 { line + "\\" } else { line }
}

/// How many backticks stand in a row at most.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// Whether a line could begin something else than a paragraph, or end one by underlining it.
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
        Some(c) if c.is_ascii_digit() => numbered(line).is_some(),
        _ => false,
    }
}

/// Whether a line that begins a block does so right below a paragraph, too.
pub(super) fn interrupts(line: &str) -> bool {
    let is_item = line.starts_with(['-', '*', '+']) && line.len() > 2 && !is_rule(line, '-');
    line.starts_with(['#', '>', '`']) || is_item
}

/// `***`, `_ _ _`
fn is_rule(line: &str, mark: char) -> bool {
    line.chars().all(|c| c == mark || c == ' ' || c == '\t') && line.matches(mark).count() > 2
}

/// Where the dot of `1. ` is, if a line begins so.
pub(super) fn numbered(line: &str) -> Option<usize> {
    let dot = line.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0)?;
    let rest = line[dot..].strip_prefix(['.', ')'])?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(dot)
}
