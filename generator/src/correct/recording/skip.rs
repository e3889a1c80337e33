//! What was not read of a recording, counted by its reason.

use std::collections::BTreeMap;

use crate::text::plural::counted;

/// Why an exchange is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// It lacks its method, its URL or its status, or has them in an unknown form.
    Malformed,
    /// Nothing was answered: the request was aborted, blocked or is still open.
    Unanswered,
    /// A WebSocket, a `data:` URL, a tunnel.
    NotHttp,
    /// What a browser loads with a page: scripts, styles, images, preflight requests.
    Page,
    /// It matches requests by a pattern: no request was recorded.
    Pattern,
    /// A file of a folder that is no recording.
    NoRecording,
    /// There is no more memory for it: the limit of a whole recording.
    TooMany,
}

impl Skip {
    /// Says why, after a number.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Malformed => "without a method, a URL or a status",
            Self::Unanswered => "without a response",
            Self::NotHttp => "not HTTP requests (WebSockets, `data:` URLs, tunnels)",
            Self::Page => "parts of a web page (scripts, styles, images, preflight requests)",
            Self::Pattern => "of a stub that matches requests by a pattern or without a body",
            Self::NoRecording => "files that are no recordings",
            Self::TooMany => "beyond what is kept of one operation",
        }
    }
}

/// How many exchanges were read, and how many were not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of exchanges that were read.
    pub read: usize,
    /// The number of those that were not, by reason, with the first place.
    pub skipped: BTreeMap<Skip, (usize, String)>,
}

impl Tally {
    /// Counts an exchange that is not read.
    pub(crate) fn skip(&mut self, reason: Skip, place: &str) {
        let (count, _) = self.skipped.entry(reason).or_insert_with(|| (0, place.to_owned()));
        *count += 1;
    }

    /// Says for each reason how many exchanges were not read, and which was the first.
    pub(crate) fn messages(&self) -> Vec<(Skip, String)> {
        let message = |(reason, (count, place)): (&Skip, &(usize, String))| {
            let exchanges = counted(*count, if *reason == Skip::NoRecording { "file" } else { "exchange" });
            let first = if *count == 1 { "" } else { "first " };
            (*reason, format!("{exchanges} not read: {} ({first}{place})", reason.reason()))
        };
        self.skipped.iter().map(message).collect()
    }
}
