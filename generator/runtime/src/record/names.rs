//! Which names hold credentials, in what is recorded: those that a document declares, and those that look like it.

use std::collections::BTreeSet;

/// Recognises the names of headers, parameters, cookies and members that hold credentials.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// Names that the document declares, in lower case.
    declared: BTreeSet<String>,
}

/// Words of a name, any of which makes it a secret.
const WORDS: [&str; 25] = [
    "accesskey",
    "apikey",
    "assertion",
    "auth",
    "authorization",
    "bearer",
    "cookie",
    "credential",
    "credentials",
    "cvc",
    "cvv",
    "jwt",
    "otp",
    "passphrase",
    "passwd",
    "password",
    "pin",
    "pwd",
    "secret",
    "secrets",
    "sessionid",
    "sig",
    "signature",
    "ssn",
    "token",
];

/// Pairs of words that follow each other in the name of a secret.
const PAIRS: [(&str, &str); 12] = [
    ("access", "key"),
    ("account", "key"),
    ("api", "key"),
    ("app", "key"),
    ("auth", "key"),
    ("client", "key"),
    ("private", "key"),
    ("secret", "key"),
    ("session", "id"),
    ("session", "key"),
    ("subscription", "key"),
    ("x", "key"),
];

/// Endings of words that were written together: `accesstoken`, `clientsecret`.
const ENDINGS: [&str; 6] = ["token", "secret", "password", "apikey", "passphrase", "credential"];

/// Names that have such a word and hold no secret.
const HARMLESS: [&str; 10] = [
    "author",
    "auth_type",
    "completion_tokens",
    "max_token",
    "next_page_token",
    "next_token",
    "nextpagetoken",
    "page_token",
    "pagetoken",
    "token_type",
];

/// Names that only a whole name is: too short or too common as a word of others.
const WHOLE: [&str; 8] =
    ["key", "sid", "pass", "code_verifier", "refresh", "phpsessid", "jsessionid", "sessid"];

impl Secrets {
    /// Adds names that are those of credentials, whatever they look like.
    pub fn declare<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        self.declared.extend(names.into_iter().map(str::to_lowercase));
    }

    /// Returns true if the value of a query parameter, a member or a field of this name may be a credential.
    pub fn holds(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        if self.declared.contains(&lower) {
            return true;
        }
        let words = words(name);
        let joined = words.join("_");
        if HARMLESS.contains(&joined.as_str()) {
            return false;
        }
        let pair =
            |pair: &[String]| matches!(pair, [one, two] if PAIRS.contains(&(one.as_str(), two.as_str())));
        WHOLE.contains(&joined.as_str())
            || words.iter().any(|word| WORDS.contains(&word.as_str()))
            || words.iter().any(|word| ENDINGS.iter().any(|ending| word.ends_with(ending)))
            || words.windows(2).any(pair)
    }

    /// Returns true if the value of a header of this name may be a credential.
    pub fn in_header(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        const HEADERS: [&str; 2] = ["authentication-info", "x-amz-security-token"];
        HEADERS.contains(&name.as_str()) || (name != "www-authenticate" && self.holds(&name))
    }

    /// Returns true if a cookie of this name may be a credential.
    pub fn in_cookie(&self, name: &str) -> bool {
        self.holds(name) || ["sess", "sid", "login"].iter().any(|part| name.to_lowercase().contains(part))
    }
}

/// Splits a name at signs and where a capital begins a word, in lower case: `X-Api-Key`, `apiKey`, `api_key`.
pub fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for sign in name.chars() {
        let begins = !sign.is_alphanumeric() || (sign.is_uppercase() && before.is_lowercase());
        if begins && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| sign.is_alphanumeric()) {
            word.extend(sign.to_lowercase());
        }
        before = sign;
    }
    words.retain(|word| !word.is_empty());
    words
}
