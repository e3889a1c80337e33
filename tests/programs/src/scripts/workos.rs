//! Sign-in: a code becomes a session, a profile by its own token, users page by page, an organization and its members.

use crate::script::{Exchange, Script, answer, gateway, get, post, too_many};
use serde_json::{Value, json};

pub fn script() -> Script {
    let exchanges = [sign_in(), users(), organization(), errors()].into_iter().flatten().collect();
    Script { auth: super::BEARER, exchanges }
}

fn user(id: &str, email: &str, first_name: Option<&str>) -> Value {
    json!({
        "object": "user", "id": id, "email": email, "first_name": first_name, "last_name": null, "name": null,
        "email_verified": true, "profile_picture_url": null, "external_id": null, "last_sign_in_at": null,
        "locale": "en-US", "metadata": {}, "created_at": "2026-01-15T12:00:00.000Z",
        "updated_at": "2026-01-15T12:00:00.000Z", "risk": {"level": "low"},
    })
}

fn session(fields: &Value) -> Value {
    let mut body = json!({"client_id": "client_123", "client_secret": super::API_KEY});
    for (name, value) in fields.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    body
}

fn sign_in() -> Vec<Exchange> {
    let body = session(&json!({
        "grant_type": "authorization_code", "code": "code_1", "ip_address": "203.0.113.42", "user_agent": "Firefox",
    }));
    let signed_in = json!({
        "user": user("user_1", "ada@example.com", Some("Ada")), "organization_id": "org_1",
        "access_token": "token_1", "refresh_token": "refresh_1", "authentication_method": "TelepathyOAuth",
        "sealed_session": null,
    });
    let profile = json!({
        "object": "profile", "id": "prof_1", "organization_id": null, "connection_id": "conn_1",
        "connection_type": "OktaSAML", "idp_id": "00u1", "email": "ada@example.com", "first_name": "Ada",
        "last_name": null, "name": null, "role": {"slug": "admin"}, "roles": null, "groups": ["Engineering", "Staff"],
        "custom_attributes": {"floor": 3}, "raw_attributes": {"department": "R&D"},
    });
    vec![
        post("/user_management/authenticate", answer(200, signed_in)).json(body),
        get("/sso/profile", answer(200, profile)).header("authorization", "Bearer token_1"),
    ]
}

fn users() -> Vec<Exchange> {
    let path = "/user_management/users";
    let page = |data: &[Value], after: Option<&str>| {
        answer(
            200,
            json!({"object": "list", "data": data, "list_metadata": {"before": null, "after": after}}),
        )
    };
    let [ada, grace] = [("user_1", "ada@example.com", Some("Ada")), ("user_2", "grace@example.com", None)]
        .map(|(id, email, name)| user(id, email, name));
    let edsger = user("user_3", "edsger@example.com", Some("Edsger"));
    let first = [("limit", "2"), ("order", "asc"), ("organization_id", "org_1")];
    let body = json!({
        "email": "barbara@example.com", "first_name": "Barbara", "password": "correct horse battery staple",
        "metadata": {"team": "compilers"},
    });
    let created = answer(201, user("user_4", "barbara@example.com", Some("Barbara")));
    let limited = too_many(json!({"message": "Rate limit exceeded"}));
    vec![
        get(path, page(&[ada, grace], Some("user_2"))).query(&first),
        get(path, page(&[edsger], None)).query(&first).query(&[("after", "user_2")]),
        post(path, limited).json(body.clone()),
        post(path, created).json(body),
    ]
}

fn organization() -> Vec<Exchange> {
    let body = json!({
        "name": "Acme", "domain_data": [{"domain": "acme.example", "state": "pending"}], "external_id": "acme-1",
        "metadata": {"tier": "gold"},
    });
    let domain = json!({
        "object": "organization_domain", "id": "org_domain_1", "organization_id": "org_2", "domain": "acme.example",
        "state": "escalated", "verification_strategy": "dns", "verification_token": "tok",
        "created_at": "2026-01-15T12:00:00.000Z", "updated_at": "2026-01-15T12:00:00.000Z",
    });
    let created = json!({
        "object": "organization", "id": "org_2", "name": "Acme", "domains": [domain], "metadata": {"tier": "gold"},
        "external_id": "acme-1", "created_at": "2026-01-15T12:00:00.000Z", "updated_at": "2026-01-15T12:00:00.000Z",
        "allow_profiles_outside_organization": false, "entitlements": [],
    });
    let membership = json!({
        "object": "organization_membership", "id": "om_1", "user_id": "user_4", "organization_id": "org_2",
        "status": "active", "directory_managed": false, "role": {"slug": "admin"}, "roles": [{"slug": "admin"}],
        "created_at": "2026-01-15T12:00:00.000Z", "updated_at": "2026-01-15T12:00:00.000Z",
        "user": user("user_4", "barbara@example.com", Some("Barbara")),
    });
    let joins = json!({"user_id": "user_4", "organization_id": "org_2", "role_slug": "admin"});
    vec![
        post("/organizations", answer(201, created)).json(body),
        post("/user_management/organization_memberships", answer(201, membership)).json(joins),
    ]
}

fn errors() -> Vec<Exchange> {
    let password = session(&json!({
        "grant_type": "password", "email": "barbara@example.com", "password": "correct horse battery staple",
    }));
    let unverified = json!({
        "code": "email_verification_required", "message": "Email ownership must be verified.",
        "pending_authentication_token": "pending_1", "email_verification_id": "email_verification_1",
    });
    let invitation = json!({"email": "ada@example.com", "organization_id": "org_2", "expires_in_days": 7});
    vec![
        post("/user_management/authenticate", answer(403, unverified)).json(password),
        post("/user_management/invitations", gateway()).json(invitation),
    ]
}
