//! Webhooks: they have no methods, but their bodies have types, and the events are a union of them.

mod event_name;
mod signature;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::Webhook;
use crate::ir::{
    Doc, Guard, NamedBy, Naming, Owner, Rules, Shape, Type, TypeDef, TypeId, TypeStep, Union, Variant,
    WebhookEvent, Webhooks,
};
use crate::lower::Lowering;
use crate::lower::schema::facets::component_naming;
use crate::lower::schema::union::MAX_ALTERNATIVES;
use crate::openapi::media_type::is_json;
use crate::openapi::normal;

/// A webhook with the type of its body.
struct Received<'d> {
    webhook: &'d Webhook,
    hint: String,
    ty: Type,
}

impl<'d> Lowering<'d> {
    /// Lowers the bodies of webhooks to types, and the webhooks with a JSON body to events.
    pub(in crate::lower) fn lower_webhooks(&mut self) -> Option<Webhooks> {
        let document = self.document;
        let hints = hints(&document.webhooks);
        let mut received = Vec::new();
        for (webhook, hint) in document.webhooks.iter().zip(hints) {
            if let Some(ty) = self.lower_webhook(webhook, &hint) {
                received.push(Received { webhook, hint, ty });
            }
        }
        // A webhook that several operations or path items refer to is one event.
        let mut seen = BTreeSet::new();
        received.retain(|one| seen.insert((one.webhook.name.clone(), one.ty.clone())));
        if received.len() > MAX_ALTERNATIVES {
            let message = format!("more than {MAX_ALTERNATIVES} webhooks; they have types, but no events");
            self.report_once(&code::ALTERNATIVES_TOO_MANY, &received[0].webhook.pointer.clone(), message);
            return None;
        }
        if received.is_empty() {
            return None;
        }
        use_own_names(&mut received);
        let (signature, mut named_by) = self.webhook_signature();
        let types: Vec<&Type> = received.iter().map(|one| &one.ty).collect();
        let constants = event_name::constants(&self.types, &types, named_by.member.as_deref());
        if named_by == NamedBy::default() {
            named_by = constants.named_by.clone();
        }
        let events = received.iter().zip(constants.names).map(|(one, own)| event(one, own)).collect();
        let union = self.define_events(&received);
        Some(Webhooks { union, events, named_by, signature })
    }

    /// Lowers the bodies of a webhook. Returns the type of the JSON that it sends.
    fn lower_webhook(&mut self, webhook: &Webhook, hint: &str) -> Option<Type> {
        let body = webhook.operation.as_ref()?.request_body.as_ref()?;
        let at = webhook.pointer.join("requestBody");
        let (at, body) = self.document.request_body(&at, body)?;
        let mut json = None;
        if !body.content.is_empty() && !body.content.keys().any(|media| is_json(media)) {
            let media: Vec<&str> = body.content.keys().map(String::as_str).collect();
            let message = format!("webhook in `{}` is no event: only JSON is read", media.join("`, `"));
            self.report_grouped(&code::SCHEMA_UNUSED, &at.join("content"), message);
        }
        for (media, content) in &body.content {
            let Some(schema) = &content.schema else { continue };
            let naming = component_naming(&format!("{hint} webhook")).step(TypeStep::Body);
            let ty = self.lower_schema(&at.join("content").join(media).join("schema"), schema, &naming);
            if is_json(media) && json.is_none() {
                json = Some(ty.strip_null().0.clone());
            }
        }
        json
    }

    /// Adds the union of the events.
    fn define_events(&mut self, received: &[Received<'_>]) -> TypeId {
        let variants = received.iter().map(|one| Variant {
            hint: one.hint.clone(),
            ty: one.ty.clone(),
            rules: Rules::default(),
            tags: Vec::new(),
            is_default: false,
            guard: Guard::default(),
        });
        let shape = Shape::Union(Union { tag: None, variants: variants.collect() });
        let naming =
            Naming::of(Owner::Component("webhook".to_owned())).step(TypeStep::Variant("event".to_owned()));
        let doc = Doc { description: Some("An event that the server sends.".to_owned()), ..Doc::default() };
        let (pointer, rules) = (Pointer::root().join(normal::WEBHOOKS), Rules::default());
        self.types.push(TypeDef { pointer, naming, doc, shape, nullable: false, rules });
        TypeId(self.types.len() - 1)
    }
}

/// Returns what each webhook is called: its name, and where several have it, also that of their operation.
fn hints(webhooks: &[Webhook]) -> Vec<String> {
    let (mut by_name, mut by_operation) = (BTreeMap::new(), BTreeMap::new());
    for webhook in webhooks {
        *by_name.entry(&webhook.name).or_insert(0) += 1;
        *by_operation.entry((&webhook.callback_of, &webhook.name)).or_insert(0) += 1;
    }
    let hint = |webhook: &Webhook| {
        let name = &webhook.name;
        match &webhook.callback_of {
            Some(of) if by_operation[&(&webhook.callback_of, name)] > 1 => {
                // Several requests of one callback differ in their addresses and methods.
                let place: Vec<String> = webhook.pointer.tokens().collect();
                format!("{of} {name} {}", place[place.len().saturating_sub(2)..].join(" "))
            }
            Some(of) if by_name[name] > 1 => format!("{of} {name}"),
            _ => name.clone(),
        }
    };
    webhooks.iter().map(hint).collect()
}

/// Names each event whose name no other one has by that name alone.
fn use_own_names(received: &mut [Received<'_>]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    received.iter().for_each(|one| *counts.entry(one.webhook.name.clone()).or_default() += 1);
    for one in received.iter_mut().filter(|one| counts.get(&one.webhook.name) == Some(&1)) {
        one.hint.clone_from(&one.webhook.name);
    }
}

fn event(received: &Received<'_>, constants: Vec<String>) -> WebhookEvent {
    let webhook = received.webhook;
    let operation = webhook.operation.as_ref();
    let doc = Doc {
        summary: operation.and_then(|operation| operation.summary.clone()),
        description: operation.and_then(|operation| operation.description.clone()),
        deprecated: operation.is_some_and(|operation| operation.deprecated),
        ..Doc::default()
    };
    let mut names: IndexSet<String> = constants.into_iter().collect();
    // A callback's name is that of its request only if it has no other.
    names.extend((received.hint == webhook.name).then(|| webhook.name.clone()));
    names.extend(webhook.id.clone());
    WebhookEvent { pointer: webhook.pointer.clone(), names: names.into_iter().collect(), doc }
}
