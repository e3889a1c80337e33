//! Layout: items through prettyplease one by one (which keeps memory small and puts blank lines where we want them),
//! declarations as they are. The only user of `syn` and `prettyplease`.

use crate::rust::print::Item;
use crate::text::visible::{escaped_lines, is_plain};

/// The text of a file; `header` stands first.
pub fn file(header: &str, items: &[Item]) -> String {
    let mut text = header.to_owned();
    for item in items {
        if !text.is_empty() {
            text.push('\n');
        }
        match item {
            Item::Code(tokens) => text.push_str(&code(tokens)),
            Item::Text(lines) => {
                text.push_str(lines.trim_end());
                text.push('\n');
            }
        }
    }
    shown(text)
}

/// The text of a file with every hidden character shown: what is left of these stands in literals, where the same is an
/// escape, as `quote` and `{:?}` print some of them as they are.
fn shown(text: String) -> String {
    if is_plain(&text) { text } else { escaped_lines(&text) }
}

/// One item laid out. Tokens that do not parse would be a fault of ours: they are printed as they are, so that the
/// compiler names the place.
fn code(tokens: &proc_macro2::TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        Err(_) => format!("{tokens}\n"),
    }
}

/// With a blank line between methods and between items, which prettyplease leaves out.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut before = "";
    for line in text.lines() {
        let ended =
            matches!(before, "    }" | "}") || (before.starts_with("const ") && before.ends_with(';'));
        if ended && !matches!(line, "}" | "") {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        before = line;
    }
    out
}
