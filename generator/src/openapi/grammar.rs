//! The objects of OpenAPI 2.0 to 3.2 as data: their fields, since when, and what stands under each. Schemas have a table of
//! their own, `keyword.rs`. Passes that read documents read this.

mod document;
mod operation;
mod payload;
mod security;

pub use document::*;
pub use operation::*;
pub use payload::*;
pub use security::*;

/// The two ways of giving examples.
const EXAMPLES: (&str, &str) = ("example", "examples");
