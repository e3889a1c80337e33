//! What an operation says about being sent more than once: `x-truespec-retry` and `x-truespec-idempotency-key`.

use openapiv3::Operation as Published;

use crate::diagnostic::code;
use crate::lower::Lowering;
use crate::resolve::Endpoint;

const RETRY: &str = "x-truespec-retry";
const KEY: &str = "x-truespec-idempotency-key";

impl Lowering<'_> {
    /// Whether it may be sent twice, where that is said.
    pub(in crate::lower) fn repeatable(
        &mut self,
        endpoint: &Endpoint,
        published: &Published,
    ) -> Option<bool> {
        let said = published.extensions.get(RETRY)?;
        if said.as_bool().is_none() {
            self.note(
                &code::RETRY_UNFIT,
                &endpoint.pointer.join(RETRY),
                format!("`{said}` is neither true nor false"),
            );
        }
        said.as_bool()
    }

    /// The header that carries a key of each call's own.
    pub(in crate::lower) fn idempotency_key(
        &mut self,
        endpoint: &Endpoint,
        published: &Published,
    ) -> Option<String> {
        let said = published.extensions.get(KEY)?;
        let name = said.as_str().filter(|name| is_header(name));
        if name.is_none() {
            self.note(
                &code::IDEMPOTENCY_KEY_UNFIT,
                &endpoint.pointer.join(KEY),
                format!("`{said}` is no name of a header"),
            );
        }
        name.map(str::to_owned)
    }
}

/// A token of RFC 9110, section 5.6.2.
fn is_header(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
