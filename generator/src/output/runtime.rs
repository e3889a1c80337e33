//! The runtime, as far as the APIs need it: its files, and what `lib.rs` hands on of it. Where only some of a crate's APIs
//! need a file, it is there only with their features, so that an API alone compiles what it needs itself.

use std::path::Path;

use crate::embed::{Need, RUNTIME, When};
use crate::rust::model::{By, Uses};
use crate::write::Files;

/// What all APIs of the crate share.
const SHARED: &str = "#[doc(hidden)]\npub mod runtime;\n\npub use bytes::Bytes;\n\npub use self::runtime::error::Error;\npub use self::runtime::error_api::ApiError;\npub use self::runtime::error_body::Untyped;\npub use self::runtime::error_build::BuildError;\npub use self::runtime::error_decode::DecodeError;\npub use self::runtime::error_large::{SizeLimit, TooLargeError};\npub use self::runtime::response::Response;\npub use self::runtime::retry::Retry;\npub use self::runtime::secret::Secret;\npub use self::runtime::token::{AuthError, TokenFn};";

/// Types of the runtime that callers name.
const OWN: [(Need, &str); 9] = [
    (Need::Base64, "wire_base64::Base64Bytes"),
    (Need::Decimal, "wire_decimal::Decimal"),
    (Need::Quoted, "wire_quoted::Quoted"),
    (Need::OAuth, "oauth::ClientCredentials"),
    (Need::Multipart, "multipart::{Form, Part}"),
    (Need::Upload, "upload::Upload"),
    (Need::Download, "download::Download"),
    (Need::Stream, "stream::{Event, EventStream, LineStream}"),
    (Need::Validate, "validate::Invalid"),
];

/// The module and its types, as `lib.rs` has them.
pub fn root(uses: &Uses<'_>) -> String {
    let own = OWN.iter().filter_map(|(needed, path)| match uses.by(&[*needed]) {
        By::Nobody => None,
        by => Some(format!("\n{}pub use self::runtime::{path};", by.gate())),
    });
    SHARED.to_owned() + &own.collect::<String>()
}

/// The files.
pub fn files(files: &mut Files, uses: &Uses<'_>, header: &str, assumed_offset: i32) {
    let mut modules =
        String::from("//! What the clients call: hand-written, the same in every crate of truespec.\n");
    for file in RUNTIME {
        let Some(gate) = gate(file.when, uses) else { continue };
        modules += &format!("\n{gate}pub mod {};", file.module);
        // The one place where the settings reach into the runtime: its value for a time without an offset.
        let text = match file.module {
            "wire_offset" => file.text.replace(": i32 = 0;", &format!(": i32 = {assumed_offset};")),
            _ => file.text.to_owned(),
        };
        let path = Path::new("src/runtime").join(format!("{}.rs", file.module));
        files.insert(path, format!("{header}\n{text}"));
    }
    files.insert("src/runtime/mod.rs".into(), format!("{header}\n{modules}\n"));
}

/// With which features a file is there; none: it is not.
fn gate(when: When, uses: &Uses<'_>) -> Option<String> {
    let gate_of = |needs| match uses.by(needs) {
        By::Nobody => None,
        by => Some(by.gate()),
    };
    match when {
        When::Always => Some(String::new()),
        When::Blocking => Some("#[cfg(feature = \"blocking\")]\n".to_owned()),
        When::For(needs) => gate_of(needs),
        When::Mock(_) if !uses.mock => None,
        When::Mock([]) => Some(MOCK.to_owned()),
        When::Mock(needs) => Some(MOCK.to_owned() + &gate_of(needs)?),
    }
}

const MOCK: &str = "#[cfg(feature = \"mock\")]\n";
