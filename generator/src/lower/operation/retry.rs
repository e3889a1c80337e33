//! Retries: `x-truespec-retry` and `x-truespec-idempotency-key`.

use crate::diagnostic::code;
use crate::document::{Endpoint, Operation, vocabulary};
use crate::lower::Lowering;

impl Lowering<'_> {
    /// Returns whether an operation may be sent twice; `None` if that is not declared.
    pub(in crate::lower) fn repeatable(
        &mut self,
        endpoint: &Endpoint,
        published: &Operation,
    ) -> Option<bool> {
        let declared = published.retry.as_ref()?;
        if declared.as_bool().is_none() {
            self.report_once(
                &code::RETRY_UNFIT,
                &endpoint.pointer.join(vocabulary::RETRY),
                format!("`{declared}` is not a boolean; ignored"),
            );
        }
        declared.as_bool()
    }

    /// Returns the name of the header for a key that is unique to each call.
    pub(in crate::lower) fn idempotency_key(
        &mut self,
        endpoint: &Endpoint,
        published: &Operation,
    ) -> Option<String> {
        let declared = published.idempotency_key.as_ref()?;
        let name = declared.as_str().filter(|name| is_header(name));
        if name.is_none() {
            self.report_once(
                &code::IDEMPOTENCY_KEY_UNFIT,
                &endpoint.pointer.join(vocabulary::IDEMPOTENCY_KEY),
                format!("`{declared}` is not a header name; ignored"),
            );
        }
        name.map(str::to_owned)
    }
}

/// Returns true for a token of RFC 9110, section 5.6.2.
fn is_header(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
