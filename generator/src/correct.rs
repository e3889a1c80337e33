//! Proposes corrections from evidence: from the document itself, from recordings, and from documentation pages.

#[cfg(feature = "lint")]
pub mod bundled;
#[cfg(feature = "lint")]
mod draft;
#[cfg(feature = "lint")]
pub mod import;
#[cfg(feature = "lint")]
mod infer;
#[cfg(feature = "lint")]
mod judge;
#[cfg(feature = "lint")]
pub mod learn;
#[cfg(feature = "lint")]
pub mod lint;
pub mod propose;
#[cfg(feature = "record")]
pub mod record;
#[cfg(feature = "lint")]
mod recorded;
#[cfg(feature = "lint")]
pub mod recording;
#[cfg(feature = "lint")]
mod trial;
#[cfg(feature = "lint")]
mod widen;
