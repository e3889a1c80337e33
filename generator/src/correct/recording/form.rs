//! The fields of recorded forms.

use super::secret::Secrets;

pub(crate) use crate::correct::recorded::form::{FormValue, multipart};

/// Reads a urlencoded form.
pub(crate) fn urlencoded(text: &str) -> Vec<(String, FormValue)> {
    let pairs = form_urlencoded::parse(text.trim().as_bytes()).into_owned();
    pairs.map(|(name, value)| (name, FormValue::Text(value))).collect()
}

/// Empties the values of fields that look like credentials.
pub(crate) fn without_secrets(
    mut fields: Vec<(String, FormValue)>,
    secrets: &Secrets,
) -> Vec<(String, FormValue)> {
    for (name, value) in &mut fields {
        if let FormValue::Text(text) = value
            && secrets.holds(name)
        {
            text.clear();
        }
    }
    fields
}
