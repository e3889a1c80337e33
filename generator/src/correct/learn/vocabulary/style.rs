//! How a list is read page by page, as `x-truespec-pagination` says it.

use serde_json::{Map, Value, json};

/// A style with its parameters; see "The vocabulary" of the generator's README.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Page { parameter: String, first: Option<u64> },
    Offset { parameter: String },
    Cursor { parameter: String, next: String },
    Last { parameter: String, last: String },
    NextUrl { next: String },
    Link,
}

impl Style {
    /// Returns its word.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Page { .. } => "page",
            Self::Offset { .. } => "offset",
            Self::Cursor { .. } | Self::Last { .. } => "cursor",
            Self::NextUrl { .. } => "next-url",
            Self::Link => "link",
        }
    }

    /// Returns the parameter that changes from page to page.
    pub(super) fn parameter(&self) -> Option<&str> {
        match self {
            Self::Page { parameter, .. }
            | Self::Offset { parameter }
            | Self::Cursor { parameter, .. }
            | Self::Last { parameter, .. } => Some(parameter),
            Self::NextUrl { .. } | Self::Link => None,
        }
    }

    /// Returns true if pages are counted, so that something else has to say where the list ends.
    pub(super) fn is_counted(&self) -> bool {
        matches!(self, Self::Page { .. } | Self::Offset { .. })
    }

    /// Returns the members of the key.
    pub(super) fn members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        let mut set = |key: &str, value: Value| _ = members.insert(key.to_owned(), value);
        set("style", json!(self.word()));
        match self {
            Self::Page { parameter, first } => {
                set("page", json!(parameter));
                if let Some(first) = first {
                    set("first", json!(first));
                }
            }
            Self::Offset { parameter } => set("offset", json!(parameter)),
            Self::Cursor { parameter, next } => {
                set("cursor", json!(parameter));
                set("next", json!(next));
            }
            Self::Last { parameter, last } => {
                set("cursor", json!(parameter));
                set("last", json!(last));
            }
            Self::NextUrl { next } => set("next", json!(next)),
            Self::Link => {}
        }
        members
    }
}
