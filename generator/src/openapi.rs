//! What OpenAPI is, as data: versions, objects and their fields, keywords of schemas, methods, sections of components, media
//! types and path templates. This is the one place that knows; every pass that reads a document asks here.

pub mod address;
mod braces;
pub mod charset;
pub mod content;
pub mod extension;
pub mod foreign;
pub mod grammar;
pub mod keyword;
pub mod kind;
pub mod location;
pub mod media_type;
pub mod method;
pub mod naming;
pub mod normal;
pub mod object;
pub mod prefix;
pub mod section;
pub mod style;
pub mod template;
pub mod token;
pub mod version;
