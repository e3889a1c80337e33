//! Credentials that were seen, which are taken out wherever they come up again.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::VecDeque;

/// Shorter values that only look like credentials are too common to be searched for elsewhere, in bytes.
pub const MIN: usize = 6;

/// The most credentials that are searched for, the last ones.
const MAX: usize = 500;

/// Credentials in every form in which they may be written.
#[derive(Debug, Default)]
pub struct Known {
    /// In the order in which they were seen last.
    recent: VecDeque<String>,
    /// The longest first, as one may be the beginning of another.
    forms: Vec<String>,
}

impl Known {
    /// Remembers what is likely a credential.
    pub fn suspect(&mut self, value: &str) {
        if value.len() >= MIN {
            self.add(value);
        }
    }

    /// Remembers a credential.
    pub fn add(&mut self, value: &str) {
        if value.is_empty() {
            return;
        }
        match self.recent.iter().position(|known| known == value) {
            Some(at) => drop(self.recent.remove(at)),
            None => self.search([value.to_owned()]),
        }
        self.recent.push_back(value.to_owned());
        if self.recent.len() > MAX {
            self.recent.pop_front();
            self.forms.clear();
            self.search(self.recent.clone());
        }
    }

    fn search(&mut self, values: impl IntoIterator<Item = String>) {
        self.forms.extend(values.into_iter().flat_map(|value| forms(&value)));
        self.forms.sort_unstable_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        self.forms.dedup();
    }

    /// Replaces the credentials in a text.
    pub fn replaced(&self, mut text: String, by: &str) -> String {
        for form in self.forms.iter().filter(|form| form.as_str() != by) {
            if text.contains(form.as_str()) {
                text = text.replace(form.as_str(), by);
            }
        }
        text
    }
}

fn forms(value: &str) -> Vec<String> {
    let mut forms = encoded(value).to_vec();
    forms.push(value.to_owned());
    // As a text within a text of JSON.
    let quoted = serde_json::Value::from(value).to_string();
    forms.push(quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned());
    forms
}

/// Returns how a value may be written in a query or in a form.
fn encoded(value: &str) -> [String; 3] {
    /// What forms leave as it is (URL standard).
    const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');
    /// What is unreserved in URLs (RFC 3986).
    const URL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'~').remove(b'-').remove(b'.').remove(b'_');
    let [form, url] = [FORM, URL].map(|plain| utf8_percent_encode(value, plain).to_string());
    [form.replace("%20", "+"), url.replace("%20", "+"), url]
}
