//! The runtime, as far as the APIs need it: its files, and what `lib.rs` hands on of it. Where only some of a crate's APIs
//! need a file, it is there only with their features, so that an API alone compiles what it needs itself.

use std::path::Path;

use crate::embed::{Need, RUNTIME};
use crate::emit::{By, Crate, Uses};
use crate::write::Files;

/// What all APIs of the crate share.
const SHARED: &str = "#[doc(hidden)]\npub mod runtime;\n\npub use bytes::Bytes;\n\npub use self::runtime::error::Error;\npub use self::runtime::error_api::ApiError;\npub use self::runtime::error_body::Untyped;\npub use self::runtime::error_build::BuildError;\npub use self::runtime::error_decode::DecodeError;\npub use self::runtime::response::Response;\npub use self::runtime::retry::Retry;\npub use self::runtime::secret::Secret;\npub use self::runtime::token::{AuthError, TokenFn};";

/// Types of the runtime that callers name.
const OWN: [(Crate, &str); 9] = [
    (Crate::Base64, "wire_base64::Base64Bytes"),
    (Crate::Decimal, "wire_decimal::Decimal"),
    (Crate::Quoted, "wire_quoted::Quoted"),
    (Crate::OAuth, "oauth::ClientCredentials"),
    (Crate::Upload, "multipart::{Form, Part}"),
    (Crate::Upload, "upload::Upload"),
    (Crate::Download, "download::Download"),
    (Crate::Stream, "stream::{Event, EventStream, LineStream}"),
    (Crate::Validate, "validate::Invalid"),
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
        let Some(gate) = gate(file.need, uses) else { continue };
        modules += &format!("\n{gate}pub mod {};", file.module);
        // The one place where the settings reach into the runtime: its value for a time without an offset.
        let text = match file.need {
            Need::Offset => file.text.replace(": i32 = 0;", &format!(": i32 = {assumed_offset};")),
            _ => file.text.to_owned(),
        };
        let path = Path::new("src/runtime").join(format!("{}.rs", file.module));
        files.insert(path, format!("{header}\n{text}"));
    }
    files.insert("src/runtime/mod.rs".into(), format!("{header}\n{modules}\n"));
}

/// With which features a file is there; none: it is not.
fn gate(need: Need, uses: &Uses<'_>) -> Option<String> {
    let crates: &[Crate] = match need {
        Need::Always => return Some(String::new()),
        Need::Blocking => return Some("#[cfg(feature = \"blocking\")]\n".to_owned()),
        Need::Mock => return uses.mock.then(|| MOCK.to_owned()),
        Need::MockForm => return mock_gate(Need::Form, uses),
        Need::MockStream => return mock_gate(Need::Stream, uses),
        Need::MockUpload => return mock_gate(Need::Upload, uses),
        Need::Uuid => &[Crate::Uuid],
        Need::Chrono => &[Crate::Chrono],
        Need::Time => &[Crate::Time],
        Need::Offset => &[Crate::Chrono, Crate::Time],
        Need::Base64 => &[Crate::Base64],
        Need::OAuth => &[Crate::OAuth],
        Need::Paging => &[Crate::Paging],
        Need::Servers => &[Crate::Servers],
        Need::Quoted => &[Crate::Quoted],
        Need::Decimal => &[Crate::Decimal, Crate::RustDecimal],
        Need::RustDecimal => &[Crate::RustDecimal],
        Need::Form => &[Crate::Form],
        Need::Basic => &[Crate::Basic],
        // Where a tag does not tell after all, the members do.
        Need::Union => &[Crate::Union, Crate::TaggedUnion],
        Need::TaggedUnion => &[Crate::TaggedUnion],
        Need::IntEnum => &[Crate::IntEnum],
        Need::ValueEnum => &[Crate::ValueEnum],
        Need::Tuple => &[Crate::Tuple],
        Need::Upload => &[Crate::Upload],
        Need::Headers => &[Crate::Headers],
        Need::Download => &[Crate::Download],
        Need::Stream => &[Crate::Stream],
        Need::Validate => &[Crate::Validate],
        Need::Pattern => &[Crate::Pattern],
    };
    match uses.by(crates) {
        By::Nobody => None,
        by => Some(by.gate()),
    }
}

const MOCK: &str = "#[cfg(feature = \"mock\")]\n";

/// What a server for tests needs where a client needs something.
fn mock_gate(need: Need, uses: &Uses<'_>) -> Option<String> {
    gate(need, uses).filter(|_| uses.mock).map(|gate| MOCK.to_owned() + &gate)
}
