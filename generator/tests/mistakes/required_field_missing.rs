//! Required field missing.
//! names: password, NewUserRequired
#![allow(unused)]

use shop::{Client, Error, types};

fn mistake(client: &Client) {
    let _ = types::NewUser::new(types::NewUserRequired { email: "a".to_owned() });
}

fn main() {}
