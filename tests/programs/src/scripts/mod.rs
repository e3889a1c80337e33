//! One script a program.

mod anthropic;
mod increase;
mod mastodon;
mod meilisearch;
mod resend;
mod workos;

use crate::script::Script;

/// The credential that the servers expect.
pub const API_KEY: &str = "key_123";

/// How five of the six expect it.
const BEARER: (&str, &str) = ("authorization", "Bearer key_123");

/// The script of a program.
pub fn find(name: &str) -> Option<Script> {
    Some(match name {
        "anthropic" => anthropic::script(),
        "increase" => increase::script(),
        "mastodon" => mastodon::script(),
        "meilisearch" => meilisearch::script(),
        "resend" => resend::script(),
        "workos" => workos::script(),
        _ => return None,
    })
}
