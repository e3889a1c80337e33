//! Converts any text to a Rust identifier. The only user of `heck`, with the only tables of keywords and of symbols.

use std::borrow::Cow;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use unicode_normalization::UnicodeNormalization;

use super::acronym::join_acronyms;

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
    ('#', "number"),
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

/// Returns alternatives if the natural identifier is taken: with the text's own capitals, with its symbols in words, and
/// with both.
pub fn alternatives(text: &str, case: Case) -> Vec<String> {
    vec![with_capitals(text, case), ident(&spell_symbols(text), case), ident(&spelled(text), case)]
}

/// Returns the identifier with the capitals of the text: `ItemID`, and as a module `item_i_d`.
pub fn with_capitals(text: &str, case: Case) -> String {
    let own = words(text);
    match case {
        Case::Upper => {
            let kept: String = own.split_whitespace().map(capitalised).collect();
            if ident(&own, case).eq_ignore_ascii_case(&kept) { kept } else { ident(&own, case) }
        }
        Case::Snake | Case::Module => {
            let mut split = String::new();
            for c in own.chars() {
                if c.is_uppercase() {
                    split.push(' ');
                }
                split.push(c);
            }
            ident(&split.to_lowercase(), case)
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Returns the words of a text in lower case, each on its own.
pub fn snake_words(text: &str) -> Vec<String> {
    let snake = join_acronyms(&words(text)).to_snake_case();
    snake.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Returns true for a keyword, which names nothing without `r#`.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || FORBIDDEN.contains(&name)
}

/// Converts words to an identifier.
pub fn ident(words: &str, case: Case) -> String {
    let cased = match case {
        Case::Upper => upper_camel(words),
        Case::Snake => join_acronyms(words).to_snake_case(),
        Case::Module => join_acronyms(&spell_non_ascii(words)).to_snake_case(),
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

/// Spells out every symbol of a text, and where it has capitals or none.
pub fn spelled(text: &str) -> String {
    let is_small = text.starts_with(char::is_lowercase) && !text.contains(char::is_uppercase);
    let mut words = if is_small { "small ".to_owned() } else { String::new() };
    let mut was_capital = false;
    for part in nfkc_text(text).split_inclusive(|_: char| true) {
        let is_capital = part.chars().all(char::is_uppercase);
        if is_capital && !was_capital {
            words.push_str(" capital ");
        }
        words.push_str(&spell_symbols(part).to_lowercase());
        was_capital = is_capital;
    }
    words
}

/// Spells out every symbol of a text.
fn spell_symbols(text: &str) -> String {
    let mut words = String::new();
    let mut before: Option<char> = None;
    for c in nfkc_text(text).chars() {
        match SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
            Some(('-', _)) if before.is_some_and(is_letter) => words.push_str(" dash "),
            Some((_, name)) => words.push_str(&format!(" {name} ")),
            None if is_letter(c) => words.push(c),
            None => words.push_str(&format!(" u{:x} ", u32::from(c))),
        }
        before = Some(c);
    }
    words
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
