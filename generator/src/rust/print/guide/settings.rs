//! Sections about what is set for all calls: time limits, retries, proxies and transports.

use super::page::Section;
use super::{Guide, Snippet};
use crate::rust::model::Purpose;
use crate::rust::names::ident::written;
use crate::rust::print::package::version_of;

impl Guide<'_> {
    /// Time limits and retries.
    pub(super) fn settings(&self) -> Option<Section> {
        let mut lines = self.built(&[".timeout(Duration::from_secs(30))", ".retry(3)"]);
        let choice = self.choose(Purpose::First);
        if let Some(choice) = &choice {
            lines.push(String::new());
            lines.push("// For one call:".to_owned());
            lines.extend(choice.statement("", ".timeout(Duration::from_secs(5)).await?;"));
        }
        let snippet = self.with_client_type().using("std::time::Duration".to_owned()).lines_of(lines);
        let snippet = snippet.when(choice.as_ref().and_then(super::Choice::feature));
        let types = choice.and_then(|choice| choice.types());
        let snippet = types.into_iter().fold(snippet, Snippet::using);
        let about = format!(
            "By default a call takes at most 10 minutes, a server may be silent for 5, connecting takes at most 10 seconds, and \
             nothing is retried. {} lists all limits, {} what is retried. Its `default_header` sets a header of every call, its \
             `base_url` the URL of another server, such as one for tests.",
            self.link("ClientBuilder", &self.path("ClientBuilder")),
            self.link("Retry", "Retry"),
        );
        Some(self.section("Time limits and retries").code(snippet).text(&about))
    }

    /// Proxies and other transports.
    pub(super) fn transports(&self) -> Option<Section> {
        let lines =
            ["let transport = Hyper::builder().proxy(\"http://proxy.example.com:3128\").build()?;"
                .to_owned()];
        let built = self.built(&[".transport(transport)"]);
        let hyper = format!("{}::runtime::network::Hyper", self.names.library);
        let snippet = self.with_client_type().using(hyper).lines_of(lines).lines_of(built);
        let about = format!(
            "A client sends with hyper, through the proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY` name. {} has other \
             settings: a proxy, root certificates, a client certificate, a Unix socket, connections of your own. With the feature \
             `reqwest` a `reqwest::Client` {} is a transport too: `Reqwest::from(client)`. {} is the trait of other transports, \
             and `before_send` and `after_send` of the builder see each request.",
            self.link("HyperBuilder", "runtime::network::HyperBuilder"),
            version_of("reqwest"),
            self.link("Transport", "runtime::transport::Transport"),
        );
        Some(self.section("Proxies and transports").text(&about).code(snippet))
    }

    /// The path of an item of the API from the page that shows it.
    pub(super) fn path(&self, name: &str) -> String {
        match self.module {
            Some(module) => format!("{}::{name}", written(module)),
            None => name.to_owned(),
        }
    }
}
