//! Patterns of documents (ECMA 262) as the expressions of the emitted crates' engine, `regex-lite`: what is written
//! otherwise there is rewritten, what it does not have is refused, with the reason.

use std::iter::Peekable;
use std::str::Chars;

/// What ECMA 262 takes for white space beyond ASCII.
const SPACES: &str = r"\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// Any character that does not end a line.
const NO_LINE_END: &str = r"[^\n\r\x{2028}\x{2029}]";

/// Classes of any character whatever, from behind their bracket: the usual ways around a dot that stops at line ends.
const EVERYTHING: [&str; 6] = [r"\s\S]", r"\S\s]", r"\d\D]", r"\D\d]", r"\w\W]", r"\W\w]"];

/// The expression for a pattern.
///
/// # Errors
/// What of it there is no counterpart for.
pub fn translate(pattern: &str) -> Result<String, String> {
    let mut translation = Translation { rest: pattern.chars().peekable(), out: String::new() };
    translation.whole()?;
    match regex_lite::Regex::new(&translation.out) {
        Ok(_) => Ok(translation.out),
        Err(error) => Err(error.to_string()),
    }
}

struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

impl Translation<'_> {
    fn whole(&mut self) -> Result<(), String> {
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

    /// A group that only groups; what looks around has no counterpart.
    fn group(&mut self) -> Result<(), String> {
        let ahead: String = self.rest.clone().take(3).collect();
        let looks = ["?=", "?!", "?<=", "?<!", "?>"];
        match looks.iter().find(|looks| ahead.starts_with(**looks)) {
            Some(looks) => Err(format!("there is no `({looks}…)`")),
            None => {
                self.out.push('(');
                Ok(())
            }
        }
    }

    /// Whether a brace begins a count: `{2}`, `{2,}`, `{2,5}`. ECMA 262 takes any other for itself.
    fn is_count(&self) -> bool {
        let inside: String = self.rest.clone().take_while(|c| *c != '}').collect();
        let closes = self.rest.clone().any(|c| c == '}');
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
        closes && !least.is_empty() && digits(least) && digits(most)
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

    /// What follows a backslash, outside a class.
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

    /// What may follow a backslash inside a class too.
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
                None => return Err(r"`\c` stands alone".to_owned()),
            },
            Some(c) if c.is_ascii_alphanumeric() => return Err(format!(r"there is no `\{c}`")),
            Some(c) => self.literal(c),
        }
        Ok(())
    }

    /// A character that stands for itself, whatever it means to the engine.
    fn literal(&mut self, c: char) {
        match c.is_ascii_punctuation() && c != '_' {
            true => self.out.push_str(&regex_lite::escape(&c.to_string())),
            false => self.out.push(c),
        }
    }

    fn character(&mut self, code: u32) -> Result<(), String> {
        if char::from_u32(code).is_none() {
            return Err(format!(r"`\u{code:X}` is half a character"));
        }
        self.out.push_str(&format!(r"\x{{{code:X}}}"));
        Ok(())
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<u32, String> {
        let text: String = self.rest.by_ref().take(digits).collect();
        let code = u32::from_str_radix(&text, 16).ok().filter(|_| text.len() == digits);
        code.ok_or_else(|| format!("`{text}` is no hexadecimal number"))
    }

    /// `\u{1F600}`, `\u00E9`, or the two halves of a character beyond 16 bits.
    fn unicode(&mut self) -> Result<(), String> {
        if self.rest.next_if_eq(&'{').is_some() {
            let text: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
            let code = u32::from_str_radix(&text, 16).map_err(|_| format!("`{text}` is no code point"))?;
            return self.character(code);
        }
        let high = self.hexadecimal(4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return self.character(high);
        }
        let next: String = self.rest.by_ref().take(2).collect();
        let low = if next == r"\u" { self.hexadecimal(4)? } else { 0 };
        if !(0xDC00..0xE000).contains(&low) {
            return Err(format!(r"`\u{high:X}` is half a character"));
        }
        self.character(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }

    /// `[…]`: what means something in the engine's classes and nothing in those of ECMA 262 is escaped.
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
                return Err("`[]` is no character at all".to_owned());
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
                // After `\w` a hyphen can begin no range.
                '-' if after_set => self.out.push_str(r"\-"),
                '-' if self.rest.peek() == Some(&'-') => {
                    return Err("`--` in a class is a range to a hyphen".to_owned());
                }
                '[' | '&' | '~' | '^' => self.out.extend(['\\', c]),
                _ => self.out.push(c),
            }
            after_set = false;
        }
        Err("a class does not close".to_owned())
    }

    /// What follows a backslash in a class; whether it is a set of characters.
    fn class_escape(&mut self) -> Result<bool, String> {
        match self.rest.peek().copied() {
            Some('s') => self.out.push_str(&format!(r"\s{SPACES}")),
            Some('S') => return Err(r"there is no `\S` in a class".to_owned()),
            Some('b') => self.out.push_str(r"\x{8}"),
            other => {
                self.escape_anywhere()?;
                return Ok(matches!(other, Some('d' | 'D' | 'w' | 'W')));
            }
        }
        Ok(self.rest.next() == Some('s'))
    }
}
