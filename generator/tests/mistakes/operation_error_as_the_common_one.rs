//! Operation error as the common one.
//! compiles: all operations have one error type
#![allow(unused)]

use shop::{Client, Error, types};

async fn mistake(client: &Client) -> Result<(), Error> {
    return client.items().list().await.map(drop);
}

fn main() {}
