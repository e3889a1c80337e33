//! The files of the emitted crate: every API's sources, the runtime, the manifest and the texts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::Built;
use crate::embed::{Need, RUNTIME};
use crate::emit::{self, Context, Crate, Item};
use crate::format;
use crate::names::ident::written;
use crate::quirk;
use crate::source::Settings;
use crate::write::{Files, MARK};

/// The whole crate.
pub fn files(settings: &Settings, apis: &[Built]) -> Files {
    let header = header();
    let mut files = Files::new();
    let mut used = BTreeSet::new();
    for built in apis {
        let context = Context {
            api: &built.api,
            facts: &built.facts,
            names: &built.names,
            date_times: settings.date_times,
            notes: &built.notes,
        };
        let (sources, needs) = emit::sources(&context);
        used.extend(needs);
        let folder = built.module.as_ref().map_or_else(PathBuf::new, PathBuf::from);
        for source in sources {
            files.insert(
                Path::new("src").join(&folder).join(&source.path),
                format::file(&header, &source.items),
            );
        }
        if let Some(module) = &built.module {
            let mut items = vec![Item::Text(format!("//! {}.", title(built)))];
            items.extend(emit::root(&context));
            files.insert(Path::new("src").join(format!("{module}.rs")), format::file(&header, &items));
        }
    }
    files.insert("src/lib.rs".into(), format::file(&header, &lib(settings, apis, &used)));
    runtime(&mut files, &used, &header);
    texts(&mut files, settings, apis, &used);
    files
}

/// The first lines of every source file.
fn header() -> String {
    format!("// {MARK} {}; edit `specs/`, not this file.\n", env!("CARGO_PKG_VERSION"))
}

fn title(built: &Built) -> String {
    one_line(&format!("A client of {} {}", built.api.title, built.api.version))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `lib.rs`: the APIs, or the one API itself.
fn lib(settings: &Settings, apis: &[Built], used: &BTreeSet<Crate>) -> Vec<Item> {
    let single = apis.iter().find(|built| built.module.is_none());
    let about = match single {
        Some(built) => title(built),
        None => format!(
            "Typed clients: {}",
            apis.iter().filter_map(|built| built.module.as_deref()).collect::<Vec<_>>().join(", ")
        ),
    };
    let mut items = vec![Item::Text(format!("//! {about}.\n\n{ALLOWED}"))];
    match single {
        Some(built) => {
            let context = Context {
                api: &built.api,
                facts: &built.facts,
                names: &built.names,
                date_times: settings.date_times,
                notes: &built.notes,
            };
            items.extend(emit::root(&context));
        }
        None => {
            let modules = apis.iter().filter_map(|built| built.module.as_deref());
            let modules: String = modules
                .map(|module| format!("#[cfg(feature = {module:?})]\npub mod {};\n", written(module)))
                .collect();
            items.push(Item::Text(modules));
        }
    }
    let base64 =
        if used.contains(&Crate::Base64) { "\npub use self::runtime::wire_base64::Base64Bytes;" } else { "" };
    items.push(Item::Text(format!("{SHARED}{base64}")));
    items
}

/// Lints that the documents' texts and sizes would set off, each with its reason.
const ALLOWED: &str = r#"#![forbid(unsafe_code)]
#![allow(deprecated, reason = "what the document deprecates is still emitted, and refers to itself")]
#![allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, reason = "descriptions are the vendor's")]
#![allow(clippy::doc_lazy_continuation, clippy::doc_overindented_list_items, clippy::tabs_in_doc_comments, reason = "descriptions are the vendor's")]
#![allow(clippy::enum_variant_names, clippy::module_inception, clippy::struct_excessive_bools, clippy::upper_case_acronyms, reason = "names are the vendor's")]
#![allow(clippy::large_enum_variant, clippy::type_complexity, reason = "types are as large and as deep as the document makes them")]"#;

/// What all APIs of the crate share.
const SHARED: &str = "#[doc(hidden)]\npub mod runtime;\n\npub use bytes::Bytes;\n\npub use self::runtime::error::Error;\npub use self::runtime::error_api::ApiError;\npub use self::runtime::error_body::Untyped;\npub use self::runtime::error_build::BuildError;\npub use self::runtime::error_decode::DecodeError;\npub use self::runtime::response::Response;\npub use self::runtime::secret::Secret;";

/// The runtime, as far as the APIs need it.
fn runtime(files: &mut Files, used: &BTreeSet<Crate>, header: &str) {
    let needed = |need: Need| match need {
        Need::Always => true,
        Need::Uuid => used.contains(&Crate::Uuid),
        Need::Chrono => used.contains(&Crate::Chrono),
        Need::Time => used.contains(&Crate::Time),
        Need::Base64 => used.contains(&Crate::Base64),
    };
    let mut modules =
        String::from("//! What the clients call: hand-written, the same in every crate of truespec.\n");
    for file in RUNTIME.iter().filter(|file| needed(file.need)) {
        modules += &format!("\npub mod {};", file.module);
        files.insert(
            Path::new("src/runtime").join(format!("{}.rs", file.module)),
            format!("{header}\n{}", file.text),
        );
    }
    files.insert("src/runtime/mod.rs".into(), format!("{header}\n{modules}\n"));
}

/// The manifest, the settings of rustfmt, and what there is to read.
fn texts(files: &mut Files, settings: &Settings, apis: &[Built], used: &BTreeSet<Crate>) {
    let modules: Vec<&str> = apis.iter().filter_map(|built| built.module.as_deref()).collect();
    files.insert("Cargo.toml".into(), emit::manifest(&settings.name, &settings.version, &modules, used));
    files.insert(
        "rustfmt.toml".into(),
        format!("# {MARK}: it is laid out already.\ndisable_all_formatting = true\n"),
    );
    let described: Vec<_> = apis
        .iter()
        .map(|built| quirk::described(&built.api, built.module.as_deref(), &built.applied))
        .collect();
    files.insert("README.md".into(), emit::readme(&settings.name, &described));
    if let Some(text) = emit::quirks(&described) {
        files.insert("QUIRKS.md".into(), text);
    }
}
