//! The settings that every client's builder has, whatever the API.

/// Implements the settings that do not depend on the API: `client_builder!(ClientBuilder => Client);` for structs
/// `ClientBuilder { builder: Builder }` and `Client { core: Core }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    ($builder:ident => $client:ident) => {
        impl $builder {
            /// Sends every call to another server. A slash at the end does not count; plain `http` is allowed.
            pub fn base_url(mut self, url: impl ::std::convert::Into<::std::string::String>) -> Self {
                self.builder = self.builder.base_url(url);
                self
            }

            /// How long one exchange may take, from connecting to the last byte of the response. Default: no limit.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.builder = self.builder.timeout(timeout);
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
