//! Which characters are hidden, and how they are shown.

use truespec::text::visible::{escaped, escaped_except, escaped_lines, is_hidden};

#[test]
fn what_a_reader_cannot_see_is_hidden() {
    let controls = (0..0x20).chain([0x7f]).chain(0x80..0xa0);
    let directions = [0x61c, 0x200e, 0x200f].into_iter().chain(0x202a..=0x202e).chain(0x2066..=0x2069);
    let separators = [0x2028, 0x2029];
    let without_width =
        [0xad, 0x34f, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2064, 0xfeff, 0x3164, 0xe0041];
    // They can carry a byte each.
    let selectors = (0xfe00..=0xfe0d).chain(0xe0100..=0xe01ef).chain([0x180b, 0x180d]);
    let blank = [0x2800];
    let hidden = controls.chain(directions).chain(separators).chain(without_width);
    // YAML does not allow them, or takes them for a byte order mark.
    let planes = (0..=16).flat_map(|plane| [plane << 16 | 0xfffe, plane << 16 | 0xffff]);
    let noncharacters = planes.chain(0xfdd0..=0xfdef).chain([0xfeff]);
    let hidden = hidden.chain(selectors).chain(blank).chain(noncharacters);
    for c in hidden.filter_map(char::from_u32) {
        assert!(is_hidden(c), "U+{:04X}", u32::from(c));
    }
}

#[test]
fn what_a_reader_sees_is_not() {
    for c in
        "aZ0 ~é\u{a0}ßΩжא中日한🦀👍\u{fe0f}☎\u{fe0e}⠁\u{301}‐–—…“”€\u{fdcf}\u{fdf0}\u{fffd}\u{1fffd}".chars()
    {
        assert!(!is_hidden(c), "U+{:04X}", u32::from(c));
    }
}

#[test]
fn hidden_characters_are_shown_by_number() {
    assert_eq!(escaped("a\u{202e}b\u{1b}[31mc"), "a\\u{202e}b\\u{1b}[31mc");
    assert_eq!(escaped("one\r\n\ttwo"), "one\\u{d}\\u{a}\\u{9}two");
    assert_eq!(escaped_except("one\r\n\ttwo\u{2028}", &['\n', '\t']), "one\\u{d}\n\ttwo\\u{2028}");
    assert_eq!(escaped("plain, schön, 中文"), "plain, schön, 中文");
}

/// A selector that follows another one has no effect.
#[test]
fn runs_of_selectors_are_shown() {
    assert_eq!(escaped("👍\u{fe0f}👍\u{fe0f}"), "👍\u{fe0f}👍\u{fe0f}");
    assert_eq!(escaped("👍\u{fe0f}\u{fe0e}\u{fe0f}a"), "👍\u{fe0f}\\u{fe0e}\\u{fe0f}a");
    for before in 500..515 {
        let text = format!("{}👍\u{fe0f}\u{fe0e}\u{fe0f}", "a".repeat(before));
        assert_eq!(escaped_lines(&text), escaped(&text));
    }
}

/// Pieces end between characters, and each is escaped as the whole is.
#[test]
fn long_texts_are_escaped_as_short_ones() {
    for before in 505..520 {
        let text = format!("{}é\u{202e}\n{}\u{2028}😀", "a".repeat(before), "b".repeat(600));
        assert_eq!(escaped_lines(&text), escaped_except(&text, &['\n', '\t']));
        assert!(!truespec::text::visible::is_plain(&text));
    }
    assert!(truespec::text::visible::is_plain(&"plain\n\ttext ~".repeat(100)));
}
