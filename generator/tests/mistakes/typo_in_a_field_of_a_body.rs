//! Typo in a field of a body.
//! names: notes, note, NewItem
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::NewItem::new("a", 1).notes("b");
}

fn main() {}
