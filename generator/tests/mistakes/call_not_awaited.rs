//! Call not awaited.
//! names: items
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let items = client.items().list();
    let _ = items.len();
}

fn main() {}
