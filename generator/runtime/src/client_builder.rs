//! The settings that every client's builder has, whatever the API.

/// Implements the settings that do not depend on the API: `client_builder!(ClientBuilder => Client);` for structs
/// `ClientBuilder { builder: Builder }` and `Client { core: Core }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    ($builder:ident => $client:ident) => {
        impl $builder {
            /// Sends every call to another server. A slash at the end does not count.
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
            /// to the head of the answer where that is a stream. Default: no limit.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.timeout(timeout);
                self
            }

            /// How long the server may be silent: before its answer begins (unless a stream is being sent), and
            /// between two pieces of its body. Default: no limit.
            pub fn read_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.read_timeout(timeout);
                self
            }

            /// How long connecting may take, TLS included. Default: 10 s. Another transport has its own limit.
            pub fn connect_timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.connect_timeout(timeout);
                self
            }

            /// When calls are sent again; a number is how often at most. Default: never.
            pub fn retry(mut self, retry: impl ::std::convert::Into<$crate::runtime::retry::Retry>) -> Self {
                self.builder = self.builder.retry(retry);
                self
            }

            /// Calls a function before each sending, with the request as it is about to go out.
            pub fn before_send(
                mut self,
                hook: impl Fn(&mut $crate::runtime::hook::Sending<'_>) + Send + Sync + 'static,
            ) -> Self {
                self.builder = self.builder.before_send(hook);
                self
            }

            /// Calls a function after each sending, with the head of the answer or the reason why there is none.
            pub fn after_send(
                mut self,
                hook: impl Fn(&$crate::runtime::hook::Sent<'_>) + Send + Sync + 'static,
            ) -> Self {
                self.builder = self.builder.after_send(hook);
                self
            }

            /// Asks for the token of a security scheme, by its name in the document, whenever a request needs it:
            /// `TokenFn::new(|| async { … })` is a source.
            pub fn token_source(
                mut self,
                scheme: &str,
                source: impl $crate::runtime::token::TokenSource,
            ) -> Self {
                self.builder = self.builder.token_source(scheme, source);
                self
            }

            /// Waits and tells the time by another clock than the machine's.
            pub fn clock(mut self, clock: impl $crate::runtime::clock::Clock) -> Self {
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
            pub fn transport(mut self, transport: impl $crate::runtime::transport::Transport) -> Self {
                self.builder = self.builder.transport(transport);
                self
            }

            /// Builds the client.
            ///
            /// # Errors
            /// The base URL, a header or a credential is not valid.
            pub fn build(self) -> ::std::result::Result<$client, $crate::runtime::error_build::BuildError> {
                ::std::result::Result::Ok($client { core: self.builder.build()? })
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__client_builder as client_builder;
