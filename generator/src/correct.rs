//! Proposes corrections from evidence: from the document itself, from recordings, and from documentation pages.

#[cfg(feature = "lint")]
pub mod import;
#[cfg(feature = "lint")]
pub mod learn;
#[cfg(feature = "lint")]
pub mod lint;
pub mod propose;
#[cfg(feature = "record")]
pub mod record;
#[cfg(feature = "lint")]
pub mod recording;
