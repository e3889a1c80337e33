//! The macros that define types of an API (setters, enumerations, unions), and what setters take: [`Maybe`] and its like.

#[doc(hidden)]
pub mod convert;
#[doc(hidden)]
pub mod enumeration;
#[doc(hidden)]
pub mod free_form;
#[doc(hidden)]
pub mod integer;
#[doc(hidden)]
pub mod literal;
#[doc(hidden)]
pub mod newtype;
#[doc(hidden)]
pub mod optional;
#[doc(hidden)]
pub mod setters;
#[doc(hidden)]
pub mod shape;
#[doc(hidden)]
pub mod tagged;
#[doc(hidden)]
pub mod union;
#[doc(hidden)]
pub mod variants;

#[doc(hidden)]
pub use self::enumeration::string_enum;
pub use self::free_form::JsonObject;
#[doc(hidden)]
pub use self::integer::int_enum;
#[doc(hidden)]
pub use self::literal::value_enum;
#[doc(hidden)]
pub use self::newtype::newtype;
pub use self::optional::{
    Maybe, MaybeBoxed, MaybeBoxedInto, MaybeInto, MaybeList, MaybeListInto, MaybeObject,
};
#[doc(hidden)]
pub use self::setters::{builder, parameters};
#[doc(hidden)]
pub use self::tagged::tagged_union;
#[doc(hidden)]
pub use self::union::union;
#[doc(hidden)]
pub use self::variants::variants;
