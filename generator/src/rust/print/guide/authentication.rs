//! The section about credentials.

use super::page::Section;
use super::{Guide, is_used};
use crate::ir::SchemeKind;
use crate::rust::model::{Constructor, Credential};
use crate::rust::print::client::sent_as;
use crate::rust::print::doc;

/// The most schemes that are listed.
const MAX_SCHEMES: usize = 6;

impl Guide<'_> {
    /// The ways to set a credential, with the environment variables.
    pub(super) fn authentication(&self) -> Option<Section> {
        let client = self.client();
        let used: Vec<_> = client.credentials.iter().filter(|one| is_used(one)).collect();
        let first = **used.first()?;
        let mut lines = self.environment_comment();
        lines.extend(self.built(&[]));
        lines.push(String::new());
        lines.push("// Or in code:".to_owned());
        lines.push(match client.constructor {
            Some(Constructor::Secret(one)) => {
                format!("let client = Client::new({:?});", one.secret().unwrap_or_default())
            }
            _ => self.built_with(&step(first)),
        });
        let mut section = self.section("Authentication").code(self.with_client_type().lines_of(lines));
        section = section.text(&self.schemes(&used));
        let more = format!(
            "{} for one call. Credentials are sent to the client's own server only, and are shown in no message.",
            of_a_call(&used)
        );
        Some(section.text(&more))
    }

    /// A list of the schemes.
    fn schemes(&self, used: &[&Credential<'_>]) -> String {
        let lines = used.iter().take(MAX_SCHEMES).map(|one| {
            let variables: Vec<String> = self.variables(one).iter().map(|name| doc::code(name)).collect();
            let exchange = one
                .client_credentials()
                .map(|(method, _)| format!("; or OAuth 2 client credentials by `{method}`"));
            format!(
                "- `{}`: {}{}; in the environment {}",
                one.method,
                sent_as(one.data),
                exchange.unwrap_or_default(),
                variables.join(" and ")
            )
        });
        let mut lines: Vec<String> = lines.collect();
        if let Some(more) = used.len().checked_sub(MAX_SCHEMES).filter(|more| *more > 0) {
            let builder = self.link("ClientBuilder", &self.path("ClientBuilder"));
            lines.push(format!("- {more} more, which {builder} lists"));
        }
        lines.join("\n")
    }

    /// A comment that names the environment variables of the client, if it reads any.
    pub(super) fn environment_comment(&self) -> Vec<String> {
        let client = self.client();
        let mut used = client.credentials.iter().filter(|one| is_used(one));
        let Some(first) = used.next() else { return Vec::new() };
        let others = if used.next().is_some() { ", or those of another scheme" } else { "" };
        let variables = self.variables(first);
        vec![format!("// Reads {}{others}.", variables.join(" and "))]
    }

    fn variables(&self, credential: &Credential<'_>) -> Vec<String> {
        credential.variables().iter().map(|own| format!("{}_{own}", self.context.variables)).collect()
    }

    /// The client with a credential in place of those of the environment.
    fn built_with(&self, credential: &str) -> String {
        let steps = self.builder_steps().into_iter().filter(|step| *step != ".from_env()");
        let steps: Vec<&str> = steps.chain([credential]).collect();
        format!("let client = Client::builder(){}.build()?;", steps.concat())
    }
}

/// The setters of a request builder for the credentials of a client.
fn of_a_call(used: &[&Credential<'_>]) -> String {
    let has = |is: fn(&SchemeKind) -> bool| used.iter().any(|one| is(&one.data.kind));
    let setters = [
        (has(|kind| *kind == SchemeKind::Bearer), "`.bearer(…)`"),
        (has(|kind| *kind == SchemeKind::Basic), "`.basic_auth(…)`"),
    ];
    let own: Vec<&str> = setters.into_iter().filter(|(has, _)| *has).map(|(_, setter)| setter).collect();
    match own.as_slice() {
        [] => "`.credential_for(…)` sets a credential".to_owned(),
        own => format!("{} and `.credential_for(…)` set a credential", own.join(", ")),
    }
}

/// The step of the builder that sets a credential.
fn step(credential: Credential<'_>) -> String {
    match credential.secret() {
        Some(word) => format!(".{}({word:?})", credential.method),
        None => format!(".{}(\"user\", \"password\")", credential.method),
    }
}
