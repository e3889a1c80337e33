//! How a webhook is signed, as data: headers, the algorithm, what is signed.

use super::encoding::{Algorithm, SecretEncoding, SignatureEncoding};
use std::time::Duration;

/// How requests of a server are signed: an HMAC of the body, with or without a time.
///
/// The document says which scheme a server has; `Webhooks::scheme` sets another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureScheme {
    /// The header with the signature, or several of them.
    pub header: &'static str,
    /// The hash function.
    pub algorithm: Algorithm,
    /// How a signature is written.
    pub encoding: SignatureEncoding,
    /// The text before each signature, such as `sha256=` or `v1,`. A value without it is ignored.
    pub prefix: &'static str,
    /// What separates several signatures, and the time, in the header.
    pub separator: Option<char>,
    /// Where the time is.
    pub timestamp: TimestampPlace,
    /// What is signed, in order.
    pub content: &'static [SignedPart],
    /// How far the time may be from the clock.
    pub tolerance: Duration,
    /// How the secret is written.
    pub secret: SecretEncoding,
}

/// Where the time of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampPlace {
    /// A request has none: it can be sent again by whoever has seen it.
    None,
    /// In a header of its own, in seconds since 1970.
    Header(&'static str),
    /// In the header of the signature, after this text.
    Part(&'static str),
}

/// A part of what is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedPart {
    /// This text.
    Text(&'static str),
    /// The body, byte for byte.
    Body,
    /// The time, as it is in the request.
    Timestamp,
    /// The value of a header.
    Header(&'static str),
}

/// The tolerance of most servers.
const FIVE_MINUTES: Duration = Duration::from_secs(300);

/// What separates the parts of what is usually signed.
const DOT: SignedPart = SignedPart::Text(".");

impl SignatureScheme {
    /// [Standard Webhooks](https://www.standardwebhooks.com): `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    pub const STANDARD: Self = Self::standard(
        "webhook-signature",
        "webhook-timestamp",
        &[SignedPart::Header("webhook-id"), DOT, SignedPart::Timestamp, DOT, SignedPart::Body],
    );

    /// Svix: Standard Webhooks in the headers `svix-id`, `svix-timestamp`, `svix-signature`.
    pub const SVIX: Self = Self::standard(
        "svix-signature",
        "svix-timestamp",
        &[SignedPart::Header("svix-id"), DOT, SignedPart::Timestamp, DOT, SignedPart::Body],
    );

    /// GitHub: `X-Hub-Signature-256`.
    pub const GITHUB: Self = Self::of_body("x-hub-signature-256").prefix("sha256=");

    /// Stripe: `Stripe-Signature`, with the time.
    pub const STRIPE: Self = Self::of_body("stripe-signature")
        .prefix("v1=")
        .separator(',')
        .signed(TimestampPlace::Part("t="), &[SignedPart::Timestamp, DOT, SignedPart::Body]);

    const fn standard(header: &'static str, timestamp: &'static str, content: &'static [SignedPart]) -> Self {
        Self::of_body(header)
            .encoding(SignatureEncoding::Base64)
            .prefix("v1,")
            .separator(' ')
            .signed(TimestampPlace::Header(timestamp), content)
            .secret(SecretEncoding::Base64("whsec_"))
    }

    /// Returns a scheme whose header holds one signature of the body, in hexadecimal digits of HMAC with SHA-256.
    pub const fn of_body(header: &'static str) -> Self {
        Self {
            header,
            algorithm: Algorithm::Sha256,
            encoding: SignatureEncoding::Hex,
            prefix: "",
            separator: None,
            timestamp: TimestampPlace::None,
            content: &[SignedPart::Body],
            tolerance: FIVE_MINUTES,
            secret: SecretEncoding::Text,
        }
    }

    /// Sets the hash function.
    #[must_use]
    pub const fn algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// Sets how a signature is written.
    #[must_use]
    pub const fn encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Sets the text before each signature.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Sets what separates several signatures, and the time, in the header.
    #[must_use]
    pub const fn separator(mut self, separator: char) -> Self {
        self.separator = Some(separator);
        self
    }

    /// Sets where the time is, and what is signed.
    #[must_use]
    pub const fn signed(mut self, timestamp: TimestampPlace, content: &'static [SignedPart]) -> Self {
        self.timestamp = timestamp;
        self.content = content;
        self
    }

    /// Sets how far the time may be from the clock, in seconds.
    #[must_use]
    pub const fn tolerance(mut self, seconds: u64) -> Self {
        self.tolerance = Duration::from_secs(seconds);
        self
    }

    /// Sets how the secret is written.
    #[must_use]
    pub const fn secret(mut self, secret: SecretEncoding) -> Self {
        self.secret = secret;
        self
    }
}
