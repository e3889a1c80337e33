//! Wrong type to a setter.
//! names: NewItem, note, String
#![allow(unused)]

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    let _ = types::NewItem::new("a", 1).note(5);
    client.items().list().limit("many").await?;
    Ok(())
}

fn main() {}
