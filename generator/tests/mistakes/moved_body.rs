//! Moved body.
//! names: body
#![allow(unused)]

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    let body = types::NewItem::new("a", 1);
    client.items().create(body).await?;
    client.items().create(body).await?;
    Ok(())
}

fn main() {}
