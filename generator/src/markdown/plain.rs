//! The quick way for most texts: paragraphs of words and code. A line that begins with a letter begins no block but a
//! paragraph, and without angle or square brackets there is neither HTML nor a link. What is left is emphasis, entities
//! and code, and these are harmless wherever they end.

/// The lines of a text that is no more than that; none where it may be.
pub(super) fn lines(text: &str) -> Option<Vec<String>> {
    if !text.lines().all(is_plain) {
        return None;
    }
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim_end();
        // One blank line parts two paragraphs as well as several do.
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line.to_owned());
        }
    }
    Some(lines)
}

fn is_plain(line: &str) -> bool {
    let is_word = line.starts_with(char::is_alphabetic);
    (is_word && !line.contains(['<', '[', ']']) && is_code_closed(line)) || line.trim().is_empty()
}

/// Whether each piece of code on a line ends on it: backticks stand alone, in pairs, and none is escaped.
fn is_code_closed(line: &str) -> bool {
    let backticks = line.bytes().filter(|byte| *byte == b'`').count();
    backticks == 0 || (backticks % 2 == 0 && !line.contains("``") && !line.contains('\\'))
}
