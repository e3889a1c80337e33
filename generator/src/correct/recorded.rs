//! What is written of an exchange, the same as clients write: files of the runtime, which need nothing but each other, and
//! `host`, of which either side has its own.

#[cfg(feature = "record")]
#[path = "../../runtime/src/record/archive.rs"]
pub(crate) mod archive;
#[cfg(feature = "record")]
#[path = "../../runtime/src/record/copy.rs"]
pub(crate) mod copy;
#[cfg(feature = "record")]
#[path = "../../runtime/src/record/entry.rs"]
pub(crate) mod entry;
#[path = "../../runtime/src/record/form.rs"]
pub(crate) mod form;
pub(crate) mod host;
#[cfg(feature = "record")]
#[path = "../../runtime/src/record/known.rs"]
pub(crate) mod known;
#[path = "../../runtime/src/record/link.rs"]
pub(crate) mod link;
#[path = "../../runtime/src/record/names.rs"]
pub(crate) mod names;
#[cfg(feature = "record")]
#[path = "../../runtime/src/record/personal.rs"]
mod personal;
#[cfg(feature = "record")]
#[allow(dead_code, reason = "clients know their credentials, and declare them")]
#[path = "../../runtime/src/record/redact.rs"]
pub(crate) mod redact;
#[cfg(feature = "record")]
#[path = "../../runtime/src/record/scan.rs"]
mod scan;

use crate::openapi::media_type as media;
