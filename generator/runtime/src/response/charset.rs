//! Decodes and encodes text in UTF-8, UTF-16 and the most common single-byte charsets, by the labels of the WHATWG
//! Encoding Standard.

use serde::de::Error;

/// The byte order marks, each with its charset.
const MARKS: [(&[u8], Charset); 3] = [
    (b"\xEF\xBB\xBF", Charset::Utf8),
    (b"\xFF\xFE", Charset::Utf16 { little: true }),
    (b"\xFE\xFF", Charset::Utf16 { little: false }),
];

/// The characters of windows-1252 at 0x80 to 0x9F, where ISO-8859-1 has control characters.
const WINDOWS: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}',
    '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

/// The characters of ISO-8859-15 that differ from ISO-8859-1.
const LATIN_9: [(u8, char); 8] = [
    (0xA4, '\u{20AC}'),
    (0xA6, '\u{160}'),
    (0xA8, '\u{161}'),
    (0xB4, '\u{17D}'),
    (0xB8, '\u{17E}'),
    (0xBC, '\u{152}'),
    (0xBD, '\u{153}'),
    (0xBE, '\u{178}'),
];

/// A character encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// UTF-16 in either byte order.
    Utf16 {
        /// Whether it is little-endian.
        little: bool,
    },
    /// US-ASCII.
    Ascii,
    /// ISO-8859-1.
    Latin1,
    /// ISO-8859-15.
    Latin9,
    /// windows-1252.
    Windows1252,
}

impl Charset {
    /// The charset of a label, in any letter case; `None` if the label is not supported.
    pub fn of(label: &str) -> Option<Self> {
        Some(match label.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Self::Utf8,
            "us-ascii" | "ascii" => Self::Ascii,
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" => Self::Latin1,
            "iso-8859-15" | "iso8859-15" | "iso_8859-15" | "latin9" | "latin-9" | "l9" => Self::Latin9,
            "windows-1252" | "cp1252" | "cp-1252" | "x-cp1252" => Self::Windows1252,
            "utf-16" | "utf-16le" => Self::Utf16 { little: true },
            "utf-16be" => Self::Utf16 { little: false },
            _ => return None,
        })
    }

    /// The character of a byte in a single-byte charset. As browsers do, it reads ISO-8859-1 and US-ASCII as
    /// windows-1252, because servers that declare the former send the latter.
    fn character(self, byte: u8) -> char {
        let other = LATIN_9.iter().find(|(at, _)| self == Self::Latin9 && *at == byte);
        let other = match (other, byte.checked_sub(0x80)) {
            (Some((_, other)), _) => Some(*other),
            (None, Some(at)) if self != Self::Latin9 => WINDOWS.get(usize::from(at)).copied(),
            _ => None,
        };
        other.unwrap_or_else(|| char::from(byte))
    }

    /// Encodes a text.
    ///
    /// # Errors
    /// The first character that the charset does not contain.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        let units = |to: fn(u16) -> [u8; 2]| Ok(text.encode_utf16().flat_map(to).collect());
        match self {
            Self::Utf8 => Ok(text.as_bytes().to_vec()),
            Self::Utf16 { little: true } => units(u16::to_le_bytes),
            Self::Utf16 { little: false } => units(u16::to_be_bytes),
            _ => text.chars().map(|c| self.byte(c).ok_or(c)).collect(),
        }
    }

    /// The byte of a character in a single-byte charset. Unlike in `character`, ISO-8859-1 is not windows-1252: a
    /// server may decode it strictly.
    fn byte(self, character: char) -> Option<u8> {
        let code = u8::try_from(u32::from(character)).ok();
        match self {
            Self::Ascii => code.filter(u8::is_ascii),
            Self::Latin1 => code,
            _ => (0..=u8::MAX).find(|byte| self.character(*byte) == character),
        }
    }
}

/// Decodes a text by its byte order mark, else in the declared charset, else as UTF-8.
///
/// # Errors
/// The text is invalid in its charset, or the charset is not supported and the text is not plain ASCII.
pub fn decode<E: Error>(bytes: &[u8], label: Option<&str>) -> Result<String, E> {
    let marked = MARKS.iter().find_map(|(mark, charset)| Some((bytes.strip_prefix(*mark)?, *charset)));
    let said = || match label {
        None => Some(Charset::Utf8),
        Some(_) if bytes.is_ascii() && !is_wide(label) => Some(Charset::Utf8),
        Some(label) => Charset::of(label),
    };
    let unknown = || E::custom(format_args!("unsupported charset `{}`", label.unwrap_or_default()));
    let (bytes, charset) = match marked {
        Some(found) => found,
        None => (bytes, said().ok_or_else(unknown)?),
    };
    match charset {
        Charset::Utf8 => std::str::from_utf8(bytes).map(str::to_owned).map_err(E::custom),
        Charset::Utf16 { little } => utf16(bytes, little).ok_or_else(|| E::custom("invalid utf-16 sequence")),
        // Many servers declare US-ASCII and send UTF-8.
        Charset::Ascii if std::str::from_utf8(bytes).is_ok() => {
            Ok(String::from_utf8_lossy(bytes).into_owned())
        }
        charset => Ok(bytes.iter().map(|byte| charset.character(*byte)).collect()),
    }
}

/// Returns true if a text begins with a byte order mark of UTF-16.
pub fn is_marked_utf16(bytes: &[u8]) -> bool {
    MARKS.iter().any(|(mark, charset)| bytes.starts_with(mark) && *charset != Charset::Utf8)
}

/// Returns true for charsets in which ASCII characters may have other bytes than in ASCII.
fn is_wide(label: Option<&str>) -> bool {
    label.is_some_and(|label| label.to_ascii_lowercase().starts_with("utf-"))
}

fn utf16(bytes: &[u8], little: bool) -> Option<String> {
    let units = bytes.chunks(2).map(|pair| {
        let pair = <[u8; 2]>::try_from(pair).ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    });
    String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
}
