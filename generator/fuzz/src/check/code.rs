//! Emitted Rust: it parses, nothing in it is the document's but names and literals, and its documentation is harmless.

use proc_macro2::{TokenStream, TokenTree};

use super::{CANARY, Finding, markdown};

/// A whole file.
pub(super) fn file(text: &str) -> Result<(), Finding> {
    syn::parse_file(text).map_err(|error| {
        let at = error.span().start();
        let line = text.lines().nth(at.line.saturating_sub(1)).unwrap_or_default();
        format!("not Rust: {error}, line {}: {line:?}", at.line)
    })?;
    tokens(text)?;
    documentation(text).into_iter().try_for_each(|text| markdown::documentation(&text))
}

/// Code that a document brought: its canary as a name with `!` after it.
pub(super) fn tokens(text: &str) -> Result<(), Finding> {
    let stream: TokenStream = text.parse().map_err(|error| format!("not Rust: {error}"))?;
    let name = CANARY.split('!').next().unwrap_or_default();
    if called(stream, name) { Err("text of the document became code".to_owned()) } else { Ok(()) }
}

fn called(stream: TokenStream, name: &str) -> bool {
    let mut was_name = false;
    for token in stream {
        match token {
            TokenTree::Group(group) if called(group.stream(), name) => return true,
            TokenTree::Punct(punct) if was_name && punct.as_char() == '!' => return true,
            TokenTree::Ident(ident) => {
                was_name = ident == name;
                continue;
            }
            _ => {}
        }
        was_name = false;
    }
    false
}

/// The comments that are documentation, a text each.
fn documentation(text: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim_start) {
        let rest = line.strip_prefix("///").or(line.strip_prefix("//!"));
        if let Some(rest) = rest {
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            match texts.last_mut() {
                Some(last) if open => {
                    last.push('\n');
                    last.push_str(rest);
                }
                _ => texts.push(rest.to_owned()),
            }
        }
        open = rest.is_some();
    }
    texts
}
