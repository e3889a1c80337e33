//! Fenced blocks of Markdown (CommonMark 4.5) that hold an OpenAPI document.

/// Each such block with as many empty lines before it as the text has, so that lines keep their numbers.
pub(super) fn documents(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some((fence, indent)) = opening(lines[at]) else {
            at += 1;
            continue;
        };
        let closes = |line: &&str| {
            let line = line.trim();
            line.len() >= fence.len() && line.chars().all(|c| fence.starts_with(c))
        };
        let rest = lines.get(at + 1..).unwrap_or_default();
        let length = rest.iter().position(closes).unwrap_or(rest.len());
        let inside = rest.get(..length).unwrap_or_default();
        if holds_document(inside) {
            let unindented = inside.iter().map(|line| line.strip_prefix(indent).unwrap_or(line));
            let text: Vec<&str> = unindented.collect();
            found.push(format!("{}{}\n", "\n".repeat(at + 1), text.join("\n")));
        }
        at += length + 2;
    }
    found
}

/// The fence that a line opens, and what it is indented by.
fn opening(line: &str) -> Option<(String, &str)> {
    let body = line.trim_start();
    let indent = line.get(..line.len() - body.len())?;
    let sign = body.chars().next().filter(|c| *c == '`' || *c == '~')?;
    let fence: String = body.chars().take_while(|c| *c == sign).collect();
    (fence.len() >= 3).then_some((fence, indent))
}

fn holds_document(lines: &[&str]) -> bool {
    let names = |line: &&str| {
        let line = line.trim_start().trim_start_matches(['{', '"']).trim_start_matches(['"', ' ']);
        line.starts_with("openapi:")
            || line.starts_with("swagger:")
            || line.starts_with("openapi\"")
            || line.starts_with("swagger\"")
    };
    lines.iter().any(names)
}
