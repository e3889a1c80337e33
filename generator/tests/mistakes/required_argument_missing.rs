//! Required argument missing.
//! names: new, price, i64, NewItem
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::NewItem::new("a");
}

fn main() {}
