//! One request with its answer, and the operation that it is of.

use serde_json::Value;

use crate::lint::{Operation, operations_of};

/// A recorded exchange; headers are never read, as they hold credentials.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// In capitals.
    pub method: String,
    /// The path of the URL, without query and fragment.
    pub path: String,
    /// The status.
    pub status: u16,
    /// The answer, if it is JSON.
    pub body: Option<Value>,
}

impl Exchange {
    /// From the parts that a recording gives; none where the URL has no path.
    pub(super) fn new(method: &str, url: &str, status: u64, body: Option<Value>) -> Option<Self> {
        let rest =
            url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        let path = rest.split(['?', '#']).next()?.trim_start_matches('/');
        let status = u16::try_from(status).ok()?;
        Some(Self { method: method.to_uppercase(), path: format!("/{path}"), status, body })
    }

    /// The operation whose path fits the end of this one; of several, the one with the most that is literal.
    pub(super) fn operation<'d>(&self, document: &'d Value) -> Option<Operation<'d>> {
        let own: Vec<&str> = self.path.split('/').filter(|part| !part.is_empty()).collect();
        let fit = |operation: &Operation<'_>| {
            let template: Vec<&str> = operation.path.split('/').filter(|part| !part.is_empty()).collect();
            let tail = own.get(own.len().checked_sub(template.len())?..)?;
            let fits =
                template.iter().zip(tail).all(|(template, part)| template.contains('{') || template == part);
            let literal = template.iter().filter(|part| !part.contains('{')).count();
            fits.then_some((template.len(), literal))
        };
        let same = operations_of(document)
            .into_iter()
            .filter(|operation| operation.method.eq_ignore_ascii_case(&self.method));
        same.filter_map(|operation| Some((fit(&operation)?, operation)))
            .max_by_key(|(fit, _)| *fit)
            .map(|(_, operation)| operation)
    }
}
