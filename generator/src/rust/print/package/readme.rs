//! Prints the emitted crate's `README.md` and `QUIRKS.md`.

use crate::text::markdown::{cell, code, inline, one_line, text as plain};
use crate::write::MARK;

/// An API as described in these texts.
#[derive(Debug, Clone)]
pub struct Described {
    /// Its module; `None` in a crate of one API.
    pub module: Option<String>,
    /// Its title and version.
    pub title: String,
    /// The number of operations.
    pub operations: usize,
    /// The number of types.
    pub types: usize,
    /// Operations that could not be emitted, one line each.
    pub left_out: Vec<String>,
    /// The quirks, in order of their ids.
    pub quirks: Vec<DescribedQuirk>,
}

/// A quirk as described in these texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DescribedQuirk {
    /// The id.
    pub id: String,
    /// What is published, and what is correct.
    pub description: String,
    /// Where the correct behaviour is documented.
    pub source: String,
    /// The target that it changed.
    pub target: String,
}

/// Prints `README.md`. `guide` shows how to use the crate, with the first of its APIs.
pub fn readme(name: &str, apis: &[Described], guide: &[String]) -> String {
    let mut text = format!(
        "<!-- {MARK} -->\n# {name}\n\nTyped clients, generated from OpenAPI documents and documented corrections. Do not \
         edit this crate by hand.\n\n| API | operations | types | corrections |\n|---|--:|--:|--:|\n"
    );
    for api in apis {
        let name = match &api.module {
            Some(module) => format!("{} (`{module}`)", cell(&plain(&api.title))),
            None => cell(&plain(&api.title)),
        };
        text += &format!("| {name} | {} | {} | {} |\n", api.operations, api.types, distinct(&api.quirks));
    }
    if apis.iter().any(|api| api.module.is_some()) {
        text += "\nEach API is a module and a cargo feature of the same name; all are on by default.\n";
    }
    for line in guide {
        text += &format!("{line}\n");
    }
    if apis.iter().any(|api| !api.quirks.is_empty()) {
        text += "\n## Corrections\n\nThe corrections of the documents, with their sources: [QUIRKS.md](QUIRKS.md).\n";
    }
    let left_out: Vec<&String> = apis.iter().flat_map(|api| &api.left_out).collect();
    if !left_out.is_empty() {
        text += "\n## Not supported\n\n";
        for line in left_out {
            text += &format!("- {line}\n");
        }
    }
    text
}

fn distinct(quirks: &[DescribedQuirk]) -> usize {
    let mut ids: Vec<&str> = quirks.iter().map(|quirk| quirk.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// Prints `QUIRKS.md`; `None` if there is no quirk.
pub fn quirks(apis: &[Described]) -> Option<String> {
    if apis.iter().all(|api| api.quirks.is_empty()) {
        return None;
    }
    let mut text = format!(
        "<!-- {MARK} -->\n# Quirks\n\nDifferences between the published documents and the documented or observed behaviour \
         of the APIs, with the corrections in this crate and their sources.\n"
    );
    for api in apis.iter().filter(|api| !api.quirks.is_empty()) {
        text += &format!("\n## {}\n", plain(&api.title));
        let mut before = "";
        for quirk in &api.quirks {
            if quirk.id != before {
                text += &format!("\n### {}\n\n", plain(&quirk.id));
                before = &quirk.id;
            }
            text += &format!(
                "- {}\n  - location: {}\n  - source: {}\n",
                inline(&one_line(&quirk.description)),
                code(&quirk.target),
                inline(&one_line(&quirk.source))
            );
        }
    }
    Some(text)
}
