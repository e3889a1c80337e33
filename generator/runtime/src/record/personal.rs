//! Takes out of URLs what is somebody's and no credential: e-mail addresses, telephone and card numbers, and what is searched
//! for. Bodies are kept, as what is recorded is about them.

use super::link::decoded;
use super::names::words;

/// Words in the names of parameters whose values people write.
const FREE: [&str; 20] = [
    "address",
    "birthdate",
    "birthday",
    "email",
    "firstname",
    "fullname",
    "keyword",
    "keywords",
    "lastname",
    "mail",
    "mobile",
    "phone",
    "q",
    "query",
    "search",
    "street",
    "surname",
    "tel",
    "term",
    "username",
];

/// The fewest digits of a telephone number that is written with signs between them.
const TELEPHONE: usize = 9;

/// The fewest digits that are told apart from counts where people write.
const LONG: usize = 7;

/// Replaces the values in the query of a URL that are somebody's.
pub fn redacted_url(url: &str, by: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let (query, fragment) = query.split_once('#').map_or((query, None), |(query, rest)| (query, Some(rest)));
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if is_personal(&decoded(name), &decoded(value)) => format!("{name}={by}"),
        _ => pair.to_owned(),
    };
    let query = query.split('&').map(pair).collect::<Vec<_>>().join("&");
    let fragment = fragment.map(|rest| format!("#{rest}")).unwrap_or_default();
    format!("{path}?{query}{fragment}")
}

fn is_personal(name: &str, value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_number = digits == value.len();
    let is_plain = value.is_empty() || is_number && digits < LONG || ["true", "false"].contains(&value);
    let is_free = words(name).iter().any(|word| FREE.contains(&word.as_str()));
    is_free && !is_plain || is_address(value) || is_telephone(value, digits) || is_number && is_card(value)
}

/// `jane@example.org`, also among other words.
fn is_address(value: &str) -> bool {
    value.match_indices('@').any(|(at, _)| {
        let before = value.get(..at).unwrap_or_default().chars().next_back();
        let after = value.get(at + 1..).unwrap_or_default();
        let host = after.split(|sign: char| !sign.is_alphanumeric() && !".-".contains(sign)).next();
        before.is_some_and(char::is_alphanumeric)
            && host.is_some_and(|host| host.trim_end_matches('.').contains('.'))
    })
}

/// `+49 170 5550123`, `(555) 012-3456`; digits alone may be an id. A plus sign may have become a space.
fn is_telephone(value: &str, digits: usize) -> bool {
    let signs = value.chars().filter(|sign| !sign.is_ascii_digit());
    let is_written = value.chars().any(|sign| " ()+".contains(sign));
    digits >= TELEPHONE && is_written && signs.into_iter().all(|sign| " ()-./+".contains(sign))
}

/// 14 to 16 digits as cards begin, whose last one checks the others (ISO/IEC 7812).
fn is_card(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit.saturating_sub(b'0'));
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    (14..=16).contains(&digits.len())
        && digits.starts_with(['2', '3', '4', '5', '6'])
        && sum.is_multiple_of(10)
}
