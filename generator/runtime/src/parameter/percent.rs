//! Percent-encoding (RFC 3986): the one place that says which characters stand for themselves.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters: letters, digits, `-`, `.`, `_`, `~`.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Reserved characters that may stand in a path segment without changing the path's shape.
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

/// Reserved characters that may stand in a query. `#` would end the query, `&` the pair, and `+` is read as a space,
/// so these three are encoded even where reserved characters are allowed.
const RESERVED_IN_QUERY: &AsciiSet =
    &RESERVED_IN_PATH.remove(b'/').remove(b'?').remove(b'[').remove(b']').add(b'&').add(b'+');

/// Reserved characters that may stand in a cookie's value (RFC 6265, section 4.1.1): `;` ends the pair, and servers
/// take `,` for an end too.
const RESERVED_IN_COOKIE: &AsciiSet =
    &RESERVED_IN_PATH.remove(b'/').remove(b'?').remove(b'#').remove(b'[').remove(b']').add(b';').add(b',');

/// What cannot stand in a cookie's value (RFC 6265, section 4.1.1). Nothing else is encoded, `%` neither: few servers decode
/// the values of cookies, and most of them were given out by a server, as they are to come back.
const NOT_IN_COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

/// Encodes a name or a value.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// Encodes a value of several segments, keeping the reserved characters that cannot change the path's shape: what stands
/// between slashes is encoded by itself.
pub fn encode_segments(text: &str) -> String {
    let encode = |segment| utf8_percent_encode(segment, RESERVED_IN_PATH).to_string();
    text.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// Encodes a path value as `allowReserved` asks; `/`, `?` and `#` would change the path's shape and are encoded.
pub fn encode_reserved_in_path(text: &str) -> String {
    encode_reserved(text, RESERVED_IN_PATH)
}

/// Encodes a query value as `allowReserved` asks.
pub fn encode_reserved_in_query(text: &str) -> String {
    encode_reserved(text, RESERVED_IN_QUERY)
}

/// Encodes a cookie's value as `allowReserved` asks.
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
