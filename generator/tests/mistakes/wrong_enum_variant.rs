//! Wrong enum variant.
//! names: Blue, Colour
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::Colour::Blue;
}

fn main() {}
