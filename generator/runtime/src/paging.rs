//! Paginated lists as streams of [`Pages`] or [`Items`].

#[doc(hidden)]
pub mod body;
#[doc(hidden)]
pub mod pages;
#[doc(hidden)]
pub mod read;
#[doc(hidden)]
pub mod rule;
#[doc(hidden)]
pub mod seen;
#[doc(hidden)]
pub mod turn;

#[doc(hidden)]
pub use self::pages::paged;
pub use self::pages::{Items, Pages};
#[doc(hidden)]
pub use self::rule::Paging;
