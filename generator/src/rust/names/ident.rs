//! Converts any text to a Rust identifier. The only user of `heck`, with the only tables of keywords and of symbols.

use std::borrow::Cow;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use unicode_normalization::UnicodeNormalization;

/// Keywords that can be raw identifiers (`r#type`).
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be raw identifiers either.
const FORBIDDEN: [&str; 5] = ["self", "super", "crate", "Self", "_"];

/// Words for symbols, used if nothing else distinguishes two texts.
const SYMBOLS: [(char, &str); 38] = [
    ('=', "equal"),
    ('!', "not"),
    ('>', "greater"),
    ('<', "less"),
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('\\', "backslash"),
    ('%', "percent"),
    ('&', "and"),
    ('|', "or"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('?', "question"),
    ('@', "at"),
    ('#', "hash"),
    ('$', "dollar"),
    ('^', "caret"),
    ('~', "tilde"),
    ('_', "underscore"),
    (' ', "space"),
    ('(', "open"),
    (')', "close"),
    ('[', "bracket"),
    (']', "unbracket"),
    ('{', "brace"),
    ('}', "unbrace"),
    ('\'', "quote"),
    ('"', "doublequote"),
    ('≠', "not equal"),
    ('≥', "at least"),
    ('≤', "at most"),
    ('\n', "newline"),
    ('\t', "tab"),
    ('`', "backtick"),
];

/// The case of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `UpperCamelCase`, for types and variants.
    Upper,
    /// `snake_case`, for fields, methods and arguments.
    Snake,
    /// `snake_case` in ASCII, for modules: their file names must be valid on every file system.
    Module,
}

/// Returns the natural identifier for a text.
pub fn natural(text: &str, case: Case) -> String {
    ident(&words(text), case)
}

/// Returns alternatives if the natural identifier is taken; the last one is unique for every text.
pub fn alternatives(text: &str, case: Case) -> Vec<String> {
    let exact = format!("{} x {}", words(text), hex(text));
    vec![with_style(text, case), ident(&spell_symbols(text), case), ident(&exact, case)]
}

/// Returns the natural identifier with a word for the text's spelling. Texts with the same result differ at most in the
/// case of single letters.
pub fn with_style(text: &str, case: Case) -> String {
    ident(&format!("{} {}", words(text), style_word(text)), case)
}

/// Converts words to an identifier.
pub fn ident(words: &str, case: Case) -> String {
    let cased = match case {
        Case::Upper => upper_camel(words),
        Case::Snake => words.to_snake_case(),
        Case::Module => spell_non_ascii(words).to_snake_case(),
    };
    // The compiler compares identifiers in NFC, and letter case can leave it.
    let mut cased = nfc_text(cased);
    cased.retain(|c| c == '_' || unicode_ident::is_xid_continue(c));
    let start = cased.chars().next();
    match (start, case) {
        (None, Case::Upper) => "Empty".to_owned(),
        (None, _) => "empty".to_owned(),
        (Some(c), _) if unicode_ident::is_xid_start(c) => cased,
        (Some(_), Case::Upper) => format!("N{cased}"),
        (Some(_), _) => format!("n{cased}"),
    }
}

/// Converts words to `UpperCamelCase`, with an underscore between two numbers (`Gpt3_5`).
fn upper_camel(words: &str) -> String {
    let mut cased = String::new();
    for word in words.split_whitespace() {
        let word = word.to_upper_camel_case();
        let runs_on =
            cased.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit());
        if runs_on {
            cased.push('_');
        }
        cased.push_str(&word);
    }
    cased
}

/// Replaces letters beyond ASCII by their code points.
fn spell_non_ascii(words: &str) -> String {
    let spelled =
        words.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!(" u{:x} ", u32::from(c)) });
    spelled.collect()
}

/// Returns the name of a constant. A name in letters without case gets a suffix: it would be the same as that of an
/// argument.
pub fn constant_case(name: &str) -> String {
    let shouty = nfc_text(name.to_shouty_snake_case());
    if shouty == name { format!("{shouty}_OPERATION") } else { shouty }
}

/// Normalises a text to NFC.
fn nfc_text(text: String) -> String {
    if text.is_ascii() { text } else { text.nfc().collect() }
}

/// Normalises a text to NFKC, without compatibility characters: `ﬁ` is `fi`, the Kelvin sign `K`, `é` one letter
/// however it is composed.
fn nfkc_text(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

/// Returns true if a character can be part of a word: a visible letter or digit that identifiers may contain.
fn is_letter(c: char) -> bool {
    // The Hangul fillers are letters, but blank.
    c.is_alphanumeric() && unicode_ident::is_xid_continue(c) && !matches!(c, '\u{115f}' | '\u{1160}')
}

/// Returns the words of a text. A sign before a digit becomes a word, and if there is nothing else, so does every
/// symbol.
pub fn words(text: &str) -> String {
    let text = &*nfkc_text(text);
    if text.is_empty() {
        return "empty".to_owned();
    }
    if !text.chars().any(is_letter) {
        return spell_symbols(text);
    }
    let mut words = String::new();
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let signs =
            rest.peek().is_some_and(char::is_ascii_digit) && !before.is_some_and(char::is_alphanumeric);
        match c {
            '-' if signs && before.is_none() => words.push_str("minus "),
            '+' if signs && before.is_none() => words.push_str("plus "),

            c if is_letter(c) => words.push(c),
            '\'' | '’' => {}
            _ => words.push(' '),
        }
        before = Some(c);
    }
    plural_acronyms(words)
}

/// Keeps the plural of an acronym as one word: `IPs`, not `I Ps`.
fn plural_acronyms(words: String) -> String {
    let is_plural = |word: &str| {
        word.strip_suffix('s')
            .is_some_and(|rest| rest.len() > 1 && rest.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    if !words.split(' ').any(is_plural) {
        return words;
    }
    let joined = words
        .split(' ')
        .map(|word| if is_plural(word) { word.to_ascii_lowercase() } else { word.to_owned() });
    joined.collect::<Vec<_>>().join(" ")
}

/// Spells out every symbol of a text.
fn spell_symbols(text: &str) -> String {
    let mut words = String::new();
    for c in nfkc_text(text).chars() {
        match SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
            Some((_, name)) => words.push_str(&format!(" {name} ")),
            None if is_letter(c) => words.push(c),
            None => words.push_str(&format!(" u{:x} ", u32::from(c))),
        }
    }
    words
}

/// Returns a word for the spelling of a text, which distinguishes `getFoo` from `get_foo` and `asc` from `ASC`.
fn style_word(text: &str) -> &'static str {
    let has = |c: char| text.contains(c);
    let (upper, lower) = (text.chars().any(char::is_uppercase), text.chars().any(char::is_lowercase));
    match () {
        () if has('-') => "kebab",
        () if has('_') && upper && !lower => "shouty",
        () if has('_') => "snake",
        () if has('.') => "dotted",
        () if has('/') => "slashed",
        () if has(' ') => "spaced",
        () if upper && !lower => "upper",
        () if lower && !upper => "lower",
        () if text.starts_with(char::is_uppercase) => "pascal",
        () if upper && lower => "camel",
        () => "plain",
    }
}

/// Returns every byte of a text in hexadecimal.
fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the token of a name, raw if it is a keyword.
pub fn token(name: &str) -> Ident {
    if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else if FORBIDDEN.contains(&name) {
        Ident::new(&format!("{name}_"), Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// Returns the text of a name as it is written in code.
pub fn written(name: &str) -> String {
    token(name).to_string()
}

/// Returns the singular, for elements of a list with a plural name; other texts stay the same.
pub fn singular(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let cut = |ending: &str, instead: &str| format!("{}{instead}", &text[..text.len() - ending.len()]);
    if !text.is_ascii() || text.len() < 4 {
        text.to_owned()
    } else if lower.ends_with("ies") {
        cut("ies", "y")
    } else if ["sses", "shes", "ches", "xes", "zes"].iter().any(|ending| lower.ends_with(ending)) {
        cut("es", "")
    } else if lower.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending)) {
        cut("s", "")
    } else {
        text.to_owned()
    }
}
