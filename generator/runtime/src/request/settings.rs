//! The settings of one call, once: those of a `Call` and of a `StreamCall` are the same, but for their limits.

/// The settings of one call: `settings!(call);` or `settings!(stream);`.
macro_rules! settings {
    (all) => {
        /// Limits how long the server may be silent, in place of the client's limit; `Duration::MAX` means no limit.
        pub fn read_timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.request.set_read_timeout(timeout);
            self
        }

        /// Sets a header of this call, in place of any other of that name.
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.request.set_raw_header(name, value);
            self
        }

        /// Adds a parameter to the query, besides those of the document. A name can be added several times.
        pub fn extra_query(mut self, name: &str, value: impl ::std::fmt::Display) -> Self {
            self.request.add_query(name, &value);
            self
        }

        /// Sets a member of the JSON body, besides those of the document or in place of one.
        pub fn extra_member(mut self, name: &str, value: impl ::serde::Serialize) -> Self {
            self.request.add_member(name, &value);
            self
        }

        /// Sets the bearer token of this call, in place of the client's.
        pub fn bearer(
            mut self,
            token: impl ::std::convert::Into<$crate::runtime::secret::value::Secret>,
        ) -> Self {
            self.request.set_bearer(token);
            self
        }

        /// Sets the key or token of this call for the security scheme of this name in the document, in place of the
        /// client's. It is sent even if the operation requires none.
        pub fn credential_for(
            mut self,
            scheme: &str,
            secret: impl ::std::convert::Into<$crate::runtime::secret::value::Secret>,
        ) -> Self {
            self.request.set_credential(scheme, secret);
            self
        }
    };
    (call) => {
        settings!(all);

        /// Limits the time of the whole call, including retries and the waits before them, in place of the client's limit;
        /// `Duration::MAX` means no limit.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.request.set_timeout(timeout);
            self
        }

        /// Limits the size of a success body in bytes, in place of the client's limit. A download that is read in pieces
        /// has no other limit.
        pub fn max_body_size(mut self, bytes: u64) -> Self {
            self.request.set_max_body_size(bytes);
            self
        }

        /// Sets the retry policy of this call, in place of the client's. A number is the maximum number of retries.
        pub fn retry(
            mut self,
            retry: impl ::std::convert::Into<$crate::runtime::request::retry::Retry>,
        ) -> Self {
            self.request.set_retry(retry);
            self
        }
    };
    (stream) => {
        settings!(all);

        /// Limits the time until the response begins, in place of the client's limit; the stream itself may take longer.
        /// `Duration::MAX` means no limit.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.request.set_timeout(timeout);
            self
        }

        /// Limits the size of one event or line in bytes, in place of the client's limit.
        pub fn max_event_size(mut self, bytes: u64) -> Self {
            self.request.set_max_event_size(bytes);
            self
        }

        /// Sets the retry policy of this call, in place of the client's. A stream that has begun is not retried; see
        /// `reconnect` of an event stream.
        pub fn retry(
            mut self,
            retry: impl ::std::convert::Into<$crate::runtime::request::retry::Retry>,
        ) -> Self {
            self.request.set_retry(retry);
            self
        }

        /// Resumes after the event with this id (`Last-Event-ID`), if the server supports it.
        pub fn last_event_id(self, id: &str) -> Self {
            self.header("last-event-id", id)
        }
    };
}
pub(crate) use settings;
