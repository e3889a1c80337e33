//! Path templates: the keys of `paths`, with names in braces. Frameworks and gateways write more in the braces than
//! OpenAPI allows, and publish their documents that way:
//!
//! | in the key | from | means |
//! |---|---|---|
//! | `{name}` | OpenAPI | one segment |
//! | `{+name}` | RFC 6570, section 3.2.3 | one or more segments |
//! | `{name=shelves/*}`, `{name=**}` | `google.api.http` | as many segments as the pattern has |
//! | `{name+}` | AWS API Gateway | one or more segments |
//! | `{*name}`, `{**name}`, `{name*}` | ASP.NET Core, axum and other routers | one or more segments |
//! | `{name:int}`, `{name:[0-9]{3}}` | ASP.NET Core, JAX-RS | one segment that matches the pattern |
//! | `{name<\d+>}`, `{name?}` | Symfony, ASP.NET Core | one segment |
//! | `{name:path}`, `{name:.*}` | Starlette, JAX-RS | one or more segments |
//! | `{?a,b}`, `{&a}` | RFC 6570, sections 3.2.8 and 3.2.9 | query parameters |

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::braces::{Scan, Token};

/// A parsed key of `paths`. `Display` writes the canonical form: `{name}` for one segment, `{+name}` for several, and
/// only the pairs of the query that are always sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The part before the query; it begins with `/`.
    pub path: Vec<Piece>,
    /// The pairs of a query in the key, an addition to OpenAPI.
    pub query: Vec<Vec<Piece>>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Sent as written.
    Text(String),
    /// Replaced by a value.
    Placeholder(Placeholder),
}

/// A name in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The text between the braces.
    pub written: String,
    /// The name of the parameter.
    pub name: String,
    /// The pattern of its values, if the key has one.
    pub pattern: Option<String>,
    /// True if a value may span several segments; its slashes are then not encoded.
    pub spans_segments: bool,
}

/// A segment of a path, as used to match URLs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// This text.
    Literal(String),
    /// One segment, whatever it is.
    One,
    /// One or more segments.
    Several,
}

impl Template {
    /// Parses a key. A fragment only makes keys distinct and is never sent.
    pub fn parse(key: &str) -> Self {
        let pieces = pieces(key.split('#').next().unwrap_or_default());
        let (mut path, query) = split_query(pieces);
        let starts = matches!(path.first(), Some(Piece::Text(text)) if text.starts_with('/'));
        if !starts {
            path.insert(0, Piece::Text("/".to_owned()));
        }
        Self { path: merged(path), query }
    }

    /// Returns the placeholders of the path, each name once.
    pub fn placeholders(&self) -> Vec<&Placeholder> {
        distinct(placeholders(&self.path))
    }

    /// Returns the placeholders of the query, each name once. They are query parameters.
    pub fn query_placeholders(&self) -> Vec<&Placeholder> {
        distinct(self.query.iter().flat_map(|pair| placeholders(pair)))
    }

    /// Returns the key under which the query sends a placeholder: `y` for `y={q}`. `None` if the name is the key.
    pub fn query_key(&self, name: &str) -> Option<&str> {
        self.query.iter().find_map(|pair| match pair.as_slice() {
            [Piece::Text(text), Piece::Placeholder(one)] if one.name == name => text.strip_suffix('='),
            _ => None,
        })
    }

    /// Uses the whole text of a placeholder as its name if a parameter has that name, as in `{id:int}` with a parameter
    /// `id:int`.
    pub fn with_names(mut self, is_declared: impl Fn(&str) -> bool) -> Self {
        for piece in self.path.iter_mut().chain(self.query.iter_mut().flatten()) {
            if let Piece::Placeholder(placeholder) = piece
                && !placeholder.written.starts_with('+')
                && is_declared(&placeholder.written)
                && !is_declared(&placeholder.name)
            {
                placeholder.name.clone_from(&placeholder.written);
            }
        }
        self
    }

    /// Lets placeholders with these names span several segments.
    pub fn with_spans(mut self, spans: impl Fn(&str) -> bool) -> Self {
        for piece in &mut self.path {
            if let Piece::Placeholder(placeholder) = piece {
                placeholder.spans_segments |= spans(&placeholder.name);
            }
        }
        self
    }

    /// Returns the segments of the path.
    pub fn segments(&self) -> Vec<Segment> {
        let mut segments = vec![Segment::Literal(String::new())];
        for piece in &self.path {
            match piece {
                Piece::Text(text) => {
                    let mut parts = text.split('/');
                    extend(&mut segments, parts.next().unwrap_or_default());
                    segments.extend(parts.map(|part| Segment::Literal(part.to_owned())));
                }
                Piece::Placeholder(placeholder) => {
                    let last = segments.pop();
                    let several = placeholder.spans_segments || last == Some(Segment::Several);
                    segments.push(if several { Segment::Several } else { Segment::One });
                }
            }
        }
        segments.retain(|segment| !matches!(segment, Segment::Literal(text) if text.is_empty()));
        segments
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.iter().try_for_each(|piece| write!(f, "{piece}"))?;
        let fixed = self.query.iter().filter(|pair| placeholders(pair).next().is_none());
        for (index, pair) in fixed.enumerate() {
            f.write_str(if index == 0 { "?" } else { "&" })?;
            pair.iter().try_for_each(|piece| write!(f, "{piece}"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write_text(f, text),
            Self::Placeholder(one) if one.spans_segments => write!(f, "{{+{}}}", one.name),
            Self::Placeholder(one) => write!(f, "{{{}}}", one.name),
        }
    }
}

/// Writes a text and percent-encodes the characters that a path or query may not contain (RFC 3986, section 3.3).
fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let bytes = text.as_bytes();
    for (index, character) in text.char_indices() {
        let is_escape =
            || bytes.get(index + 1..index + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if character.is_ascii_alphanumeric()
            || "-._~!$&'()*+,;=:@/?".contains(character)
            || character == '%' && is_escape()
        {
            f.write_char(character)?;
            continue;
        }
        let mut buffer = [0; 4];
        for byte in character.encode_utf8(&mut buffer).bytes() {
            write!(f, "%{byte:02X}")?;
        }
    }
    Ok(())
}

/// Splits any text with names in braces into pieces. An unmatched brace is text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut scan = Scan::new(text);
    while let Some(token) = scan.next_token() {
        found.push(match token {
            Token::Text(text) => Piece::Text(text.to_owned()),
            Token::Braces(written) => Piece::Placeholder(Placeholder::parse(written)),
        });
    }
    merged(found)
}

/// Returns the distinct texts in braces: the variables of a server URL, which are plain names.
pub fn names(text: &str) -> Vec<String> {
    let pieces = pieces(text);
    let mut seen = BTreeSet::new();
    let names = placeholders(&pieces).map(|one| one.written.as_str()).filter(|name| seen.insert(*name));
    names.map(str::to_owned).collect()
}

/// Returns a text with every placeholder written as `{name}`.
pub fn plain(text: &str) -> String {
    let plain = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Placeholder(one) => format!("{{{}}}", one.name),
    };
    pieces(text).iter().map(plain).collect()
}

/// Returns a key that is equal for spellings of the same path: names and needless escapes are ignored, patterns are
/// not.
pub fn identity(key: &str) -> String {
    let mut out = String::new();
    for piece in pieces(key) {
        match piece {
            Piece::Text(text) => unescape(&text, &mut out),
            Piece::Placeholder(one) => out.push_str(&format!("{{{}}}", one.pattern.unwrap_or_default())),
        }
    }
    out
}

/// Returns the first fault of a key of `paths`.
pub fn fault(key: &str) -> Option<String> {
    if !key.starts_with('/') {
        return Some("a path must begin with `/`; sent with one".to_owned());
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut scan = Scan::new(key);
    while let Some(token) = scan.next_token() {
        if let Some(fault) = scan.fault {
            return Some(fault.to_owned());
        }
        let Token::Braces(name) = token else { continue };
        if name.is_empty() {
            return Some("empty braces".to_owned());
        }
        if !seen.insert(name) {
            return Some(format!("`{{{name}}}` appears twice; both get the same value"));
        }
    }
    scan.fault.map(str::to_owned)
}

impl Placeholder {
    fn parse(written: &str) -> Self {
        let (name, pattern) = match written.split_once(['=', ':', '<']) {
            Some((name, pattern)) if !name.is_empty() => (name, Some(pattern)),
            _ => (written, None),
        };
        // An optional parameter of ASP.NET Core is always sent.
        let name = name.strip_suffix('?').filter(|name| !name.is_empty()).unwrap_or(name);
        let greedy = |name: &str| name.starts_with(['+', '*']) || name.ends_with(['+', '*']);
        let bare = name.trim_start_matches(['+', '*']).trim_end_matches(['+', '*']);
        let spans_segments = greedy(name) || pattern.is_some_and(spans_segments);
        let name = if bare.is_empty() { name } else { bare };
        Self {
            written: written.to_owned(),
            name: name.to_owned(),
            pattern: pattern.map(str::to_owned),
            spans_segments,
        }
    }
}

/// Returns true if values that match a pattern may contain a slash.
fn spans_segments(pattern: &str) -> bool {
    let excludes = pattern.contains("[^/");
    pattern == "path" || !excludes && ["/", "**", ".*", ".+"].iter().any(|part| pattern.contains(part))
}

/// Splits pieces at the first `?` outside of braces into the path and the pairs of the query.
fn split_query(pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Vec<Piece>>) {
    let (mut path, mut pairs): (Vec<Piece>, Vec<Vec<Piece>>) = (Vec::new(), Vec::new());
    for piece in pieces {
        let text = match piece {
            Piece::Text(text) => text,
            Piece::Placeholder(one) => {
                match one.written.strip_prefix(['?', '&']) {
                    Some(names) => pairs.extend(names.split(',').map(in_query)),
                    None => pairs.last_mut().unwrap_or(&mut path).push(Piece::Placeholder(one)),
                }
                continue;
            }
        };
        let mut rest = text.as_str();
        if pairs.is_empty() {
            let (before, query) =
                rest.split_once('?').map_or((rest, None), |(path, rest)| (path, Some(rest)));
            path.push(Piece::Text(before.to_owned()));
            let Some(query) = query else { continue };
            pairs.push(Vec::new());
            rest = query;
        }
        for (index, part) in rest.split('&').enumerate() {
            if index > 0 {
                pairs.push(Vec::new());
            }
            if let Some(pair) = pairs.last_mut().filter(|_| !part.is_empty()) {
                pair.push(Piece::Text(part.to_owned()));
            }
        }
    }
    pairs.retain(|pair| !pair.is_empty());
    (path, pairs)
}

/// Returns the query pair for a name in `{?name}`.
fn in_query(name: &str) -> Vec<Piece> {
    vec![Piece::Placeholder(Placeholder::parse(name))]
}

/// Removes empty texts and joins adjacent texts.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (_, Piece::Text(text)) if text.is_empty() => {}
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => merged.push(piece),
        }
    }
    merged
}

fn placeholders(pieces: &[Piece]) -> impl Iterator<Item = &Placeholder> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Placeholder(placeholder) => Some(placeholder),
    })
}

fn distinct<'a>(all: impl Iterator<Item = &'a Placeholder>) -> Vec<&'a Placeholder> {
    let mut seen = BTreeSet::new();
    all.filter(|one| seen.insert(one.name.as_str())).collect()
}

/// Adds text to the last segment.
fn extend(segments: &mut [Segment], text: &str) {
    if let Some(Segment::Literal(last)) = segments.last_mut() {
        last.push_str(text);
    }
}

/// Decodes escapes of characters that need none (RFC 3986, section 2.3).
fn unescape(text: &str, out: &mut String) {
    let mut parts = text.split('%');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let plain = byte.filter(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(byte));
        match (plain, part.get(2..)) {
            (Some(byte), Some(rest)) => {
                out.push(char::from(byte));
                out.push_str(rest);
            }
            _ => {
                out.push('%');
                out.push_str(part);
            }
        }
    }
}
