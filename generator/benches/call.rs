//! What a generated method costs per call beside hand-written reqwest that does the same: the wall time of GET and
//! POST with about 1 KB of JSON each way, on loopback, over a connection that stays open.
//!
//! `cargo bench --bench call` takes the checked-in client of Nekt. The calls take turns, so that both see the same
//! machine, and share one `reqwest::Client`, so that both use the same connection; the hand-written call is measured
//! twice, which shows how far equals differ. It fails where the median of a generated method is more than 5 % above that
//! of the hand-written call.

mod keep_alive;

use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clients::nekt;
use clients::nekt::types::{AttachTags, DestinationPage, Tag};
use clients::runtime::transport::Reqwest;
use keep_alive::Server;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How often each call is made: first to warm up, then measured.
const WARM_UP: usize = 300;
const ROUNDS: usize = 6000;

/// How much slower the median of a generated method may be.
const LIMIT: f64 = 1.05;

type Failed = Box<dyn Error>;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Failed::from).and_then(|runtime| runtime.block_on(bench())) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            println!("FAILED: more than {LIMIT:.2} ×");
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("FAILED: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn bench() -> Result<bool, Failed> {
    let server = Server::start(vec![("GET", page()?), ("POST", tags()?)])?;
    let hand = Hand::new(&server)?;
    let transport = Reqwest::from(hand.client.clone());
    let generated =
        nekt::Client::builder().api_key("key").base_url(server.url()).transport(transport).build()?;
    let body = body();
    println!(
        "GET answers {} bytes; POST sends {} and answers {}; medians of {ROUNDS} calls in turns",
        page()?.len(),
        serde_json::to_vec(&body)?.len(),
        tags()?.len()
    );
    let get = rounds!(generated.destinations().list(), hand.list());
    let post = rounds!(generated.tags().attach(body.clone()), hand.attach(body.clone()));
    Ok(report("GET", get) & report("POST", post))
}

/// Awaits each call in turn and keeps how long it took: the generated one, the hand-written one, that one again. Who
/// begins changes from round to round.
macro_rules! rounds {
    ($generated:expr, $hand:expr) => {{
        let mut times = [const { Vec::new() }; 3];
        for round in 0..WARM_UP + ROUNDS {
            for turn in 0..3 {
                let which = (round + turn) % 3;
                let started = Instant::now();
                match which {
                    0 => _ = std::hint::black_box($generated.await?),
                    _ => _ = std::hint::black_box($hand.await?),
                }
                if round >= WARM_UP {
                    times[which].push(started.elapsed());
                }
            }
        }
        times.map(median)
    }};
}
use rounds;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(f64::NAN, |time| time.as_secs_f64() * 1e6)
}

/// Prints a line and says whether the limit holds.
fn report(name: &str, [generated, hand, again]: [f64; 3]) -> bool {
    let ratio = generated / hand.min(again);
    println!(
        "{name:5} generated {generated:7.1} µs, hand-written {hand:7.1} µs and {again:7.1} µs: {ratio:.3} ×, equals {:.3} ×",
        hand.max(again) / hand.min(again)
    );
    ratio <= LIMIT
}

/// What one writes without a generator, for the same server, the same headers and the same types.
struct Hand {
    client: reqwest::Client,
    base_url: String,
}

impl Hand {
    fn new(server: &Server) -> Result<Self, Failed> {
        let tls =
            rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
                .with_safe_default_protocol_versions()?
                .with_root_certificates(rustls::RootCertStore::empty())
                .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client, base_url: server.url() })
    }

    async fn list(&self) -> Result<DestinationPage, Failed> {
        let url = format!("{}/api/v1/destinations/", self.base_url);
        self.send(self.client.get(url)).await
    }

    async fn attach(&self, body: AttachTags) -> Result<Vec<Tag>, Failed> {
        let url = format!("{}/api/v1/tags/attach/", self.base_url);
        self.send(json(self.client.post(url), &body)?).await
    }

    async fn send<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T, Failed> {
        let request = request.header("x-api-key", "key").header(ACCEPT, "application/json");
        let response = request.send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}

fn json<T: Serialize>(request: reqwest::RequestBuilder, body: &T) -> Result<reqwest::RequestBuilder, Failed> {
    Ok(request.header(CONTENT_TYPE, "application/json").body(serde_json::to_vec(body)?))
}

/// An id for everything.
const ID: uuid::Uuid = uuid::Uuid::from_u128(0x6f2a_9c4b_2a10_4e7f_9c54_d2a9_b1d2_8b0e);

/// About 1 KB to send.
fn body() -> AttachTags {
    AttachTags::new(["weekly-refresh", "owned-by-revops"]).sources([ID; 12]).tables([ID; 11])
}

/// About 1 KB of tags.
fn tags() -> Result<Vec<u8>, Failed> {
    let tag = serde_json::json!({
        "id": ID.to_string(), "name": "owned-by-revops",
        "created_at": "2026-04-17T10:15:00.000000-03:00", "updated_at": "2026-04-17T11:02:00.046835-03:00",
    });
    Ok(serde_json::to_vec(&vec![tag; 6])?)
}

/// About 1 KB of destinations.
fn page() -> Result<Vec<u8>, Failed> {
    let tags: serde_json::Value = serde_json::from_slice(&tags()?)?;
    let results = serde_json::json!([{"id": ID.to_string(), "tags": tags}]);
    Ok(serde_json::to_vec(
        &serde_json::json!({"count": 1, "next": null, "previous": null, "results": results}),
    )?)
}
