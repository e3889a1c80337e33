//! One text where a list is asked.
//! names: labels, String, list
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::NewItem::new("a", 1).labels("b");
}

fn main() {}
