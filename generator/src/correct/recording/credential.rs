//! Sees which kinds of credentials a request has. Values are never kept.

use super::SeenCredential;

/// Words in the names of headers, query parameters and cookies that hold credentials.
const WORDS: [&str; 12] = [
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "accesskey",
    "authkey",
    "auth",
    "session",
    "credential",
    "signature",
    "jwt",
];

/// Names that hold credentials although none of the words is in them.
const NAMES: [&str; 5] = ["key", "sid", "sig", "pwd", "code"];

/// Returns true if a name suggests a credential, whatever its case and separators. Tokens of pages are none.
pub(super) fn is_credential_name(name: &str) -> bool {
    const PAGES: [&str; 4] = ["page", "next", "continuation", "sync"];
    let bare: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let pages = PAGES.iter().any(|word| bare.contains(word));
    !pages && (NAMES.contains(&bare.as_str()) || WORDS.iter().any(|word| bare.contains(word)))
}

/// Returns the credentials in the headers of a request.
pub(super) fn of_headers<'h>(headers: impl Iterator<Item = (&'h str, &'h str)>) -> Vec<SeenCredential> {
    let mut seen = Vec::new();
    for (name, value) in headers {
        match name.to_ascii_lowercase().as_str() {
            "authorization" => {
                let scheme = value.split_once(' ').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
                let plain = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
                let other = SeenCredential::Header("authorization".to_owned());
                seen.push(if plain { SeenCredential::Authorization(scheme) } else { other });
            }
            "cookie" => {
                let names = value.split(';').filter_map(|part| Some(part.split_once('=')?.0.trim()));
                let names = names.filter(|name| is_credential_name(name));
                seen.extend(names.map(|name| SeenCredential::Cookie(name.to_owned())));
            }
            "proxy-authorization" | "idempotency-key" => {}
            other if is_credential_name(other) && !other.starts_with("sec-") => {
                seen.push(SeenCredential::Header(other.to_owned()));
            }
            _ => {}
        }
    }
    seen.sort();
    seen.dedup();
    seen
}
