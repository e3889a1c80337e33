//! Support for JSONPath as written before RFC 9535: names with dashes after a dot.

/// Puts every dashed name after a dot into brackets: `$.info.x-a` becomes `$.info['x-a']`.
pub(super) fn quote_dashed_names(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut quote = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let name = name(after);
        if quote.is_none() && c == '.' && name.contains('-') {
            // `..` keeps its dots because they are a segment of their own.
            if out.ends_with('.') {
                out.push('.');
            }
            out.push_str(&format!("['{name}']"));
            rest = after.get(name.len()..).unwrap_or_default();
            continue;
        }
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        out.push(c);
        rest = after;
    }
    out
}

/// Returns the name that a text begins with, which may be empty.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}
