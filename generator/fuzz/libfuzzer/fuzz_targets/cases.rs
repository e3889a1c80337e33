//! Bytes as a document, through the target that the first byte names: what libFuzzer finds is judged as the driver judges.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truespec_fuzz::target::{Input, Target};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else { return };
    let target = Target::ALL[usize::from(*first) % Target::ALL.len()];
    let input = Input::of_text(String::from_utf8_lossy(text).into_owned());
    if let Err(finding) = target.try_on(&input) {
        panic!("{target:?}: {finding}");
    }
});
