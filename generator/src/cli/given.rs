//! What commands are given: documents, selections, versions of a workspace, and the workspace around the current folder.

pub mod root;
pub mod selectors;
pub mod source;
pub mod version;
