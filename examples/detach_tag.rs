//! Takes a tag off every Nekt destination that carries it.
//!
//! ```text
//! cargo run --example detach_tag -- --mock             # against a server in this process that behaves like Nekt's
//! NEKT_API_KEY=… cargo run --example detach_tag -- legacy
//! ```

#[path = "../tests/support/mod.rs"]
mod support;

use std::env;
use std::error::Error;

use clients::nekt::Client;
use clients::nekt::types::{Destination, DetachTags, ExpandableTag};
use support::nekt::{KEY, Mock};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let argument = env::args().nth(1).ok_or("which tag? Give its name, or --mock.")?;
    if argument != "--mock" {
        return detach(&Client::new(env::var("NEKT_API_KEY")?), &argument).await;
    }
    let mock = Mock::start()?;
    for names in [&["legacy", "weekly"][..], &["weekly"], &[], &["legacy"], &["legacy"]] {
        mock.state().add_destination(names);
    }
    detach(&Client::builder().api_key(KEY).base_url(mock.server.url()).build()?, "legacy").await
}

/// Collects the destinations that carry the tag, from all pages, and detaches it from them at once.
async fn detach(client: &Client, name: &str) -> Result<(), Box<dyn Error>> {
    let mut destinations = client.destinations().list().expand(["tags"]).items();
    let mut tagged = Vec::new();
    while let Some(destination) = destinations.next().await {
        let destination = destination?;
        if carries(&destination, name) {
            tagged.push(destination.id);
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

/// Whether a destination carries a tag of this name. Tags are whole here, as `expand` asked for them.
fn carries(destination: &Destination, name: &str) -> bool {
    let mut tags = destination.tags.iter().flatten();
    tags.any(|tag| matches!(tag, ExpandableTag::Tag(tag) if tag.name == name))
}
