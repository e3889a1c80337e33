//! The catalogue of diagnostics as a page.

use crate::diagnostic::Code;
use crate::diagnostic::code::{ALL, FAMILIES};

/// Returns every code with its meaning and its hint, as Markdown.
pub fn markdown() -> String {
    let mut text = "# Diagnostics\n\nErrors end a run before anything is written. Warnings tell of a part that was repaired, \
                    degraded or left out; `strict` makes errors of them. Notes are information.\n"
        .to_owned();
    for (digit, family) in FAMILIES {
        text += &format!("\n## {family}\n");
        let codes = ALL.iter().filter(|code| code.id.as_bytes().get(2) == Some(&digit));
        codes.for_each(|code| text += &entry(code));
    }
    text
}

fn entry(code: &Code) -> String {
    let Code { id, severity, title, hint, explain } = code;
    format!("\n### {id}\n\n{}: {title}.\n\n{explain}\n\n**Help:** {hint}.\n", capital(severity.word()))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
