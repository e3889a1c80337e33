//! Servers whose URLs have variables: a struct with a setter for each variable, which converts to the URL.

use super::super::error::build::BuildError;
use super::super::secret::escape::Escaped;
use super::super::secret::scrub;
use super::builder::Builder;
use std::fmt;

/// The URL of a server, or the error of an invalid variable. `Debug` shows no user and no password.
#[derive(Clone)]
pub struct ServerUrl(Result<String, BuildError>);

impl fmt::Debug for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServerUrl").field(&self.0.as_deref().map(scrub::url)).finish()
    }
}

impl ServerUrl {
    /// Replaces each `{name}` of the template with its value. A value cannot change the rest of the URL: in the host it
    /// consists of letters, digits, `-`, `.`, `_` and `:`, after the host also of `/` and `~`.
    pub fn fill(template: &str, values: &[(&str, &str)]) -> Self {
        let mut url = String::new();
        let mut rest = template;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            url.push_str(before);
            let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
            // A value that is the whole start of the URL, scheme and host, may hold any characters.
            let whole = url.is_empty() && !after.starts_with("://");
            let in_path = url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
            let fits =
                |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c) || (in_path && "/~".contains(c));
            if !whole && (value.contains(|c| !fits(c)) || value.split('/').any(|part| part == "..")) {
                let reason = format!("the server's variable {name} cannot be {:?}", Escaped(value));
                return Self(Err(BuildError::new(reason)));
            }
            url.push_str(value);
            rest = after;
        }
        Self(Ok(url + rest))
    }

    /// Returns the URL.
    ///
    /// # Errors
    /// A variable has a value that is not allowed in its position.
    pub fn into_url(self) -> Result<String, BuildError> {
        self.0
    }
}

impl Builder {
    /// Uses another server of the document. Operations that have their own server keep it.
    #[must_use]
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        match server.into().into_url() {
            Ok(url) => self.options.base_url = url,
            Err(error) => self.fail(error),
        }
        self
    }
}

/// Defines the struct of a server:
/// `server!(Server "https://{region}.example.org" { /// Where. region "region": one ServerRegion = ServerRegion::Eu; tenant "tenant": text = "demo"; });`.
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($(#[$about:meta])* $ty:ident $template:literal {
        $($(#[$doc:meta])* $name:ident $wire:literal: $kind:ident $($of:ident)? = $default:expr;)*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[must_use]
        pub struct $ty {
            $($name: $crate::__server_value!($kind $($of)?),)*
        }

        impl ::std::default::Default for $ty {
            fn default() -> Self {
                Self { $($name: $default.into(),)* }
            }
        }

        impl $ty {
            $(
                $(#[$doc])*
                pub fn $name(mut self, $name: impl ::std::convert::Into<$crate::__server_value!($kind $($of)?)>) -> Self {
                    self.$name = $name.into();
                    self
                }
            )*
        }

        impl ::std::convert::From<$ty> for $crate::runtime::client::variables::ServerUrl {
            fn from(server: $ty) -> Self {
                let values = [$(($wire, ::std::convert::AsRef::<str>::as_ref(&server.$name)),)*];
                Self::fill($template, &values)
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__server as server;

/// The type of a variable.
#[doc(hidden)]
#[macro_export]
macro_rules! __server_value {
    (text) => {
        ::std::string::String
    };
    (one $of:ident) => {
        $of
    };
}

/// Defines the enum of a variable's values: `server_values!(ServerRegion { Eu: "eu", Us: "us" });`. Each value may have
/// documentation.
#[doc(hidden)]
#[macro_export]
macro_rules! __server_values {
    ($(#[$about:meta])* $ty:ident { $($(#[$doc:meta])* $variant:ident: $wire:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $ty {
            $($(#[$doc])* $variant,)*
        }

        impl ::std::convert::AsRef<str> for $ty {
            fn as_ref(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__server_values as server_values;

/// Adds the method `server` to the builder: `server_builder!(ClientBuilder);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __server_builder {
    ($builder:ident) => {
        impl $builder {
            /// Uses another server of the document. Operations that have their own server keep it.
            pub fn server(
                mut self,
                server: impl ::std::convert::Into<$crate::runtime::client::variables::ServerUrl>,
            ) -> Self {
                self.builder = self.builder.server(server);
                self
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__server_builder as server_builder;
