//! One item of a stream.

/// An item is longer than it may be.
#[derive(Debug)]
pub struct TooLong;

/// One item as it came.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    /// What kind of event it is, where it is one and says so.
    pub event: Option<String>,
    /// Its own id, where it has one.
    pub id: Option<String>,
    /// What it holds.
    pub data: Vec<u8>,
}
