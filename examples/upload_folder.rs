//! Puts the texts of a folder into a Dify knowledge base and waits until they are indexed.
//!
//! ```text
//! cargo run --example upload_folder -- --mock          # a few texts, to a server in this process that behaves like Dify's
//! DIFY_API_KEY=… cargo run --example upload_folder -- FOLDER KNOWLEDGE_BASE_ID
//! ```
//!
//! `DIFY_BASE_URL` names a server of one's own, such as `http://127.0.0.1:5001/v1`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use clients::dify::Client;
use clients::dify::types::{
    CreateDocumentFromTextBody, GetDocumentIndexingStatusResponse, IndexingStatus, IndexingTechnique,
};
use indicatif::{ProgressBar, ProgressStyle};
use support::dify::{KEY, Manner, Mock};
use uuid::Uuid;

/// A text: its name and what is in it.
type Text = (String, String);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [only] if only == "--mock" => {
            let mock = Mock::start(Manner::default())?;
            let base = mock.state().add_base("notes").id.parse()?;
            let client = Client::builder().bearer(KEY).base_url(mock.url()).build()?;
            let texts =
                ["one", "two", "three"].map(|name| (format!("{name}.txt"), format!("{name}\n").repeat(9)));
            upload(&client, base, texts.into(), Duration::from_millis(50)).await
        }
        [folder, base] => {
            let mut builder = Client::builder().bearer(env::var("DIFY_API_KEY")?);
            if let Ok(url) = env::var("DIFY_BASE_URL") {
                builder = builder.base_url(url);
            }
            upload(&builder.build()?, base.parse()?, texts(Path::new(folder))?, Duration::from_secs(2)).await
        }
        _ => Err("give a folder and the id of a knowledge base, or --mock".into()),
    }
}

/// The texts of a folder, by name.
fn texts(folder: &Path) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt" || extension == "md") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path)?));
        }
    }
    found.sort();
    Ok(found)
}

/// Uploads one after the other, then waits for all of them.
async fn upload(
    client: &Client,
    base: Uuid,
    texts: Vec<Text>,
    pause: Duration,
) -> Result<(), Box<dyn Error>> {
    let style = ProgressStyle::with_template("{msg:12} {bar:30} {pos}/{len}")?;
    let bar = ProgressBar::new(u64::try_from(texts.len())?).with_style(style).with_message("uploading");
    let mut batches = Vec::new();
    for (name, text) in texts {
        let body = CreateDocumentFromTextBody::new(name, text).indexing_technique(IndexingTechnique::Economy);
        batches.push(client.documents().create_document_from_text(base, body).await?.batch);
        bar.inc(1);
    }
    bar.reset();
    bar.set_message("indexing");
    for batch in batches {
        wait(client, base, &batch, pause).await?;
        bar.inc(1);
    }
    bar.finish_with_message("indexed");
    println!("{} texts are indexed", bar.position());
    Ok(())
}

/// Asks for the progress of a batch until every document of it is indexed.
async fn wait(client: &Client, base: Uuid, batch: &str, pause: Duration) -> Result<(), Box<dyn Error>> {
    loop {
        let progress = client.documents().get_document_indexing_status(base, batch).await?;
        if indexed(&progress)? {
            return Ok(());
        }
        tokio::time::sleep(pause).await;
    }
}

/// Whether all are indexed; an error if one failed or was halted, as nothing more will come of it then.
fn indexed(progress: &GetDocumentIndexingStatusResponse) -> Result<bool, String> {
    for document in &progress.data {
        match &document.indexing_status {
            IndexingStatus::Completed => {}
            IndexingStatus::Error | IndexingStatus::Paused => {
                let why = document.error.as_deref().unwrap_or("the server does not say why");
                return Err(format!("{} is not indexed: {why}", document.id));
            }
            _ => return Ok(false),
        }
    }
    Ok(true)
}
