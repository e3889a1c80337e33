//! Where in a JSON text decoding failed: from the line and column that serde_json knows to a JSON pointer (RFC 6901)
//! and a short excerpt. Only ever run on a failure.

/// A place in a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The JSON pointer of the value that did not decode; empty for the whole text.
    pub pointer: String,
    /// The text around it, at most about 60 characters.
    pub excerpt: String,
}

/// Finds the place that an error of serde_json names; one without a position is about the whole text.
pub fn find(text: &[u8], error: &serde_json::Error) -> Place {
    let end = offset(text, error.line(), error.column());
    let mut scan = Scan { text, at: 0, stack: Vec::new() };
    let pointer = if error.line() == 0 { String::new() } else { scan.pointer_at(end.saturating_sub(1)) };
    Place { pointer, excerpt: excerpt(text, end) }
}

/// How many bytes of the text come before line and column, which both count from 1.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (before + column).min(text.len())
}

/// About 60 characters that end a little after `end`, on one line.
pub fn excerpt(text: &[u8], end: usize) -> String {
    let start = end.saturating_sub(40);
    let stop = (start + 60).min(text.len());
    let piece = String::from_utf8_lossy(text.get(start..stop).unwrap_or_default());
    let piece = piece.trim_matches(char::REPLACEMENT_CHARACTER);
    let flat: String = piece.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (before, after) = (if start > 0 { "…" } else { "" }, if stop < text.len() { "…" } else { "" });
    format!("{before}{flat}{after}")
}

/// An array or object that the scan is in, and where in it.
enum Inside {
    Array(usize),
    Object(Option<String>),
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    stack: Vec<Inside>,
}

impl Scan<'_> {
    /// The pointer of the value whose text holds the byte at `target`.
    fn pointer_at(&mut self, target: usize) -> String {
        while let Some(byte) = self.text.get(self.at).copied() {
            let start = self.at;
            let token = self.token_end(byte);
            let hit = token > target && !byte.is_ascii_whitespace();
            if hit && matches!(byte, b'{' | b'[' | b'"') && self.reading_value() {
                break;
            }
            self.step(byte, start, token);
            if hit {
                break;
            }
            self.at = token;
        }
        self.pointer()
    }

    /// Where the token that begins here ends.
    fn token_end(&self, first: u8) -> usize {
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let more = match first {
            b'"' => string_end(rest),
            b'{' | b'}' | b'[' | b']' | b':' | b',' => 0,
            byte if byte.is_ascii_whitespace() => 0,
            _ => rest.iter().position(|byte| b" \t\r\n,:]}[{\"".contains(byte)).unwrap_or(rest.len()),
        };
        self.at + 1 + more
    }

    /// Whether a value comes next, rather than a key.
    fn reading_value(&self) -> bool {
        !matches!(self.stack.last(), Some(Inside::Object(None)))
    }

    fn step(&mut self, byte: u8, start: usize, end: usize) {
        match (byte, self.stack.last_mut()) {
            (b'{', _) => self.stack.push(Inside::Object(None)),
            (b'[', _) => self.stack.push(Inside::Array(0)),
            (b'}' | b']', _) => {
                self.stack.pop();
            }
            (b',', Some(Inside::Array(index))) => *index += 1,
            (b',', Some(Inside::Object(key))) => *key = None,
            (b'"', Some(Inside::Object(key @ None))) => {
                let raw = self.text.get(start..end).unwrap_or_default();
                *key = serde_json::from_slice(raw).ok();
            }
            _ => {}
        }
    }

    fn pointer(&self) -> String {
        let segment = |inside: &Inside| match inside {
            Inside::Array(index) => format!("/{index}"),
            Inside::Object(Some(key)) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Inside::Object(None) => String::new(),
        };
        self.stack.iter().map(segment).collect()
    }
}

/// How many bytes a string takes after its opening quote.
fn string_end(rest: &[u8]) -> usize {
    let mut escaped = false;
    for (i, byte) in rest.iter().enumerate() {
        match byte {
            b'"' if !escaped => return i + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}
