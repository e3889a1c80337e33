//! Prints the emitted crate's manifest: few dependencies, each with its purpose, and only those that the API needs.

use toml::{Table, Value};

use crate::rust::embed::{CRATES, Dependency, FEATURES, Feature, Need, Platform, ROOMS, RuntimeFile, When};
use crate::rust::model::{Features, NeededBy, Uses};
use crate::text::markdown::one_line;
use crate::write::MARK;

/// The features for all APIs, and for servers for tests.
const DEFAULT: &str = "default";
const MOCK: &str = "mock";

/// What is on by default beside the APIs: a client whose servers are `https` has to reach them.
const TLS: &str = "rustls";

/// Returns every crate that an emitted one may depend on.
pub fn dependencies() -> impl Iterator<Item = &'static str> {
    CRATES.iter().map(|dependency| dependency.name)
}

/// Returns every feature that an emitted crate may have besides those of its APIs.
pub fn features() -> impl Iterator<Item = &'static str> {
    FEATURES.iter().map(|feature| feature.name).chain([DEFAULT, MOCK])
}

/// The files of the runtime that use a crate, or a feature of one.
fn files_with(used: &str) -> impl Iterator<Item = &'static RuntimeFile> {
    ROOMS.iter().flat_map(|room| room.files).filter(move |file| file.crates.contains(&used))
}

/// Where a crate is needed: everywhere if a file that compiles everywhere uses it.
fn is_for(dependency: &Dependency, target: Platform) -> bool {
    let mut targets = files_with(dependency.name).map(|file| file.target);
    match target {
        Platform::Any => targets.any(|of_file| of_file == Platform::Any),
        _ => targets.any(|of_file| of_file == target) && !is_for(dependency, Platform::Any),
    }
}

/// Whose need a crate, or a feature of one, is: that of the files that use it without a feature of their own.
fn by<'a>(used: &str, uses: &Uses<'a>) -> NeededBy<'a> {
    let mut needs: Vec<Need> = Vec::new();
    for file in files_with(used).filter(|file| file.feature.is_none()) {
        match file.when {
            When::Always => return NeededBy::AllApis,
            When::Mock([]) if uses.mock => return NeededBy::AllApis,
            When::Mock(_) if !uses.mock => {}
            When::For(of_file) | When::Mock(of_file) => needs.extend(of_file),
        }
    }
    uses.needed_by(&needs)
}

/// Whether a file that is behind a feature, and that the APIs need, uses a crate.
fn is_used_behind(feature: &Feature, name: &str, uses: &Uses<'_>) -> bool {
    let is_needed = |file: &RuntimeFile| match file.when {
        When::Always => true,
        When::For(needs) => uses.needed_by(needs) != NeededBy::NoApi,
        When::Mock(_) => uses.mock,
    };
    files_with(name).any(|file| file.feature == Some(feature.name) && is_needed(file))
}

/// The line of a crate, if the API needs it.
fn line(dependency: &Dependency, uses: &Uses<'_>) -> Option<String> {
    let Dependency { name, source, why, more } = dependency;
    let by = by(name, uses);
    let is_behind = FEATURES.iter().any(|feature| is_used_behind(feature, name, uses));
    let (mut source, mut why) = ((*source).to_owned(), (*why).to_owned());
    // A feature of another crate is on for all of them.
    let more =
        more.iter().filter(|(feature, _)| self::by(&format!("{name}/{feature}"), uses) != NeededBy::NoApi);
    for (feature, reason) in more {
        source = source.replacen("\"] }", &format!("\", \"{feature}\"] }}"), 1);
        why += &format!("; {reason}");
    }
    if is_optional(name, &by) {
        source = source.replacen(" }", ", optional = true }", 1);
    }
    (by != NeededBy::NoApi || is_behind).then(|| format!("{name} = {source} # {why}\n"))
}

/// Whether the crate is there only with a feature.
fn is_optional(name: &str, by: &NeededBy<'_>) -> bool {
    !matches!(by, NeededBy::AllApis) || is_of_feature(name)
}

/// Whether a feature that is not an API's turns the crate on.
fn is_of_feature(name: &str) -> bool {
    FEATURES.iter().flat_map(|feature| feature.enables).any(|on| on.strip_prefix("dep:") == Some(name))
}

/// The crates that are needed on a target and not everywhere, a line each.
fn lines(target: Platform, uses: &Uses<'_>) -> String {
    let here = CRATES.iter().filter(|dependency| is_for(dependency, target));
    here.filter_map(|dependency| line(dependency, uses)).collect()
}

/// What a registry is told of the crate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publishing {
    /// What it is, in a sentence.
    pub description: Option<String>,
    /// Its licence.
    pub license: Option<String>,
    /// The address of its repository.
    pub repository: Option<String>,
    /// Whether cargo publishes it.
    pub publish: bool,
}

impl Publishing {
    /// Returns the lines of the manifest.
    fn lines(&self) -> String {
        let texts = [
            ("description", &self.description),
            ("license", &self.license),
            ("repository", &self.repository),
        ];
        let texts = texts.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
        let mut lines: String =
            texts.map(|(key, text)| format!("{key} = {}\n", quoted(&one_line(text)))).collect();
        if !self.publish {
            lines += "publish = false\n";
        }
        lines
    }
}

/// Prints the `Cargo.toml` of a crate with the features of its APIs.
pub fn manifest(
    name: &str,
    version: &str,
    publishing: &Publishing,
    apis: &[&Features],
    uses: &Uses<'_>,
) -> String {
    let ([name, version], publishing) = ([name, version].map(quoted), publishing.lines());
    let mut text = format!(
        "# {MARK}; edit the OpenAPI document or its overlay instead.\n[package]\nname = {name}\nversion = {version}\nedition = \"2024\"\n\
         rust-version = \"1.88\"\n{publishing}build = false\n\n[lib]\npath = \"src/lib.rs\"\n\n[dependencies]\n"
    );
    text += &lines(Platform::Any, uses);
    for target in [Platform::Native, Platform::Browser] {
        text += &format!("\n[target.'cfg({})'.dependencies]\n{}", target.condition(), lines(target, uses));
    }
    text += "\n[features]\n";
    for (name, needs) in of_apis(apis, uses).into_iter().chain(of_all(uses)) {
        text += &entry(&name, &needs);
    }
    text += "\n[package.metadata.docs.rs]\nall-features = true\nrustdoc-args = [\"--cfg\", \"docsrs\"]\n";
    text += &format!("\n[package.metadata.truespec]\nversion = \"{}\"\n", env!("CARGO_PKG_VERSION"));
    text += "\n[dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt\", \"rt-multi-thread\"] } # examples of the documentation\n";
    text
}

/// Returns the version of a crate that an emitted one depends on.
pub(in crate::rust::print) fn version_of(name: &str) -> &'static str {
    let source = CRATES.iter().find(|dependency| dependency.name == name).map(|dependency| dependency.source);
    source.and_then(|source| source.split('"').nth(1)).unwrap_or_default()
}

/// Returns the features of a crate, each with what it enables.
pub(in crate::rust::print) fn described_features(
    apis: &[&Features],
    uses: &Uses<'_>,
) -> Vec<(String, String)> {
    let about = |name: &str| match name {
        MOCK => ABOUT_MOCK,
        _ => FEATURES.iter().find(|feature| feature.name == name).map_or("", |feature| feature.about),
    };
    let all = of_all(uses).map(|(name, _)| (name.clone(), about(&name).to_owned()));
    apis.iter().flat_map(|api| described(api)).chain(all).collect()
}

/// Returns the features of an API, each with what it enables.
fn described(api: &Features) -> Vec<(String, String)> {
    let (Some(all), Some(first)) = (&api.all, api.groups.first()) else {
        let own = api.api.iter();
        return own.map(|name| (name.clone(), "the module of that name; on by default".to_owned())).collect();
    };
    let whole = match &api.api {
        Some(_) => "the module of that name with all groups of operations; on by default",
        None => "all groups of operations; on by default",
    };
    let one = format!(
        "one group of operations with the types that it uses; each of the {} groups has such a feature",
        api.groups.len()
    );
    let client = api.api.iter().map(|name| (name.clone(), "the client without operations".to_owned()));
    [(all.clone(), whole.to_owned()), (first.clone(), one)].into_iter().chain(client).collect()
}

const ABOUT_MOCK: &str = "the module `mock`, a server for tests";

/// Returns the features of the APIs and of their groups, after the one for all of them.
fn of_apis(apis: &[&Features], uses: &Uses<'_>) -> Vec<(String, Vec<String>)> {
    let whole = apis.iter().filter_map(|api| api.all.as_ref().or(api.api.as_ref()));
    let all = whole.map(String::as_str).chain([TLS]).map(str::to_owned).collect();
    let mut entries = vec![(DEFAULT.to_owned(), all)];
    for api in apis {
        entries.extend(api.all.iter().map(|all| (all.clone(), api.groups.clone())));
        entries.extend(api.api.iter().map(|own| (own.clone(), crates_of(own, uses))));
        entries.extend(api.groups.iter().map(|group| (group.clone(), Vec::from_iter(api.api.clone()))));
    }
    entries
}

/// Returns the crates that an API needs and not all do.
fn crates_of(api: &str, uses: &Uses<'_>) -> Vec<String> {
    let own = dependencies()
        .filter(|name| matches!(by(name, uses), NeededBy::Apis(features) if features.contains(&api)));
    own.map(|name| format!("dep:{name}")).collect()
}

/// Returns the features that do not depend on the APIs.
fn of_all(uses: &Uses<'_>) -> impl Iterator<Item = (String, Vec<String>)> {
    let mock: Option<(&str, &[&str])> = uses.mock.then_some((MOCK, &["constructors"]));
    let is_there =
        |feature: &&Feature| feature.need.is_none_or(|need| uses.needed_by(&[need]) != NeededBy::NoApi);
    let own = FEATURES.iter().filter(is_there).map(|feature| (feature.name, enabled(feature, uses)));
    let mock = mock.map(|(name, needs)| (name, needs.iter().map(|need| (*need).to_owned()).collect()));
    own.chain(mock).map(|(name, needs)| (name.to_owned(), needs))
}

/// What a feature enables: what the table says, and the optional crates that its files use.
fn enabled(feature: &Feature, uses: &Uses<'_>) -> Vec<String> {
    let crates = dependencies().filter(|name| {
        is_used_behind(feature, name, uses) && !is_of_feature(name) && is_optional(name, &by(name, uses))
    });
    feature
        .enables
        .iter()
        .map(|on| (*on).to_owned())
        .chain(crates.map(|name| format!("dep:{name}")))
        .collect()
}

/// Prints a line of a table; it is one entry, whatever the texts contain.
fn entry(name: &str, texts: &[String]) -> String {
    Table::from_iter([(name.to_owned(), Value::from(texts.to_vec()))]).to_string()
}

/// Quotes a string for TOML.
pub(in crate::rust::print) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
