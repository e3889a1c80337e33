//! Option to a setter.
//! names: 
#![allow(unused)]

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    let note: Option<&str> = None;
    let limit: Option<i64> = None;
    let seller: Option<types::Seller> = None;
    let labels: Option<Vec<String>> = None;
    let _ = types::NewItem::new("a", 1).note(note).seller(seller).labels(labels);
    client.items().list().limit(limit).await?;
    Ok(())
}

fn main() {}
