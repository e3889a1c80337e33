//! Why nothing was fetched, and the diagnostics for it.

use std::time::Duration;

use crate::base::web::{Rejected, without_credentials};
use crate::diagnostic::code::{
    FETCH_ADDRESS, FETCH_FAILED, FETCH_LIMIT, FETCH_NO_DOCUMENT, FETCH_REDIRECT, FETCH_STATUS,
};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::openapi::foreign::{self, Foreign};

/// Why nothing was fetched.
#[derive(Debug)]
pub enum Fault {
    /// The address may not be fetched.
    Address(Rejected),
    /// The server could not be reached, or the response did not arrive as a whole.
    Failed(String),
    /// The server answered with this status.
    Status(u16, &'static str),
    /// A redirect is not followed, for this reason.
    Redirect(String),
    /// The body has more bytes than this.
    TooLarge(u64),
    /// It took longer than this.
    TooSlow(Duration),
}

impl Fault {
    fn code(&self) -> &'static Code {
        match self {
            Self::Address(_) => &FETCH_ADDRESS,
            Self::Failed(_) => &FETCH_FAILED,
            Self::Status(..) => &FETCH_STATUS,
            Self::Redirect(_) => &FETCH_REDIRECT,
            Self::TooLarge(_) | Self::TooSlow(_) => &FETCH_LIMIT,
        }
    }

    /// Returns the diagnostic for a document that was named like this.
    pub fn diagnostic(&self, name: &str, location: Location) -> Diagnostic {
        let message = match self {
            Self::Address(why) => format!("`{}` {why}", without_credentials(name)),
            Self::Failed(why) | Self::Redirect(why) => format!("{name}: {why}"),
            Self::Status(status, reason) => {
                format!("{name}: the server answered with status {status} {reason}").trim_end().to_owned()
            }
            Self::TooLarge(limit) => format!("{name} is larger than {}", size(*limit)),
            Self::TooSlow(limit) => format!("{name} took longer than {} s", limit.as_secs_f64()),
        };
        let hint = match self {
            Self::Address(Rejected::Credentials) => {
                Some("remove the credentials; fetch a protected document with another tool and name the file")
            }
            Self::TooLarge(_) => {
                Some("check the address; a document of this size is not read from a file either")
            }
            Self::TooSlow(_) => {
                Some("run it again, or fetch the document with another tool and name the file")
            }
            Self::Status(401 | 403, _) => {
                Some("the document is protected: fetch it with another tool and name the file")
            }
            Self::Status(500.., _) => Some("run it again later: the fault is with the server"),
            _ => None,
        };
        Diagnostic { code: self.code(), location, message, hint: hint.map(str::to_owned) }
    }
}

fn size(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{bytes} bytes") } else { format!("{} MiB", bytes >> 20) }
}

/// Returns the diagnostic for a text that is no document at a glance: a page, or nothing at all.
pub fn not_a_document(name: &str, text: &str, location: Location) -> Option<Diagnostic> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        let message = format!("{name} is empty");
        return Some(Diagnostic { code: &FETCH_NO_DOCUMENT, location, message, hint: None });
    }
    // Other formats than markup may be YAML as well.
    let foreign = foreign::of_text(start).filter(|_| start.starts_with('<'))?;
    Some(no_document(name, foreign, location))
}

fn no_document(name: &str, foreign: Foreign, location: Location) -> Diagnostic {
    let message = format!("{name} is {}, not an OpenAPI document", foreign.what);
    Diagnostic { code: &FETCH_NO_DOCUMENT, location, message, hint: Some(foreign.hint) }
}

/// Returns the text of what was fetched.
///
/// # Errors
/// It is not UTF-8: kept as it is, it would be another document for every other tool.
pub fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let invalid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes());
        if let Some(foreign) = foreign::of_text(&text) {
            return no_document(name, foreign, Location::Nowhere);
        }
        let message = format!("{name} is not UTF-8: byte {invalid} is invalid");
        Diagnostic { code: &FETCH_NO_DOCUMENT, location: Location::Nowhere, message, hint: None }
    })
}
