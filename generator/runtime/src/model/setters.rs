//! Constructors and setters: `builder!` makes those of a struct, `parameters!` those of a request builder, with one
//! line each. The macros `argument` and `converted` below define the argument types (`texts`, `list Uuid`, …).

/// Implements `new` with the required fields, and a chainable setter for each optional field.
///
/// `builder!(DetachTags(names: texts) { sources: list uuid::Uuid, note or null_note: text } rest extra);` for a struct
/// whose other fields are `Option`s (`Option<Option<_>>` where a second name sends null). The kinds: `plain T`,
/// `boxed T`, `boxed_into T`, `text`, `into T`, `texts`, `intos T`, `list T`. Fields with only one possible value are not arguments;
/// they follow `with`. An optional field may have attributes for its setters, such as `#[deprecated]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (
        $ty:ident($($required:ident: $kind:ident $($of:ty)?),*) $(with ($($constant:ident = $value:expr),*))? {
            $($(#[$mark:meta])* $optional:ident $(or $null:ident)?: $how:ident $($what:ty)?,)*
        } $(rest $rest:ident)?
    ) => {
        impl $ty {
            /// Creates a value from the required fields; all other fields are unset.
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

/// Implements a setter for each optional parameter of a request builder.
///
/// `parameters!(List { /// Which page. page: plain i64 = Param::query("page"); });` has the kinds of `builder!`. After
/// commas follow the checks of the value, as in `validate!`.
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
    (boxed_into $of:ty) => { impl ::std::convert::Into<$of> };
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
    (boxed_into $of:ty) => { ::std::boxed::Box<$of> };
    (text) => { ::std::string::String };
    (into $of:ty) => { $of };
    (texts) => { ::std::vec::Vec<::std::string::String> };
    (intos $of:ty) => { ::std::vec::Vec<$of> };
    (list $of:ty) => { ::std::vec::Vec<$of> };
}

/// Converts the argument to the value.
#[doc(hidden)]
#[macro_export]
macro_rules! __converted {
    ($name:ident plain) => {
        $name
    };
    ($name:ident boxed) => {
        ::std::boxed::Box::new($name)
    };
    ($name:ident boxed_into) => {
        ::std::boxed::Box::new(::std::convert::Into::into($name))
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
