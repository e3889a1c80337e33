//! Constructors and setters: `builder!` makes those of a plain struct, `parameters!` those of a call, a line each.
//! How a value may be handed in (`texts`, `list Uuid`, …) is decided once, by `argument` and `converted` below.

/// Implements `new` with what is required, and a chainable setter for each field that is not.
///
/// `builder!(DetachTags(names: texts) { sources: list uuid::Uuid, note or null_note: text } rest extra);` for a
/// struct whose other fields are `Option`s (`Option<Option<_>>` where a second name sends null). The kinds:
/// `plain T`, `boxed T`, `text`, `into T`, `texts`, `intos T`, `list T`. What can only have one value is not asked for:
/// it stands after `with`. Before a field that is not required stands what marks its setters: `#[deprecated]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (
        $ty:ident($($required:ident: $kind:ident $($of:ty)?),*) $(with ($($constant:ident = $value:expr),*))? {
            $($(#[$mark:meta])* $optional:ident $(or $null:ident)?: $how:ident $($what:ty)?,)*
        } $(rest $rest:ident)?
    ) => {
        impl $ty {
            /// With what is required; everything else is unset.
            #[allow(clippy::too_many_arguments, clippy::new_without_default, reason = "as many as the document requires")]
            pub fn new($($required: $crate::__argument!($kind $($of)?)),*) -> Self {
                Self {
                    $($required: $crate::__converted!($required $kind),)*
                    $($($constant: $value,)*)?
                    $($optional: ::std::option::Option::None,)*
                    $($rest: ::std::collections::BTreeMap::new(),)?
                }
            }

            $($crate::__setter!($(#[$mark])* $optional $(or $null)?: $how $($what)?);)*
        }
    };
}
#[doc(hidden)]
pub use crate::__builder as builder;

/// The setter of one field.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ($(#[$mark:meta])* $field:ident: $how:ident $($what:ty)?) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](Self#structfield.", stringify!($field), ").")]
        $(#[$mark])*
        #[must_use]
        pub fn $field(mut self, $field: $crate::__argument!($how $($what)?)) -> Self {
            self.$field = ::std::option::Option::Some($crate::__converted!($field $how));
            self
        }
    };
    ($(#[$mark:meta])* $field:ident or $null:ident: $how:ident $($what:ty)?) => {
        #[doc = concat!("Sets [`", stringify!($field), "`](Self#structfield.", stringify!($field), ").")]
        $(#[$mark])*
        #[must_use]
        pub fn $field(mut self, $field: $crate::__argument!($how $($what)?)) -> Self {
            self.$field = ::std::option::Option::Some(::std::option::Option::Some($crate::__converted!($field $how)));
            self
        }

        #[doc = concat!("Sends `null` for [`", stringify!($field), "`](Self#structfield.", stringify!($field), ").")]
        $(#[$mark])*
        #[must_use]
        pub fn $null(mut self) -> Self {
            self.$field = ::std::option::Option::Some(::std::option::Option::None);
            self
        }
    };
}

/// Implements a setter for each optional parameter of a call.
///
/// `parameters!(List { /// Which page. page: plain i64 = Param::query("page"); });` with the kinds of `builder!`. After
/// a comma each stands what `validate!` has for a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __parameters {
    ($ty:ident { $(
        $(#[$doc:meta])* $name:ident: $how:ident $($what:ty)? = $param:expr
            $(, $check:ident $([$($rule:expr),* $(,)?])?)*;
    )* }) => {
        impl $ty<'_> {
            $(
                $(#[$doc])*
                pub fn $name(mut self, $name: $crate::__argument!($how $($what)?)) -> Self {
                    let value: $crate::__value!($how $($what)?) = $crate::__converted!($name $how);
                    self.request().set(&$param, &value);
                    $(self.request().set_check_parameter(
                        &$param,
                        $crate::__check!($check &value $(, [$($rule),*])?),
                    );)*
                    self
                }
            )*
        }
    };
}
#[doc(hidden)]
pub use crate::__parameters as parameters;

/// The type of an argument.
#[doc(hidden)]
#[macro_export]
macro_rules! __argument {
    (plain $of:ty) => { $of };
    (boxed $of:ty) => { $of };
    (text) => { impl ::std::convert::Into<::std::string::String> };
    (into $of:ty) => { impl ::std::convert::Into<$of> };
    (texts) => { impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>> };
    (intos $of:ty) => { impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$of>> };
    (list $of:ty) => { impl ::std::iter::IntoIterator<Item = $of> };
}

/// The type of the value itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __value {
    (plain $of:ty) => { $of };
    (boxed $of:ty) => { ::std::boxed::Box<$of> };
    (text) => { ::std::string::String };
    (into $of:ty) => { $of };
    (texts) => { ::std::vec::Vec<::std::string::String> };
    (intos $of:ty) => { ::std::vec::Vec<$of> };
    (list $of:ty) => { ::std::vec::Vec<$of> };
}

/// From the argument to the value itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __converted {
    ($name:ident plain) => {
        $name
    };
    ($name:ident boxed) => {
        ::std::boxed::Box::new($name)
    };
    ($name:ident text) => {
        ::std::convert::Into::into($name)
    };
    ($name:ident into) => {
        ::std::convert::Into::into($name)
    };
    ($name:ident list) => {
        ::std::iter::Iterator::collect(::std::iter::IntoIterator::into_iter($name))
    };
    ($name:ident $each:ident) => {
        ::std::iter::Iterator::collect(::std::iter::Iterator::map(
            ::std::iter::IntoIterator::into_iter($name),
            ::std::convert::Into::into,
        ))
    };
}
