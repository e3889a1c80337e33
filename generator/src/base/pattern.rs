//! Translates patterns of documents (ECMA 262) to expressions of the emitted crates' engine, `regex-lite`. Different
//! syntax is rewritten; unsupported syntax is rejected, with the reason.

use std::iter::Peekable;
use std::str::Chars;

/// White space beyond ASCII in ECMA 262.
const SPACES: &str = r"\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// Any character except line ends.
const NO_LINE_END: &str = r"[^\n\r\x{2028}\x{2029}]";

/// Classes that match any character, without their `[`: the usual workaround for a dot that does not match line ends.
const EVERYTHING: [&str; 6] = [r"\s\S]", r"\S\s]", r"\d\D]", r"\D\d]", r"\w\W]", r"\W\w]"];

/// The longest pattern that is translated, in bytes.
const MAX_PATTERN_BYTES: usize = 4_096;

/// The most characters of a pattern, each counted as often as it is repeated.
const MAX_REPEATED: u64 = 70_000;

/// The same limit for counts within counts.
const MAX_NESTED: u64 = 4_096;

/// Translates a pattern.
///
/// # Errors
/// Returns the reason if a part of the pattern has no equivalent.
pub fn translate(pattern: &str) -> Result<String, String> {
    if pattern.len() > MAX_PATTERN_BYTES {
        return Err(format!("it has more than {MAX_PATTERN_BYTES} bytes"));
    }
    let size = expanded_size(pattern, 1);
    if size.characters > MAX_REPEATED || (size.nested && size.characters > MAX_NESTED) {
        return Err("its repetition counts are too large".to_owned());
    }
    let mut translation = Translation { rest: pattern.chars().peekable(), out: String::new() };
    translation.translate_all()?;
    match regex_lite::Regex::new(&translation.out) {
        Ok(_) => Ok(translation.out),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether a pattern matches a text; none where it cannot be translated.
pub fn matches(pattern: &str, text: &str) -> Option<bool> {
    let translated = translate(pattern).ok()?;
    Some(regex_lite::Regex::new(&translated).ok()?.is_match(text))
}

/// How large a pattern is with its counts written out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expanded {
    /// Characters and classes, each as often as it is repeated.
    pub characters: u64,
    /// True if a count repeats a count.
    pub nested: bool,
}

/// A group while it is parsed: the size before its last part and of that part, and whether they have counts.
#[derive(Default)]
struct Part {
    before: u64,
    last: u64,
    counts: bool,
    last_counts: bool,
}

impl Part {
    fn add(&mut self, size: u64, counts: bool) {
        self.before = self.before.saturating_add(self.last);
        self.counts |= self.last_counts;
        (self.last, self.last_counts) = (size, counts);
    }
}

/// Measures a pattern with its counts written out, in one pass. Anything that is more than a few ranges of characters
/// counts as `wide`.
pub(crate) fn expanded_size(pattern: &str, wide: u64) -> Expanded {
    let (mut open, mut part, mut nested) = (Vec::new(), Part::default(), false);
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                let plain = rest.next().is_none_or(|c| !c.is_ascii_alphabetic());
                part.add(if plain { 1 } else { wide }, false);
            }
            '[' => part.add(if skip_class(&mut rest) { 1 } else { wide }, false),
            '.' => part.add(wide, false),
            '(' => open.push(std::mem::take(&mut part)),
            ')' => {
                part.add(1, false);
                let (size, counts) = (part.before.saturating_add(1), part.counts);
                part = open.pop().unwrap_or_default();
                part.add(size, counts);
            }
            '{' => match count(rest.as_str()) {
                Some(times) => {
                    nested |= part.last_counts && times > 1;
                    part.last = part.last.saturating_mul(times.max(1));
                    part.last_counts |= times > 1;
                }
                None => part.add(1, false),
            },
            _ => part.add(1, false),
        }
    }
    let all = open.into_iter().chain([part]).map(|part| part.before.saturating_add(part.last));
    Expanded { characters: all.fold(0, u64::saturating_add), nested }
}

/// Skips a class; returns true if it is a plain list of ASCII characters.
fn skip_class(rest: &mut Chars<'_>) -> bool {
    let mut plain = !rest.as_str().starts_with('^');
    while let Some(c) = rest.next() {
        plain &= c.is_ascii() && c != '\\';
        match c {
            ']' => break,
            '\\' => _ = rest.next(),
            _ => {}
        }
    }
    plain
}

/// Returns how often a count repeats at most, from the text after its brace: `{2}`, `{2,}`, `{2,5}`. In ECMA 262 any
/// other brace is a literal.
fn count(rest: &str) -> Option<u64> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (least, rest) = rest.split_at(digits(rest));
    let (most, rest) = match rest.strip_prefix(',') {
        Some(rest) => rest.split_at(digits(rest)),
        None => ("", rest),
    };
    let number = |text: &str| if text.is_empty() { 0 } else { text.parse().unwrap_or(u64::MAX) };
    (!least.is_empty() && rest.starts_with('}')).then(|| number(least).max(number(most)))
}

struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

impl Translation<'_> {
    fn translate_all(&mut self) -> Result<(), String> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' => self.out.push_str(NO_LINE_END),
                '{' if !self.is_count() => self.out.push_str(r"\{"),
                '{' => self.count(),
                '}' | ']' => self.out.extend(['\\', c]),
                _ => self.out.push(c),
            }
        }
        Ok(())
    }

    /// Translates the start of a group; look-around is not supported.
    fn group(&mut self) -> Result<(), String> {
        let ahead: String = self.rest.clone().take(3).collect();
        let looks = ["?=", "?!", "?<=", "?<!", "?>"];
        match looks.iter().find(|looks| ahead.starts_with(**looks)) {
            Some(looks) => Err(format!("`({looks}…)` is not supported")),
            None => {
                self.out.push('(');
                Ok(())
            }
        }
    }

    /// Returns true if a brace begins a count; reads no further than a count can extend.
    fn is_count(&self) -> bool {
        let mut rest = self.rest.clone();
        let mut digits = || std::iter::from_fn(|| rest.next_if(char::is_ascii_digit)).count();
        if digits() == 0 {
            return false;
        }
        if rest.next_if_eq(&',').is_some() {
            while rest.next_if(char::is_ascii_digit).is_some() {}
        }
        rest.next() == Some('}')
    }

    fn count(&mut self) {
        self.out.push('{');
        for c in self.rest.by_ref() {
            self.out.push(c);
            if c == '}' {
                break;
            }
        }
    }

    /// Translates an escape outside a class.
    fn escape(&mut self) -> Result<(), String> {
        match self.rest.peek().copied() {
            Some('s') => self.out.push_str(&format!(r"[\s{SPACES}]")),
            Some('S') => self.out.push_str(&format!(r"[^\s{SPACES}]")),
            Some('b' | 'B') => {
                self.out.push('\\');
                self.out.extend(self.rest.peek());
            }
            _ => return self.escape_anywhere(),
        }
        self.rest.next();
        Ok(())
    }

    /// Translates an escape that is also valid inside a class.
    fn escape_anywhere(&mut self) -> Result<(), String> {
        match self.rest.next() {
            None => return Err("it ends with a backslash".to_owned()),
            Some(c @ ('d' | 'D' | 'w' | 'W' | 't' | 'n' | 'r' | 'f' | 'v')) => self.out.extend(['\\', c]),
            Some('0') if !self.rest.peek().is_some_and(char::is_ascii_digit) => self.out.push_str(r"\x{0}"),
            Some('x') => {
                let code = self.hexadecimal(2)?;
                self.character(code)?;
            }
            Some('u') => self.unicode()?,
            Some('c') => match self.rest.next().filter(char::is_ascii_alphabetic) {
                Some(letter) => self.character(u32::from(letter) % 32)?,
                None => return Err(r"`\c` is not followed by a letter".to_owned()),
            },
            Some(c) if c.is_ascii_alphanumeric() => return Err(format!(r"`\{c}` is not supported")),
            Some(c) => self.literal(c),
        }
        Ok(())
    }

    /// Writes a literal character, escaped if it has a meaning for the engine.
    fn literal(&mut self, c: char) {
        match c.is_ascii_punctuation() && c != '_' {
            true => self.out.push_str(&regex_lite::escape(&c.to_string())),
            false => self.out.push(c),
        }
    }

    fn character(&mut self, code: u32) -> Result<(), String> {
        if char::from_u32(code).is_none() {
            return Err(format!(r"`\u{code:X}` is an unpaired surrogate"));
        }
        self.out.push_str(&format!(r"\x{{{code:X}}}"));
        Ok(())
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<u32, String> {
        let text: String = self.rest.by_ref().take(digits).collect();
        let code = u32::from_str_radix(&text, 16).ok().filter(|_| text.len() == digits);
        code.ok_or_else(|| format!("`{text}` is not a hexadecimal number"))
    }

    /// Translates `\u{1F600}`, `\u00E9`, or a surrogate pair.
    fn unicode(&mut self) -> Result<(), String> {
        if self.rest.next_if_eq(&'{').is_some() {
            let text: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
            let code = u32::from_str_radix(&text, 16).map_err(|_| format!("`{text}` is not a code point"))?;
            return self.character(code);
        }
        let high = self.hexadecimal(4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return self.character(high);
        }
        let next: String = self.rest.by_ref().take(2).collect();
        let low = if next == r"\u" { self.hexadecimal(4)? } else { 0 };
        if !(0xDC00..0xE000).contains(&low) {
            return Err(format!(r"`\u{high:X}` is an unpaired surrogate"));
        }
        self.character(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }

    /// Translates `[…]`: characters with a meaning only in the engine's classes are escaped.
    fn class(&mut self) -> Result<(), String> {
        let ahead: String = self.rest.clone().take(5).collect();
        if EVERYTHING.contains(&ahead.as_str()) {
            self.rest.nth(4);
            self.out.push_str(r"(?s:.)");
            return Ok(());
        }
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.peek() == Some(&']') {
            self.rest.next();
            // `[^]` is any character, `[]` is none.
            if !negated {
                return Err("`[]` matches no character".to_owned());
            }
            self.out.push_str(r"(?s:.)");
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        let mut after_set = false;
        while let Some(c) = self.rest.next() {
            match c {
                ']' => {
                    self.out.push(']');
                    return Ok(());
                }
                '\\' => {
                    after_set = self.class_escape()?;
                    continue;
                }
                // After `\w` a hyphen cannot begin a range.
                '-' if after_set => self.out.push_str(r"\-"),
                '-' if self.rest.peek() == Some(&'-') => {
                    return Err("`--` in a class is a range that ends with a hyphen".to_owned());
                }
                '[' | '&' | '~' | '^' => self.out.extend(['\\', c]),
                _ => self.out.push(c),
            }
            after_set = false;
        }
        Err("unclosed class".to_owned())
    }

    /// Translates an escape in a class; returns true if it is a set of characters.
    fn class_escape(&mut self) -> Result<bool, String> {
        match self.rest.peek().copied() {
            Some('s') => self.out.push_str(&format!(r"\s{SPACES}")),
            Some('S') => return Err(r"`\S` is not supported in a class".to_owned()),
            Some('b') => self.out.push_str(r"\x{8}"),
            other => {
                self.escape_anywhere()?;
                return Ok(matches!(other, Some('d' | 'D' | 'w' | 'W')));
            }
        }
        Ok(self.rest.next() == Some('s'))
    }
}
