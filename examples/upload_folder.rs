//! Puts the files of a folder into a Dify knowledge base, each read while it is sent, and waits until they are indexed.
//!
//! ```text
//! cargo run --example upload_folder -- --mock          # a few files, to a server in this process that behaves like Dify's
//! DIFY_API_KEY=… cargo run --example upload_folder -- FOLDER KNOWLEDGE_BASE_ID
//! ```
//!
//! `DIFY_BASE_URL` names a server of one's own, such as `http://127.0.0.1:5001/v1`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clients::Upload;
use clients::dify::Client;
use clients::dify::types::{
    CreateDocumentFromFileBody, DocumentFileSettings, GetDocumentIndexingStatusResponse, IndexingStatus,
    IndexingTechnique, ProcessRule, ProcessRuleMode,
};
use indicatif::{ProgressBar, ProgressStyle};
use support::dify::{KEY, Manner, Mock};
use uuid::Uuid;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [only] if only == "--mock" => {
            let mock = Mock::start(Manner::default())?;
            let base = mock.state().add_base("notes").id.parse()?;
            let client = Client::builder().bearer(KEY).base_url(mock.url()).build()?;
            let folder = env::temp_dir().join(format!("upload_folder-{}", std::process::id()));
            fs::create_dir_all(&folder)?;
            for name in ["one", "two", "three"] {
                fs::write(folder.join(name).with_extension("txt"), format!("{name}\n").repeat(9))?;
            }
            let done = upload(&client, base, files(&folder)?, Duration::from_millis(50)).await;
            fs::remove_dir_all(&folder)?;
            done
        }
        [folder, base] => {
            let mut builder = Client::builder().bearer(env::var("DIFY_API_KEY")?);
            if let Ok(url) = env::var("DIFY_BASE_URL") {
                builder = builder.base_url(url);
            }
            upload(&builder.build()?, base.parse()?, files(Path::new(folder))?, Duration::from_secs(2)).await
        }
        _ => Err("give a folder and the id of a knowledge base, or --mock".into()),
    }
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = paths.collect::<Result<Vec<PathBuf>, _>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

/// Uploads one after the other, then waits for all of them.
async fn upload(
    client: &Client,
    base: Uuid,
    files: Vec<PathBuf>,
    pause: Duration,
) -> Result<(), Box<dyn Error>> {
    let style = ProgressStyle::with_template("{msg:12} {bar:30} {pos}/{len}")?;
    let bar = ProgressBar::new(u64::try_from(files.len())?).with_style(style).with_message("uploading");
    // A knowledge base without documents yet needs both for its first.
    let settings = DocumentFileSettings::new()
        .indexing_technique(IndexingTechnique::Economy)
        .process_rule(ProcessRule::new(ProcessRuleMode::Automatic));
    let mut batches = Vec::new();
    for path in files {
        let body = CreateDocumentFromFileBody::new(Upload::path(&path)?).data(settings.clone());
        batches.push(client.documents().create_from_file(base, body).await?.batch);
        bar.inc(1);
    }
    bar.reset();
    bar.set_message("indexing");
    for batch in batches {
        wait(client, base, &batch, pause).await?;
        bar.inc(1);
    }
    bar.finish_with_message("indexed");
    println!("{} files are indexed", bar.position());
    Ok(())
}

/// Asks for the progress of a batch until every document of it is indexed.
async fn wait(client: &Client, base: Uuid, batch: &str, pause: Duration) -> Result<(), Box<dyn Error>> {
    loop {
        let progress = client.documents().get_indexing_status(base, batch).await?;
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
