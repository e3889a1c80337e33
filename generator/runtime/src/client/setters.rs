//! The settings that the builder of every client has.

/// Implements the settings that do not depend on the API: `client_builder!(ClientBuilder => Client);` for structs
/// `ClientBuilder { builder: Builder }` and `Client { core: Core }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    ($builder:ident => $client:ident) => {
        /// # Limits
        ///
        /// Limits of time and memory of a call, whatever the server does. `Duration::MAX` and `u64::MAX` mean no limit.
        ///
        /// | setting | limits | default | can be set for one call |
        /// |---|---|---|---|
        /// | `connect_timeout` | connecting, including TLS | 10 s | |
        /// | `timeout` | the whole call: connecting, sending, waits and retries, the response to its last byte; of a stream, to its head | 10 min, which start again as long as an upload of more than 1 MiB makes progress | yes |
        /// | `read_timeout` | silence of the server: before the response begins, between two pieces of it, between two events | 5 min, which start again in the same way | yes |
        /// | `max_body_size` | the body of a success in memory | 64 MiB | yes; then also for a download in pieces |
        /// | `max_error_body_size` | the body of an error, which is cut at the limit | 1 MiB | by `request()` |
        /// | `max_event_size` | one event or one line of a stream | 64 MiB | yes |
        /// | `retry` | the number of retries, and the longest accepted `Retry-After` | none; 60 s | yes |
        ///
        /// Sizes are counted after decompression. A download that is read in pieces has no limit, and neither has the
        /// number of events. A token request takes at most 30 s, and its response at most 1 MiB. A list ends with an
        /// error after 10,000 pages, after 1,000 pages in a row without an item, and if the server repeats a page,
        /// cursor or link.
        impl $builder {
            /// Sends every call to another server. A trailing slash is ignored.
            pub fn base_url(mut self, url: impl ::std::convert::Into<::std::string::String>) -> Self {
                self.builder = self.builder.base_url(url);
                self
            }

            /// Allows plain `http` to other machines. The traffic, including credentials, can then be read on the
            /// network.
            pub fn allow_http(mut self) -> Self {
                self.builder = self.builder.allow_http();
                self
            }

            /// Allows credentials to be sent to this origin too (`https://files.example.com`), for operations that have
            /// their own server. By default they are sent to the client's server only.
            pub fn trust_origin(mut self, url: &str) -> Self {
                self.builder = self.builder.trust_origin(url);
                self
            }

            /// Sets the time limit of a whole call, from the first attempt to the last byte, including retries and
            /// waits. For a stream, it ends with the head of the response. Default: 10 min, which start again as long
            /// as a large upload makes progress.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.timeout(timeout);
                self
            }

            /// Sets how long the server may be silent: before the response begins (unless a large upload makes
            /// progress), and between two pieces of its body. Default: 5 min.
            pub fn read_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.read_timeout(timeout);
                self
            }

            /// Sets the maximum size of a success body that is held in memory, in bytes; a larger one is an error.
            /// Default: 64 MiB.
            pub fn max_body_size(mut self, bytes: u64) -> Self {
                self.builder = self.builder.max_body_size(bytes);
                self
            }

            /// Sets how many bytes of an error body are kept; the rest is cut. Default: 1 MiB.
            pub fn max_error_body_size(mut self, bytes: u64) -> Self {
                self.builder = self.builder.max_error_body_size(bytes);
                self
            }

            /// Sets the maximum size of one event or line of a stream, in bytes; a larger one is an error. Default: 64
            /// MiB.
            pub fn max_event_size(mut self, bytes: u64) -> Self {
                self.builder = self.builder.max_event_size(bytes);
                self
            }

            /// Sets the time limit for connecting, including TLS. Default: 10 s. A transport set by the caller has its
            /// own limit.
            pub fn connect_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.connect_timeout(timeout);
                self
            }

            /// Sets the retry policy; a number is the maximum number of retries. Default: no retries.
            pub fn retry(
                mut self,
                retry: impl ::std::convert::Into<$crate::runtime::request::retry::Retry>,
            ) -> Self {
                self.builder = self.builder.retry(retry);
                self
            }

            /// Follows at most this many redirects of a `GET`, `HEAD` or `OPTIONS` request, to other origins too, where
            /// downloads often lie. Credentials, cookies and headers of the API go to the same origin only, and nothing
            /// goes from `https` to plain `http`. With 0, a redirect is an error with its status. Requests that write are
            /// never redirected. Hooks do not see where a redirect leads. In a browser, redirects are errors. Default: at
            /// most 10, within the same origin.
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

            /// Adds a hook that is called after each attempt, with the head of the response or the error.
            pub fn after_send(
                mut self,
                hook: impl Fn(&$crate::runtime::request::hook::Sent<'_>) + Send + Sync + 'static,
            ) -> Self {
                self.builder = self.builder.after_send(hook);
                self
            }

            /// Sets the token source for the security scheme of this name in the document; it is called for each
            /// request that needs a token. `TokenFn::new(|| async { … })` makes one from a function.
            pub fn token_source(
                mut self,
                scheme: &str,
                source: impl $crate::runtime::auth::token::TokenSource,
            ) -> Self {
                self.builder = self.builder.token_source(scheme, source);
                self
            }

            /// Sets another clock than the system's.
            pub fn clock(mut self, clock: impl $crate::runtime::transport::clock::Clock) -> Self {
                self.builder = self.builder.clock(clock);
                self
            }

            /// Sets a header of every call, unless the call sets it itself.
            pub fn default_header(mut self, name: &str, value: &str) -> Self {
                self.builder = self.builder.header(name, value);
                self
            }

            /// Sets `User-Agent`. Default: name and version of the crate that holds the client, followed by `truespec`;
            /// in a browser, that of the browser.
            pub fn user_agent(mut self, value: &str) -> Self {
                self.builder = self.builder.user_agent(value);
                self
            }

            /// Sends no `User-Agent`.
            pub fn no_user_agent(mut self) -> Self {
                self.builder = self.builder.no_user_agent();
                self
            }

            /// Records the exchanges of this client to an HTTP archive, without credentials. Each attempt of a call and
            /// each redirect is an exchange of its own; those without a response and requests for tokens are left out.
            #[cfg(feature = "record")]
            pub fn record(mut self, recorder: $crate::runtime::record::recorder::Recorder) -> Self {
                self.builder = self.builder.record(recorder);
                self
            }

            /// Sets another transport, such as `Hyper::builder().proxy(url).build()?`.
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
            /// The base URL, a header or a credential is not valid, or a credential would never be sent.
            pub fn build(self) -> ::std::result::Result<$client, $crate::runtime::error::build::BuildError> {
                ::std::result::Result::Ok($client { core: self.builder.build()? })
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__client_builder as client_builder;
