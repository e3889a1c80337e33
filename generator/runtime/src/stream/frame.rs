//! One item of a stream.

/// The error for an item that exceeds the size limit.
#[derive(Debug)]
pub struct TooLong;

/// One raw item.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    /// The event type, if the item is an event that has one.
    pub event: Option<String>,
    /// The event's own id, if it has one.
    pub id: Option<String>,
    /// The data.
    pub data: Vec<u8>,
}
