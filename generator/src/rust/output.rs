//! The files of the emitted crate: every API's sources, the runtime, the manifest and the texts.

mod front;
mod runtime;

use std::path::Path;

use crate::Built;
use crate::base::parallel;
use crate::rust::format;
use crate::rust::model::{Features, Uses};
use crate::rust::names::ident::written;
use crate::rust::notes;
use crate::rust::print::{self, Context, Examples, Item, Part};
use crate::source::Settings;
use crate::source::records::Records;
use crate::text::markdown;
use crate::write::{self, Files, MARK};
use front::FrontPages;

/// The whole crate.
pub fn files(settings: &Settings, apis: &[Built], threads: usize) -> Files {
    let header = header();
    let contexts: Vec<Context<'_>> = apis.iter().map(|built| context(settings, built)).collect();
    let uses = uses(settings, &contexts);
    let front = FrontPages::new(settings, apis, &contexts, &uses);
    let parts: Vec<(usize, Part)> = (0..apis.len())
        .flat_map(|index| {
            let mock = settings.mock.then_some(Part::Mock);
            print::parts(&apis[index].names).into_iter().chain(mock).map(move |part| (index, part))
        })
        .collect();
    let printed = parallel::map(threads, &parts, |(index, part)| {
        let source = print::source(&contexts[*index], *part);
        let folder = apis[*index].module.as_deref().unwrap_or_default();
        (Path::new("src").join(folder).join(&source.path), format::file(&header, &source.items))
    });
    let mut files: Files = printed.into_iter().collect();
    for (built, context) in apis.iter().zip(&contexts) {
        if let Some(module) = &built.module {
            let about = front.of_module(built);
            let mut items = vec![Item::Text(print::inner_docs(&about))];
            items.extend(print::root(context));
            items.extend(settings.mock.then(|| mock(context)));
            files.insert(Path::new("src").join(format!("{module}.rs")), format::file(&header, &items));
        }
    }
    files.insert("src/lib.rs".into(), format::file(&header, &lib(apis, &contexts, &uses, &front)));
    runtime::files(&mut files, &uses, &header, settings.assumed_offset);
    let features: Vec<&Features> = contexts.iter().map(|context| &context.features).collect();
    texts(&mut files, settings, apis, &features, &uses, &front);
    let records = apis.iter().map(|built| (built.module.as_deref(), built.record()));
    files.insert(write::NAMES.into(), Records::of(records).text());
    files.extend([write::record_file(&files)]);
    files
}

fn context<'a>(settings: &Settings, built: &'a Built) -> Context<'a> {
    let context = Context::new(built.tables(settings.scalars), &built.notes);
    let features = match settings.group_features {
        true => Features::of_groups(context.tables, built.module.as_deref()),
        false => Features::of_api(built.module.as_deref()),
    };
    let variables = variables(built.module.as_deref().unwrap_or(&settings.name));
    Context { examples: settings.examples.then(|| examples(settings, built)), variables, features, ..context }
}

/// The prefix of the environment variables of an API, from its module or crate: `PET_STORE` for `pet-store`.
fn variables(name: &str) -> String {
    let letters = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
    letters.collect()
}

fn examples(settings: &Settings, built: &Built) -> Examples {
    let library = settings.name.replace('-', "_");
    let api = match &built.module {
        Some(module) => format!("{library}::{}", written(module)),
        None => library.clone(),
    };
    Examples { library, api }
}

fn uses<'a>(settings: &Settings, contexts: &'a [Context<'_>]) -> Uses<'a> {
    let mut uses = Uses::new(settings.mock);
    contexts.iter().for_each(|context| uses.add(context.features.api.as_deref(), context.tables));
    uses
}

/// The module of the server for tests.
fn mock(context: &Context<'_>) -> Item {
    Item::Text(format!("#[cfg(feature = \"mock\")]\npub mod {};", context.tables.names.mock))
}

/// The first lines of every source file. The version is in the manifest alone: another one changes no other file.
fn header() -> String {
    format!("// {MARK}; edit the OpenAPI document or its overlay instead.\n")
}

fn title(built: &Built) -> String {
    format!("Client for {}", markdown::text(&format!("{} {}", built.api.title, built.api.version)))
}

/// `lib.rs`: the APIs, or the one API itself.
fn lib(apis: &[Built], contexts: &[Context<'_>], uses: &Uses<'_>, front: &FrontPages<'_>) -> Vec<Item> {
    let modules = apis.iter().zip(contexts);
    let modules = modules
        .filter_map(|(built, context)| Some((built.module.as_deref()?, context.features.api.as_deref()?)));
    let single = apis.iter().zip(contexts).find(|(built, _)| built.module.is_none());
    let letters = if apis.iter().any(|built| built.names.has_non_ascii()) { LETTERS } else { "" };
    let about = print::inner_docs(&front.of_crate());
    let conditional = front.conditional_attributes();
    let mut items = vec![Item::Text(format!("{about}\n\n{conditional}\n{ALLOWED}{letters}"))];
    match single {
        Some((_, context)) => {
            items.extend(print::root(context));
            items.extend(uses.mock.then(|| mock(context)));
        }
        None => {
            let lines = modules.map(|(module, feature)| {
                format!("#[cfg(feature = {feature:?})]\npub mod {};\n", written(module))
            });
            items.push(Item::Text(lines.collect()));
        }
    }
    items.push(Item::Text(runtime::root(uses, &front.exported)));
    items
}

/// Lints that the documents' texts and sizes would set off, each with its reason.
const ALLOWED: &str = r#"#![forbid(unsafe_code)]
#![allow(deprecated, reason = "deprecated items are emitted too, and refer to each other")]
#![allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, reason = "descriptions are the vendor's")]
#![allow(missing_docs, reason = "the name of a field says it where the document says no more")]
#![allow(rustdoc::redundant_explicit_links, reason = "a link is the same on the page of the crate and of a module")]
#![allow(clippy::doc_lazy_continuation, clippy::doc_overindented_list_items, clippy::tabs_in_doc_comments, reason = "descriptions are the vendor's")]
#![allow(clippy::enum_variant_names, clippy::module_inception, clippy::struct_excessive_bools, clippy::upper_case_acronyms, reason = "names are the vendor's")]
#![allow(clippy::large_enum_variant, clippy::type_complexity, reason = "the document determines the size and depth of types")]"#;

/// The same for names in letters beyond ASCII: which scripts they are of, and that some letters have no other case.
const LETTERS: &str = r#"
#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints, reason = "names are the vendor's")]
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals, reason = "letters without case match no style")]"#;

/// The manifest, the settings of rustfmt, and what there is to read.
fn texts(
    files: &mut Files,
    settings: &Settings,
    apis: &[Built],
    features: &[&Features],
    uses: &Uses<'_>,
    front: &FrontPages<'_>,
) {
    let mut manifest =
        print::manifest(&settings.name, &settings.version, &settings.publishing, features, uses);
    if settings.standalone {
        manifest += "\n[workspace]\n";
    }
    files.insert("Cargo.toml".into(), manifest);
    files.insert(
        "rustfmt.toml".into(),
        format!("# {MARK}: the code is formatted already.\ndisable_all_formatting = true\n"),
    );
    let described: Vec<_> = apis
        .iter()
        .map(|built| notes::described(&built.api, &built.names, built.module.as_deref(), &built.applied))
        .collect();
    files.insert("README.md".into(), print::readme(&settings.name, &described, &front.of_readme()));
    if let Some(text) = print::quirks(&described) {
        files.insert("QUIRKS.md".into(), text);
    }
}
