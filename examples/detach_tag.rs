//! Takes a tag off every Nekt destination that carries it.
//!
//! ```text
//! cargo run --example detach_tag                  # against a scripted server in this process
//! NEKT_BASE_URL=https://api.nekt.ai NEKT_API_KEY=… cargo run --example detach_tag -- legacy
//! ```

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::error::Error;

use clients::nekt::Client;
use clients::nekt::types::{DestinationPage, DetachTags};
use support::{Reply, Server};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let name = env::args().nth(1).unwrap_or_else(|| "legacy".to_owned());
    let scripted = Server::start(script(&name))?;
    let url = env::var("NEKT_BASE_URL").unwrap_or_else(|_| scripted.url());
    let key = env::var("NEKT_API_KEY").unwrap_or_else(|_| "a key".to_owned());
    let client = Client::builder().api_key(key).base_url(url).build()?;

    let mut tagged = Vec::new();
    for number in 1.. {
        let page = client.destinations().list().expand(["tags"]).page(number).await?;
        let last = page.next.is_none();
        tagged.extend(carrying(page, &name));
        if last {
            break;
        }
    }
    println!("destinations that carry {name:?}: {}", tagged.len());
    if tagged.is_empty() {
        return Ok(());
    }
    for tag in client.tags().detach(DetachTags::new([name]).destinations(tagged)).await? {
        println!("{:?} is off; it was last changed at {}", tag.name, tag.updated_at);
    }
    Ok(())
}

/// The ids of the destinations that carry a tag.
fn carrying(page: DestinationPage, name: &str) -> impl Iterator<Item = uuid::Uuid> {
    page.results.into_iter().filter_map(move |destination| {
        destination.tags?.iter().any(|tag| tag.name == name).then_some(destination.id)
    })
}

/// Two pages of destinations and a list of one tag, for a run without a server.
fn script(name: &str) -> [Reply; 3] {
    let name = serde_json::Value::from(name);
    let tag = format!(
        r#"{{"id":"6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e","name":{name},
             "created_at":"2026-04-17T10:15:00.000000-03:00","updated_at":"2026-04-17T11:02:00.000000-03:00"}}"#
    );
    let page = |id: &str, tags: &str, next: &str| {
        format!(r#"{{"count":2,"next":{next},"previous":null,"results":[{{"id":"{id}","tags":[{tags}]}}]}}"#)
    };
    let next = r#""https://api.nekt.ai/api/v1/destinations/?page=2""#;
    [
        Reply::json(200, &page("e4d5c6b7-a8b9-40c1-d2e3-f4a5b6c7d8e9", &tag, next)),
        Reply::json(200, &page("d2c1b472-902c-477a-b300-e7c3fd72609b", "", "null")),
        Reply::json(200, &format!("[{tag}]")),
    ]
}
