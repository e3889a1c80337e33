//! One selector: what it looks like and what it matches.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::glob;
use crate::ir::Operation;

/// A selector of operations, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// Its text.
    pub text: String,
    /// Where it is written.
    pub written: Written,
}

/// Where a selector is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A flag: `--only`.
    Flag(&'static str),
    /// A call of the library: `only`.
    Call(&'static str),
    /// A key of the settings.
    Settings {
        /// The key: `only`.
        key: &'static str,
        /// The name and the text of the file.
        file: Arc<(String, String)>,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
}

/// What a selector asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form<'a> {
    /// `deprecated`.
    Deprecated,
    /// `webhooks`.
    Webhooks,
    /// `tag:NAME`.
    Tag(&'a str),
    /// `/path` or `METHOD /path`.
    Path(Option<&'a str>, &'a str),
    /// An operation id, or `group/method`.
    Name(&'a str),
}

impl Selector {
    /// A selector.
    pub fn new(text: impl Into<String>, written: Written) -> Self {
        Self { text: text.into(), written }
    }

    /// Returns what it asks. Every text is a selector.
    pub(super) fn form(&self) -> Form<'_> {
        let text = self.text.trim();
        match text {
            "deprecated" => return Form::Deprecated,
            "webhooks" => return Form::Webhooks,
            _ => {}
        }
        if let Some(tag) = text.strip_prefix("tag:") {
            return Form::Tag(tag.trim());
        }
        if text.starts_with('/') {
            return Form::Path(None, text);
        }
        match text.split_once(char::is_whitespace) {
            Some((method, path)) if is_method(method) || path.trim_start().starts_with('/') => {
                Form::Path(Some(method), path.trim_start())
            }
            _ => Form::Name(text),
        }
    }

    /// Returns true if it matches an operation, whose group and method are given as `group/method`.
    pub(super) fn matches(&self, operation: &Operation, called: &str) -> bool {
        match self.form() {
            Form::Deprecated => operation.doc.deprecated,
            Form::Webhooks => false,
            Form::Tag(tag) => operation.tags.iter().any(|own| glob::matches(tag, own)),
            Form::Path(..) => self.matches_path(&operation.method, &operation.key),
            Form::Name(name) => {
                operation.id.as_deref().is_some_and(|id| glob::matches(name, id))
                    || glob::matches(name, called)
            }
        }
    }

    /// Returns true if it is a method and a path, or a path alone, that match these.
    pub(super) fn matches_path(&self, method: &str, path: &str) -> bool {
        match self.form() {
            Form::Path(wanted, pattern) => {
                wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
                    && glob::matches(&rooted(pattern), &rooted(path))
            }
            _ => false,
        }
    }

    /// Returns true for a word that has its meaning in every document.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.form(), Form::Deprecated | Form::Webhooks)
    }

    /// Returns true for `webhooks`.
    pub(super) fn is_webhooks(&self) -> bool {
        self.form() == Form::Webhooks
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Call(name) | Self::Settings { key: name, .. } => f.write_str(name),
        }
    }
}

fn is_method(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase())
}

/// Returns a path with the slash that some documents leave out.
fn rooted(path: &str) -> Cow<'_, str> {
    if path.starts_with('/') { Cow::Borrowed(path) } else { Cow::Owned(format!("/{path}")) }
}
