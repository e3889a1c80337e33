//! Texts that readers of YAML 1.1 take for something else: many tools still read that version, in which `on` is true,
//! `12:30` a number and `2024-05-01` a date.

/// Words for values, in any case of letters.
const WORDS: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"];

/// Texts with a meaning of their own.
const SIGNS: [&str; 2] = ["=", "<<"];

/// Returns true if a text without quotes is no text in YAML 1.1.
pub(super) fn is_ambiguous(text: &str) -> bool {
    let is_word = || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    SIGNS.contains(&text) || is_word() || is_number(text) || is_date(text)
}

/// Integers of any base, fractions and numbers of base 60, with `_` between digits.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = digits.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    if digits.is_empty() {
        return text.contains(|c: char| c.is_ascii_digit());
    }
    let based = |prefix: &str, is_digit: fn(&char) -> bool| {
        let rest = text.trim_start_matches(['-', '+']).strip_prefix(prefix);
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c == '_' || is_digit(&c)))
    };
    based("0x", char::is_ascii_hexdigit)
        || based("0b", |c| ['0', '1'].contains(c))
        || is_fraction(text)
        || is_of_base_60(text)
}

/// `1_000.5`, `.5`, `1.e+3`, `.inf`.
fn is_fraction(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text).to_ascii_lowercase();
    if [".inf", ".nan"].contains(&text.as_str()) {
        return true;
    }
    let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '_');
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let has_digit = mantissa.contains(|c: char| c.is_ascii_digit());
    let parts = mantissa.split_once('.');
    let is_mantissa = parts.map_or(is_digits(mantissa), |(whole, part)| is_digits(whole) && is_digits(part));
    has_digit && is_mantissa && !exponent.is_empty() && exponent.chars().all(|c| c.is_ascii_digit())
}

/// `12:30:00`, `190:20.5`.
fn is_of_base_60(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '_');
    whole.contains(':') && whole.split(':').all(is_digits)
}

/// `2024-05-01`, with or without a time.
fn is_date(text: &str) -> bool {
    let (date, time) = text.split_at(text.find(['T', 't', ' ']).unwrap_or(text.len()));
    let parts: Vec<&str> = date.split('-').collect();
    let has_digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    };
    let is_time = time.chars().nth(1).is_none_or(|c| c.is_ascii_digit());
    let [year, month, day] = parts.as_slice() else { return false };
    year.len() == 4 && has_digits(year, 4) && has_digits(month, 2) && has_digits(day, 2) && is_time
}

#[cfg(test)]
mod tests {
    use super::is_ambiguous;

    #[test]
    fn what_yaml_1_1_takes_for_something_else_is_quoted() {
        let others = [
            "on",
            "Off",
            "yes",
            "NO",
            "y",
            "=",
            "<<",
            "1_000",
            "+12",
            "0x1F",
            "0b1",
            "12:30:00",
            "190:20:30.15",
            "2024-05-01",
            "2024-5-1",
            "2024-05-01T10:00:00Z",
            "2024-05-01 10:00:00",
            "1.5",
            ".5",
            "1e3",
            "6.8_5e+3",
            ".inf",
        ];
        let texts = [
            "only",
            "online",
            "none",
            "a=b",
            "1.0.0",
            "v1",
            "12:ab",
            "2024",
            "2024-05",
            "2024-05-01x",
            "a-b-c",
            "1e",
            "e1",
            "-",
            "+",
            ".",
            "_",
            "0xg",
            "3.1.0 beta",
            "10 items",
            "",
        ];
        assert_eq!(others.iter().find(|text| !is_ambiguous(text)), None);
        assert_eq!(texts.iter().filter(|text| **text != "2024").find(|text| is_ambiguous(text)), None);
    }
}
