//! Operations: what is called, what it is called with.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::Operation as Published;
use serde_json::Value;

use crate::diagnostic::{Code, code};
use crate::ir::{Body, Doc, LeftOut, Operation, SchemeKind, SecurityScheme, Variation};
use crate::lower::Lowering;
use crate::lower::operation::auth;
use crate::lower::operation::path;
use crate::lower::operation::spread;
use crate::lower::operation::webhook;
use crate::lower::schema::doc;
use crate::lower::work::Pass;
use crate::openapi::method::is_method;
use crate::openapi::template::Template;
use crate::pointer::Pointer;
use crate::resolve::{Endpoint, members};

impl Lowering<'_> {
    /// Every operation that can be called.
    pub(in crate::lower) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let usable = schemes.iter().filter(|scheme| scheme.kind != SchemeKind::Transport);
        let usable: BTreeSet<String> = usable.map(|scheme| scheme.name.clone()).collect();
        let mut operations: Vec<Operation> = Vec::new();
        let resolved = self.resolved;
        self.repeated_ids();
        for endpoint in &resolved.endpoints {
            let index = operations.len();
            let Some(published) = &endpoint.operation else {
                self.leave_out(endpoint, &code::PIECE_UNFIT);
                continue;
            };
            let made = self.operation(index, endpoint, published, &usable);
            let parts = made.iter().map(spread::parts).sum();
            if self.spend(Pass::Parts, parts, &endpoint.pointer) {
                operations.extend(made);
            } else {
                self.leave_out(endpoint, &code::PARTS_TOO_MANY);
            }
        }
        self.unknown_methods();
        operations
    }

    /// What answers as an operation does, under a key of a path item that is no method: most likely a method that is
    /// misspelt.
    fn unknown_methods(&mut self) {
        let at = Pointer::root().join("paths");
        for (path, item) in members(self.resolved.document.get("paths")) {
            let unknown = members(Some(item)).filter(|(key, value)| {
                !is_method(key)
                    && !key.starts_with("x-")
                    && value.get("responses").is_some_and(Value::is_object)
            });
            self.left_out.extend(unknown.map(|(key, _)| LeftOut {
                pointer: at.join(path).join(key),
                method: key.to_uppercase(),
                path: path.clone(),
                code: code::UNKNOWN_FIELD.id,
            }));
        }
    }

    /// Ids that several operations share: each but the first is told from it by its method and path.
    fn repeated_ids(&mut self) {
        let mut seen: BTreeMap<&str, Pointer> = BTreeMap::new();
        let of_endpoints = self.resolved.endpoints.iter().filter_map(|endpoint| {
            Some((endpoint.operation.as_ref()?.operation_id.as_deref()?, endpoint.pointer.clone()))
        });
        for (id, at) in of_endpoints.chain(webhook::ids(&self.resolved.document)) {
            if let Some(first) = seen.get(id) {
                let message = format!("the operationId `{id}` is also that of `{first}`");
                self.note(&code::OPERATION_ID_REPEATED, &at.join("operationId"), message);
            }
            seen.entry(id).or_insert(at);
        }
    }

    fn leave_out(&mut self, endpoint: &Endpoint, why: &Code) {
        self.left_out.push(LeftOut {
            pointer: endpoint.pointer.clone(),
            method: endpoint.method.clone(),
            path: endpoint.path.clone(),
            code: why.id,
        });
    }

    /// The operation, and after it the other ways to call it.
    fn operation(
        &mut self,
        index: usize,
        endpoint: &Endpoint,
        published: &Published,
        schemes: &BTreeSet<String>,
    ) -> Vec<Operation> {
        let (parameters, template) = self.parameters(index, endpoint, published);
        let parameters = self.with_query_string(index, endpoint, published, parameters);
        self.unknown_schemes(endpoint, published);
        let mut offers = self.bodies(index, &endpoint.pointer, published).into_iter();
        let body = offers.next().map(|offer| offer.body);
        let (success, errors) = self.responses(index, &endpoint.pointer, published);
        let headers = self.headers(index, &endpoint.pointer, published);
        let mut base = Operation {
            pointer: endpoint.pointer.clone(),
            variant: None,
            method: endpoint.method.clone(),
            key: endpoint.path.clone(),
            id: published.operation_id.clone().filter(|id| !id.trim().is_empty()),
            name: doc::extension_name(&published.extensions),
            group: group(&template, published),
            path: template,
            doc: Doc {
                summary: published.summary.clone(),
                description: published.description.clone(),
                deprecated: published.deprecated,
                ..Doc::default()
            },
            parameters,
            body,
            success,
            errors,
            headers,
            security: auth::requirements(published.security.as_ref(), &self.resolved.document, schemes),
            server: endpoint.servers.first().map(|server| path::server(server).url),
            repeatable: self.repeatable(endpoint, published),
            idempotency_key: self.idempotency_key(endpoint, published),
            paging: None,
        };
        let last = index + 1 + offers.len();
        let stream = self.switched(&mut base, last, index, published);
        let others = offers.map(|offer| Operation {
            variant: Some(Variation { of: index, word: offer.word }),
            // Whoever calls it has chosen what to send.
            body: Some(Body { required: true, ..offer.body }),
            ..base.clone()
        });
        let others: Vec<Operation> = others.chain(stream).collect();
        std::iter::once(base).chain(others).collect()
    }
}

/// What an operation is grouped by: what the document says, its first tag, what its path is about.
fn group(template: &Template, published: &Published) -> String {
    let said = published.extensions.get("x-truespec-group").and_then(Value::as_str);
    let tag = published.tags.iter().map(String::as_str).find(|tag| !tag.trim().is_empty());
    let named = said.or(tag).map(str::to_owned);
    named.or_else(|| path::subject(template)).unwrap_or_else(|| "root".to_owned())
}
