//! Spawned call.
//! names: 
#![allow(unused)]

use std::future::IntoFuture;

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    tokio::spawn(client.items().list().into_future());
    let owned = client.clone();
    tokio::spawn(async move { owned.items().list().await.map(drop) });
    Ok(())
}

fn main() {}
