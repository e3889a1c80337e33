//! Json for a free form object.
//! names: 
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::NewItem::new("a", 1).data(serde_json::json!({"b": 1, "a": 2}));
}

fn main() {}
