//! The settings of one call, once: `Call`, `StreamCall` and the request builders of operations have the same.

/// The settings of one call, for `Call` and `StreamCall` as well as for the request builders of operations.
///
/// `settings!(call: request);` or `settings!(stream: call.request);` names the field that holds the request. A field is
/// cheaper to compile than a method that borrows it, and each request builder has all of these.
#[doc(hidden)]
#[macro_export]
macro_rules! __settings {
    (all: $($place:ident).+) => {
        /// Limits how long the server may be silent, in place of the client's limit; `Duration::MAX` means no limit.
        pub fn read_timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.$($place).+.set_read_timeout(timeout);
            self
        }

        /// Sets a header of this call, in place of any other of that name.
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.$($place).+.set_raw_header(name, value);
            self
        }

        /// Adds a parameter to the query, besides those of the document. A name can be added several times.
        pub fn extra_query(mut self, name: &str, value: impl ::std::fmt::Display) -> Self {
            self.$($place).+.add_query(name, &value);
            self
        }

        /// Sets a member of the JSON body, besides those of the document or in place of one.
        pub fn extra_member(mut self, name: &str, value: impl ::serde::Serialize) -> Self {
            self.$($place).+.add_member(name, &value);
            self
        }

        /// Sets the bearer token of this call, in place of the client's.
        pub fn bearer(
            mut self,
            token: impl ::std::convert::Into<$crate::runtime::secret::value::Secret>,
        ) -> Self {
            self.$($place).+.set_bearer(token);
            self
        }

        /// Sets the key or token of this call for the security scheme of this name in the document, in place of the
        /// client's. It is sent even if the operation requires none.
        pub fn credential_for(
            mut self,
            scheme: &str,
            secret: impl ::std::convert::Into<$crate::runtime::secret::value::Secret>,
        ) -> Self {
            self.$($place).+.set_credential(scheme, secret);
            self
        }
    };
    (call: $($place:ident).+) => {
        $crate::__settings!(all: $($place).+);

        /// Limits the time of the whole call, including retries and the waits before them, in place of the client's limit;
        /// `Duration::MAX` means no limit.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.$($place).+.set_timeout(timeout);
            self
        }

        /// Limits the size of a success body in bytes, in place of the client's limit. A download that is read in pieces
        /// has no other limit.
        pub fn max_body_size(mut self, bytes: u64) -> Self {
            self.$($place).+.set_max_body_size(bytes);
            self
        }

        /// Sets the retry policy of this call, in place of the client's. A number is the maximum number of retries.
        pub fn retry(
            mut self,
            retry: impl ::std::convert::Into<$crate::runtime::request::retry::Retry>,
        ) -> Self {
            self.$($place).+.set_retry(retry);
            self
        }
    };
    (stream: $($place:ident).+) => {
        $crate::__settings!(all: $($place).+);

        /// Limits the time until the response begins, in place of the client's limit; the stream itself may take longer.
        /// `Duration::MAX` means no limit.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.$($place).+.set_timeout(timeout);
            self
        }

        /// Limits the size of one event or line in bytes, in place of the client's limit.
        pub fn max_event_size(mut self, bytes: u64) -> Self {
            self.$($place).+.set_max_event_size(bytes);
            self
        }

        /// Sets the retry policy of this call, in place of the client's. A stream that has begun is not retried; see
        /// `reconnect` of an event stream.
        pub fn retry(
            mut self,
            retry: impl ::std::convert::Into<$crate::runtime::request::retry::Retry>,
        ) -> Self {
            self.$($place).+.set_retry(retry);
            self
        }

        /// Resumes after the event with this id (`Last-Event-ID`), if the server supports it.
        pub fn last_event_id(self, id: &str) -> Self {
            self.header("last-event-id", id)
        }
    };
}
#[doc(hidden)]
pub use crate::__settings as settings;
