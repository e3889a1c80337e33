//! Request bodies that are not JSON: forms, multipart forms and uploads.

#[doc(hidden)]
pub mod charset;
#[doc(hidden)]
pub mod fields;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod file;
#[doc(hidden)]
pub mod form;
#[doc(hidden)]
pub mod lines;
#[doc(hidden)]
pub mod member;
#[doc(hidden)]
pub mod multipart;
#[doc(hidden)]
pub mod set_multipart;
#[doc(hidden)]
pub mod set_upload;
#[doc(hidden)]
pub mod upload;

#[doc(hidden)]
pub use self::fields::{PartEncoding, form};
pub use self::multipart::{Form, Part};
pub use self::upload::Upload;
