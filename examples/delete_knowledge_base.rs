//! Deletes a Dify knowledge base, unless it is in use.
//!
//! ```text
//! cargo run --example delete_knowledge_base       # against a scripted server in this process
//! DIFY_BASE_URL=http://127.0.0.1:5001/v1 DIFY_API_KEY=… cargo run --example delete_knowledge_base -- ID
//! ```

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::error::Error as StdError;

use clients::Error;
use clients::dify::Client;
use support::{Reply, Server};
use uuid::Uuid;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let id = match env::args().nth(1) {
        Some(id) => id.parse()?,
        None if env::var_os("DIFY_BASE_URL").is_none() => Uuid::nil(),
        None => return Err("which knowledge base? Give its id.".into()),
    };
    let scripted = Server::start([in_use()])?;
    let url = env::var("DIFY_BASE_URL").unwrap_or_else(|_| scripted.url());
    let key = env::var("DIFY_API_KEY").unwrap_or_else(|_| "a key".to_owned());
    let client = Client::builder().bearer(key).base_url(url).build()?;

    match client.knowledge_bases().delete_dataset(id).await {
        Ok(()) => println!("{id} is deleted"),
        Err(Error::Api(error)) if error.status() == 409 => match error.body() {
            Some(body) => println!("{id} stays ({}): {}", body.code, body.message),
            None => println!("{id} stays, and the server does not say why"),
        },
        Err(other) => return Err(other.into()),
    }
    Ok(())
}

/// What a server says of a knowledge base that is in use, for a run without one.
fn in_use() -> Reply {
    let message =
        "The dataset is being used by some apps. Please remove the dataset from the apps before deleting it.";
    Reply::json(409, &format!(r#"{{"code":"dataset_in_use","message":"{message}","status":409}}"#))
}
