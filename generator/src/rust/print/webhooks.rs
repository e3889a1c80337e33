//! Prints the module of the webhooks: the events by their names, and the receiver with the signature scheme.

use super::{Context, Item, Source};
use crate::ir::{HashFunction, NamedBy, Signature, SignedPart, Timestamp};
use crate::rust::model::{Webhooks, Within};
use crate::rust::names::ident::written;

/// Prints its file, which is empty if the API has no webhooks.
pub(super) fn source(context: &Context<'_>) -> Source {
    let path = format!("{}.rs", context.tables.names.webhooks);
    let items = Webhooks::new(context.tables).map(|webhooks| items(context, &webhooks));
    Source { path, items: items.unwrap_or_default().into_iter().map(Item::Text).collect() }
}

fn items(context: &Context<'_>, webhooks: &Webhooks<'_>) -> Vec<String> {
    let mut text = format!(
        "{}\nuse super::types;\nuse crate::runtime::webhook::webhook_events;",
        about(context, webhooks)
    );
    text += &match types(&webhooks.data.signature).as_slice() {
        [one] => format!("\nuse crate::runtime::webhook::{one};"),
        several => format!("\nuse crate::runtime::webhook::{{{}}};", several.join(", ")),
    };
    let event = webhooks.ty.written(Within::Api);
    let exports = format!(
        "#[doc(inline)]\npub use super::{event} as Event;\npub use crate::runtime::webhook::WebhookError;\n\n\
         /// Verifies requests of the server and decodes their events.\n\
         pub type Webhooks = crate::runtime::webhook::Webhooks<Event>;"
    );
    vec![text, exports, scheme(&webhooks.data.signature), events(webhooks)]
}

/// The module's documentation, with a handler.
fn about(context: &Context<'_>, webhooks: &Webhooks<'_>) -> String {
    let (fence, module) = match &context.examples {
        Some(examples) => ("no_run", format!("{}::{}", examples.api, context.tables.names.webhooks)),
        None => ("text", format!("crate::{}", context.tables.names.webhooks)),
    };
    let first = webhooks.events.first().map(|event| event.variant).unwrap_or(webhooks.open);
    let mut lines: Vec<String> = [
        "Webhooks: requests that the server sends. They are verified before anything in them is decoded.",
        "",
        "A handler of any server, such as one of axum, which has the headers and the bytes of the body:",
        "",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.push(format!("```{fence}"));
    lines.push(format!("use {module}::{{Event, Webhooks}};"));
    lines.push(String::new());
    lines.extend(
        [
            "fn receive(webhooks: &Webhooks, headers: &http::HeaderMap, body: &[u8]) -> http::StatusCode {",
            "    match webhooks.parse(headers, body) {",
        ]
        .map(str::to_owned),
    );
    lines.push(format!("        Ok(Event::{}(event)) => drop(event),", written(first)));
    lines.extend(
        [
            "        // Other events, and those that the document does not have.",
            "        Ok(_) => {}",
            "        Err(_) => return http::StatusCode::BAD_REQUEST,",
            "    }",
            "    http::StatusCode::NO_CONTENT",
            "}",
            "```",
        ]
        .map(str::to_owned),
    );
    lines.iter().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect()
}

/// The types of the runtime that the scheme names.
fn types(signature: &Signature) -> Vec<&'static str> {
    let mut types = vec!["SignatureScheme"];
    if preset(signature).is_some() {
        return types;
    }
    types.extend((signature.algorithm != HashFunction::Sha256).then_some("Algorithm"));
    types.extend(signature.secret_base64.is_some().then_some("SecretEncoding"));
    types.extend(signature.base64.then_some("SignatureEncoding"));
    let is_plain = signature.content == [SignedPart::Body] && signature.timestamp == Timestamp::None;
    types.extend((!is_plain).then_some(["SignedPart", "TimestampPlace"]).into_iter().flatten());
    types.sort_unstable();
    types
}

/// Prints the signature scheme: one that the runtime knows, or a step per line.
fn scheme(signature: &Signature) -> String {
    let steps = match preset(signature) {
        Some(name) => format!("SignatureScheme::{}", name.to_ascii_uppercase()),
        None => steps(signature),
    };
    format!("/// How the server signs its requests.\npub const SIGNATURE: SignatureScheme = {steps};")
}

/// The name of a scheme that the runtime knows.
fn preset(signature: &Signature) -> Option<&'static str> {
    Signature::presets().find(|(_, preset)| preset == signature).map(|(name, _)| name)
}

fn steps(signature: &Signature) -> String {
    let mut steps = vec![format!("SignatureScheme::of_body({:?})", signature.header)];
    match signature.algorithm {
        HashFunction::Sha256 => {}
        HashFunction::Sha1 => steps.push(".algorithm(Algorithm::Sha1)".to_owned()),
        HashFunction::Sha512 => steps.push(".algorithm(Algorithm::Sha512)".to_owned()),
    }
    steps.extend(signature.base64.then(|| ".encoding(SignatureEncoding::Base64)".to_owned()));
    steps.extend((!signature.prefix.is_empty()).then(|| format!(".prefix({:?})", signature.prefix)));
    steps.extend(signature.separator.map(|separator| format!(".separator({separator:?})")));
    let time = match &signature.timestamp {
        Timestamp::None => "TimestampPlace::None".to_owned(),
        Timestamp::Header(name) => format!("TimestampPlace::Header({name:?})"),
        Timestamp::Part(prefix) => format!("TimestampPlace::Part({prefix:?})"),
    };
    let content: Vec<String> = signature.content.iter().map(part).collect();
    if signature.content != [SignedPart::Body] || signature.timestamp != Timestamp::None {
        steps.push(format!(".signed({time}, &[{}])", content.join(", ")));
    }
    steps.extend((signature.tolerance != 300).then(|| format!(".tolerance({})", signature.tolerance)));
    let secret = signature.secret_base64.as_ref();
    steps.extend(secret.map(|prefix| format!(".secret(SecretEncoding::Base64({prefix:?}))")));
    steps.join("\n    ")
}

fn part(part: &SignedPart) -> String {
    match part {
        SignedPart::Text(text) => format!("SignedPart::Text({text:?})"),
        SignedPart::Body => "SignedPart::Body".to_owned(),
        SignedPart::Timestamp => "SignedPart::Timestamp".to_owned(),
        SignedPart::Header(name) => format!("SignedPart::Header({name:?})"),
    }
}

/// Prints `webhook_events!(…);`, a line per event.
fn events(webhooks: &Webhooks<'_>) -> String {
    let lines = webhooks.events.iter().map(|event| {
        let names: Vec<String> = event.data.names.iter().map(|name| format!("{name:?}")).collect();
        let ty = event.ty.written(Within::Api);
        format!("    {}({ty}): {},\n", written(event.variant), names.join(" | "))
    });
    let lines: String = lines.collect();
    let NamedBy { header, member, is_certain } = &webhooks.data.named_by;
    let event = webhooks.ty.written(Within::Api);
    format!(
        "webhook_events!({event} {{\n{lines}}} else {}, SIGNATURE, named by {header:?}, {member:?}, {is_certain});",
        written(webhooks.open)
    )
}
