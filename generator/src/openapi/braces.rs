//! Splits a text into the parts inside and outside of braces, and finds unmatched braces.

/// A part of a scanned text.
pub(super) enum Token<'a> {
    /// Text outside of braces, or an unmatched brace.
    Text(&'a str),
    /// The text between a pair of braces.
    Braces(&'a str),
}

/// A scan over a text with names in braces.
pub(super) struct Scan<'a> {
    rest: &'a str,
    /// The first fault of the braces found so far.
    pub fault: Option<&'static str>,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text, fault: None }
    }

    /// Returns the next part of the text: up to a brace, or one pair of braces.
    pub fn next_token(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        if rest.is_empty() {
            return None;
        }
        let Some(at) = rest.find(['{', '}']) else { return Some(self.text(rest.len())) };
        if at > 0 {
            return Some(self.text(at));
        }
        match close(rest) {
            Ok(end) => {
                self.rest = rest.get(end + 1..).unwrap_or_default();
                Some(Token::Braces(rest.get(1..end).unwrap_or_default()))
            }
            Err((fault, length)) => {
                self.fault.get_or_insert(fault);
                Some(self.text(length))
            }
        }
    }

    fn text(&mut self, length: usize) -> Token<'a> {
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        Token::Text(text)
    }
}

/// Returns the position where the brace at the start of a text is closed. The error is the fault and the length of the
/// text that belongs to no pair. Patterns may contain braces themselves.
fn close(text: &str) -> Result<usize, (&'static str, usize)> {
    const UNMATCHED: &str = "unmatched braces; sent as written";
    if text.starts_with('}') {
        return Err((UNMATCHED, 1));
    }
    let (mut depth, mut in_pattern) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            '{' if depth > 0 && !in_pattern => return Err((UNMATCHED, at)),
            '{' => depth += 1,
            '}' => depth -= 1,
            ':' | '<' => in_pattern = true,
            _ => {}
        }
        if depth == 0 {
            return Ok(at);
        }
    }
    Err(("unclosed brace; sent as written", text.len()))
}
