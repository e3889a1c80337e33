//! What a call may take of time and of memory: the defaults, in one place, and what a client or a call sets in their
//! stead. Both are bounded whatever a server does.

use super::client::Core;
use super::request::Request;
use std::time::Duration;

/// How long connecting may take.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the other side may be silent.
pub const READ_TIMEOUT: Duration = Duration::from_secs(300);
/// How long a call may take as a whole.
pub const TIMEOUT: Duration = Duration::from_secs(600);
/// How many bytes a successful answer that is held in memory may have.
pub const BODY: u64 = 64 << 20;
/// How many bytes of the body of an error are kept; a token endpoint's answer must not have more.
pub const ERROR_BODY: u64 = 1 << 20;
/// How many bytes one event or one line of a stream may have.
pub const EVENT: u64 = 64 << 20;

/// The limits that were set; what is not set is the default.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    pub(super) timeout: Option<Duration>,
    pub(super) read_timeout: Option<Duration>,
    pub(super) body: Option<u64>,
    pub(super) error_body: Option<u64>,
    pub(super) event: Option<u64>,
}

impl Limits {
    /// What these leave unset is as in the others.
    fn or(self, others: &Self) -> Self {
        Self {
            timeout: self.timeout.or(others.timeout),
            read_timeout: self.read_timeout.or(others.read_timeout),
            body: self.body.or(others.body),
            error_body: self.error_body.or(others.error_body),
            event: self.event.or(others.event),
        }
    }

    /// The time for the whole call; none where it was set to last for ever.
    pub(super) fn timeout(&self) -> Option<Duration> {
        finite(self.timeout.unwrap_or(TIMEOUT))
    }

    /// The time for silence; none where it was set to last for ever.
    pub(super) fn read_timeout(&self) -> Option<Duration> {
        finite(self.read_timeout.unwrap_or(READ_TIMEOUT))
    }

    pub(super) fn body(&self) -> u64 {
        self.body.unwrap_or(BODY)
    }

    pub(super) fn error_body(&self) -> u64 {
        self.error_body.unwrap_or(ERROR_BODY)
    }
}

fn finite(limit: Duration) -> Option<Duration> {
    (limit < Duration::MAX).then_some(limit)
}

impl Core {
    /// The limits of a call that sets these itself.
    pub(super) fn limits(&self, own: &Limits) -> Limits {
        own.or(&self.settings().options.limits)
    }
}

impl Request<'_> {
    /// Sets how long this call may take as a whole, in place of the client's limit; `Duration::MAX` is no limit.
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.limits.timeout = Some(timeout);
    }

    /// Sets how long the server may be silent, in place of the client's limit; `Duration::MAX` is no limit.
    pub fn set_read_timeout(&mut self, timeout: Duration) {
        self.limits.read_timeout = Some(timeout);
    }

    /// Sets how many bytes the body of a success may have, in place of the client's limit. Set here it holds for a
    /// download that is read in pieces too.
    pub fn set_max_body_size(&mut self, bytes: u64) {
        self.limits.body = Some(bytes);
    }

    /// Sets how many bytes of the body of an error are kept, in place of the client's limit.
    pub fn set_max_error_body_size(&mut self, bytes: u64) {
        self.limits.error_body = Some(bytes);
    }

    /// Sets how many bytes one event or line of a stream may have, in place of the client's limit.
    pub fn set_max_event_size(&mut self, bytes: u64) {
        self.limits.event = Some(bytes);
    }
}
