//! Exact numbers, and numbers that are sent as strings.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use serde_json::json;
use truespec_runtime::runtime::json::codec::{Wire, from_slice, from_value, to_value, to_vec};
use truespec_runtime::runtime::scalar::{Decimal, Quoted};

fn rewritten<T: Wire>(text: &str) -> String {
    match from_slice::<T>(text.as_bytes()) {
        Ok(value) => String::from_utf8(to_vec(&value).unwrap()).unwrap(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn digits() {
    for text in [
        "0",
        "-0.10",
        "1.50",
        "12345678901234567890.123456789012345678901234567890",
        "115792089237316195423570985008687907853269984665640564039457584007913129639935",
        "1e-7",
        "2E+400",
    ] {
        assert_eq!(rewritten::<Decimal>(text), text);
        assert_eq!(rewritten::<Vec<Option<Decimal>>>(&format!("[{text},null]")), format!("[{text},null]"));
        assert_eq!(rewritten::<Decimal>(&format!("\"{text}\"")), text, "in a string");
    }
    for text in ["", "1,5", "01", "1.", "+1", "NaN"] {
        assert_eq!(
            rewritten::<Decimal>(&format!("\"{text}\"")),
            format!("invalid value: `{text}`, expected a number")
        );
    }
}

#[test]
fn decimals_in_rust() {
    let price: Decimal = "12.50".parse().unwrap();
    assert_eq!((price.as_str(), price.to_string(), price.to_f64()), ("12.50", "12.50".to_owned(), 12.5));
    assert_eq!(price.parse::<rust_decimal::Decimal>().unwrap().to_string(), "12.50");
    assert_eq!(Decimal::from(u128::MAX).parse::<u128>().unwrap(), u128::MAX);
    assert!(Decimal::from(u128::MAX).parse::<i64>().is_err());
    assert_eq!(Decimal::try_from(0.1).unwrap().as_str(), "0.1");
    assert!(Decimal::try_from(f64::NAN).is_err());
    assert!("1.2.3".parse::<Decimal>().is_err());
    assert_eq!(to_value(&price).unwrap(), json!(12.5));
    assert_eq!(from_value::<Decimal>(&json!(0.25)).unwrap().as_str(), "0.25");
}

#[test]
fn decimals_of_rust_decimal() {
    use rust_decimal::Decimal;
    for (text, expected) in [
        ("12.50", "12.50"),
        ("\"12.50\"", "12.50"),
        ("1e-7", "0.0000001"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
    ] {
        assert_eq!(rewritten::<Decimal>(text), expected);
    }
    let long = "0.12345678901234567890123456789012345";
    let error = rewritten::<Decimal>(long);
    assert!(
        error.starts_with(&format!("invalid value: `{long}`, expected a number of 28 digits")),
        "{error}"
    );
    assert_eq!(Quoted::<Decimal>::from(long).get(), None);
    assert_eq!(Quoted::<Decimal>::from("12.50").get(), Some(Decimal::new(1250, 2)));
}

#[test]
fn quoted() {
    for text in ["\"5\"", "\"007\"", "\"9223372036854775807\"", "\"\"", "\"soon\""] {
        assert_eq!(rewritten::<Quoted<i64>>(text), text);
    }
    assert_eq!(rewritten::<Quoted<i64>>("5"), "\"5\"");
    assert_eq!(rewritten::<Quoted<f64>>("0.1"), "\"0.1\"");
    assert_eq!(
        rewritten::<Quoted<i64>>("[]"),
        "invalid type: sequence, expected a number in a string at line 1 column 2"
    );
    assert_eq!(Quoted::<i64>::from(5).get(), Some(5));
    assert_eq!(Quoted::<i64>::from(" 007 ").get(), Some(7));
    assert_eq!(Quoted::<i32>::from("2147483648").get(), None);
    assert_eq!(Quoted::<Decimal>::from("1.50").get().unwrap().as_str(), "1.50");
    assert_eq!(format!("{:>3}|{:?}", Quoted::<u64>::from(5), Quoted::<u64>::from("x")), "  5|Quoted(\"x\")");
    assert_eq!(serde_json::from_str::<Quoted<u64>>("\"5\"").unwrap(), Quoted::from(5));
}
