//! How differences are shown: for people, for a pull request, for programs, and beside the lines of the documents. Each
//! format begins with the most severe ones.

mod finding;
mod json;
mod markdown;
pub(crate) mod text;

pub use finding::Findings;
pub use json::json;
pub use markdown::markdown;
pub use text::{summary, text};
