//! What a call may take of time and of memory: the defaults, in one place, and what a client or a call sets in their
//! stead. Both are bounded whatever a server does.

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
pub(crate) struct Limits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) body: Option<u64>,
    pub(crate) error_body: Option<u64>,
    pub(crate) event: Option<u64>,
}

impl Limits {
    /// What these leave unset is as in the others.
    pub(crate) fn or(self, others: &Self) -> Self {
        Self {
            timeout: self.timeout.or(others.timeout),
            read_timeout: self.read_timeout.or(others.read_timeout),
            body: self.body.or(others.body),
            error_body: self.error_body.or(others.error_body),
            event: self.event.or(others.event),
        }
    }

    /// The time for the whole call; none where it was set to last for ever.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        finite(self.timeout.unwrap_or(TIMEOUT))
    }

    /// The time for silence; none where it was set to last for ever.
    pub(crate) fn read_timeout(&self) -> Option<Duration> {
        finite(self.read_timeout.unwrap_or(READ_TIMEOUT))
    }

    pub(crate) fn body(&self) -> u64 {
        self.body.unwrap_or(BODY)
    }

    pub(crate) fn error_body(&self) -> u64 {
        self.error_body.unwrap_or(ERROR_BODY)
    }
}

fn finite(limit: Duration) -> Option<Duration> {
    (limit < Duration::MAX).then_some(limit)
}
