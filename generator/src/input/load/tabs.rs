//! Tabs before a comment or on an otherwise empty line, which YAML allows (1.2, section 6.6) and the parser does not.

/// The text with spaces in place of such tabs, at the same offsets; `None` if there are none. Lines of block scalars are
/// content and stay as they are.
pub(crate) fn spaced(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    // The indentation of the line that a block scalar belongs to.
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
        let (white, rest) = line.split_at(lead);
        let spaces = white.len() - white.trim_start_matches(' ').len();
        let is_empty = rest.trim_end().is_empty();
        if block.is_some_and(|indentation| is_empty || spaces > indentation) {
            out.push_str(line);
            continue;
        }
        if is_empty || rest.starts_with('#') {
            out.extend(white.chars().map(|_| ' '));
            out.push_str(rest);
            continue;
        }
        block = begins_block(rest).then_some(spaces);
        out.push_str(line);
    }
    (out != text).then_some(out)
}

/// Whether a line ends with the sign of a block scalar, `|` or `>` with what may follow it.
fn begins_block(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let sign = line.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    let before = sign.strip_suffix(['|', '>']);
    before.is_some_and(|before| before.trim_end().ends_with([':', '-', '?']) || before.contains('!'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use super::spaced;

    #[test]
    fn comments_and_empty_lines() {
        assert_eq!(spaced("a:\n\t# c\n \t \n  - x\n").unwrap(), "a:\n # c\n   \n  - x\n");
        assert_eq!(spaced("a: b\n\tc: d\n"), None);
    }

    #[test]
    fn block_scalars_stay() {
        assert_eq!(spaced("a: |\n  x\n  \t# y\n\t\nb: >-\n  \t# z\n"), None);
        assert_eq!(spaced("- a: |\n    x\n\t# c\n  b: 1\n").unwrap(), "- a: |\n    x\n # c\n  b: 1\n");
    }
}
