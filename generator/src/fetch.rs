//! Documents from addresses: one GET, with limits for everything that a server decides.
//!
//! ```text
//! address → connect (TLS, proxy) → redirects, never out of TLS → status → body, unpacked → bytes
//! ```
//!
//! Nothing that a document refers to is ever fetched, only what a person or the settings name.

mod body;
mod client;
mod fault;
mod given;
mod standard_input;
mod tls;

use std::time::Duration;

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Request, StatusCode};

use crate::base::web::{WebAddress, without_credentials};
use crate::input::file;
pub use fault::{Fault, not_a_document, utf8};
pub use given::{is_elsewhere, shown_name, supply};
pub(crate) use tls::{causes, client_config};

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 5;

/// What a server may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How long a connection may take.
    pub connect: Duration,
    /// How long everything may take, redirects included.
    pub time: Duration,
    /// The most bytes of a body, packed and unpacked.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), time: Duration::from_secs(60), bytes: file::LIMIT }
    }
}

/// What a server said about the state of a document, to ask only for another one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What a server answered.
#[derive(Debug)]
pub enum Answer {
    /// The document is still the one with the validators.
    NotModified,
    /// The document.
    Document {
        /// Its bytes, unpacked.
        bytes: Vec<u8>,
        /// Its state.
        validators: Validators,
    },
}

/// Fetches what is at an address, unless it is still what `known` describes.
///
/// # Errors
/// The server cannot be reached, has no document there, or exceeds a limit.
pub fn get(address: &WebAddress, known: &Validators, limits: &Limits) -> Result<Answer, Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Fault::Failed(error.to_string()))?;
    let answer = runtime.block_on(async {
        let answer = tokio::time::timeout(limits.time, follow(address, known, limits)).await;
        answer.unwrap_or(Err(Fault::TooSlow(limits.time)))
    });
    // A name that is still being looked up has a thread of its own, which nothing can end.
    runtime.shutdown_background();
    answer
}

/// Sends the request, also to where the server redirects.
async fn follow(address: &WebAddress, known: &Validators, limits: &Limits) -> Result<Answer, Fault> {
    let mut at = address.clone();
    for _ in 0..=MAX_REDIRECTS {
        let response = client::send(&at, request(&at, known)?, limits).await?;
        match response.status() {
            StatusCode::OK => {
                let validators = validators(response.headers());
                let bytes = body::read(response, limits.bytes).await?;
                return Ok(Answer::Document { bytes, validators });
            }
            StatusCode::NOT_MODIFIED if *known != Validators::default() => return Ok(Answer::NotModified),
            status if status.is_redirection() => at = redirected(&at, response.headers(), status)?,
            status => return Err(Fault::Status(status.as_u16(), status.canonical_reason().unwrap_or(""))),
        }
    }
    Err(Fault::Redirect(format!("more than {MAX_REDIRECTS} redirects")))
}

/// Returns where a response redirects to.
fn redirected(at: &WebAddress, headers: &HeaderMap, status: StatusCode) -> Result<WebAddress, Fault> {
    let location = text(headers, header::LOCATION);
    let location = location.ok_or_else(|| Fault::Status(status.as_u16(), "without `Location`"))?;
    let shown = without_credentials(&location);
    at.redirect(&location).map_err(|why| Fault::Redirect(format!("redirect to `{shown}`, which {why}")))
}

fn request(at: &WebAddress, known: &Validators) -> Result<Request<client::NoBody>, Fault> {
    let mut request = Request::get(at.as_str())
        .header(header::ACCEPT, "*/*")
        .header(header::ACCEPT_ENCODING, "gzip")
        .header(header::USER_AGENT, concat!("truespec/", env!("CARGO_PKG_VERSION")));
    let conditions =
        [(header::IF_NONE_MATCH, &known.etag), (header::IF_MODIFIED_SINCE, &known.last_modified)];
    for (name, value) in conditions {
        // A value that no server sent is no condition.
        if let Some(value) = value.as_ref().and_then(|value| HeaderValue::from_str(value).ok()) {
            request = request.header(name, value);
        }
    }
    request.body(client::NoBody::new()).map_err(|error| Fault::Failed(error.to_string()))
}

fn validators(headers: &HeaderMap) -> Validators {
    Validators { etag: text(headers, header::ETAG), last_modified: text(headers, header::LAST_MODIFIED) }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
