//! Every setting of `truespec.toml`, once: what it is called, what it takes, what holds without it, and what it does. The
//! structs that are read, the hints for mistakes, `truespec config`, its schema and the reference are all made from here.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

/// A setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The table that it belongs to.
    pub table: Table,
    /// Its key.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds without it, as it would be written; `None` if it is required.
    pub default: Option<&'static str>,
    /// What it does: one or more sentences.
    pub doc: &'static str,
}

/// The default of a setting that says nothing where it is absent.
pub const NONE: &str = "none";

/// A table of `truespec.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// The top of the file.
    Root,
    /// `[crate]`.
    Crate,
    /// `[[api]]`, of which there can be several.
    Api,
}

impl Table {
    /// Every table with settings in it.
    pub const ALL: [Self; 3] = [Self::Root, Self::Crate, Self::Api];

    /// Returns the header as it is written; nothing for the top of the file.
    pub fn header(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Crate => "[crate]",
            Self::Api => "[[api]]",
        }
    }
}

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    List,
    /// A text or a list of texts.
    TextOrList,
    /// A table of texts by names of one's own.
    Texts,
    /// A table of settings.
    Settings,
    /// Several tables of settings.
    SeveralSettings,
}

impl Kind {
    /// Returns the words for a person.
    pub fn describe(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Word(words) => {
                let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                quoted.join(", ")
            }
            Self::Flag => "true, false".to_owned(),
            Self::List => "list of texts".to_owned(),
            Self::TextOrList => "text, or list of texts".to_owned(),
            Self::Texts => "table of texts".to_owned(),
            Self::Settings => "table".to_owned(),
            Self::SeveralSettings => "tables".to_owned(),
        }
    }
}

/// Declares an enumeration whose variants are words of the settings; the first is the default.
macro_rules! words {
    ($($(#[$attribute:meta])* $name:ident { $first:ident $first_word:literal $(, $variant:ident $word:literal)* })*) => {$(
        $(#[$attribute])*
        #[derive(Deserialize, Clone, Copy, Default)]
        pub(super) enum $name {
            #[default]
            #[serde(rename = $first_word)]
            $first,
            $(#[serde(rename = $word)] $variant,)*
        }

        impl $name {
            const WORDS: &[&str] = &[$first_word $(, $word)*];
        }
    )*};
}

words! {
    /// The types of dates and times.
    DateTimes { Chrono "chrono", Time "time", Text "text" }
    /// The types of exact numbers.
    Decimals { Exact "exact", RustDecimal "rust_decimal" }
    /// What methods are named after.
    Methods { Short "short", OperationId "operation-id" }
}

/// Declares the structs that `truespec.toml` is read into, and the table of all settings.
macro_rules! settings {
    ($($(#[$attribute:meta])* $config:ident of $table:ident {
        $($(#[doc = $doc:literal])+ $key:literal $field:ident: $ty:ty = $kind:expr $(, by default $default:literal)?;)*
    })*) => {
        $(
            $(#[$attribute])*
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $config {
                $($(#[doc = $doc])+ $(#[doc = concat!(" By default ", $default)] #[serde(default)])? #[serde(rename = $key)]
                pub(super) $field: $ty,)*
            }
        )*

        /// Every setting, in the order of the reference.
        pub const SETTINGS: &[Setting] = &[$($(Setting {
            table: Table::$table,
            name: $key,
            kind: $kind,
            default: settings!(@default $($default)?),
            doc: concat!($($doc),+),
        },)*)*];
    };
    (@default) => { None };
    (@default $default:literal) => { Some($default) };
}

settings! {
    /// `truespec.toml`.
    Config of Root {
        /// The crate that is generated.
        "crate" emitted: CrateConfig = Kind::Settings;
        /// An API of the crate, its document and corrections; at least one.
        "api" apis: Vec<ApiConfig> = Kind::SeveralSettings, by default "[]";
        /// Folders, relative to `specs/`, that hold what documents refer to by address, by the prefix of the address:
        /// `"https://example.com/schemas" = "schemas"`. Nothing that a document refers to is ever fetched.
        "map" map: BTreeMap<String, Spanned<PathBuf>> = Kind::Texts, by default "{}";
    }
    /// `[crate]`.
    CrateConfig of Crate {
        /// Name of the crate.
        "name" name: Spanned<String> = Kind::Text;
        /// Version of the crate; `"auto"` is that of `specs/release.toml`, which `truespec release` writes.
        "version" version: Option<Spanned<String>> = Kind::Text, by default "\"0.1.0\"";
        /// What the crate is, in a sentence, for a registry.
        "description" description: Option<String> = Kind::Text, by default "none";
        /// Licence of the crate, such as `"MIT OR Apache-2.0"`.
        "license" license: Option<String> = Kind::Text, by default "none";
        /// Address of the repository that the crate is in.
        "repository" repository: Option<String> = Kind::Text, by default "none";
        /// Lets `cargo publish` take the crate. crates.io wants a `description` and a `license`.
        "publish" publish: bool = Kind::Flag, by default "false";
        /// Types of dates and times: those of the crate `chrono` or `time`, or `String`.
        "date-time" date_time: DateTimes = Kind::Word(DateTimes::WORDS), by default "\"chrono\"";
        /// Offset from UTC that a date-time without one is taken to have, such as `"+02:00"`.
        "assumed-offset" assumed_offset: Option<Spanned<String>> = Kind::Text, by default "\"Z\"";
        /// Type of decimal numbers: `Decimal`, which keeps every digit, or that of the crate `rust_decimal`.
        "decimal" decimal: Decimals = Kind::Word(Decimals::WORDS), by default "\"exact\"";
        /// Types of formats by their names, where they differ from the usual meaning: `money = "decimal"`. The words are those
        /// of `x-truespec-type`.
        "formats" formats: BTreeMap<String, Spanned<String>> = Kind::Texts, by default "{}";
        /// Treats warnings as errors.
        "strict" strict: bool = Kind::Flag, by default "false";
        /// Adds a mock server for tests of each API, behind the feature `mock`.
        "mock" mock: bool = Kind::Flag, by default "false";
        /// Makes each group of operations a feature of the crate, with the types that only such groups use.
        "group-features" group_features: bool = Kind::Flag, by default "false";
        /// Checks the constraints of the document (`maxLength`, `minimum` and the like) before values are sent.
        "validate" validate: bool = Kind::Flag, by default "false";
        /// Adds examples to the documentation of operations, which `cargo test` compiles.
        "examples" examples: bool = Kind::Flag, by default "false";
        /// Makes the crate a Cargo workspace of its own; by default it is one unless it is inside a workspace.
        "standalone" standalone: Option<bool> = Kind::Flag, by default "none";
    }
    /// `[[api]]`.
    ApiConfig of Api {
        /// Name of its module, its file and its feature, in `snake_case`.
        "module" module: Spanned<String> = Kind::Text;
        /// OpenAPI document, YAML or JSON, relative to `specs/`.
        "document" document: Spanned<PathBuf> = Kind::Text;
        /// Overlays with corrections, relative to `specs/`, applied in this order.
        "overlays" overlays: Vec<Spanned<PathBuf>> = Kind::List, by default "[]";
        /// Where the vendor publishes the document, for `truespec update`: an https URL, a path relative to `specs/`, or a
        /// list of pages, oldest first.
        "source" source: Option<Spanned<toml::Value>> = Kind::TextOrList, by default "none";
        /// Selectors of the operations to generate, such as `"tag:pets"` or `"GET /user"`; without any, all of them.
        "only" only: Vec<Spanned<String>> = Kind::List, by default "[]";
        /// Selectors of operations to leave out.
        "except" except: Vec<Spanned<String>> = Kind::List, by default "[]";
        /// Names of security schemes that operations without `security` require.
        "security" security: Vec<String> = Kind::List, by default "[]";
        /// What methods are named after: their operation ids without what their framework added and their group says, or the
        /// ids as they are.
        "methods" methods: Methods = Kind::Word(Methods::WORDS), by default "\"short\"";
        /// Makes request bodies optional wherever the document does not require them, even if their schemas require members.
        "optional-bodies" optional_bodies: bool = Kind::Flag, by default "false";
        /// Allows actions of its overlays that match nothing, as the Overlay Specification has it.
        "lenient" lenient: bool = Kind::Flag, by default "false";
    }
}
