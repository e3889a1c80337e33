//! Literal of an input.
//! names: NewItem
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::NewItem { name: "a".to_owned(), price: 1 };
}

fn main() {}
