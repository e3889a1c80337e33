//! JSON pointers (RFC 6901): the provenance of everything. Every part of the IR and every
//! diagnostic carries one, and positions in the text are recovered from it only when printed.

mod path;

use std::fmt::{self, Write};

pub(crate) use path::Path;

/// Most tokens are shorter than this.
const TOKEN: usize = 24;

/// A JSON pointer in its escaped text form; the root is the empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes the text of a pointer as it is written, without `#`; `None` if it is neither empty nor begins with `/`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.to_owned()))
    }

    /// Takes the fragment of a `$ref` (what follows `#`), percent-decoding it first.
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        Self::parse(&percent_decode(fragment)?)
    }

    /// The pointer to a member or an element of what this one points at.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + TOKEN);
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

    /// The unescaped tokens, outermost first.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = String> + '_ {
        let mut tokens = self.0.split('/');
        tokens.next(); // what stands before the first slash: nothing
        // Few tokens hold anything that is escaped.
        let unescaped = |token: &str| token.replace("~1", "/").replace("~0", "~");
        tokens.map(move |token| if token.contains('~') { unescaped(token) } else { token.to_owned() })
    }

    /// The last token, unescaped; `None` for the root.
    pub fn last(&self) -> Option<String> {
        self.tokens().next_back()
    }

    /// What holds this; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|at| Self(self.0[..at].to_owned()))
    }

    /// What follows `prefix`, if this lies at or below it.
    pub fn strip_prefix(&self, prefix: &Self) -> Option<&str> {
        let rest = self.0.strip_prefix(prefix.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// This pointer followed by the escaped tokens of `rest` (as [`Pointer::strip_prefix`] gives them).
    #[must_use]
    pub fn concat(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0))
    }

    /// The escaped text.
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
    /// The fragment of a `$ref` that [`Pointer::from_fragment`] takes back, with its `#`.
    pub fn to_fragment(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }
}

/// Undoes `%XX`; `None` where the result is not UTF-8 (a lone `%` stays as it is).
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
