//! Parses `truespec.toml` into [`Sources`]. Invalid values are reported at their location.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::advice::hint;
use super::published::{Place, Published};
use super::release::AUTO;
use super::setting::{self, ApiConfig, Config, CrateConfig};
use super::surroundings::is_in_workspace;
use super::{ApiSource, Record, Settings, SettingsText, Sources, position, rules};
use crate::diagnostic::code::{CRATE_NAME, MODULE_NAME, READ_OUTSIDE, SETTINGS, SETTINGS_PATH, VERSION};
use crate::diagnostic::near::nearest;
use crate::diagnostic::{Diagnostic, Location, Report};
use crate::input::file::{self, Refusal};
use crate::ir::{TYPE_NAMES, Type};
use crate::rust::model::{DateTimes, Decimals, Scalars};
use crate::rust::names::MethodNames;
use crate::rust::print::Publishing;
use crate::select::{Selection, Selector, Written};

/// A file that the settings name, and the span of its name.
type NamedFile = (PathBuf, Range<usize>);

/// Parses the settings; also returns the files that they name.
pub(super) fn sources(
    text: &SettingsText,
    root: &Path,
    report: &mut Report,
) -> Option<(Sources, Vec<NamedFile>)> {
    let config: Config = match toml::from_str(&text.text) {
        Ok(config) => config,
        Err(error) => {
            let span = error.span().unwrap_or_default();
            let hint = hint(&text.text, &span);
            let (location, message) = text.without_secrets(&span, error.message().to_owned());
            report.diagnostics.push(Diagnostic { code: &SETTINGS, location, message, hint });
            return None;
        }
    };
    let specs = root.join("specs");
    check_config(&config, &specs, text, report);
    let mut named = Vec::new();
    let mut name = |path: &Spanned<PathBuf>| {
        named.push((specs.join(path.get_ref()), path.span()));
        specs.join(path.get_ref())
    };
    let apis = config.apis.iter().map(|api| ApiSource {
        module: Some(api.module.get_ref().clone()),
        document: name(&api.document),
        overlays: api.overlays.iter().map(&mut name).collect(),
        root: Some(specs.clone()),
        lenient: api.lenient,
        shown_from: root.to_owned(),
        record: Record::default(),
    });
    let apis: Vec<ApiSource> = apis.collect();
    let map =
        config.map.iter().map(|(prefix, folder)| (prefix.clone(), specs.join(folder.get_ref()))).collect();
    let security = config.apis.iter().filter(|api| !api.security.is_empty());
    let security = security.map(|api| (api.module.get_ref().clone(), api.security.clone())).collect();
    let with_optional = config.apis.iter().filter(|api| api.optional_bodies);
    let optional_bodies = with_optional.map(|api| api.module.get_ref().clone()).collect();
    let methods_of = methods_of(&config.apis);
    let selections = selections(&config.apis, text);
    let published = published(&config.apis, root, text, report);
    let settings = settings(config.emitted, root, text, report).map(map);
    let settings = Settings { security, methods_of, optional_bodies, selections, published, ..settings };
    (!report.has_errors()).then(|| (Sources::new(settings, apis), named))
}

/// Reads what the methods of each API are named after.
fn methods_of(apis: &[ApiConfig]) -> BTreeMap<String, MethodNames> {
    let named = apis.iter().filter_map(|api| match api.methods {
        setting::Methods::Short => None,
        setting::Methods::OperationId => Some((api.module.get_ref().clone(), MethodNames::OperationId)),
    });
    named.collect()
}

/// Reads the operations that are generated of each API, where that is not all of them.
fn selections(apis: &[ApiConfig], text: &SettingsText) -> BTreeMap<String, Selection> {
    let file = Arc::new((text.name.clone(), text.text.clone()));
    let read = |key: &'static str, selectors: &[Spanned<String>]| -> Vec<Selector> {
        let read = selectors.iter().map(|selector| {
            let (line, column) = position(&text.text, selector.span().start);
            let place = Written::Settings { key, file: Arc::clone(&file), line, column };
            Selector::new(selector.get_ref().as_str(), place)
        });
        read.collect()
    };
    let selected = apis.iter().map(|api| {
        let (only, except) = (read("only", &api.only), read("except", &api.except));
        (api.module.get_ref().clone(), Selection { only, except, ..Selection::default() })
    });
    selected.filter(|(_, selection)| !selection.is_whole()).collect()
}

/// Reads where the documents are published.
fn published(
    apis: &[ApiConfig],
    root: &Path,
    text: &SettingsText,
    report: &mut Report,
) -> BTreeMap<String, Published> {
    let with_source = apis.iter().filter_map(|api| Some((api, api.source.as_ref()?)));
    let read = with_source.filter_map(|(api, source)| {
        let document = root.join("specs").join(api.document.get_ref());
        let module = api.module.get_ref();
        let place = Place { root, module, document: &document, text, span: source.span() };
        Some((module.clone(), place.read(source.get_ref(), report)?))
    });
    read.collect()
}

/// Reads the `[crate]` table.
fn settings(config: CrateConfig, root: &Path, text: &SettingsText, report: &mut Report) -> Settings {
    let date_times = match config.date_time {
        setting::DateTimes::Chrono => DateTimes::Chrono,
        setting::DateTimes::Time => DateTimes::Time,
        setting::DateTimes::Text => DateTimes::Text,
    };
    let decimals = match config.decimal {
        setting::Decimals::Exact => Decimals::Exact,
        setting::Decimals::RustDecimal => Decimals::RustDecimal,
    };
    let formats = formats(config.formats, text, report);
    let assumed_offset = config.assumed_offset.map_or(0, |written| {
        offset(written.get_ref()).unwrap_or_else(|| {
            let message =
                format!("{} is not an offset from UTC, such as `+02:00`", rules::quoted(written.get_ref()));
            let hint = "write an offset such as `+02:00`, or `Z` for UTC";
            report.add_with_hint(&SETTINGS, text.location(&written.span()), message, hint);
            0
        })
    });
    let CrateConfig { name, version, description, license, repository, publish, strict, mock, .. } = config;
    let CrateConfig { group_features, validate, examples, standalone, .. } = config;
    let publishing = Publishing { description, license, repository, publish };
    let standalone = standalone.unwrap_or_else(|| !is_in_workspace(&root.join("generated")));
    let name = name.into_inner();
    let version = version.map(Spanned::into_inner);
    let auto_version = version.as_deref() == Some(AUTO);
    let version = version.filter(|_| !auto_version).unwrap_or_else(|| Settings::default().version);
    let scalars = Scalars { date_times, decimals };
    Settings {
        name,
        version,
        auto_version,
        publishing,
        scalars,
        formats,
        assumed_offset,
        strict,
        mock,
        group_features,
        validate,
        examples,
        standalone,
        ..Settings::default()
    }
}

/// Reads the types of formats.
fn formats(
    words: BTreeMap<String, Spanned<String>>,
    text: &SettingsText,
    report: &mut Report,
) -> BTreeMap<String, Type> {
    let mut formats = BTreeMap::new();
    for (format, word) in words {
        match Type::from_name(word.get_ref()) {
            Some(ty) => _ = formats.insert(format, ty),
            None => {
                let message = format!(
                    "unknown type {}; expected one of {}",
                    rules::quoted(word.get_ref()),
                    Type::name_list()
                );
                let meant = nearest(word.get_ref(), TYPE_NAMES.iter().map(|(name, _)| *name));
                let hint = match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "`truespec vocabulary` lists the words with their types in Rust".to_owned(),
                };
                report.add_with_hint(&SETTINGS, text.location(&word.span()), message, hint);
            }
        }
    }
    formats
}

/// Returns the seconds of an offset such as `Z` or `+02:00`.
fn offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("Z", "") => return Some(0),
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, below: i32| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|number| digits && *number < below)
    };
    Some(sign * (number(hours, 24)? * 3600 + number(minutes, 60)? * 60))
}

/// Checks that there is at least one module, that modules are unique, and that names, version and paths are valid.
fn check_config(config: &Config, specs: &Path, text: &SettingsText, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for api in &config.apis {
        let module = api.module.get_ref();
        if let Err(refused) = rules::module_name(module) {
            report.add_with_hint(&MODULE_NAME, text.location(&api.module.span()), refused.why, refused.hint);
        }
        if !seen.insert(module) {
            let message = format!("duplicate module {}", rules::quoted(module));
            report.add_with_hint(
                &SETTINGS,
                text.location(&api.module.span()),
                message,
                "give each API a unique module name",
            );
        }
        for path in std::iter::once(&api.document).chain(&api.overlays) {
            check_path(path, specs, text, report);
            check_not_own(path, text, report);
        }
    }
    check_sources(config, text, report);
    config.map.values().for_each(|folder| check_path(folder, specs, text, report));
    let name = &config.emitted.name;
    if let Err(refused) = rules::crate_name(name.get_ref()) {
        report.add_with_hint(&CRATE_NAME, text.location(&name.span()), refused.why, refused.hint);
    }
    if let Some(version) = config.emitted.version.as_ref().filter(|version| version.get_ref() != AUTO)
        && let Err(error) = semver::Version::parse(version.get_ref())
    {
        let message = format!("{} is not a semantic version: {error}", rules::quoted(version.get_ref()));
        report.add(&VERSION, text.location(&version.span()), message);
    }
    if config.apis.is_empty() {
        let hint = "add `[[api]]` with a `module` and its `document`";
        report.add_with_hint(&SETTINGS, Location::Text(text.id, 1, 1), "missing `[[api]]`", hint);
    }
}

/// The files in `specs/` that truespec itself reads and writes.
const OWN: [&str; 4] = ["truespec.toml", "truespec.lock", "accepted.toml", "release.toml"];

/// Checks that a document or an overlay is not one of the tool's own files.
fn check_not_own(path: &Spanned<PathBuf>, text: &SettingsText, report: &mut Report) {
    let plain: PathBuf = path.get_ref().components().filter(|part| *part != Component::CurDir).collect();
    if OWN.iter().any(|own| plain == Path::new(own)) {
        let name = rules::quoted(&path.get_ref().to_string_lossy());
        let message = format!("{name} is a file of truespec itself");
        report.add_with_hint(&SETTINGS, text.location(&path.span()), message, "choose another file name");
    }
}

/// Checks that one document has one source: two would replace each other.
fn check_sources(config: &Config, text: &SettingsText, report: &mut Report) {
    let mut sources: BTreeMap<PathBuf, &toml::Value> = BTreeMap::new();
    for api in &config.apis {
        let Some(source) = &api.source else { continue };
        let parts = api.document.get_ref().components().filter(|part| *part != Component::CurDir);
        let known = *sources.entry(parts.collect()).or_insert(source.get_ref());
        if known != source.get_ref() {
            let name = rules::quoted(&api.document.get_ref().to_string_lossy());
            let message = format!("{name} has another `source` in an earlier `[[api]]`");
            let hint = "name one source for each document";
            report.add_with_hint(&SETTINGS, text.location(&source.span()), message, hint);
        }
    }
}

/// Checks that a path stays in `specs/`, links followed. Whether the file exists shows when it is read.
fn check_path(path: &Spanned<PathBuf>, specs: &Path, text: &SettingsText, report: &mut Report) {
    let name = rules::quoted(&path.get_ref().to_string_lossy());
    if let Some(why) = rules::why_outside(path.get_ref()) {
        report.add(&SETTINGS_PATH, text.location(&path.span()), format!("{name} {why}"));
    } else if let Err(refusal @ Refusal::Outside) = file::within(specs, path.get_ref()) {
        report.add(&READ_OUTSIDE, text.location(&path.span()), format!("{name} {refusal}"));
    }
}
