//! Names in HTTP.

/// Returns true if a text is a token (RFC 9110, section 5.6.2): the syntax for names of headers, cookies and parts of
/// media types.
pub fn is_token(name: &str) -> bool {
    let special = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || special(byte))
}
