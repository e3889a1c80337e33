//! Constructors and setters: `builder!` makes those of a struct, `parameters!` the setters of a request builder. What a
//! caller hands in stands in the lines of the calls, so that the compiler shows it where something does not fit.

/// Implements `new` with the required fields, and a chainable setter for each optional field.
///
/// `builder!(DetachTags new(names: impl IntoIterator<Item = impl Into<String>> as list) {` with lines such as
/// `sources<M>: impl crate::MaybeList<uuid::Uuid, M>,` and `note<M> or null_note(nulls "note"): impl
/// crate::MaybeInto<String, M>,` and `} unset(state) rest extra nulls nulls);`. `as` names a conversion of
/// `model::convert`, and the second name is that of a setter that sends null. `with (kind = …)` after the arguments gives
/// fields their only possible value, and `unset` lists optional fields without setters. `new<T1: Into<String>>(required:
/// NewTagRequired<T1> { name as into, count })` takes the required fields in a struct. An optional field may have attributes for its setters, such as
/// `#[deprecated]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (
        $ty:ident $new:ident $(<$($generic:ident: $bound:path),*>)?
            ($given:ident: $named:ident $(<$($argument:ident),*>)? { $($required:ident $(as $via:ident)?),* $(,)? })
        $(with ($($constant:ident = $value:expr),*))?
        { $($(#[$mark:meta])* $optional:ident $(<$m:ident>)? $(or $null:ident($nulled:ident $key:literal))?: $what:ty,)* }
        $(unset($($unset:ident),*))? $(rest $rest:ident)? $(nulls $nulls:ident)?
    ) => {
        impl $ty {
            /// Creates a value from the required fields; all other fields are unset.
            pub fn $new $(<$($generic: $bound),*>)?($given: $named $(<$($argument),*>)?) -> Self {
                Self {
                    $($required: $($crate::runtime::model::convert::$via)?($given.$required),)*
                    $($($constant: $value,)*)?
                    $($optional: ::std::option::Option::None,)*
                    $($($unset: ::std::option::Option::None,)*)?
                    $($rest: ::std::collections::BTreeMap::new(),)?
                    $($nulls: ::std::default::Default::default(),)?
                }
            }

            $crate::__setters!($($(#[$mark])* $optional $(<$m>)? $(or $null($nulled $key))?: $what,)*);
        }
    };
    (
        $ty:ident $new:ident($($required:ident: $of:ty $(as $via:ident)?),* $(,)?)
        $(with ($($constant:ident = $value:expr),*))?
        { $($(#[$mark:meta])* $optional:ident $(<$m:ident>)? $(or $null:ident($nulled:ident $key:literal))?: $what:ty,)* }
        $(unset($($unset:ident),*))? $(rest $rest:ident)? $(nulls $nulls:ident)?
    ) => {
        impl $ty {
            /// Creates a value from the required fields; all other fields are unset.
            #[allow(clippy::new_without_default, reason = "a value with required fields has no default")]
            pub fn $new($($required: $of),*) -> Self {
                Self {
                    $($required: $($crate::runtime::model::convert::$via)?($required),)*
                    $($($constant: $value,)*)?
                    $($optional: ::std::option::Option::None,)*
                    $($($unset: ::std::option::Option::None,)*)?
                    $($rest: ::std::collections::BTreeMap::new(),)?
                    $($nulls: ::std::default::Default::default(),)?
                }
            }

            $crate::__setters!($($(#[$mark])* $optional $(<$m>)? $(or $null($nulled $key))?: $what,)*);
        }
    };
}
#[doc(hidden)]
pub use crate::__builder as builder;

/// The setters of fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($($(#[$mark:meta])* $field:ident $(<$m:ident>)? $(or $null:ident($nulls:ident $key:literal))?: $what:ty,)*) => {$(
        #[doc = concat!("Sets [`", stringify!($field), "`](Self#structfield.", stringify!($field), ").")]
        $(#[$mark])*
        #[must_use]
        pub fn $field $(<$m>)?(mut self, $field: $what) -> Self {
            self.$field = $field.maybe();
            $(self.$nulls.remove($key);)?
            self
        }

        $(
            #[doc = concat!("Sends `null` for [`", stringify!($field), "`](Self#structfield.", stringify!($field), ").")]
            #[must_use]
            pub fn $null(mut self) -> Self {
                self.$field = ::std::option::Option::None;
                self.$nulls.insert($key);
                self
            }
        )?
    )*};
}

/// Implements a setter for each optional parameter of a request builder.
///
/// `parameters!(List { /// Which page. page: impl crate::Maybe<i64> = Param::query("page"); });` has arguments as those of
/// `builder!`. After commas follow the checks of the value, as in `validate!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __parameters {
    ($ty:ident { $(
        $(#[$doc:meta])* $name:ident $(<$m:ident>)?: $what:ty = $param:expr
            $(, $check:ident $([$($rule:expr),* $(,)?])?)*;
    )* }) => {
        impl $ty {
            $(
                $(#[$doc])*
                pub fn $name $(<$m>)?(mut self, $name: $what) -> Self {
                    let value = $name.maybe();
                    self.request.set(&$param, &value);
                    $(if let ::std::option::Option::Some(value) = &value {
                        self.request.set_check_parameter(
                            &$param,
                            $crate::__check!($check value $(, [$($rule),*])?),
                        );
                    })*
                    self
                }
            )*
        }
    };
}
#[doc(hidden)]
pub use crate::__parameters as parameters;
