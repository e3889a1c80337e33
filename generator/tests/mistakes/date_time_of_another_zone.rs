//! Date time of another zone.
//! names: 
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let now = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH;
    let _ = types::NewItem::new("a", 1).made(now);
}

fn main() {}
