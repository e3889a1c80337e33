//! Percent-encoding (RFC 3986). Only this file defines which characters are not encoded.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All characters except the unreserved ones: letters, digits, `-`, `.`, `_`, `~`.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Keeps reserved characters that are allowed in a path segment and do not change the structure of the path.
const RESERVED_IN_PATH: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Keeps reserved characters that are allowed in a query. `#` would end the query, `&` the pair, and `+` is read as a
/// space, so these three are encoded even where reserved characters are allowed.
const RESERVED_IN_QUERY: &AsciiSet =
    &RESERVED_IN_PATH.remove(b'/').remove(b'?').remove(b'[').remove(b']').add(b'&').add(b'+');

/// Keeps reserved characters that are allowed in a cookie value (RFC 6265, section 4.1.1): `;` ends the pair, and some
/// servers treat `,` as an end too.
const RESERVED_IN_COOKIE: &AsciiSet =
    &RESERVED_IN_PATH.remove(b'/').remove(b'?').remove(b'#').remove(b'[').remove(b']').add(b';').add(b',');

/// What cannot stand in a cookie's value (RFC 6265, section 4.1.1). Nothing else is encoded, `%` neither: few servers decode
/// the values of cookies, and most of them were given out by a server, as they are to come back. `&` separates the pairs of an
/// exploded value, where servers that know the style split.
const NOT_IN_COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'&').add(b',').add(b';').add(b'\\');

/// Encodes a name or a value.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// Encodes a value of several segments. Each segment is encoded separately; reserved characters that do not change the
/// structure of the path are kept.
pub fn encode_segments(text: &str) -> String {
    let encode = |segment| utf8_percent_encode(segment, RESERVED_IN_PATH).to_string();
    text.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// Encodes a path value with `allowReserved`. `/`, `?` and `#` would change the structure of the path and are encoded.
pub fn encode_reserved_in_path(text: &str) -> String {
    encode_reserved(text, RESERVED_IN_PATH)
}

/// Encodes a query value with `allowReserved`.
pub fn encode_reserved_in_query(text: &str) -> String {
    encode_reserved(text, RESERVED_IN_QUERY)
}

/// Encodes a cookie value with `allowReserved`.
pub fn encode_reserved_in_cookie(text: &str) -> String {
    encode_reserved(text, RESERVED_IN_COOKIE)
}

/// Encodes what cannot stand in a cookie's value.
pub fn encode_in_cookie(text: &str) -> String {
    utf8_percent_encode(text, NOT_IN_COOKIE).to_string()
}

/// Reserved characters and what is percent-encoded already stay (RFC 6570, section 3.2.3).
fn encode_reserved(text: &str, encode: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (i, piece) in text.split('%').enumerate() {
        if i > 0 {
            encoded.push_str(if is_hex_pair(piece) { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(piece, encode));
    }
    encoded
}

fn is_hex_pair(text: &str) -> bool {
    text.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2
}
