//! Turns text into the corrected value: reads files, applies overlays, and brings references to other files into the
//! one document.

pub mod bundle;
pub mod dump;
pub mod file;
pub mod load;
pub mod order;
pub mod overlay;
