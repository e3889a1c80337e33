//! What a call costs the caller's thread, in CPU time: a generated method beside the same by hand with reqwest, and by hand
//! with hyper-util and serde_json. GET and POST with about 1 KB of JSON each way, on loopback, over connections that stay
//! open.
//!
//! `cargo bench --bench call` takes the checked-in client of Nekt with its default transport. The three take turns in short
//! rounds, so that all see the same machine; the figures are medians of the rounds. It fails where the generated method takes
//! more than 0.80 × of reqwest or 1.10 × of hyper-util. Linux says how long a thread ran; elsewhere it is the wall time.

mod keep_alive;

use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use bytes::Bytes;
use clients::nekt;
use clients::nekt::types::{AttachTags, DestinationPage, Tag};
use http::header::{ACCEPT, CONTENT_TYPE};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use keep_alive::Server;
use serde::de::DeserializeOwned;

/// Rounds of each way, and calls of a round.
const ROUNDS: usize = 120;
const CALLS: u32 = 100;

/// How much of the same by hand the median of a generated method may take.
const OF_REQWEST: f64 = 0.80;
const OF_HYPER: f64 = 1.10;

type Failed = Box<dyn Error>;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Failed::from).and_then(|runtime| runtime.block_on(bench())) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            println!("FAILED: more than {OF_REQWEST:.2} × of reqwest or {OF_HYPER:.2} × of hyper-util");
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
    let generated = nekt::Client::builder().api_key("key").base_url(server.url()).build()?;
    let (reqwest, hyper) = (Reqwest::new(&server)?, Hyper::new(&server));
    let body = body();
    println!(
        "GET answers {} bytes; POST sends {} and answers {}; medians of {ROUNDS} rounds of {CALLS} calls in turns",
        page()?.len(),
        serde_json::to_vec(&body)?.len(),
        tags()?.len()
    );
    let get = rounds!(generated.destinations().list(), reqwest.list(), hyper.list());
    let post = rounds!(
        generated.tags().attach(body.clone()),
        reqwest.attach(body.clone()),
        hyper.attach(body.clone())
    );
    Ok(report("GET", get) & report("POST", post))
}

/// Measures rounds of each way in turn, the first round of each to warm up. Who begins changes from round to round.
macro_rules! rounds {
    ($generated:expr, $reqwest:expr, $hyper:expr) => {{
        let mut times = [const { Vec::new() }; 3];
        for round in 0..=ROUNDS {
            for turn in 0..3 {
                let which = (round + turn) % 3;
                let started = Started::now();
                for _ in 0..CALLS {
                    match which {
                        0 => _ = std::hint::black_box($generated.await?),
                        1 => _ = std::hint::black_box($reqwest.await?),
                        _ => _ = std::hint::black_box($hyper.await?),
                    }
                }
                if round > 0 {
                    times[which].push(started.microseconds() / f64::from(CALLS));
                }
            }
        }
        times.map(median)
    }};
}
use rounds;

/// When a round began: by the time that this thread has run.
struct Started {
    ran: Option<f64>,
    at: Instant,
}

impl Started {
    fn now() -> Self {
        Self { ran: ran(), at: Instant::now() }
    }

    fn microseconds(&self) -> f64 {
        let wall = self.at.elapsed().as_secs_f64() * 1e6;
        self.ran.zip(ran()).map_or(wall, |(then, now)| now - then)
    }
}

/// How long this thread has run, in microseconds, where the system says it.
fn ran() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e3)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints a line and says whether the limits hold.
fn report(name: &str, [generated, reqwest, hyper]: [f64; 3]) -> bool {
    let (of_reqwest, of_hyper) = (generated / reqwest, generated / hyper);
    println!(
        "{name:5} generated {generated:6.1} µs; reqwest by hand {reqwest:6.1} µs: {of_reqwest:.3} ×; hyper-util by hand \
         {hyper:6.1} µs: {of_hyper:.3} ×"
    );
    of_reqwest <= OF_REQWEST && of_hyper <= OF_HYPER
}

/// What one writes without a generator, for the same server, the same headers and the same types.
struct Reqwest {
    client: reqwest::Client,
    base_url: String,
}

impl Reqwest {
    fn new(server: &Server) -> Result<Self, Failed> {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { client, base_url: server.url() })
    }

    async fn list(&self) -> Result<DestinationPage, Failed> {
        let url = format!("{}/api/v1/destinations/", self.base_url);
        self.send(self.client.get(url)).await
    }

    async fn attach(&self, body: AttachTags) -> Result<Vec<Tag>, Failed> {
        let url = format!("{}/api/v1/tags/attach/", self.base_url);
        let body = serde_json::to_vec(&body)?;
        self.send(self.client.post(url).header(CONTENT_TYPE, "application/json").body(body)).await
    }

    async fn send<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T, Failed> {
        let request = request.header("x-api-key", "key").header(ACCEPT, "application/json");
        let response = request.send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}

/// The same on hyper's own client.
struct Hyper {
    client: hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>,
    base_url: String,
}

impl Hyper {
    fn new(server: &Server) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build(connector);
        Self { client, base_url: server.url() }
    }

    async fn list(&self) -> Result<DestinationPage, Failed> {
        let request = http::Request::get(format!("{}/api/v1/destinations/", self.base_url));
        self.send(request, Bytes::new()).await
    }

    async fn attach(&self, body: AttachTags) -> Result<Vec<Tag>, Failed> {
        let request = http::Request::post(format!("{}/api/v1/tags/attach/", self.base_url));
        let request = request.header(CONTENT_TYPE, "application/json");
        self.send(request, serde_json::to_vec(&body)?.into()).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        request: http::request::Builder,
        body: Bytes,
    ) -> Result<T, Failed> {
        let request = request.header("x-api-key", "key").header(ACCEPT, "application/json");
        let response = self.client.request(request.body(Full::new(body))?).await?;
        if !response.status().is_success() {
            return Err(response.status().to_string().into());
        }
        Ok(serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?)
    }
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
