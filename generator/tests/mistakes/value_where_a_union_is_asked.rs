//! Value where a union is asked.
//! names: size, NewItemSize
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::NewItem::new("a", 1).size(true);
}

fn main() {}
