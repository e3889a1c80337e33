//! Access to the global object of a JavaScript host.

use web_sys::js_sys::{self, Function, Reflect};
use web_sys::wasm_bindgen::JsCast;

/// A global function; `None` if the host does not have it.
pub(crate) fn function(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()
}
