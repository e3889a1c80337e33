//! Await in a sync function.
//! names: await
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) -> Result<(), Error> {
    client.items().list().await?;
    Ok(())
}

fn main() {}
