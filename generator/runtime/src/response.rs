//! Responses with status and headers, and downloads.

#[doc(hidden)]
pub mod charset;
#[doc(hidden)]
pub mod content_type;
#[doc(hidden)]
pub mod decode;
#[doc(hidden)]
pub mod download;
#[doc(hidden)]
pub mod file_name;
#[doc(hidden)]
pub mod header;
#[doc(hidden)]
pub mod receive;
#[doc(hidden)]
pub mod retry_after;

pub use self::decode::Response;
#[doc(hidden)]
pub use self::decode::success_statuses;
pub use self::download::Download;
#[doc(hidden)]
pub use self::header::headers;
