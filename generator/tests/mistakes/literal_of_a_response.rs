//! Literal of a response.
//! names: Item
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::Item { id: 1, colour: types::Colour::Red, note: None };
}

fn main() {}
