//! Patterns with `*` and `**`.

/// A part of a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    /// This character.
    Literal(char),
    /// `*`: any characters but `/`.
    Segment,
    /// `**`: any characters.
    Any,
    /// `/**`: nothing, or `/` and any characters.
    Below,
}

/// Returns true if a pattern matches a whole text. The steps are bounded by the product of both lengths.
pub fn matches(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut at = vec![false; text.len() + 1];
    at[0] = true;
    for token in tokens(pattern) {
        at = advance(token, &at, &text);
    }
    at.last() == Some(&true)
}

/// Returns the positions of a text that are reached from others by a token.
fn advance(token: Token, at: &[bool], text: &[char]) -> Vec<bool> {
    let mut next = vec![false; at.len()];
    // Whether a wildcard that began further left still goes on here.
    let mut goes_on = false;
    for position in 0..at.len() {
        let character = text.get(position).copied();
        match token {
            Token::Literal(wanted) => {
                if at[position] && character == Some(wanted) {
                    next[position + 1] = true;
                }
            }
            Token::Segment | Token::Any => {
                goes_on |= at[position];
                next[position] |= goes_on;
                goes_on &= token == Token::Any || character != Some('/');
            }
            Token::Below => {
                next[position] |= at[position] || goes_on;
                goes_on |= at[position] && character == Some('/');
            }
        }
    }
    next
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let is_segment = |after: &str| after.is_empty() || after.starts_with('/');
        let below = rest.strip_prefix("/**").filter(|after| is_segment(after));
        let (token, after) = match (below, rest.strip_prefix("**"), rest.strip_prefix('*')) {
            (Some(after), ..) => (Token::Below, after),
            (None, Some(after), _) => (Token::Any, after),
            (None, None, Some(after)) => (Token::Segment, after),
            (None, None, None) => (Token::Literal(first), rest.get(first.len_utf8()..).unwrap_or_default()),
        };
        tokens.push(token);
        rest = after;
    }
    tokens
}
