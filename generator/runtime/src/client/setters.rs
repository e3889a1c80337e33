//! The settings that every client's builder has, whatever the API.

/// Implements the settings that do not depend on the API: `client_builder!(ClientBuilder => Client);` for structs
/// `ClientBuilder { builder: Builder }` and `Client { core: Core }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    ($builder:ident => $client:ident) => {
        /// # Limits
        ///
        /// What a call may take of time and memory, whatever the server does. `Duration::MAX` is no limit, and neither is
        /// `u64::MAX`.
        ///
        /// | setting | limits | by default | set for one call too |
        /// |---|---|---|---|
        /// | `connect_timeout` | connecting, TLS included | 10 s | |
        /// | `timeout` | a call as a whole: connecting, sending, waits and retries, the answer to its last byte; of a stream, to its head | 10 min, anew as long as a body of more than 1 MiB goes up | yes |
        /// | `read_timeout` | silence of the server: before its answer begins, between two pieces of it, between two events | 5 min, anew as long as such a body goes up | yes |
        /// | `max_body_size` | the body of a success, in memory | 64 MiB | yes; then of one that is read in pieces, too |
        /// | `max_error_body_size` | the body of an error, which is cut there | 1 MiB | by `request()` |
        /// | `max_event_size` | one event or one line of a stream | 64 MiB | yes |
        /// | `retry` | how often a call is sent again, and the wait that a server may ask for | never; 60 s | yes |
        ///
        /// Sizes are of bodies that have been decompressed. A download that is read in pieces has no limit, nor has the
        /// number of events. An exchange for a token takes 30 s at most and its answer 1 MiB. A list ends with an error after
        /// 10,000 pages, after 1,000 pages in a row without an item, and when the server leads back to where it was.
        impl $builder {
            /// Sends every call to another server. A slash at the end does not count. Where the document names a path
            /// and no server, a URL without a path gets that path.
            pub fn base_url(mut self, url: impl ::std::convert::Into<::std::string::String>) -> Self {
                self.builder = self.builder.base_url(url);
                self
            }

            /// Allows plain `http` beyond this machine: what is sent, credentials included, can be read on the way.
            pub fn allow_http(mut self) -> Self {
                self.builder = self.builder.allow_http();
                self
            }

            /// Lets credentials go to this origin too (`https://files.example.com`): that of an operation's own
            /// server. Otherwise they go to the client's only.
            pub fn trust_origin(mut self, url: &str) -> Self {
                self.builder = self.builder.trust_origin(url);
                self
            }

            /// How long a call may take as a whole, from the first try to the last byte, waits and retries included;
            /// to the head of the answer where that is a stream. Default: 10 min, which begin anew as long as a large body
            /// goes up.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.timeout(timeout);
                self
            }

            /// How long the server may be silent: before its answer begins (unless it takes more of a large body),
            /// and between two pieces of its body. Default: 5 min.
            pub fn read_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.read_timeout(timeout);
                self
            }

            /// How many bytes the body of a success may have that is held in memory; a larger one is an error. Default:
            /// 64 MiB.
            pub fn max_body_size(mut self, bytes: u64) -> Self {
                self.builder = self.builder.max_body_size(bytes);
                self
            }

            /// How many bytes of the body of an error are kept; the rest is cut. Default: 1 MiB.
            pub fn max_error_body_size(mut self, bytes: u64) -> Self {
                self.builder = self.builder.max_error_body_size(bytes);
                self
            }

            /// How many bytes one event or line of a stream may have; a larger one is an error. Default: 64 MiB.
            pub fn max_event_size(mut self, bytes: u64) -> Self {
                self.builder = self.builder.max_event_size(bytes);
                self
            }

            /// How long connecting may take, TLS included. Default: 10 s. Another transport has its own limit.
            pub fn connect_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.connect_timeout(timeout);
                self
            }

            /// When calls are sent again; a number is how often at most. Default: never.
            pub fn retry(
                mut self,
                retry: impl ::std::convert::Into<$crate::runtime::request::retry::Retry>,
            ) -> Self {
                self.builder = self.builder.retry(retry);
                self
            }

            /// Follows up to so many redirects of a `GET`, `HEAD` or `OPTIONS` request, to downloads that lie elsewhere say.
            /// Credentials, cookies and headers of the API go to the same origin only, and nothing goes from `https` to plain
            /// `http`. What is called before each sending does not see where a redirect leads. In a browser redirects are
            /// errors all the same. Default: 0, a redirect is an error with its status.
            pub fn follow_redirects(mut self, most: usize) -> Self {
                self.builder = self.builder.follow_redirects(most);
                self
            }

            /// Calls a function before each sending, with the request as it is about to go out.
            pub fn before_send(
                mut self,
                hook: impl Fn(&mut $crate::runtime::request::hook::Sending<'_>) + Send + Sync + 'static,
            ) -> Self {
                self.builder = self.builder.before_send(hook);
                self
            }

            /// Calls a function after each sending, with the head of the answer or the reason why there is none.
            pub fn after_send(
                mut self,
                hook: impl Fn(&$crate::runtime::request::hook::Sent<'_>) + Send + Sync + 'static,
            ) -> Self {
                self.builder = self.builder.after_send(hook);
                self
            }

            /// Asks for the token of a security scheme, by its name in the document, whenever a request needs it:
            /// `TokenFn::new(|| async { … })` is a source.
            pub fn token_source(
                mut self,
                scheme: &str,
                source: impl $crate::runtime::auth::token::TokenSource,
            ) -> Self {
                self.builder = self.builder.token_source(scheme, source);
                self
            }

            /// Waits and tells the time by another clock than the machine's.
            pub fn clock(mut self, clock: impl $crate::runtime::transport::clock::Clock) -> Self {
                self.builder = self.builder.clock(clock);
                self
            }

            /// Sends a header with every call, unless the call sets it itself.
            pub fn default_header(mut self, name: &str, value: &str) -> Self {
                self.builder = self.builder.header(name, value);
                self
            }

            /// Sets `User-Agent`.
            pub fn user_agent(mut self, value: &str) -> Self {
                self.builder = self.builder.user_agent(value);
                self
            }

            /// Sends through another transport.
            pub fn transport(
                mut self,
                transport: impl $crate::runtime::transport::interface::Transport,
            ) -> Self {
                self.builder = self.builder.transport(transport);
                self
            }

            /// Builds the client.
            ///
            /// # Errors
            /// The base URL, a header or a credential is not valid.
            pub fn build(self) -> ::std::result::Result<$client, $crate::runtime::error::build::BuildError> {
                ::std::result::Result::Ok($client { core: self.builder.build()? })
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__client_builder as client_builder;
