//! The objects of OpenAPI 2.0 to 3.2 as data: their fields, the version that introduced each, and the kind of its
//! value. Schemas have a table of their own, `keyword.rs`. Every pass that reads documents uses these tables.

mod document;
mod operation;
mod payload;
mod security;

pub use document::*;
pub use operation::*;
pub use payload::*;
pub use security::*;

/// The two exclusive fields for examples.
const EXAMPLES: (&str, &str) = ("example", "examples");
