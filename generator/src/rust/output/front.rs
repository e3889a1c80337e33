//! The front pages of the emitted crate: the documentation of its root and of each API's module, and `README.md`.

use super::{examples, runtime, title};
use crate::Built;
use crate::rust::embed::Exported;
use crate::rust::model::{Features, Uses};
use crate::rust::names::ident::written;
use crate::rust::print::{Context, Examples, Guide, Medium, Package};
use crate::source::Settings;
use crate::text::markdown;

/// The APIs of a crate with what their front pages name.
pub(super) struct FrontPages<'a> {
    settings: &'a Settings,
    apis: Vec<FrontApi<'a>>,
    features: Vec<&'a Features>,
    uses: &'a Uses<'a>,
    /// The crates that the root re-exports.
    pub exported: Vec<Exported>,
}

/// An API with the names that its examples use.
struct FrontApi<'a> {
    built: &'a Built,
    context: &'a Context<'a>,
    names: Examples,
}

impl<'a> FrontPages<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        apis: &'a [Built],
        contexts: &'a [Context<'a>],
        uses: &'a Uses<'a>,
    ) -> Self {
        let features = contexts.iter().map(|context| &context.features).collect();
        let exported = runtime::exported(uses, apis);
        let apis = apis.iter().zip(contexts);
        let apis = apis.map(|(built, context)| FrontApi { built, context, names: examples(settings, built) });
        Self { settings, apis: apis.collect(), features, uses, exported }
    }

    /// The documentation of an API's module.
    pub(super) fn of_module(&self, built: &Built) -> Vec<String> {
        let own = self.apis.iter().find(|api| std::ptr::eq(api.built, built));
        own.map(|api| self.of_api(api)).unwrap_or_default()
    }

    /// The documentation of the root: that of the one API, or the list of all with one as an example.
    pub(super) fn of_crate(&self) -> Vec<String> {
        match self.apis.as_slice() {
            [api] if api.built.module.is_none() => self.of_api(api),
            apis => {
                let mut lines = vec!["Typed clients, a module for each API:".to_owned(), String::new()];
                lines.extend(["| module | API | operations |", "|---|---|--:|"].map(str::to_owned));
                lines.extend(apis.iter().map(row));
                let example = self.example().map(|api| self.guide(api, Medium::Rustdoc).of_crate());
                lines.into_iter().chain(example.unwrap_or_default()).collect()
            }
        }
    }

    /// What `README.md` shows.
    pub(super) fn of_readme(&self) -> Vec<String> {
        let example = self.example();
        example.map(|api| self.guide(api, Medium::Readme).of_readme()).unwrap_or_default()
    }

    /// The attributes of the root that depend on who compiles it: docs.rs shows features, and a test of the documentation
    /// compiles the examples of `README.md`.
    pub(super) fn conditional_attributes(&self) -> String {
        let example = self.example();
        let features = example.map(|api| self.guide(api, Medium::Readme).readme_features());
        let features = features.into_iter().flatten().map(|feature| format!("feature = {feature:?}"));
        let needs: Vec<String> = std::iter::once("doctest".to_owned()).chain(features).collect();
        let needs =
            if let [one] = needs.as_slice() { one.clone() } else { format!("all({})", needs.join(", ")) };
        format!(
            "#![cfg_attr(docsrs, feature(doc_cfg))]\n#![cfg_attr({needs}, doc = include_str!(\"../README.md\"))]"
        )
    }

    /// The API that shows how to use the crate: the first that has operations.
    fn example(&self) -> Option<&FrontApi<'a>> {
        let with_operations = self.apis.iter().find(|api| !api.built.names.groups.is_empty());
        with_operations.or(self.apis.first())
    }

    fn of_api(&self, api: &FrontApi<'_>) -> Vec<String> {
        let mut lines = vec![format!("{}.", title(api.built))];
        let guide = self.guide(api, Medium::Rustdoc).of_api();
        if guide.first().is_some_and(|first| !first.is_empty()) {
            lines.push(String::new());
        }
        lines.extend(guide);
        lines
    }

    fn guide<'g>(&'g self, api: &'g FrontApi<'_>, medium: Medium) -> Guide<'g> {
        let package = Package {
            name: &self.settings.name,
            features: &self.features,
            uses: self.uses,
            exported: &self.exported,
        };
        Guide::new(package, api.context, &api.names, api.built.module.as_deref(), medium)
    }
}

/// The row of an API in the list of all.
fn row(api: &FrontApi<'_>) -> String {
    let built = api.built;
    let module = written(built.module.as_deref().unwrap_or_default());
    let title = format!("{} {}", built.api.title, built.api.version);
    let title = markdown::cell(&markdown::text(title.trim()));
    format!("| [`{module}`](self::{module}) | {title} | {} |", built.names.operation_count(&built.api))
}
