//! The generator as one function from JSON to JSON: what the page of the playground asks for. A browser runs it as
//! WebAssembly, without files, threads and a clock; `truespec playground` runs it beside the files of a workspace.
//!
//! ```text
//! {"do": "generate", …} → the files of the crate, diagnostics, the corrections and whether they hold
//! {"do": "lint", …}     → what the document contradicts, with a correction for each
//! {"do": "accept", …}   → the overlay with one more correction
//! {"do": "compare", …}  → what a change means for users of the crate
//! ```

mod accept;
mod answer;
mod base;
mod compare;
mod generate;
mod lint;
mod request;
#[cfg(feature = "serve")]
pub mod serve;

use serde_json::json;

pub use base::Base;
use request::Request;

/// Answers a request. The answer is always an object; it has the member `error` if the request is not understood.
pub fn run(request: &str, base: &Base) -> String {
    match serde_json::from_str::<Request>(request) {
        Ok(request) => answer(request, base),
        Err(error) => failure(&format!("the request is not understood: {error}")),
    }
}

fn answer(request: Request, base: &Base) -> String {
    match request {
        Request::Generate(request) => answer::written(&generate::generate(&request, base)),
        Request::Lint(request) => answer::written(&lint::lint(&request, base)),
        Request::Accept(request) => answer::written(&accept::accept(&request)),
        Request::Compare(request) => answer::written(&compare::compare(&request, base)),
    }
}

/// Writes an answer that says why there is no other one.
fn failure(message: &str) -> String {
    json!({"error": crate::text::print::escape_line(message)}).to_string()
}
