//! Names in HTTP.

/// Whether a text is a token (RFC 9110, section 5.6.2): what headers, cookies and the parts of media types are called.
pub fn is_token(name: &str) -> bool {
    let special = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || special(byte))
}
