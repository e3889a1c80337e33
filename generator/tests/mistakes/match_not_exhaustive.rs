//! Match not exhaustive.
//! names: Colour
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(colour: types::Colour) {
    match colour {
        types::Colour::Red => {}
        types::Colour::Green => {}
    }
}

fn main() {}
