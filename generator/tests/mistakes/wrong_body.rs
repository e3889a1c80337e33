//! Wrong body.
//! names: NewItem, Seller
#![allow(unused)]

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    client.items().create(types::Seller::new(1)).await?;
    Ok(())
}

fn main() {}
