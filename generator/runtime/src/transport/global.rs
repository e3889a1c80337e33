//! What a JavaScript host has in its global object.

use web_sys::js_sys::{self, Function, Reflect};
use web_sys::wasm_bindgen::JsCast;

/// A function that every host has, whatever else it is.
pub(crate) fn function(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()
}
