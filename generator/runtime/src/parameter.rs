//! Parameters that a caller sets explicitly.
//!
//! `call.request().set_value(&Param::query("name"), &"value".into())` sends a parameter that the document does not
//! list. A [`Param`] has a [`ParameterLocation`] and a [`Style`].

#[doc(hidden)]
pub mod definition;
#[doc(hidden)]
pub mod path;
#[doc(hidden)]
pub mod percent;
#[doc(hidden)]
pub mod style;

pub use self::definition::{Param, ParameterLocation, Style};
