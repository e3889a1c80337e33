//! Patterns: regular expressions, each compiled once.

use regex_lite::Regex;
use std::sync::OnceLock;

/// A compiled expression, which `pattern!` keeps in a static.
pub type Compiled = OnceLock<Option<Regex>>;

/// Returns true if a part of the text matches. An expression that does not compile matches every text.
pub fn matches(compiled: &Compiled, expression: &str, text: &str) -> bool {
    let regex = compiled.get_or_init(|| Regex::new(expression).ok());
    regex.as_ref().is_none_or(|regex| regex.is_match(text))
}

/// A constraint for `validate!`: `pattern!("^a+$")`, or `pattern!("a." as "a[^\n]")` if the expression of the document
/// has another syntax in Rust.
#[doc(hidden)]
#[macro_export]
macro_rules! __pattern {
    ($pattern:literal) => {
        $crate::__pattern!($pattern as $pattern)
    };
    ($pattern:literal as $expression:literal) => {
        $crate::runtime::validate::keyword::Rule::Pattern($pattern, |text| {
            static COMPILED: $crate::runtime::validate::pattern::Compiled = ::std::sync::OnceLock::new();
            $crate::runtime::validate::pattern::matches(&COMPILED, $expression, text)
        })
    };
}
#[doc(hidden)]
pub use crate::__pattern as pattern;
