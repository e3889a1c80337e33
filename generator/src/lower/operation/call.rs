//! Lowering of operations from parameters, bodies, responses and security.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::diagnostic::{Code, code};
use crate::document::{Endpoint, Operation as Published};
use crate::ir::{Body, Doc, LeftOut, Operation, SchemeKind, SecurityScheme, Variation};
use crate::lower::Lowering;
use crate::lower::limits::BudgetKind;
use crate::lower::operation::auth;
use crate::lower::operation::server;
use crate::lower::operation::shared_parts;
use crate::openapi::token::is_token;

impl Lowering<'_> {
    /// Lowers every operation that can be called.
    pub(in crate::lower) fn lower_operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let usable = schemes.iter().filter(|scheme| scheme.kind != SchemeKind::Transport);
        let usable: BTreeSet<String> = usable.map(|scheme| scheme.name.clone()).collect();
        let mut operations: Vec<Operation> = Vec::new();
        let document = self.document;
        self.report_repeated_ids();
        for endpoint in &document.endpoints {
            let index = operations.len();
            let Some(published) = &endpoint.operation else {
                self.leave_out(endpoint, &code::PIECE_UNFIT);
                continue;
            };
            if !is_token(&endpoint.method) || endpoint.method == "CONNECT" {
                let message =
                    format!("`{}` is no method of a request; the operation is left out", endpoint.method);
                self.report_once(&code::METHOD_NAME, &endpoint.pointer, message);
                self.leave_out(endpoint, &code::METHOD_NAME);
                continue;
            }
            let lowered = self.lower_operation(index, endpoint, published, &usable);
            let parts = lowered.iter().map(shared_parts::count).sum();
            if self.spend(BudgetKind::Parts, parts, &endpoint.pointer) {
                operations.extend(lowered);
            } else {
                self.leave_out(endpoint, &code::PARTS_TOO_MANY);
            }
        }
        self.leave_out_unknown_methods();
        operations
    }

    /// Records operations with a misspelt method as left out.
    fn leave_out_unknown_methods(&mut self) {
        self.left_out.extend(self.document.misspelt.iter().map(|misspelt| LeftOut {
            pointer: misspelt.pointer.clone(),
            method: misspelt.key.to_uppercase(),
            path: misspelt.path.clone(),
            code: code::UNKNOWN_FIELD.id,
        }));
    }

    /// Reports ids that several operations share. Each but the first is named after its method and path.
    fn report_repeated_ids(&mut self) {
        let mut seen: BTreeMap<&str, Pointer> = BTreeMap::new();
        let of_endpoints = self.document.endpoints.iter().filter_map(|endpoint| {
            Some((endpoint.operation.as_ref()?.id.as_deref()?, endpoint.pointer.clone()))
        });
        let webhooks = self.document.webhooks.iter().filter(|webhook| webhook.callback_of.is_none());
        let of_webhooks =
            webhooks.filter_map(|webhook| Some((webhook.id.as_deref()?, webhook.pointer.clone())));
        for (id, at) in of_endpoints.chain(of_webhooks) {
            if let Some(first) = seen.get(id) {
                let message = format!("duplicate operationId `{id}`; first used at `{first}`");
                self.report_once(&code::OPERATION_ID_REPEATED, &at.join("operationId"), message);
            }
            seen.entry(id).or_insert(at);
        }
    }

    /// Records an operation as left out, with the code of the reason.
    fn leave_out(&mut self, endpoint: &Endpoint, why: &Code) {
        self.left_out.push(LeftOut {
            pointer: endpoint.pointer.clone(),
            method: endpoint.method.clone(),
            path: endpoint.path.clone(),
            code: why.id,
        });
    }

    /// Lowers an operation, followed by its variants.
    fn lower_operation(
        &mut self,
        index: usize,
        endpoint: &Endpoint,
        published: &Published,
        schemes: &BTreeSet<String>,
    ) -> Vec<Operation> {
        let (parameters, template) = self.lower_parameters(index, endpoint, published);
        let parameters = self.add_query_string(index, endpoint, published, parameters);
        self.report_undeclared_schemes(endpoint, published);
        let mut body_options = self.lower_bodies(index, &endpoint.pointer, published).into_iter();
        let body = body_options.next().map(|option| option.body);
        let responses = self.lower_responses(index, &endpoint.pointer, published, &endpoint.method);
        let headers = self.lower_headers(index, &endpoint.pointer, published);
        let own = published.security.as_ref();
        let scopes = auth::requirements(own, &self.document.security, schemes);
        let mut base = Operation {
            pointer: endpoint.pointer.clone(),
            variant: None,
            method: endpoint.method.clone(),
            key: endpoint.path.clone(),
            id: published.id.clone().filter(|id| !id.trim().is_empty()),
            name: published.name.clone(),
            group: group(published),
            tags: published.tags.clone(),
            path: template,
            doc: Doc {
                summary: published.summary.clone(),
                description: published.description.clone(),
                deprecated: published.deprecated,
                ..Doc::default()
            },
            parameters,
            body,
            success: responses.success.clone(),
            accept: responses.accept.clone(),
            errors: responses.errors.clone(),
            headers,
            security: auth::scheme_names(&scopes),
            scopes,
            server: server::server_override(&endpoint.servers),
            repeatable: self.repeatable(endpoint, published),
            idempotency_key: self.idempotency_key(endpoint, published),
            paging: None,
        };
        let last = index + 1 + body_options.len();
        let stream = self.stream_variant(&mut base, last, index, published);
        let others = body_options.map(|option| Operation {
            variant: Some(Variation { of: index, word: option.word }),
            // A caller of this operation has chosen to send this body, so it is required.
            body: Some(Body { required: true, ..option.body }),
            ..base.clone()
        });
        let mut others: Vec<Operation> = others.chain(stream).collect();
        others.extend(self.other_media_operations(&base, (index, index + 1 + others.len()), &responses));
        std::iter::once(base).chain(others).collect()
    }
}

/// Returns the group of an operation: the declared group, or its first tag.
fn group(published: &Published) -> Option<String> {
    let said = published.group.as_deref();
    let tag = published.tags.iter().map(String::as_str).find(|tag| !tag.trim().is_empty());
    said.or(tag).map(str::to_owned)
}
