//! Which names and texts may be shown, and which are data of somebody.

/// The longest name that is shown.
const MAX_NAME: usize = 40;

/// Beginnings of keys that services hand out.
const KEY_PREFIXES: [&str; 10] = ["sk_", "sk-", "pk_", "rk_", "eyj", "ghp_", "gho_", "xox", "akia", "bearer"];

/// Words in the names of members whose values are never shown.
const PRIVATE: [&str; 12] = [
    "token",
    "secret",
    "key",
    "password",
    "auth",
    "cookie",
    "session",
    "credential",
    "email",
    "phone",
    "name",
    "address",
];

/// Returns true if the key of an object looks like an id, an e-mail address, a number, a date or a secret rather than
/// the name of a member.
pub(crate) fn looks_like_data(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let begins =
        |prefix: &&str| key.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    key.is_empty()
        || key.len() > MAX_NAME
        || digits > 3
        || digits == key.len()
        || key.chars().skip(1).any(|c| c == '@')
        || key.chars().any(|c| c.is_whitespace() || c.is_control() || "/\\%=+?&#\"'<>{}()[]|,;!*".contains(c))
        || KEY_PREFIXES.iter().any(begins)
        || is_jumbled(key)
}

/// Returns true for a long run of letters without vowels or with digits between letters, as random ids have them.
fn is_jumbled(key: &str) -> bool {
    key.split(['_', '-', '.', ':']).any(|part| {
        let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
        let vowels = part.bytes().filter(|byte| b"aeiouyAEIOUY".contains(byte)).count();
        let changes = part
            .as_bytes()
            .windows(2)
            .filter(|pair| matches!(pair, [a, b] if a.is_ascii_digit() != b.is_ascii_digit()))
            .count();
        (letters >= 8 && vowels * 7 < letters) || changes >= 3
    })
}

/// Returns true if a name that no document declares may be shown: it reads like the name of a member.
pub(crate) fn is_plain_name(name: &str) -> bool {
    reads_like_name(name) && !looks_like_data(name)
}

/// Returns true if a text has the characters of a name.
pub(crate) fn reads_like_name(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || "_$@".contains(c));
    starts && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_$@.:-".contains(&byte))
}

/// Returns true if a text may be shown as a literal: a word as enumerations have them, in a member whose name does not
/// suggest something private.
pub(crate) fn is_plain_word(text: &str, member: &str) -> bool {
    let lower = member.to_lowercase();
    let word = !text.is_empty()
        && text.len() <= 24
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
        && text.chars().filter(char::is_ascii_digit).count() <= 2
        && text.starts_with(|c: char| c.is_ascii_alphabetic());
    word && !looks_like_data(text) && !PRIVATE.iter().any(|private| lower.contains(private))
}
