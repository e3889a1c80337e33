//! How webhooks are signed: what `x-truespec-webhook` says, what the headers of the webhooks tell, else Standard Webhooks.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::vocabulary::WEBHOOK_MEMBERS;
use crate::ir::{HashFunction, NamedBy, Signature, SignedPart, Timestamp};
use crate::lower::Lowering;
use crate::openapi::token::is_token;

/// The longest text of the extension.
const MAX_TEXT: usize = 200;

impl Lowering<'_> {
    /// Returns how the webhooks are signed, and what the document declares to name their events.
    pub(in crate::lower) fn webhook_signature(&mut self) -> (Signature, NamedBy) {
        let document = self.document;
        let root = document.webhook_signature.as_ref();
        let own = document.webhooks.iter().filter_map(|webhook| webhook.signature.as_ref());
        let declared: Vec<&(Pointer, Value)> = root.into_iter().chain(own).collect();
        let Some((at, first)) = declared.first() else { return self.likely_signature() };
        if let Some((other, _)) = declared.iter().find(|(_, other)| other != first) {
            let message = "`x-truespec-webhook` is ignored: the first one in the document is another";
            self.report_once(&code::WEBHOOK_UNFIT, other, message);
        }
        let read = signature(first).and_then(|signature| Ok((signature, named_by(first)?)));
        match read {
            Ok((signature, named_by)) if named_by == NamedBy::default() && names_github(first) => {
                (signature, names_of_github())
            }
            Ok(read) => read,
            Err(unfit) => {
                let message = format!("`x-truespec-webhook` is ignored: {unfit}");
                self.report_once(&code::WEBHOOK_UNFIT, at, message);
                self.likely_signature()
            }
        }
    }

    /// Returns the scheme whose header a webhook declares, else Standard Webhooks; and what names the events of a server
    /// that declares GitHub's header for that.
    fn likely_signature(&self) -> (Signature, NamedBy) {
        let headers = self.webhook_headers();
        let known = Signature::presets().find(|(_, preset)| headers.contains(&preset.header));
        let named_by = match headers.contains(GITHUB_EVENT) {
            true => names_of_github(),
            false => NamedBy::default(),
        };
        (known.map_or_else(Signature::standard, |(_, preset)| preset), named_by)
    }

    /// Returns the parameters of all webhooks, in lower case.
    fn webhook_headers(&self) -> BTreeSet<String> {
        let document = self.document;
        let all = document.webhooks.iter().flat_map(|webhook| {
            let at = webhook.pointer.join("parameters");
            let own = webhook.operation.iter().flat_map(|operation| &operation.parameters);
            own.enumerate().map(move |(index, parameter)| (at.join(index), parameter))
        });
        let found = all.filter_map(|(at, parameter)| document.parameter(&at, parameter));
        found.map(|(_, parameter)| parameter.wire.to_ascii_lowercase()).collect()
    }
}

/// The header in which GitHub names the event.
const GITHUB_EVENT: &str = "x-github-event";

/// What names the events of GitHub: a header, and the member `action`.
fn names_of_github() -> NamedBy {
    let (header, member) = (Some(GITHUB_EVENT.to_owned()), Some("action".to_owned()));
    NamedBy { header, member, is_certain: true }
}

/// Returns true if the extension names the scheme `github`.
fn names_github(declared: &Value) -> bool {
    declared == "github" || declared.get("scheme").is_some_and(|scheme| scheme == "github")
}

/// Headers and members that the extension names.
fn named_by(declared: &Value) -> Result<NamedBy, String> {
    let header = header(declared, "event-header")?;
    let member = text(declared, "event-member")?;
    let is_certain = header.is_some() || member.is_some();
    Ok(NamedBy { header, member, is_certain })
}

/// Reads the scheme: one by name, and what differs from it.
fn signature(declared: &Value) -> Result<Signature, String> {
    let members = match declared {
        Value::String(name) => return by_name(name),
        Value::Object(members) => members,
        _ => return Err("it is the name of a scheme or an object".to_owned()),
    };
    let is_known = |key: &str| WEBHOOK_MEMBERS.iter().any(|member| member.name == key);
    if let Some(unknown) = members.keys().find(|key| !is_known(key)) {
        return Err(format!("unknown member `{unknown}`"));
    }
    let mut scheme = match text(declared, "scheme")? {
        Some(name) => by_name(&name)?,
        None if members.contains_key("header") => Signature::of_body(""),
        None => Signature::standard(),
    };
    if let Some(header) = header(declared, "header")? {
        scheme.header = header;
    }
    if let Some(prefix) = text(declared, "prefix")? {
        scheme.prefix = prefix;
    }
    set_words(&mut scheme, declared)?;
    set_time(&mut scheme, declared)?;
    Ok(scheme)
}

/// Sets what is one of a few words.
fn set_words(scheme: &mut Signature, declared: &Value) -> Result<(), String> {
    match text(declared, "algorithm")?.as_deref().map(str::to_ascii_lowercase).as_deref() {
        None => {}
        Some("sha1") => scheme.algorithm = HashFunction::Sha1,
        Some("sha256") => scheme.algorithm = HashFunction::Sha256,
        Some("sha512") => scheme.algorithm = HashFunction::Sha512,
        Some(_) => return Err("`algorithm` is sha1, sha256 or sha512".to_owned()),
    }
    match text(declared, "encoding")?.as_deref() {
        None => {}
        Some("hex") => scheme.base64 = false,
        Some("base64") => scheme.base64 = true,
        Some(_) => return Err("`encoding` is hex or base64".to_owned()),
    }
    match text(declared, "secret")?.as_deref() {
        None => {}
        Some("text") => scheme.secret_base64 = None,
        Some("base64") => scheme.secret_base64 = Some("whsec_".to_owned()),
        Some(_) => return Err("`secret` is text or base64".to_owned()),
    }
    if let Some(separator) = text(declared, "separator")? {
        let mut chars = separator.chars();
        scheme.separator = match (chars.next(), chars.next()) {
            (Some(one), None) if one.is_ascii() && !one.is_ascii_control() => Some(one),
            _ => return Err("`separator` is one character".to_owned()),
        };
    }
    Ok(())
}

/// Sets the time and what is signed.
fn set_time(scheme: &mut Signature, declared: &Value) -> Result<(), String> {
    let (in_header, in_part) = (header(declared, "timestamp-header")?, text(declared, "timestamp-part")?);
    let has_time = in_header.is_some() || in_part.is_some();
    match (in_header, in_part) {
        (Some(_), Some(_)) => return Err("the time is in a header or in a part, not in both".to_owned()),
        (Some(header), None) => scheme.timestamp = Timestamp::Header(header),
        (None, Some(part)) => scheme.timestamp = Timestamp::Part(part),
        (None, None) => {}
    }
    match text(declared, "content")? {
        Some(template) => scheme.content = content(&template)?,
        None if has_time => scheme.content = Signature::timestamp_and_body(),
        None => {}
    }
    match (scheme.content.contains(&SignedPart::Timestamp), &scheme.timestamp) {
        (true, Timestamp::None) => {
            return Err("`content` has the time, and no member says where it is".to_owned());
        }
        // Whoever has seen a request could send it again with another time.
        (false, Timestamp::Header(_) | Timestamp::Part(_)) => {
            return Err("`content` lacks the time, so it is not signed".to_owned());
        }
        (_, Timestamp::Part(_)) if scheme.separator.is_none() => {
            return Err(
                "the time is a part of the header, and no `separator` says where parts end".to_owned()
            );
        }
        _ => {}
    }
    match declared.get("tolerance") {
        None => {}
        Some(value) => {
            let seconds = value.as_u64().filter(|seconds| *seconds > 0);
            scheme.tolerance = seconds.ok_or("`tolerance` is a number of seconds")?;
        }
    }
    Ok(())
}

/// Reads `{timestamp}.{body}`, `{header:webhook-id}.{body}`.
fn content(template: &str) -> Result<Vec<SignedPart>, String> {
    let (mut parts, mut rest) = (Vec::new(), template);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("a brace of `content` is not closed")?;
        if !before.is_empty() {
            parts.push(SignedPart::Text(before.to_owned()));
        }
        parts.push(match (name, name.strip_prefix("header:")) {
            ("body", _) => SignedPart::Body,
            ("timestamp", _) => SignedPart::Timestamp,
            (_, Some(header)) if is_token(header) => SignedPart::Header(header.to_ascii_lowercase()),
            _ => return Err("`content` has {body}, {timestamp} and {header:name}".to_owned()),
        });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(SignedPart::Text(rest.to_owned()));
    }
    match parts.iter().filter(|part| **part == SignedPart::Body).count() {
        1 => Ok(parts),
        _ => Err("`content` has {body} once".to_owned()),
    }
}

/// A text of the extension.
fn text(declared: &Value, key: &str) -> Result<Option<String>, String> {
    match declared.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if text.len() <= MAX_TEXT && !text.chars().any(char::is_control) => {
            Ok(Some(text.clone()))
        }
        Some(_) => Err(format!("`{key}` is a short text")),
    }
}

/// A name of a header, in lower case.
fn header(declared: &Value, key: &str) -> Result<Option<String>, String> {
    match text(declared, key)? {
        Some(name) if !is_token(&name) => Err(format!("`{key}` is not the name of a header")),
        name => Ok(name.map(|name| name.to_ascii_lowercase())),
    }
}

fn by_name(name: &str) -> Result<Signature, String> {
    let known = Signature::presets().find(|(known, _)| *known == name);
    let names = || Signature::presets().map(|(known, _)| known).collect::<Vec<_>>().join(", ");
    known.map(|(_, preset)| preset).ok_or_else(|| format!("`scheme` is one of {}", names()))
}
