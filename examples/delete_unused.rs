//! Finds the Dify knowledge bases that no application uses, and deletes them.
//!
//! ```text
//! cargo run --example delete_unused -- --mock          # against a server in this process that behaves like Dify's
//! DIFY_API_KEY=… cargo run --example delete_unused     # lists them
//! DIFY_API_KEY=… cargo run --example delete_unused -- --delete
//! ```
//!
//! `DIFY_BASE_URL` names a server of one's own, such as `http://127.0.0.1:5001/v1`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::error::Error as StdError;

use clients::Error;
use clients::dify::Client;
use clients::dify::types::ErrorResponse;
use support::dify::{Document, KEY, Manner, Mock};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let argument = env::args().nth(1);
    if argument.as_deref() == Some("--mock") {
        let mock = mock()?;
        let client = Client::builder().bearer(KEY).base_url(mock.url()).build()?;
        return delete_unused(&client, true).await;
    }
    let mut builder = Client::builder().bearer(env::var("DIFY_API_KEY")?);
    if let Ok(url) = env::var("DIFY_BASE_URL") {
        builder = builder.base_url(url);
    }
    delete_unused(&builder.build()?, argument.as_deref() == Some("--delete")).await
}

/// Lists first and deletes then: deleting on the way would move the pages.
async fn delete_unused(client: &Client, delete: bool) -> Result<(), Box<dyn StdError>> {
    let bases = client.knowledge_bases().list_datasets().limit(100).items().all().await?;
    for base in bases.iter().filter(|base| base.app_count == 0) {
        println!("{} {:?}: {} documents", base.id, base.name, base.document_count);
        if !delete {
            continue;
        }
        match client.knowledge_bases().delete_dataset(base.id).await {
            Ok(()) => println!("  is deleted"),
            Err(Error::Api(error)) if error.status() == 404 => println!("  is gone already"),
            // Used by now, or being indexed: the code tells which.
            Err(Error::Api(error)) if error.status() == 409 => match error.body::<ErrorResponse>() {
                Some(body) => println!("  stays ({}): {}", body.code, body.message),
                None => println!("  stays, and the server does not say why"),
            },
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

/// A server with a knowledge base that is used, one that is not, and one that is being indexed.
fn mock() -> std::io::Result<Mock> {
    let mock = Mock::start(Manner::default())?;
    mock.state().add_base("in use").apps = 1;
    mock.state().add_base("forgotten");
    mock.state().add_base("busy").documents.push(Document::default());
    Ok(mock)
}
