//! JSON pointers (RFC 6901). Every part of the IR and every diagnostic has one; positions in the text are computed from
//! it only when they are printed.

mod path;

use std::fmt::{self, Write};

pub(crate) use path::Path;

/// Longer than most tokens, to reserve space.
const TYPICAL_TOKEN_LENGTH: usize = 24;

/// A JSON pointer in its escaped text form; the root is the empty string.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the pointer of the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses the text of a pointer, without `#`; `None` if it is neither empty nor begins with `/`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.to_owned()))
    }

    /// Parses the fragment of a `$ref` (the text after `#`), percent-decoding it first.
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        Self::parse(&percent_decode(fragment)?)
    }

    /// Returns the pointer to a member or an element of the value at this pointer.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + TYPICAL_TOKEN_LENGTH);
        text.push_str(&self.0);
        text.push('/');
        let start = text.len();
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{token}");
        if text[start..].contains(['~', '/']) {
            let escaped = text[start..].replace('~', "~0").replace('/', "~1");
            text.replace_range(start.., &escaped);
        }
        Self(text)
    }

    /// [`Pointer::join`] with several tokens in a row.
    #[must_use]
    pub fn join_all<'a>(&self, tokens: impl IntoIterator<Item = &'a str>) -> Self {
        tokens.into_iter().fold(self.clone(), |at, token| at.join(token))
    }

    /// Returns the unescaped tokens, outermost first.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = String> + '_ {
        let mut tokens = self.0.split('/');
        tokens.next(); // what stands before the first slash: nothing
        // Few tokens contain escapes.
        let unescaped = |token: &str| token.replace("~1", "/").replace("~0", "~");
        tokens.map(move |token| if token.contains('~') { unescaped(token) } else { token.to_owned() })
    }

    /// Returns the last token, unescaped; `None` for the root.
    pub fn last(&self) -> Option<String> {
        self.tokens().next_back()
    }

    /// Returns the pointer of the parent; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|at| Self(self.0[..at].to_owned()))
    }

    /// Returns the rest after `prefix`, if this pointer is at or below it.
    pub fn strip_prefix(&self, prefix: &Self) -> Option<&str> {
        let rest = self.0.strip_prefix(prefix.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// Appends the escaped tokens of `rest` (as [`Pointer::strip_prefix`] returns them).
    #[must_use]
    pub fn concat(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0))
    }

    /// Returns the escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Pointer {
    /// Returns the fragment for a `$ref`, with its `#`; [`Pointer::from_fragment`] parses it without the `#`.
    pub fn to_fragment(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }
}

/// Decodes `%XX`; `None` if the result is not UTF-8 (a lone `%` stays as it is).
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}
