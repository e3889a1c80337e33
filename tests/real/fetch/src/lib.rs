//! Calls of both clients against the server in `run.js`, a line each of what came.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use clients::dify::types::{
    CreateDocumentFromFileBody, DatasourceType, DownloadDocumentsZipBody, ErrorResponse, RunDatasourceNodeBody,
};
use clients::nekt::types::DetachTags;
use clients::runtime::transport::{Clock, SystemClock};
use clients::runtime::transport::host::random;
use clients::{Error, Upload, dify, nekt};
use uuid::Uuid;
use wasm_bindgen::prelude::wasm_bindgen;

/// What `run.js` compares with `expected.txt`.
#[wasm_bindgen]
pub async fn calls(url: String) -> String {
    let nekt = nekt::Client::builder().api_key("key").base_url(&url).timeout(Duration::from_secs(60));
    let nekt = nekt.default_header("x-text", "gr\u{fc}n").build();
    let dify = dify::Client::builder().bearer("key").base_url(&url).build();
    let (Ok(nekt), Ok(dify)) = (nekt, dify) else { return "no client".to_owned() };
    let mut lines = whole(&nekt, &dify).await;
    lines.extend(pieces(&dify).await);
    lines.extend(time(&nekt).await);
    lines.join("\n")
}

/// What a browser hides, which `run.js` makes Node.js hide too.
#[wasm_bindgen]
pub async fn hidden(url: String) -> String {
    let plain = nekt::Client::builder().api_key("key").base_url(&url);
    let cookie = nekt::Client::builder().api_key("key").base_url(&url).default_header("cookie", "a=b");
    let dify = dify::Client::builder().bearer("key").base_url(&url).build();
    let (Ok(plain), Ok(cookie), Ok(dify)) = (plain.build(), cookie.build(), dify) else {
        return "no client".to_owned();
    };
    let redirect = line("redirect", plain.runs().list().await.map(|_| ()));
    let header = line("cookie", cookie.runs().list().await.map(|_| ()));
    let bare = dify.metadata().toggle_built_in_metadata_field(Uuid::nil(), "enable").await;
    let bare = line("no body, whose length the host says", bare.map(|_| ()));
    format!("{redirect}\n{header}\n{bare}")
}

/// Not the same in two pages.
#[wasm_bindgen]
pub fn chance() -> String {
    format!("{:016x}{:016x}", random(), random())
}

fn line<T: Debug>(what: &str, got: Result<T, impl Display>) -> String {
    match got {
        Ok(got) => format!("{what}: {got:?}"),
        Err(error) => format!("{what}: failed: {error}"),
    }
}

async fn whole(nekt: &nekt::Client, dify: &dify::Client) -> Vec<String> {
    let tags =
        nekt.tags().detach(DetachTags::new(["marketing"]).sources([Uuid::nil()])).with_response().await;
    let tags = tags.map(|tags| {
        let text = tags.headers().get("x-text").cloned();
        let unpacked = !tags.headers().contains_key("content-encoding");
        (text, unpacked, tags.into_inner().into_iter().map(|tag| tag.name).collect::<Vec<_>>())
    });
    let error = match dify.knowledge_bases().delete_dataset(Uuid::nil()).await {
        Err(Error::Api(error)) => Ok((error.status(), error.body().map(|body: ErrorResponse| body.code))),
        other => other.map(|()| (204, None)),
    };
    let gone = dify::Client::builder().bearer("key").base_url("http://127.0.0.1:6000").build();
    let gone = match gone {
        Ok(gone) => gone.knowledge_bases().delete_dataset(Uuid::nil()).await,
        Err(error) => Err(error.into()),
    };
    vec![
        line("tags", tags),
        line("redirect", nekt.runs().list().await.map(|_| ())),
        line("error", error),
        line("a port that fetch refuses", gone),
    ]
}

async fn pieces(dify: &dify::Client) -> Vec<String> {
    let mut lines = Vec::new();
    let body = RunDatasourceNodeBody::new(BTreeMap::new(), DatasourceType::LocalFile, true);
    match dify.knowledge_pipeline().run_datasource_node(Uuid::nil(), "node", body).await {
        Ok(mut events) => {
            while let Some(Ok(event)) = events.next().await {
                lines.push(format!("event: {}", event.data));
                if event.data == "three" {
                    break;
                }
            }
        }
        Err(error) => lines.push(error.to_string()),
    }
    let upload = Upload::stream(Thrice(0)).filename("a.txt").content_type("text/plain");
    let body = CreateDocumentFromFileBody::new(upload);
    lines.push(line(
        "upload",
        dify.documents().create_document_from_file(Uuid::nil(), body).await.map(|_| ()),
    ));
    let zip = || DownloadDocumentsZipBody::new([Uuid::nil()]);
    match dify.documents().download_documents_zip(Uuid::nil(), zip()).stream().await {
        Ok(mut download) => {
            let (length, mut bytes, mut pieces) = (download.length(), 0, 0);
            while let Ok(Some(piece)) = download.chunk().await {
                (bytes, pieces) = (bytes + piece.len(), pieces + 1);
            }
            lines.push(format!("download: {bytes} of {length:?} bytes, in several pieces: {}", pieces > 1));
        }
        Err(error) => lines.push(error.to_string()),
    }
    let cut = dify.documents().download_documents_zip(Uuid::nil(), zip()).await;
    lines.push(line("cut", cut.map(|bytes| bytes.len())));
    lines
}

async fn time(nekt: &nekt::Client) -> Vec<String> {
    let started = SystemClock.now();
    let retried = nekt.destinations().list().retry(2).await.map(|list| list.count);
    let waited = started.elapsed() >= Duration::from_secs(1);
    let silent = nekt.destinations().list().read_timeout(Duration::from_millis(150)).await;
    vec![line("retried", retried), format!("waited as asked: {waited}"), line("silent", silent.map(|_| ()))]
}

/// A stream of unknown length.
struct Thrice(u8);

impl futures_core::Stream for Thrice {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 += 1;
        Poll::Ready((self.0 <= 3).then(|| Ok(Bytes::from_static(b"piece;"))))
    }
}
