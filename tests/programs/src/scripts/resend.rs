//! E-mail: one with an attachment, a batch, a list page by page, a domain, an import.

use crate::script::{Exchange, Script, answer, file, gateway, get, post, text, too_many};
use serde_json::{Value, json};

pub fn script() -> Script {
    let exchanges =
        [send(), batch(), list(), single(), domain(), import(), errors()].into_iter().flatten().collect();
    Script { auth: super::BEARER, exchanges }
}

fn error(status: u16, name: &str, message: &str) -> Value {
    json!({"statusCode": status, "name": name, "message": message})
}

fn send() -> Vec<Exchange> {
    let body = json!({
        "from": "Acme <onboarding@acme.example>",
        "to": ["ada@example.com", "grace@example.com"],
        "reply_to": "support@acme.example",
        "subject": "Your invoice",
        "html": "<p>Thank you <strong>for your order</strong>.</p>",
        "attachments": [{"filename": "invoice.txt", "content": "VG90YWw6IDQyIEVVUgo=", "content_type": "text/plain"}],
        "tags": [{"name": "category", "value": "invoice"}],
    });
    let limited = too_many(error(429, "rate_limit_exceeded", "Too many requests"));
    let sent = answer(200, json!({"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794", "queue": "fast"}));
    let exchange =
        |answer| post("/emails", answer).header("idempotency-key", "invoice/42").json(body.clone());
    vec![exchange(limited), exchange(sent)]
}

fn batch() -> Vec<Exchange> {
    let mail = |to: &str| {
        json!({
            "from": "Acme <onboarding@acme.example>", "to": to, "subject": "Welcome", "text": "It works!",
        })
    };
    let ids = json!({"data": [{"id": "ae2014de"}, {"id": "faccb7a5"}], "errors": null});
    vec![
        post("/emails/batch", answer(200, ids))
            .json(json!([mail("ada@example.com"), mail("grace@example.com")])),
    ]
}

fn mail(id: &str, subject: &str, last_event: &str) -> Value {
    json!({
        "object": "email", "id": id, "to": ["ada@example.com"], "from": "Acme <onboarding@acme.example>",
        "created_at": "2026-04-03T22:13:42.674981+00:00", "subject": subject, "html": "<p>Hi</p>", "text": null,
        "bcc": null, "cc": null, "reply_to": null, "last_event": last_event, "scheduled_at": null,
        "topic": {"id": "topic_1"},
    })
}

fn list() -> Vec<Exchange> {
    let page =
        |data: Value, more: bool| answer(200, json!({"object": "list", "has_more": more, "data": data}));
    let first = json!([mail("em_1", "Your invoice", "delivered"), mail("em_2", "Welcome", "greylisted")]);
    let second = json!([mail("em_3", "Welcome", "queued")]);
    vec![
        get("/emails", page(first, true)).query(&[("limit", "2")]),
        get("/emails", page(second, false)).query(&[("limit", "2"), ("after", "em_2")]),
    ]
}

fn single() -> Vec<Exchange> {
    vec![get("/emails/em_1", answer(200, mail("em_1", "Your invoice", "opened")))]
}

fn domain() -> Vec<Exchange> {
    let body = json!({
        "name": "acme.example", "region": "eu-west-1", "tls": "enforced",
        "capabilities": {"sending": "enabled", "receiving": "disabled"},
    });
    let record = |record: &str, kind: &str, value: &str, priority: Option<u32>| {
        let mut made = json!({
            "record": record, "name": "send", "type": kind, "ttl": "Auto", "status": "not_started", "value": value,
        });
        if let Some(priority) = priority {
            made["priority"] = priority.into();
        }
        made
    };
    let created = json!({
        "id": "d91cd9bd", "name": "acme.example", "created_at": "2026-04-03T22:13:42.674981+00:00",
        "status": "awaiting_transfer", "region": "eu-west-1", "dnsProvider": "Unidentified",
        "records": [
            record("SPF", "MX", "feedback-smtp.eu-west-1.example", Some(10)),
            record("DKIM", "TXT", "p=MIGf", None),
            record("DMARC", "TXT", "v=DMARC1", None),
        ],
    });
    vec![post("/domains", answer(201, created)).json(body)]
}

fn import() -> Vec<Exchange> {
    let made = answer(201, json!({"object": "contact_import", "id": "479e3145-dd38-476b-932c-529ceb705947"}));
    let contacts = "email,first_name\nada@example.com,Ada\n";
    let form = [file("file", "contacts.csv", "text/csv", contacts), text("on_conflict", "upsert")];
    vec![post("/contacts/imports", made).form(&form)]
}

fn errors() -> Vec<Exchange> {
    let mail =
        |from: &str| json!({"from": from, "to": "ada@example.com", "subject": "Hello", "text": "Hello"});
    let refused = error(422, "validation_error", "Invalid `from` field.");
    vec![
        post("/emails", answer(422, refused)).json(mail("nobody")),
        post("/emails", gateway()).json(mail("Acme <hello@acme.example>")),
    ]
}
