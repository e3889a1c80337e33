//! Setter that is not there.
//! names: size, List
#![allow(unused)]

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    client.items().list().size(5).await?;
    Ok(())
}

fn main() {}
