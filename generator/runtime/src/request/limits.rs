//! Limits of a call: time, memory and redirects. The defaults, and the values that a client or a call sets instead,
//! are bounded, whatever a server does.

use std::time::Duration;

/// The time limit for connecting.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the server may be silent.
pub const READ_TIMEOUT: Duration = Duration::from_secs(300);
/// The time limit of a whole call.
pub const TIMEOUT: Duration = Duration::from_secs(600);
/// The maximum size of a success body that is held in memory, in bytes.
pub const BODY: u64 = 64 << 20;
/// How many bytes of an error body are kept; also the maximum size of a token endpoint's response.
pub const ERROR_BODY: u64 = 1 << 20;
/// The maximum size of one event or line of a stream, in bytes.
pub const EVENT: u64 = 64 << 20;

/// The limits of a client or call; `None` means the default.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Limits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) body: Option<u64>,
    pub(crate) error_body: Option<u64>,
    pub(crate) event: Option<u64>,
}

impl Limits {
    /// Fills the limits that are not set from `others`.
    pub(crate) fn or(self, others: &Self) -> Self {
        Self {
            timeout: self.timeout.or(others.timeout),
            read_timeout: self.read_timeout.or(others.read_timeout),
            body: self.body.or(others.body),
            error_body: self.error_body.or(others.error_body),
            event: self.event.or(others.event),
        }
    }

    /// The time limit of the whole call; `None` means no limit.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        finite(self.timeout.unwrap_or(TIMEOUT))
    }

    /// How long the server may be silent; `None` means no limit.
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

/// Which redirects a client follows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Redirects {
    /// The maximum number of redirects of a request.
    pub(crate) most: usize,
    /// Whether other origins are followed too.
    pub(crate) elsewhere: bool,
}

impl Redirects {
    /// The default: within the same origin.
    pub(crate) const OWN: Self = Self { most: 10, elsewhere: false };
}
