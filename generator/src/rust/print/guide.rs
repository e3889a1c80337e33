//! Prints front pages: what a reader needs for the first calls, with operations of the document itself. Each part is a
//! section, which the documentation of the crate and its `README.md` share.

mod authentication;
mod calls;
mod choice;
mod errors;
mod features;
mod intro;
mod medium;
mod mock;
mod page;
mod settings;
mod snippet;
mod webhooks;

use std::collections::BTreeSet;

use super::{Context, Examples};
use crate::rust::embed::Exported;
use crate::rust::model::{Client, Credential, Features, Purpose, Uses};
use choice::Choice;
use page::Section;
use snippet::Snippet;

pub use medium::Medium;
pub use page::inner_docs;

/// The root of the emitted crate, in links.
const CRATE: &str = "crate";

/// The crate that front pages describe.
#[derive(Clone, Copy)]
pub struct Package<'a> {
    /// Its name in a manifest.
    pub name: &'a str,
    /// The features of its APIs.
    pub features: &'a [&'a Features],
    /// What its APIs need of the runtime.
    pub uses: &'a Uses<'a>,
    /// The crates that its root re-exports.
    pub exported: &'a [Exported],
}

/// The front page of an API, for one medium.
#[derive(Clone, Copy)]
pub struct Guide<'a> {
    package: Package<'a>,
    context: &'a Context<'a>,
    names: &'a Examples,
    /// Its module, which is a feature too; `None` in a crate of one API.
    module: Option<&'a str>,
    /// Whether the page is there without the feature of the API.
    is_outside: bool,
    medium: Medium,
}

impl<'a> Guide<'a> {
    /// The front page of an API. `names` are those that its examples use.
    pub fn new(
        package: Package<'a>,
        context: &'a Context<'a>,
        names: &'a Examples,
        module: Option<&'a str>,
        medium: Medium,
    ) -> Self {
        Self { package, context, names, module, is_outside: false, medium }
    }

    /// What the documentation of an API shows. In a crate of one API that is the page of the crate.
    pub fn of_api(&self) -> Vec<String> {
        let mut sections = vec![self.first_call(), self.authentication(), self.errors()];
        sections.extend(self.calls());
        sections.extend([self.webhooks(), self.mock()]);
        if self.module.is_none() && !self.context.tables.names.groups.is_empty() {
            sections.extend([self.settings(), self.transports()]);
        }
        if self.module.is_none() {
            sections.extend([self.features(), self.crates()]);
        }
        let intro = self.intro();
        intro
            .into_iter()
            .chain(sections.into_iter().flatten().flat_map(|section| section.lines(self.medium)))
            .collect()
    }

    /// What the page of a crate of several APIs shows besides their list: this API is the example.
    pub fn of_crate(&self) -> Vec<String> {
        let page = Self { is_outside: true, ..*self };
        let sections =
            [page.first_call(), page.settings(), page.transports(), page.features(), page.crates()];
        sections.into_iter().flatten().flat_map(|section| section.lines(self.medium)).collect()
    }

    /// What `README.md` shows.
    pub fn of_readme(&self) -> Vec<String> {
        let calls = [self.first_call(), self.authentication(), self.errors()];
        let shows_calls = calls.first().is_some_and(Option::is_some);
        let webhooks = self.webhooks().filter(|_| !shows_calls);
        let sections = calls.into_iter().chain([webhooks, self.features()]);
        sections.flatten().flat_map(|section| section.lines(self.medium)).collect()
    }

    /// The features that the examples of `README.md` need; empty if they always compile.
    pub fn readme_features(&self) -> BTreeSet<String> {
        let has_calls = self.choose(Purpose::First).is_some();
        let webhooks = (!has_calls && self.context.tables.api.webhooks.is_some()).then_some("webhooks");
        let called =
            [Purpose::First, Purpose::Failure].into_iter().filter_map(|purpose| self.choose(purpose));
        let groups = called.filter_map(|choice| choice.feature().map(str::to_owned));
        let groups: Vec<String> = groups.collect();
        self.module.into_iter().chain(webhooks).map(str::to_owned).chain(groups).collect()
    }

    /// Chooses the operation for a purpose: the best whose values can be written in a few lines.
    fn choose(&self, purpose: Purpose) -> Option<Choice<'a>> {
        Choice::new(self.context, self.names, purpose)
    }

    fn client(&self) -> Client<'a> {
        Client::new(self.context.tables)
    }

    /// The steps of the client's builder besides a credential.
    fn builder_steps(&self) -> Vec<&'static str> {
        let client = self.client();
        let lacks_server = client.base_url.is_empty() || client.base_path().is_some();
        let steps = [
            (lacks_server, ".base_url(\"https://api.example.com\")"),
            (client.is_plain_http, ".allow_http()"),
            (client.credentials.iter().any(is_used), ".from_env()"),
        ];
        steps.into_iter().filter(|(needed, _)| *needed).map(|(_, step)| step).collect()
    }

    /// The expression of a client, with more steps of the builder.
    fn built(&self, more: &[&str]) -> Vec<String> {
        let steps: Vec<&str> = self.builder_steps().into_iter().chain(more.iter().copied()).collect();
        if steps.is_empty() && self.client().constructor.is_some() {
            return vec!["let client = Client::new();".to_owned()];
        }
        let whole = format!("let client = Client::builder(){}.build()?;", steps.concat());
        if steps.len() < 3 {
            return vec![whole];
        }
        let steps = steps.iter().map(|step| format!("    {step}"));
        ["let client = Client::builder()".to_owned()]
            .into_iter()
            .chain(steps)
            .chain(["    .build()?;".to_owned()])
            .collect()
    }

    /// A snippet that uses the client's type.
    fn with_client_type(&self) -> Snippet {
        Snippet::new(self.medium).when(self.feature()).using(format!("{}::Client", self.names.api))
    }

    /// A snippet that calls an operation with a client at hand.
    fn with_client(&self) -> Snippet {
        let client = format!("client: &{}::Client", self.names.api);
        Snippet::new(self.medium).when(self.feature()).taking(client)
    }

    /// The feature that examples need on this page.
    fn feature(&self) -> Option<&'a str> {
        self.module.filter(|_| self.is_outside)
    }

    /// A link to an item, by its path in the crate, or its name where there are no such links.
    fn link(&self, name: &str, path: &str) -> String {
        match self.medium {
            Medium::Rustdoc => format!("[`{name}`]({CRATE}::{path})"),
            Medium::Readme => format!("`{name}`"),
        }
    }

    fn section(&self, title: &'static str) -> Section {
        Section::new(title)
    }
}

/// Returns true for a credential that an operation requires.
fn is_used(credential: &Credential<'_>) -> bool {
    !credential.unused
}
