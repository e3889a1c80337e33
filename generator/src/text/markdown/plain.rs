//! The fast path for most texts: paragraphs of words, code and links to the web. A line that begins with a letter can
//! only begin a paragraph; without other angle or square brackets there is neither HTML nor another kind of link.
//! Emphasis, entities and code are left, and these are harmless wherever they end.

/// Returns the lines of a text that has nothing else; `None` if it may have.
pub(super) fn lines(text: &str) -> Option<Vec<String>> {
    if !text.lines().all(is_plain) {
        return None;
    }
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim_end();
        // One blank line separates paragraphs as well as several do.
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line.to_owned());
        }
    }
    Some(lines)
}

fn is_plain(line: &str) -> bool {
    let is_word = line.starts_with(char::is_alphabetic) && !line.contains('<');
    (is_word && has_plain_marks(line)) || line.trim().is_empty()
}

/// Returns true if code ends on its line, so that it is clear what is code, and if brackets only make links to the web.
fn has_plain_marks(line: &str) -> bool {
    if !line.contains(['`', '[', ']']) {
        return true;
    }
    let backticks = line.bytes().filter(|byte| *byte == b'`').count();
    if backticks % 2 == 1 || line.contains("``") || line.contains('\\') {
        return false;
    }
    let mut is_code = true;
    line.split('`').all(|piece| {
        is_code = !is_code;
        if is_code { !piece.contains(['[', ']']) } else { has_web_links(piece) }
    })
}

/// Returns true if each bracket belongs to a link like `[words](https://example.com/page)`.
fn has_web_links(mut text: &str) -> bool {
    while let Some((before, link)) = text.split_once('[') {
        let link = link.split_once("](").and_then(|(words, rest)| Some((words, rest.split_once(')')?)));
        let Some((words, (to, rest))) = link else { return false };
        if before.ends_with('!') || before.contains(']') || words.contains(['[', ']']) || !is_web(to) {
            return false;
        }
        text = rest;
    }
    !text.contains(']')
}

fn is_web(to: &str) -> bool {
    let page = to.strip_prefix("https://").or(to.strip_prefix("http://"));
    let is_part = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'?' | b'=' | b'#')
    };
    page.is_some_and(|page| !page.is_empty() && page.bytes().all(is_part))
}
