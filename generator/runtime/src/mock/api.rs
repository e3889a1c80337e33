//! The typed mock server of an API, made from one line per operation.

/// Defines the server: the client's builder with dummy credentials, then the groups with their handles.
///
/// `mock!(Client { api_key("mock") } tags Tags { attach(json AttachTags) -> json(Vec<Tag>), untyped() = "attach" "POST" "/tags"; });`
/// After its documentation, a line holds the request body (nothing, or one of `@sends`), the success (`@replies`) and
/// the error (`@fails`), each with its type.
#[doc(hidden)]
#[macro_export]
macro_rules! __mock {
    ($client:ident { $($credential:ident($($word:literal),*))* } $($(#[$gate:meta])* $group:ident $handle:ident {
        $($(#[$about:meta])* $method:ident($($sent:tt)*) -> $reply:ident($($replied:tt)*), $fail:ident($($failed:tt)*)
            = $id:literal $verb:literal $path:literal $(hides [$($secret:literal),*])?;)*
    })*) => {
        /// A mock server on the loopback interface that answers expected calls. When it is dropped, it panics if calls
        /// and expectations do not match; `verify` returns the same as an error.
        #[derive(Debug)]
        pub struct Server {
            server: $crate::runtime::mock::server::Server,
        }

        impl Server {
            /// Starts a server on a free port of this machine.
            ///
            /// # Errors
            /// No port is available.
            pub fn start() -> ::std::io::Result<Self> {
                $crate::runtime::mock::server::Server::start().map(|server| Self { server })
            }

            /// The URL of the server, without a trailing slash.
            pub fn url(&self) -> &str {
                self.server.url()
            }

            /// Creates a client of this server, with dummy credentials.
            ///
            /// # Errors
            /// Those of the client's builder.
            pub fn client(
                &self,
            ) -> ::std::result::Result<super::$client, $crate::runtime::error::build::BuildError> {
                super::$client::builder().base_url(self.url())$(.$credential($($word),*))*.build()
            }

            /// Starts an expectation: choose the group, then the operation.
            pub fn expect(&self) -> Groups<'_> {
                Groups { server: &self.server }
            }

            /// Checks all calls so far. A failure returned here is not reported again when the server is dropped.
            ///
            /// # Errors
            /// Unexpected calls, expectations that were not met, and replies that do not match the document.
            pub fn verify(&self) -> ::std::result::Result<(), $crate::runtime::mock::server::VerifyError> {
                self.server.verify()
            }
        }

        /// The groups of operations.
        #[derive(Debug, Clone, Copy)]
        pub struct Groups<'a> {
            #[allow(dead_code, reason = "an API need not have operations")]
            server: &'a $crate::runtime::mock::server::Server,
        }

        impl<'a> Groups<'a> {
            $(
                #[doc = concat!("Expects an operation of the group `", stringify!($group), "`.")]
                $(#[$gate])*
                pub fn $group(self) -> groups::$handle<'a> {
                    groups::$handle { server: self.server }
                }
            )*
        }

        /// The operations of each group.
        pub mod groups {
            #[allow(unused_imports, reason = "an API need not have types")]
            use super::*;

            $(
                #[doc = concat!("Operations of the group `", stringify!($group), "`.")]
                $(#[$gate])*
                #[derive(Debug, Clone, Copy)]
                pub struct $handle<'a> {
                    pub(super) server: &'a $crate::runtime::mock::server::Server,
                }

                $(#[$gate])*
                impl<'a> $handle<'a> {
                    $(
                        $(#[$about])*
                        pub fn $method(self) -> $crate::runtime::mock::expect::Expect<
                            'a,
                            $crate::__mock!(@sent $($sent)*),
                            $crate::__mock!(@replied $reply $($replied)*),
                            $crate::__mock!(@failed $fail $($failed)*),
                        > {
                            const OPERATION: &$crate::runtime::request::operation::Operation =
                                &$crate::runtime::request::operation::Operation::new($id, $verb, $path)
                                    $(.secrets(&[$($secret),*]))?;
                            self.server.expect(
                                OPERATION,
                                $crate::__mock!(@sends $($sent)*),
                                $crate::__mock!(@replies $reply $($replied)*),
                                $crate::__mock!(@fails $fail $($failed)*),
                            )
                        }
                    )*
                }
            )*
        }
    };

    // The Rust type of a request body.
    (@sent) => { $crate::runtime::error::body::Untyped };
    (@sent json $ty:ty $(, $member:literal = $value:expr)?) => { $ty };
    (@sent json_as $media:literal, $ty:ty $(, $member:literal = $value:expr)?) => { $ty };
    (@sent form $ty:ty $(, [$($encoding:expr),*])?) => { $ty };
    (@sent multipart $media:literal, $ty:ty $(, [$($encoding:expr),*])?) => { $ty };
    (@sent lines $media:literal, $ty:ty) => { $ty };
    (@sent text $media:literal) => { str };
    (@sent upload $media:literal) => { $crate::runtime::body::upload::Upload };

    // The encoding of a request body.
    (@sends) => { $crate::runtime::mock::content::RequestBody::new("", |body| match *body {}) };
    (@sends json $ty:ty $(, $member:literal = $value:expr)?) => {
        $crate::runtime::mock::content::RequestBody::new("application/json", $crate::runtime::mock::content::json::<$ty>)
            $(.member($member, $value))?
    };
    (@sends json_as $media:literal, $ty:ty $(, $member:literal = $value:expr)?) => {
        $crate::runtime::mock::content::RequestBody::new($media, |body: &$ty| {
            $crate::runtime::mock::content::json_as($media, body)
        })$(.member($member, $value))?
    };
    (@sends form $ty:ty $(, [$($encoding:expr),*])?) => {
        $crate::runtime::mock::content::RequestBody::new("application/x-www-form-urlencoded", |body: &$ty| {
            $crate::runtime::mock::form::form(body, &[$($($encoding),*)?])
        })
    };
    (@sends multipart $media:literal, $ty:ty $(, [$($encoding:expr),*])?) => {
        $crate::runtime::mock::content::RequestBody::new($media, |body: &$ty| {
            $crate::runtime::mock::multipart::multipart($media, body, &[$($($encoding),*)?])
        })
    };
    (@sends lines $media:literal, $ty:ty) => {
        $crate::runtime::mock::content::RequestBody::new($media, |body: &$ty| {
            $crate::runtime::mock::lines::lines($media, body)
        })
    };
    (@sends text $media:literal) => {
        $crate::runtime::mock::content::RequestBody::new($media, |body: &str| {
            $crate::runtime::mock::content::text_as($media, body)
        })
    };
    (@sends upload $media:literal) => {
        $crate::runtime::mock::content::RequestBody::new($media, |body: &$crate::runtime::body::upload::Upload| {
            $crate::runtime::mock::upload::upload($media, body)
        })
    };

    // The Rust type of a success.
    (@replied unit) => { () };
    (@replied json $ty:ty) => { $ty };
    (@replied text) => { str };
    (@replied bytes) => { [u8] };
    (@replied events $ty:ty) => { [$crate::runtime::stream::typed::Event<$ty>] };
    (@replied whole_events $ty:ty) => { [$crate::runtime::stream::typed::Event<$ty>] };
    (@replied text_events) => { [$crate::runtime::stream::typed::Event<String>] };
    (@replied lines $media:literal, $ty:ty) => { [$ty] };
    (@replied json_seq $ty:ty) => { [$ty] };
    (@replied statuses $ty:ty { $($cases:tt)* }) => { $ty };

    // The encoding of a success, and the check that a client can decode it.
    (@replies unit) => {
        $crate::runtime::mock::content::Success::new(|_, value| $crate::runtime::mock::content::unit(value))
    };
    (@replies json $ty:ty) => { $crate::runtime::mock::content::Success::<$ty>::json() };
    (@replies text) => {
        $crate::runtime::mock::content::Success::new(|_, value| $crate::runtime::mock::content::text(value))
    };
    (@replies bytes) => {
        $crate::runtime::mock::content::Success::new(|_, value| $crate::runtime::mock::content::bytes(value))
    };
    (@replies events $ty:ty) => {
        $crate::runtime::mock::content::Success::new(|_, value| $crate::runtime::mock::stream::events(value))
    };
    (@replies whole_events $ty:ty) => {
        $crate::runtime::mock::content::Success::new(|_, value| {
            $crate::runtime::mock::stream::whole_events(value)
        })
    };
    (@replies text_events) => {
        $crate::runtime::mock::content::Success::new(|_, value| $crate::runtime::mock::stream::text_events(value))
    };
    (@replies lines $media:literal, $ty:ty) => {
        $crate::runtime::mock::content::Success::new(|_, value: &[$ty]| {
            $crate::runtime::mock::stream::lines($media, value)
        })
    };
    (@replies json_seq $ty:ty) => {
        $crate::runtime::mock::content::Success::new(|_, value: &[$ty]| {
            $crate::runtime::mock::stream::json_seq(value)
        })
    };
    (@replies statuses $ty:ty { $($cases:tt)* }) => {
        $crate::runtime::mock::content::Success::read(
            $crate::__mock!(@by_status $ty { $($cases)* }),
            |parts, body| $crate::runtime::mock::content::read_as(<$ty>::decode, parts, body),
        )
    };

    // The Rust type of an error.
    (@failed untyped) => { $crate::runtime::error::body::Untyped };
    (@failed json $ty:ty) => { $ty };
    (@failed statuses $ty:ty { $($cases:tt)* }) => { $ty };
    (@fails untyped) => { |_, error: &$crate::runtime::error::body::Untyped| match *error {} };
    (@fails json $ty:ty) => { |_, error| $crate::runtime::mock::content::json::<$ty>(error) };
    (@fails statuses $ty:ty { $($cases:tt)* }) => { $crate::__mock!(@by_status $ty { $($cases)* }) };

    // One variant per status: `Ok(held: json): 200, NoContent: 204`.
    (@by_status $ty:ty { $($variant:ident $(($held:ident: $how:ident))?: $status:pat),* $(,)? }) => {{
        #[allow(unused_variables, reason = "the pattern of a default binds a name")]
        fn write(status: u16, value: &$ty) -> $crate::runtime::mock::content::EncodedContent {
            type Outcome = $ty;
            let (is_its, variant, content) = match value {
                $(Outcome::$variant $(($held))? => (
                    matches!(status, $status),
                    stringify!($variant),
                    $crate::__mock!(@content $($how $held)?),
                ),)*
            };
            $crate::runtime::mock::content::by_status(is_its, status, variant, content)
        }
        write
    }};
    (@content) => { $crate::runtime::mock::content::unit(&()) };
    (@content $how:ident $held:ident) => { $crate::runtime::mock::content::$how($held) };
}
#[doc(hidden)]
pub use crate::__mock as mock;
