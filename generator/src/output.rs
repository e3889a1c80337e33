//! The files of the emitted crate: every API's sources, the runtime, the manifest and the texts.

use std::collections::BTreeSet;
use std::path::Path;

use crate::Built;
use crate::embed::{Need, RUNTIME};
use crate::emit::{self, Context, Crate, Item, Part};
use crate::format;
use crate::names::ident::written;
use crate::parallel;
use crate::quirk;
use crate::source::Settings;
use crate::write::{Files, MARK};

/// The whole crate.
pub fn files(settings: &Settings, apis: &[Built], threads: usize) -> Files {
    let header = header();
    let contexts: Vec<Context<'_>> = apis.iter().map(|built| context(settings, built)).collect();
    let parts: Vec<(usize, Part)> = (0..apis.len())
        .flat_map(|index| {
            let mock = settings.mock.then_some(Part::Mock);
            emit::parts(&apis[index].names).into_iter().chain(mock).map(move |part| (index, part))
        })
        .collect();
    let printed = parallel::map(threads, &parts, |(index, part)| {
        let source = emit::source(&contexts[*index], *part);
        let folder = apis[*index].module.as_deref().unwrap_or_default();
        (Path::new("src").join(folder).join(&source.path), format::file(&header, &source.items))
    });
    let mut files: Files = printed.into_iter().collect();
    for (built, context) in apis.iter().zip(&contexts) {
        if let Some(module) = &built.module {
            let mut items = vec![Item::Text(format!("//! {}.", title(built)))];
            items.extend(emit::root(context));
            items.extend(settings.mock.then(|| mock(context)));
            files.insert(Path::new("src").join(format!("{module}.rs")), format::file(&header, &items));
        }
    }
    let mut used: BTreeSet<Crate> =
        apis.iter().flat_map(|built| emit::crates(&built.api, settings.scalars)).collect();
    used.extend(settings.mock.then_some(Crate::Mock));
    files.insert("src/lib.rs".into(), format::file(&header, &lib(apis, &contexts, &used)));
    runtime(&mut files, &used, &header, settings.assumed_offset);
    texts(&mut files, settings, apis, &used);
    files
}

fn context<'a>(settings: &Settings, built: &'a Built) -> Context<'a> {
    Context::new(&built.api, &built.facts, &built.names, settings.scalars, &built.notes)
}

/// The module of the server for tests.
fn mock(context: &Context<'_>) -> Item {
    Item::Text(format!("#[cfg(feature = \"mock\")]\npub mod {};", emit::mock_module(context)))
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
fn lib(apis: &[Built], contexts: &[Context<'_>], used: &BTreeSet<Crate>) -> Vec<Item> {
    let modules: Vec<&str> = apis.iter().filter_map(|built| built.module.as_deref()).collect();
    let single = apis.iter().zip(contexts).find(|(built, _)| built.module.is_none());
    let about = match single {
        Some((built, _)) => title(built),
        None => format!("Typed clients: {}", modules.join(", ")),
    };
    let mut items = vec![Item::Text(format!("//! {about}.\n\n{ALLOWED}"))];
    match single {
        Some((_, context)) => {
            items.extend(emit::root(context));
            items.extend(used.contains(&Crate::Mock).then(|| mock(context)));
        }
        None => {
            let lines = modules
                .iter()
                .map(|module| format!("#[cfg(feature = {module:?})]\npub mod {};\n", written(module)));
            items.push(Item::Text(lines.collect()));
        }
    }
    let own = OWN.iter().filter(|(needed, _)| used.contains(needed));
    let own: String = own.map(|(_, path)| format!("\npub use self::runtime::{path};")).collect();
    items.push(Item::Text(format!("{SHARED}{own}")));
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
const SHARED: &str = "#[doc(hidden)]\npub mod runtime;\n\npub use bytes::Bytes;\n\npub use self::runtime::error::Error;\npub use self::runtime::error_api::ApiError;\npub use self::runtime::error_body::Untyped;\npub use self::runtime::error_build::BuildError;\npub use self::runtime::error_decode::DecodeError;\npub use self::runtime::response::Response;\npub use self::runtime::retry::Retry;\npub use self::runtime::secret::Secret;\npub use self::runtime::token::{AuthError, TokenFn};";

/// Types of the runtime that callers name.
const OWN: [(Crate, &str); 8] = [
    (Crate::Base64, "wire_base64::Base64Bytes"),
    (Crate::Decimal, "wire_decimal::Decimal"),
    (Crate::Quoted, "wire_quoted::Quoted"),
    (Crate::OAuth, "oauth::ClientCredentials"),
    (Crate::Upload, "multipart::{Form, Part}"),
    (Crate::Upload, "upload::Upload"),
    (Crate::Download, "download::Download"),
    (Crate::Stream, "stream::{Event, EventStream, LineStream}"),
];

/// The runtime, as far as the APIs need it.
fn runtime(files: &mut Files, used: &BTreeSet<Crate>, header: &str, assumed_offset: i32) {
    let needed = |need: Need| match need {
        Need::Always | Need::Blocking => true,
        Need::Uuid => used.contains(&Crate::Uuid),
        Need::Chrono => used.contains(&Crate::Chrono),
        Need::Time => used.contains(&Crate::Time),
        Need::Offset => used.contains(&Crate::Chrono) || used.contains(&Crate::Time),
        Need::Base64 => used.contains(&Crate::Base64),
        Need::OAuth => used.contains(&Crate::OAuth),
        Need::Mock => used.contains(&Crate::Mock),
        Need::Paging => used.contains(&Crate::Paging),
        Need::Servers => used.contains(&Crate::Servers),
        Need::Quoted => used.contains(&Crate::Quoted),
        Need::Decimal => used.contains(&Crate::Decimal) || used.contains(&Crate::RustDecimal),
        Need::RustDecimal => used.contains(&Crate::RustDecimal),
        Need::Upload => used.contains(&Crate::Upload),
        Need::Download => used.contains(&Crate::Download),
        Need::Stream => used.contains(&Crate::Stream),
    };
    let mut modules =
        String::from("//! What the clients call: hand-written, the same in every crate of truespec.\n");
    for file in RUNTIME.iter().filter(|file| needed(file.need)) {
        let feature = match file.need {
            Need::Blocking => "\n#[cfg(feature = \"blocking\")]",
            Need::Mock => "\n#[cfg(feature = \"mock\")]",
            _ => "",
        };
        modules += &format!("{feature}\npub mod {};", file.module);
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
