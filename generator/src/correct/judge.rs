//! Judges whether a value would decode as the emitted client decodes it, and names each place where it would not.
//!
//! ```text
//! value, schema → parts (references, allOf, the alternative that fits best) → kind, literals, format, members → faults
//! ```
//!
//! A fault is hard if decoding fails, soft if the value decodes and the document says less or something else.

mod document;
mod fault;
mod format;
mod limit;
mod part;
mod union;
mod walk;

pub(crate) use document::resolve;
pub(crate) use fault::{Direction, Fault, FaultKind};
pub(crate) use part::{declares, is_open};
pub(crate) use walk::{JUDGED, Judge, MAX_POINTER, POINTER_PER_STEP};
