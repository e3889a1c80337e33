//! What a browser calls: a request goes in as JSON in the memory of the module, and the answer comes out the same way.
//!
//! ```text
//! pointer = allocate(length); write the request there
//! answer = run(pointer, length), which also frees the request
//! read the answer; release(answer)
//! ```
//!
//! A text is passed as one number: its address in the upper 32 bits, its length in the lower ones.

use std::panic;
use std::sync::Mutex;

use truespec::playground::{self, Base};

/// What the last panic said. A panic ends the module: whoever called it starts another one.
static PANIC: Mutex<String> = Mutex::new(String::new());

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    /// Fills memory with random bytes.
    fn random(to: *mut u8, length: usize);
}

/// Where hash tables get their seed from: a document must not be able to choose names that fill one slot.
///
/// # Safety
/// `to` is the address of `length` bytes.
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(to: *mut u8, length: usize) -> Result<(), getrandom::Error> {
    // Safety: the memory is the caller's.
    unsafe { random(to, length) };
    Ok(())
}

/// Makes room for a request.
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Answers the request at an address that [`allocate`] returned, and frees it.
///
/// # Safety
/// The address and the length are those of [`allocate`], and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(request: *mut u8, length: usize) -> u64 {
    panic::set_hook(Box::new(|info| {
        if let Ok(mut last) = PANIC.lock() {
            *last = info.to_string();
        }
    }));
    // Safety: see above.
    let request = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(request, length)) };
    let request = String::from_utf8_lossy(&request);
    let answer = playground::run(&request, &Base::alone()).into_boxed_str().into_boxed_bytes();
    let length = answer.len();
    packed(Box::into_raw(answer).cast(), length)
}

/// Frees an answer.
///
/// # Safety
/// The address and the length are those of an answer of [`run`], and are used once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(answer: *mut u8, length: usize) {
    // Safety: see above.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(answer, length)) });
}

/// Returns what the last panic said; it is valid until the module is called again.
#[unsafe(no_mangle)]
pub extern "C" fn last_panic() -> u64 {
    PANIC.lock().map_or(0, |last| packed(last.as_ptr(), last.len()))
}

fn packed(address: *const u8, length: usize) -> u64 {
    ((address.addr() as u64) << 32) | length as u64
}
