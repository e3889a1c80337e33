//! OAuth 2 client credentials (RFC 6749, section 4.4): a token is fetched when it is first needed, cached, and
//! refreshed shortly before it expires. Concurrent callers share one exchange.

use super::super::error::build::BuildError;
use super::super::parameter::percent::encode;
use super::super::request::limits::ERROR_BODY;
use super::super::secret::escape::Escaped;
use super::super::secret::known::KnownSecrets;
use super::super::secret::names::is_sensitive;
use super::super::secret::value::Secret;
use super::super::transport::body::collect;
use super::super::transport::clock::within;
use super::super::transport::host::Instant;
use super::super::transport::interface::BoxFuture;
use super::super::transport::origin::Origin;
use super::token::{TokenContext, TokenError, TokenSource, Unavailable};
use super::token_response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;

/// The time limit of a request to a token endpoint.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(30);

/// The client id and secret that an application exchanges for tokens. `Debug` shows no secret.
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    secret: Secret,
    token_url: Option<String>,
    in_body: bool,
    parameters: Vec<(String, String)>,
}

impl ClientCredentials {
    /// Creates credentials from the id and secret that the authorization server issued.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self { id: id.into(), secret: secret.into(), token_url: None, in_body: false, parameters: Vec::new() }
    }

    /// Requests these scopes, separated by spaces. By default the server chooses the scopes.
    #[must_use]
    pub fn scope(self, scope: impl Into<String>) -> Self {
        self.parameter("scope", scope)
    }

    /// Adds a parameter to the token request, such as `audience` or `resource`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sets the URL of the token endpoint, in place of the document's.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Id and secret as in `Authorization: Basic`, each form-encoded first (RFC 6749, section 2.3.1).
    fn basic(&self) -> String {
        STANDARD.encode(format!("{}:{}", encode(&self.id), encode(self.secret.expose())))
    }

    /// The secrets that a token endpoint receives and may repeat in its error, in all forms that they can have there.
    fn known(&self) -> KnownSecrets {
        let secret = self.secret.expose();
        let plain = format!("{}:{secret}", self.id);
        let encoded = [self.basic(), STANDARD.encode(&plain), STANDARD.encode(secret)];
        // Also without padding, and in the URL-safe alphabet.
        let encoded = encoded.into_iter().flat_map(|text| {
            let bare = text.trim_end_matches('=').to_owned();
            [bare.replace('+', "-").replace('/', "_"), bare, text]
        });
        let parameters = self.parameters.iter().filter(|(name, _)| is_sensitive(name));
        let parameters = parameters.map(|(_, value)| Secret::from(value));
        KnownSecrets::new(encoded.map(Secret::from).chain(parameters).chain([self.secret.clone()]))
    }

    /// Sends id and secret in the body, for a server that does not accept them in `Authorization: Basic`.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("id", &Escaped(&self.id)).finish_non_exhaustive()
    }
}

/// The token source for client credentials.
pub struct ClientCredentialsTokens {
    credentials: ClientCredentials,
    /// The token endpoint in the document.
    documented: &'static str,
    state: Mutex<State>,
    /// The number of finished exchanges.
    ended: AtomicU64,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    failure: Option<TokenError>,
}

#[derive(Clone)]
struct Token {
    text: Secret,
    /// When to refresh the token, and when it expires; `None` if the server sent no lifetime.
    times: Option<(Instant, Instant)>,
}

impl ClientCredentialsTokens {
    /// Creates a source for the token endpoint of the document, which may be relative to the client's server.
    pub fn new(credentials: ClientCredentials, documented: &'static str) -> Self {
        Self { credentials, documented, state: Mutex::default(), ended: AtomicU64::new(0) }
    }

    async fn current(&self, context: TokenContext<'_>) -> Result<Secret, TokenError> {
        let before = self.ended.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        let now = context.clock.now();
        if let Some(token) = state.token.as_ref().filter(|token| token.is_before(now, |(fresh, _)| fresh)) {
            return Ok(token.text.clone());
        }
        // Callers that waited for this exchange share its failure; they do not all retry.
        let meanwhile = self.ended.load(Ordering::Acquire) > before;
        if let Some(failure) = state.failure.clone().filter(|_| meanwhile) {
            return Err(failure);
        }
        let fetched = self.fetch(context).await;
        self.ended.fetch_add(1, Ordering::Release);
        match fetched {
            Ok(token) => {
                let text = token.text.clone();
                *state = State { token: Some(token), failure: None };
                Ok(text)
            }
            Err(failure) => {
                state.failure = Some(failure.clone());
                let last = state.token.as_ref().filter(|token| token.is_before(now, |(_, end)| end));
                last.map(|token| token.text.clone()).ok_or(failure)
            }
        }
    }

    async fn fetch(&self, context: TokenContext<'_>) -> Result<Token, TokenError> {
        let request = self.request(context)?;
        let now = context.clock.now();
        let exchange = async {
            let (head, mut body) =
                context.transport.send(request).await.map_err(TokenError::from_error)?.into_parts();
            Ok::<_, TokenError>((
                head.status,
                collect(&mut body, ERROR_BODY).await.map_err(TokenError::from_error)?,
            ))
        };
        let answer = within(context.clock, Some(EXCHANGE_TIMEOUT), pin!(exchange)).await;
        let (status, (body, is_whole)) =
            answer.ok_or_else(|| unavailable("the token endpoint did not answer in time"))??;
        if !is_whole {
            return Err(token_error(format!(
                "the token endpoint answered {status} with more than {ERROR_BODY} bytes"
            )));
        }
        let overloaded = matches!(status.as_u16(), 408 | 429 | 500 | 502..=504);
        let failed = |text: String| if overloaded { unavailable(text) } else { token_error(text) };
        let granted = token_response::read(status, &body, &self.credentials.known()).map_err(failed)?;
        Ok(Token { text: granted.token.into(), times: times(now, granted.lifetime) })
    }

    fn request(
        &self,
        context: TokenContext<'_>,
    ) -> Result<http::Request<super::super::transport::body::Body>, TokenError> {
        let ClientCredentials { id, secret, in_body, parameters, .. } = &self.credentials;
        let mut pairs = vec![("grant_type", "client_credentials")];
        pairs.extend(parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        if *in_body {
            pairs.extend([("client_id", id.as_str()), ("client_secret", secret.expose())]);
        }
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let mut request = http::Request::new(Bytes::from(pairs.join("&")).into());
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.url(context)?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        if !in_body {
            let mut basic = HeaderValue::try_from(format!("Basic {}", self.credentials.basic()))
                .map_err(TokenError::from_error)?;
            basic.set_sensitive(true);
            headers.insert(AUTHORIZATION, basic);
        }
        Ok(request)
    }

    fn url(&self, context: TokenContext<'_>) -> Result<http::Uri, TokenError> {
        let url = self.credentials.token_url.as_deref().unwrap_or(self.documented);
        let relative = !url.contains("://");
        let own = Origin::parse(context.base_url).filter(|_| relative).map(|origin| origin.url());
        let url = match own {
            Some(own) => format!("{own}/{}", url.trim_start_matches('/')),
            None => url.to_owned(),
        };
        let Some(origin) = Origin::parse(&url) else {
            return Err(token_error("the token endpoint's URL is not valid"));
        };
        if !origin.is_private() && !context.allow_http {
            return Err(token_error(
                "the token endpoint is plain http beyond this machine: `allow_http` allows that",
            ));
        }
        http::Uri::try_from(url).map_err(TokenError::from_error)
    }
}

impl Token {
    /// Returns true if the selected time is in the future.
    fn is_before(&self, now: Instant, which: fn((Instant, Instant)) -> Instant) -> bool {
        self.times.is_none_or(|times| now < which(times))
    }
}

/// The times of refresh and expiry. A token is refreshed a minute before it expires, or after nine tenths of its
/// lifetime if that is later.
fn times(now: Instant, lifetime: Option<Duration>) -> Option<(Instant, Instant)> {
    let lifetime = lifetime?;
    let ahead = (lifetime / 10).min(Duration::from_secs(60));
    let end = now.checked_add(lifetime)?;
    Some((end.checked_sub(ahead)?, end))
}

fn token_error(text: impl Into<String>) -> TokenError {
    let error: Box<dyn std::error::Error + Send + Sync> = text.into().into();
    error.into()
}

fn unavailable(text: impl Into<String>) -> TokenError {
    Arc::new(Unavailable(text.into()))
}

/// The conversion that `?` cannot do, because `TokenError` is an alias.
trait FromError {
    fn from_error(error: impl std::error::Error + Send + Sync + 'static) -> Self;
}

impl FromError for TokenError {
    fn from_error(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Arc::new(error)
    }
}

impl TokenSource for ClientCredentialsTokens {
    fn token<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<Secret, TokenError>> {
        Box::pin(self.current(context))
    }

    fn check(&self) -> Result<(), BuildError> {
        let lacks =
            |what: &str| Err(BuildError::new(format!("the client {what} for the token endpoint is empty")));
        match &self.credentials {
            credentials if credentials.id.is_empty() => lacks("id"),
            credentials if credentials.secret.expose().is_empty() => lacks("secret"),
            _ => Ok(()),
        }
    }

    fn refused(&self, token: &Secret) {
        // If the lock is held, a new token is being fetched already.
        if let Ok(mut state) = self.state.try_lock()
            && state.token.as_ref().is_some_and(|held| held.text == *token)
        {
            state.token = None;
        }
    }
}
