//! Words that are written with capitals inside: `OAuth` and `IDs` are one word each in `snake_case`.

/// Words with capitals inside, as they are usually written.
const TERMS: [&str; 46] = [
    "OAuth",
    "GitHub",
    "GitLab",
    "YouTube",
    "LinkedIn",
    "PayPal",
    "WhatsApp",
    "JavaScript",
    "TypeScript",
    "GraphQL",
    "PostgreSQL",
    "MySQL",
    "NoSQL",
    "MongoDB",
    "DynamoDB",
    "IPv4",
    "IPv6",
    "OpenAI",
    "OpenAPI",
    "OpenID",
    "ChatGPT",
    "TikTok",
    "WordPress",
    "DocuSign",
    "SendGrid",
    "BitBucket",
    "DevOps",
    "WiFi",
    "VoIP",
    "IoT",
    "SaaS",
    "PaaS",
    "IaaS",
    "PhD",
    "iOS",
    "macOS",
    "iPhone",
    "iPad",
    "mTLS",
    "gRPC",
    "eBay",
    "eSIM",
    "reCAPTCHA",
    "hCaptcha",
    "kWh",
    "LaTeX",
];

/// Writes such words with one capital: `getOAuthToken` becomes `getOauthToken`, `userIDs` becomes `userIds`.
pub(super) fn join_acronyms(text: &str) -> String {
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return text.to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = acronym_length(before, rest).unwrap_or(first.len_utf8());
        let (word, after) = rest.split_at(len);
        before = word.chars().next_back();
        match word.split_at(first.len_utf8()) {
            (_, "") => joined.push(first),
            (initial, tail) => joined.push_str(&(initial.to_uppercase() + &tail.to_lowercase())),
        }
        rest = after;
    }
    joined
}

/// Returns the length of the acronym that a text begins with.
fn acronym_length(before: Option<char>, text: &str) -> Option<usize> {
    let is_end = |len: usize| !text[len..].starts_with(|c: char| c.is_lowercase());
    let term = TERMS.iter().find(|term| starts_with_term(before, text, term) && is_end(term.len()));
    let plural = || {
        let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
        let starts = !before.is_some_and(char::is_uppercase);
        let ends = text[capitals..].starts_with('s') && is_end(capitals + 1);
        (starts && capitals > 1 && ends).then_some(capitals + 1)
    };
    term.map(|term| term.len()).or_else(plural)
}

/// Returns true if a text begins with a term at the beginning of a word. The case of its first letter is free there:
/// `oAuthToken`.
fn starts_with_term(before: Option<char>, text: &str, term: &str) -> bool {
    let (mut own, mut known) = (text.chars(), term.chars());
    let (Some(first), Some(initial)) = (own.next(), known.next()) else { return false };
    let starts_word = !before.is_some_and(char::is_alphabetic);
    let is_hump = initial.is_uppercase() && !before.is_some_and(char::is_uppercase);
    let same = first == initial || (starts_word && first.eq_ignore_ascii_case(&initial));
    same && (starts_word || is_hump) && own.as_str().starts_with(known.as_str())
}

#[cfg(test)]
mod tests {
    use super::join_acronyms;

    #[test]
    fn acronyms_are_one_word() {
        for (text, joined) in [
            ("getOAuthToken", "getOauthToken"),
            ("OAuth2Client", "Oauth2Client"),
            ("oAuthToken", "OauthToken"),
            ("userIDs", "userIds"),
            ("listVMsAndURLs", "listVmsAndUrls"),
            ("iOS app", "Ios app"),
            ("mTLS", "Mtls"),
            ("IPv4Address", "Ipv4Address"),
            ("IDsome", "IDsome"),
            ("OAuthority", "OAuthority"),
            ("FOOAuth", "FOOAuth"),
            ("日本IDs", "日本Ids"),
            ("éOAuth", "éOauth"),
        ] {
            assert_eq!(join_acronyms(text), joined);
        }
    }
}
