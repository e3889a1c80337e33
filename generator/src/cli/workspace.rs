//! Commands that work on the workspace around the current folder.

pub mod check;
pub mod config;
pub mod init;
pub mod playground;
pub mod quirks;
pub mod regenerate;
pub mod watch;
