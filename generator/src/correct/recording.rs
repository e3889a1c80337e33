//! Reads recordings into exchanges: HTTP archives (HAR 1.2) and pairs of files.

mod body;
mod credential;
mod exchange;
mod har;
mod pair;
mod url;

pub use exchange::{Body, Exchange, FormValue, Message, SeenCredential};
pub use har::archive;
pub use pair::pairs;
