//! Text → the corrected value: files are read, overlays applied, references to other files brought into the one document.

pub mod bundle;
pub mod dump;
pub mod file;
pub mod load;
pub mod overlay;
