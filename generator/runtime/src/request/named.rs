//! Request builders of operations with optional parts: a type of its own for each operation, so that its setters have a
//! page and errors of the compiler name it. Everything that is not a setter is that of the [`Call`](super::call::Call)
//! inside.

/// Implements a request builder.
///
/// `request_builder!(List => Vec<types::Tag>, Untyped);` for `pub struct List { call: Call<Vec<types::Tag>, Untyped> }`;
/// with `basic` before it if the API has a basic scheme.
#[doc(hidden)]
#[macro_export]
macro_rules! __request_builder {
    (basic $ty:ident => $success:ty, $error:ty) => {
        $crate::__request_builder!($ty => $success, $error);

        impl $ty {
            /// Sets user and password of this call, in place of the client's.
            pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
                self.call.request.set_basic(user, password);
                self
            }
        }
    };
    ($ty:ident => $success:ty, $error:ty) => {
        impl $ty {
            $crate::__settings!(call: call.request);

            /// The underlying request, for settings that have no method here.
            pub fn request(&mut self) -> &mut $crate::runtime::request::builder::Request {
                self.call.request()
            }

            /// Sends the call and returns the decoded body with status and headers.
            pub fn with_response(
                self,
            ) -> $crate::runtime::transport::interface::BoxFuture<
                'static,
                ::std::result::Result<
                    $crate::runtime::response::decode::Response<$success>,
                    $crate::runtime::error::call::Error,
                >,
            > {
                self.call.with_response()
            }

            /// Returns the bytes of a success, unchanged, in place of the decoded body.
            #[allow(clippy::wrong_self_convention, reason = "it says as what the success is decoded")]
            pub fn as_bytes(self) -> $crate::runtime::request::call::Call<::bytes::Bytes, $error> {
                self.call.as_bytes()
            }

            /// Decodes a success as JSON of another type, such as `serde_json::Value` or a struct of the caller's.
            #[allow(clippy::wrong_self_convention, reason = "it says as what the success is decoded")]
            pub fn as_json<U: ::serde::de::DeserializeOwned>(
                self,
            ) -> $crate::runtime::request::call::Call<U, $error> {
                self.call.as_json()
            }
        }

        #[cfg(feature = "blocking")]
        impl $ty {
            /// Sends the call and blocks the current thread until it is done. Do not use it in asynchronous code.
            ///
            /// # Errors
            /// Those of the call, or the thread for connections cannot start.
            pub fn send_blocking(
                self,
            ) -> ::std::result::Result<$success, $crate::runtime::error::call::Error> {
                self.call.send_blocking()
            }

            /// Sends the call, blocks the current thread, and returns the decoded body with status and headers.
            ///
            /// # Errors
            /// Those of the call, or the thread for connections cannot start.
            pub fn with_response_blocking(
                self,
            ) -> ::std::result::Result<
                $crate::runtime::response::decode::Response<$success>,
                $crate::runtime::error::call::Error,
            > {
                self.call.with_response_blocking()
            }
        }

        $crate::__awaited!($ty => ::std::result::Result<$success, $crate::runtime::error::call::Error>);
    };
}
#[doc(hidden)]
pub use crate::__request_builder as request_builder;

/// Makes a request builder a future, and shows it as its call.
#[doc(hidden)]
#[macro_export]
macro_rules! __awaited {
    ($ty:ident => $output:ty) => {
        impl ::std::future::IntoFuture for $ty {
            type Output = $output;
            type IntoFuture = $crate::runtime::transport::interface::BoxFuture<'static, $output>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::future::IntoFuture::into_future(self.call)
            }
        }

        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.call, f)
            }
        }
    };
}
