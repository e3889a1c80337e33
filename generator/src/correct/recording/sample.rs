//! Keeps the exchanges of a recording within a limit of memory, some of each operation.

use std::collections::BTreeMap;

use super::exchange::{Body, Exchange, Message};
use super::form::FormValue;
use crate::base::weight::{BYTES_PER_VALUE, weight};

/// From this many values on (about 60 MB), only operations with few exchanges get further ones.
const FULL: usize = 400_000;

/// From this many values on nothing more is kept.
const MOST: usize = 700_000;

/// The exchanges that every operation and status may have although much is kept.
const FEW: usize = 20;

/// The exchanges that are kept.
#[derive(Debug, Default)]
pub struct Samples {
    exchanges: Vec<Exchange>,
    weight: usize,
    /// The number kept by method, path without values, and status.
    kept: BTreeMap<(String, String, u16), usize>,
}

impl Samples {
    /// Keeps an exchange; returns false if there is no room for it.
    pub fn add(&mut self, exchange: Exchange) -> bool {
        let own = exchange_weight(&exchange);
        let key = (exchange.method.clone(), exchange.template(), exchange.status);
        let kept = self.kept.entry(key).or_default();
        let after = self.weight.saturating_add(own);
        if after > MOST || (after > FULL && *kept >= FEW) {
            return false;
        }
        *kept += 1;
        self.weight = after;
        self.exchanges.push(exchange);
        true
    }

    /// Returns the exchanges in their order.
    pub fn into_exchanges(self) -> Vec<Exchange> {
        self.exchanges
    }
}

fn exchange_weight(exchange: &Exchange) -> usize {
    let pairs = exchange.query.len() + exchange.request_headers.len() + exchange.response_headers.len();
    let texts = exchange.path.len() / BYTES_PER_VALUE;
    8 + pairs * 2 + texts + message_weight(&exchange.request) + message_weight(&exchange.response)
}

fn message_weight(message: &Message) -> usize {
    let field = |(name, value): &(String, FormValue)| {
        let length = match value {
            FormValue::Text(text) => text.len(),
            FormValue::File { .. } => 0,
        };
        2 + (name.len() + length) / BYTES_PER_VALUE
    };
    match &message.body {
        Body::Json(value) => weight(value),
        Body::Text(text) => 1 + text.len() / BYTES_PER_VALUE,
        Body::Form(fields) => fields.iter().map(field).sum(),
        Body::Empty | Body::Unknown | Body::Bytes(_) => 1,
    }
}
