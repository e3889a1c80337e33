//! Option of the wrong type.
//! names: i64, Option
#![allow(unused)]

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    let limit: Option<u32> = None;
    client.items().list().limit(limit).await?;
    Ok(())
}

fn main() {}
