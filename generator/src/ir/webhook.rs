//! Webhooks: requests that the server sends, with what names their events and how they are signed.

use super::{Doc, TypeId};
use crate::base::pointer::Pointer;

/// The webhooks of an API.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// The union of the events; each variant is the body of one.
    pub union: TypeId,
    /// The events, in the order of the variants.
    pub events: Vec<WebhookEvent>,
    /// What names the event of a request.
    pub named_by: NamedBy,
    /// How requests are signed.
    pub signature: Signature,
}

/// An event.
#[derive(Debug, Clone)]
pub struct WebhookEvent {
    /// Pointer to its operation in the normalised document.
    pub pointer: Pointer,
    /// The names that it has in a request.
    pub names: Vec<String>,
    /// Documentation.
    pub doc: Doc,
}

/// What names the event of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedBy {
    /// A header.
    pub header: Option<String>,
    /// A member of the body.
    pub member: Option<String>,
    /// Whether a name that is not in the document is that of another event.
    pub is_certain: bool,
}

/// How requests are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The header with the signature.
    pub header: String,
    /// The hash function.
    pub algorithm: HashFunction,
    /// Whether signatures are in base64, and not in hexadecimal digits.
    pub base64: bool,
    /// The text before each signature.
    pub prefix: String,
    /// What separates several signatures.
    pub separator: Option<char>,
    /// Where the time is.
    pub timestamp: Timestamp,
    /// What is signed.
    pub content: Vec<SignedPart>,
    /// How far the time may be from the clock, in seconds.
    pub tolerance: u64,
    /// The text before a secret in base64; `None` if the secret is a text.
    pub secret_base64: Option<String>,
}

impl Signature {
    /// The schemes that have a name, with it.
    pub fn presets() -> impl Iterator<Item = (&'static str, Self)> {
        [
            ("standard", Self::standard()),
            ("svix", Self::svix()),
            ("github", Self::github()),
            ("stripe", Self::stripe()),
        ]
        .into_iter()
    }

    /// A signature of the body alone, in hexadecimal digits of HMAC with SHA-256.
    pub fn of_body(header: &str) -> Self {
        Self {
            header: header.to_owned(),
            algorithm: HashFunction::Sha256,
            base64: false,
            prefix: String::new(),
            separator: None,
            timestamp: Timestamp::None,
            content: vec![SignedPart::Body],
            tolerance: 300,
            secret_base64: None,
        }
    }

    /// What is usually signed: the time, a dot and the body.
    pub fn timestamp_and_body() -> Vec<SignedPart> {
        vec![SignedPart::Timestamp, SignedPart::Text(".".to_owned()), SignedPart::Body]
    }

    /// Standard Webhooks.
    pub fn standard() -> Self {
        Self::standard_of("webhook")
    }

    /// Svix: Standard Webhooks in headers of other names.
    pub fn svix() -> Self {
        Self::standard_of("svix")
    }

    fn standard_of(word: &str) -> Self {
        let id = [SignedPart::Header(format!("{word}-id")), SignedPart::Text(".".to_owned())];
        Self {
            base64: true,
            prefix: "v1,".to_owned(),
            separator: Some(' '),
            timestamp: Timestamp::Header(format!("{word}-timestamp")),
            content: id.into_iter().chain(Self::timestamp_and_body()).collect(),
            secret_base64: Some("whsec_".to_owned()),
            ..Self::of_body(&format!("{word}-signature"))
        }
    }

    /// GitHub.
    pub fn github() -> Self {
        Self { prefix: "sha256=".to_owned(), ..Self::of_body("x-hub-signature-256") }
    }

    /// Stripe.
    pub fn stripe() -> Self {
        Self {
            prefix: "v1=".to_owned(),
            separator: Some(','),
            timestamp: Timestamp::Part("t=".to_owned()),
            content: Self::timestamp_and_body(),
            ..Self::of_body("stripe-signature")
        }
    }
}

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashFunction {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// Where the time of a request is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Timestamp {
    /// Nowhere.
    None,
    /// In this header.
    Header(String),
    /// In the header of the signature, after this text.
    Part(String),
}

/// A part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedPart {
    /// This text.
    Text(String),
    /// The body.
    Body,
    /// The time.
    Timestamp,
    /// The value of a header.
    Header(String),
}
