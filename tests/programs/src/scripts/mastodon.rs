//! Posts: a picture that is processed, a post with it, a scheduled poll, a timeline by `Link`.

use crate::script::{Exchange, Script, answer, empty, file, gateway, get, post, text, too_many};
use serde_json::{Value, json};

pub fn script() -> Script {
    let exchanges = [account(), media(), posts(), timeline(), errors()].into_iter().flatten().collect();
    Script { auth: super::BEARER, exchanges }
}

fn person() -> Value {
    json!({
        "id": "14715", "username": "ada", "acct": "ada", "display_name": "Ada", "locked": false, "bot": false,
        "discoverable": null, "group": false, "indexable": true, "created_at": "2016-11-24T10:02:12.085Z",
        "note": "<p>Engines</p>", "url": "https://social.example/@ada", "uri": "https://social.example/users/ada",
        "avatar": "https://files.example/ada.png", "avatar_static": "https://files.example/ada.png",
        "header": "https://files.example/h.png", "header_static": "https://files.example/h.png",
        "followers_count": 821, "following_count": 178, "statuses_count": 33120, "last_status_at": "2026-05-01",
        "emojis": [], "fields": [{"name": "Work", "value": "Analytical engines", "verified_at": null}],
        "moved": null, "uri_schemes": ["acct"],
    })
}

fn account() -> Vec<Exchange> {
    let mut me = person();
    me["source"] = json!({
        "privacy": "followers_of_followers", "sensitive": false, "language": null, "note": "Engines",
        "fields": [], "follow_requests_count": 0, "indexable": true,
    });
    me["role"] = json!({"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": false});
    vec![get("/api/v1/accounts/verify_credentials", answer(200, me))]
}

fn picture(kind: &str, url: Option<&str>) -> Value {
    json!({
        "id": "22348641", "type": kind, "url": url, "preview_url": null, "remote_url": null,
        "meta": {"focus": {"x": -0.5, "y": 0.5}}, "description": "A cat", "blurhash": null, "text_url": null,
    })
}

fn media() -> Vec<Exchange> {
    let form = [file("file", "cat.png", "image/png", "a picture of a cat"), text("description", "A cat")];
    vec![
        post("/api/v2/media", answer(202, picture("image", None))).form(&form),
        get("/api/v1/media/22348641", empty(206)),
        get("/api/v1/media/22348641", answer(200, picture("image", Some("https://files.example/cat.png")))),
    ]
}

fn status(id: &str, content: &str, visibility: &str) -> Value {
    json!({
        "id": id, "created_at": "2026-05-01T08:00:00.000Z", "in_reply_to_id": null, "in_reply_to_account_id": null,
        "sensitive": false, "spoiler_text": "", "visibility": visibility, "language": "en",
        "uri": "https://social.example/users/ada/statuses/1", "url": "https://social.example/@ada/1",
        "replies_count": 0, "reblogs_count": 3, "favourites_count": 5, "edited_at": null, "content": content,
        "reblog": null, "application": {"name": "Web", "website": null}, "account": person(),
        "media_attachments": [], "mentions": [], "tags": [], "emojis": [], "card": null, "poll": null,
        "reactions": [],
    })
}

fn posts() -> Vec<Exchange> {
    let with_picture = json!({
        "status": "Look at this cat", "media_ids": ["22348641"], "visibility": "unlisted", "language": "en",
    });
    let limited = too_many(json!({"error": "Too many requests"}));
    let mut made = status("110", "<p>Look at this cat</p>", "unlisted");
    made["media_attachments"] = json!([picture("hologram", Some("https://files.example/cat.png"))]);
    let exchange = |answer, body: &Value| post("/api/v1/statuses", answer).json(body.clone());
    let keyed = |answer| exchange(answer, &with_picture).header("idempotency-key", "cat-1");
    let poll = json!({
        "status": "Cats or dogs?", "poll": {"options": ["Cats", "Dogs"], "expires_in": 86400, "multiple": false},
        "scheduled_at": "2026-12-24T18:00:00Z",
    });
    let scheduled = json!({
        "id": "3221", "scheduled_at": "2026-12-24T18:00:00.000Z", "media_attachments": [],
        "params": {
            "text": "Cats or dogs?", "media_ids": null, "sensitive": null, "spoiler_text": null, "visibility": "public",
            "scheduled_at": null, "idempotency": null, "with_rate_limit": false, "application_id": 1, "language": null,
            "poll": {"options": ["Cats", "Dogs"], "expires_in": 86400, "multiple": false, "hide_totals": false},
            "in_reply_to_id": null, "allowed_mentions": null, "quoted_status_id": null,
        },
    });
    vec![keyed(limited), keyed(answer(200, made)), exchange(answer(200, scheduled), &poll)]
}

fn timeline() -> Vec<Exchange> {
    let path = "/api/v1/timelines/home";
    let first = json!([
        status("110", "<p>Look at this cat</p>", "unlisted"),
        status("109", "<p>Lunch</p>", "circle")
    ]);
    let second = json!([status("108", "<p>Good morning</p>", "public")]);
    let next = concat!(
        "<{base}/api/v1/timelines/home?limit=2&max_id=109>; rel=\"next\", ",
        "<{base}/api/v1/timelines/home?limit=2&min_id=110>; rel=\"prev\"",
    );
    let last = "<{base}/api/v1/timelines/home?limit=2&min_id=108>; rel=\"prev\"";
    vec![
        get(path, answer(200, first).with("link", next)).query(&[("limit", "2")]),
        get(path, answer(200, second).with("link", last)).query(&[("limit", "2"), ("max_id", "109")]),
    ]
}

fn errors() -> Vec<Exchange> {
    let blank = json!({"error": "Validation failed: Text can't be blank", "request": {"id": "f3a1"}});
    vec![
        post("/api/v1/statuses", answer(422, blank)).json(json!({"status": ""})),
        post("/api/v1/statuses/109/favourite", gateway()),
    ]
}
