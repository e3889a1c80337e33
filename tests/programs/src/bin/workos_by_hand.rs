//! Sign-in, as a developer writes it with reqwest and serde.

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header::RETRY_AFTER};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("{status}: {}", body.message)]
    Api { status: StatusCode, body: ErrorBody },
    #[error("{status}: {body}")]
    Status { status: StatusCode, body: String },
}

#[derive(Debug, Deserialize)]
struct ErrorBody {
    code: Option<String>,
    message: String,
}

#[derive(Serialize)]
struct Authenticate<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    #[serde(flatten)]
    grant: Grant<'a>,
}

#[derive(Serialize)]
#[serde(tag = "grant_type", rename_all = "snake_case")]
enum Grant<'a> {
    AuthorizationCode { code: &'a str, ip_address: &'a str, user_agent: &'a str },
    Password { email: &'a str, password: &'a str },
}

#[derive(Deserialize)]
struct Session {
    user: User,
    access_token: String,
    authentication_method: Option<String>,
}

#[derive(Deserialize)]
struct User {
    id: String,
    email: String,
    first_name: Option<String>,
}

#[derive(Deserialize)]
struct Profile {
    connection_type: String,
    role: Option<Role>,
    #[serde(default)]
    groups: Vec<String>,
}

#[derive(Deserialize)]
struct Role {
    slug: String,
}

#[derive(Deserialize)]
struct Users {
    data: Vec<User>,
    list_metadata: ListMetadata,
}

#[derive(Deserialize)]
struct ListMetadata {
    after: Option<String>,
}

#[derive(Serialize)]
struct CreateUser<'a> {
    email: &'a str,
    first_name: &'a str,
    password: &'a str,
    metadata: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct CreateOrganization<'a> {
    name: &'a str,
    domain_data: Vec<DomainData<'a>>,
    external_id: &'a str,
    metadata: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct DomainData<'a> {
    domain: &'a str,
    state: &'a str,
}

#[derive(Deserialize)]
struct Organization {
    id: String,
    name: String,
    domains: Vec<Domain>,
}

#[derive(Deserialize)]
struct Domain {
    domain: String,
    state: Option<String>,
}

#[derive(Serialize)]
struct CreateMembership<'a> {
    user_id: &'a str,
    organization_id: &'a str,
    role_slug: &'a str,
}

#[derive(Deserialize)]
struct Membership {
    id: String,
    status: String,
    role: Role,
}

#[derive(Serialize)]
struct CreateInvitation<'a> {
    email: &'a str,
    organization_id: &'a str,
    expires_in_days: u32,
}

#[derive(Deserialize)]
struct Invitation {
    id: String,
}

struct WorkOs {
    http: Client,
    base: String,
    key: String,
}

impl WorkOs {
    fn request(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).bearer_auth(token)
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path, &self.key)
    }

    async fn create<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        json(self.request(Method::POST, path, &self.key).json(body)).await
    }

    async fn authenticate(&self, grant: Grant<'_>) -> Result<Session, Error> {
        let body = Authenticate { client_id: "client_123", client_secret: &self.key, grant };
        self.create("/user_management/authenticate", &body).await
    }

    async fn users(&self, organization: &str, limit: u32) -> Result<Vec<User>, Error> {
        let mut users = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let request = self.get("/user_management/users").query(&[("limit", limit)]);
            let request = request.query(&[("order", "asc"), ("organization_id", organization)]);
            let page: Users = json(request.query(&[("after", &after)])).await?;
            users.extend(page.data);
            after = page.list_metadata.after;
            if after.is_none() {
                return Ok(users);
            }
        }
    }
}

async fn send(mut request: RequestBuilder) -> Result<Response, Error> {
    for _ in 0..3 {
        let again = request.try_clone();
        let response = request.send().await?;
        match again {
            Some(again) if response.status() == StatusCode::TOO_MANY_REQUESTS => {
                tokio::time::sleep(retry_after(&response)).await;
                request = again;
            }
            _ => return check(response).await,
        }
    }
    check(request.send().await?).await
}

fn retry_after(response: &Response) -> Duration {
    let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    Duration::from_secs(seconds.unwrap_or(1))
}

async fn check(response: Response) -> Result<Response, Error> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body = response.text().await?;
    Err(match serde_json::from_str(&body) {
        Ok(body) => Error::Api { status, body },
        Err(_) => Error::Status { status, body },
    })
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    let body = send(request).await?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (base, key) = (std::env::var("BASE_URL")?, std::env::var("API_KEY")?);
    let api = WorkOs { http: Client::new(), base, key };

    let grant =
        Grant::AuthorizationCode { code: "code_1", ip_address: "203.0.113.42", user_agent: "Firefox" };
    let session = api.authenticate(grant).await?;
    let method = session.authentication_method.unwrap_or_default();
    println!("signed in: {} {} by {method}", session.user.id, session.user.email);
    let profile: Profile = json(api.request(Method::GET, "/sso/profile", &session.access_token)).await?;
    let role = profile.role.map(|role| role.slug).unwrap_or_default();
    println!("profile: {} {role} {}", profile.connection_type, profile.groups.join(", "));

    for user in api.users("org_1", 2).await? {
        println!("user: {} {} {}", user.id, user.email, user.first_name.unwrap_or_default());
    }
    let barbara = CreateUser {
        email: "barbara@example.com",
        first_name: "Barbara",
        password: "correct horse battery staple",
        metadata: BTreeMap::from([("team", "compilers")]),
    };
    let user: User = api.create("/user_management/users", &barbara).await?;
    println!("created: {} {}", user.id, user.email);

    let acme = CreateOrganization {
        name: "Acme",
        domain_data: vec![DomainData { domain: "acme.example", state: "pending" }],
        external_id: "acme-1",
        metadata: BTreeMap::from([("tier", "gold")]),
    };
    let organization: Organization = api.create("/organizations", &acme).await?;
    println!("created: {} {}", organization.id, organization.name);
    for domain in &organization.domains {
        println!("domain: {} {}", domain.domain, domain.state.as_deref().unwrap_or_default());
    }
    let member =
        CreateMembership { user_id: &user.id, organization_id: &organization.id, role_slug: "admin" };
    let membership: Membership = api.create("/user_management/organization_memberships", &member).await?;
    println!("member: {} {} {}", membership.id, membership.status, membership.role.slug);

    let grant = Grant::Password { email: "barbara@example.com", password: "correct horse battery staple" };
    match api.authenticate(grant).await {
        Err(Error::Api { body, .. }) if body.code.as_deref() == Some("email_verification_required") => {
            println!("refused: {}", body.message);
        }
        Err(other) => return Err(other.into()),
        Ok(session) => println!("signed in: {}", session.user.id),
    }
    let invitation =
        CreateInvitation { email: "ada@example.com", organization_id: &organization.id, expires_in_days: 7 };
    match api.create::<Invitation>("/user_management/invitations", &invitation).await {
        Err(Error::Status { status, .. }) if status.is_server_error() => {
            println!("unavailable: {}", status.as_u16())
        }
        Err(other) => return Err(other.into()),
        Ok(invitation) => println!("invited: {}", invitation.id),
    }
    Ok(())
}
