// A program over the types of one document: reads a line a value, decodes and encodes it, prints what became of it.
//
// In: `<form>\t<JSON>`; out: `ok\t<kept>\t<JSON>` or `failed\t<what it says>`. `form` is an index into FORMS; `kept` shows
// the first value that no variant was found for (it is kept as it came). With `--text` the values go through JSON text,
// as a client's do; without, through `serde_json::Value`, which unions need anyway: half of the code to compile.
#![allow(dead_code, deprecated, unused_imports, unused_macros, reason = "only what types need is called")]

mod runtime;
mod types;
@REEXPORTS@

use runtime::json::codec::{Wire, from_slice, from_value, to_value, to_vec};
use serde_json::Value;
use std::fmt::Debug;
use std::io::{BufRead, Write};

type Turn = fn(&[u8]) -> Result<(String, Vec<u8>), serde_json::Error>;

const FORMS: &[Turn] = &[
@FORMS@
];

/// Decodes a value and encodes it again.
fn turn<T: Wire + Debug>(text: &[u8]) -> Result<(String, Vec<u8>), serde_json::Error> {
    #[cfg(text)]
    let (value, out) = {
        let value = from_slice::<T>(text)?;
        let out = to_vec(&value)?;
        (value, out)
    };
    #[cfg(not(text))]
    let (value, out) = {
        let value = from_value::<T>(&serde_json::from_slice::<Value>(text)?)?;
        let out = to_value(&value)?;
        (value, serde_json::to_vec(&out)?)
    };
    Ok((kept(&format!("{value:?}")), out))
}

/// The first value in an open variant, shortened.
fn kept(debug: &str) -> String {
    let kinds = ["Object {", "Array [", "String(", "Number(", "Bool(", "Null)"];
    let mut found = debug.split("Unknown(").skip(1).filter(|rest| kinds.iter().any(|kind| rest.starts_with(kind)));
    found.next().map(|rest| rest.chars().take(80).collect()).unwrap_or_default()
}

/// Deep values and large unions need more than the main thread's stack in a build without optimisation.
fn main() {
    let work = std::thread::Builder::new().stack_size(256 << 20).spawn(lines);
    work.expect("a thread").join().expect("no panic").expect("standard input and output");
}

fn lines() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (form, text) = line.split_once('\t').unwrap_or_default();
        let form = form.parse::<usize>().ok().and_then(|form| FORMS.get(form));
        match form.map(|turn| turn(text.as_bytes())) {
            Some(Ok((kept, json))) => {
                write!(out, "ok\t{kept}\t")?;
                out.write_all(&json)?;
                writeln!(out)?;
            }
            Some(Err(error)) => writeln!(out, "failed\t{}", error.to_string().replace('\n', " "))?,
            None => writeln!(out, "failed\tno such form")?,
        }
    }
    out.flush()
}
