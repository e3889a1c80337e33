//! Patterns as ECMA 262 reads them and as the emitted crates' engine does: the same texts match, or the pattern is refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use regex_lite::Regex;
use truespec::base::pattern::translate;

/// A pattern, texts that it matches, and texts that it does not.
const CASES: &[(&str, &[&str], &[&str])] = &[
    ("^[a-z]+$", &["abc"], &["", "aBc", "abc\n"]),
    ("b", &["abc"], &["ac"]), // not anchored
    ("^.$", &["a", "é", "\u{85}"], &["\n", "\r", "\u{2028}", "ab"]),
    (r"^\d{2,3}$", &["12", "123"], &["1", "٣٣"]),
    (r"^\w+$", &["a_1"], &["é", "a-b"]),
    (r"^\s$", &[" ", "\u{a0}", "\u{feff}", "\u{2003}", "\u{b}"], &["a", "\u{85}"]),
    (r"^\S+$", &["abc"], &["a b", "a\u{a0}b"]),
    (r"^[\s\d]+$", &["1 2\u{3000}"], &["a"]),
    (r"^[\w-.]+$", &["a-b.c"], &["a b"]),
    (r"^[\w.-]+@[\w-]+\.\w+$", &["a.b-c@d-e.fg"], &["a@b", "@b.c"]),
    (r"^[^\w-]$", &["é", "."], &["-", "a"]),
    (r"^[[a]+$", &["[a["], &["b"]),
    (r"^[a&&b~~c]+$", &["a&~"], &["d"]),
    (r"^[a^]+$", &["a^"], &["b"]),
    (r"^<[\s\S]*?>[\W\w]$", &["<a\n\u{a0}>\n"], &["<a", "<>"]),
    (r"^[^]$", &["a", "\n"], &[""]),
    (r"^{.*}$", &["{}", "{a}"], &["a"]),
    (r"^a{,3}$", &["a{,3}"], &["aa"]),
    (r"^a{2}$", &["aa"], &["a"]),
    ("^]$", &["]"], &["a"]),
    (r"^\/a\-b\_\@$", &["/a-b_@"], &["ab"]),
    (r"^\u00e9\x41$", &["éA"], &["e"]),
    (r"^\ud83d\ude00$", &["😀"], &["x"]),
    (r"^\u{1F600}$", &["😀"], &["x"]),
    (r"^[\u4e00-\u9fff]+$", &["漢字"], &["kana かな"]),
    (r"^(?:a|b)(?<tail>c)?$", &["a", "bc"], &["c"]),
    (r"^a+?b*?$", &["aab"], &["c"]),
    (r"\bcat\b", &["a cat!"], &["concat"]),
    (r"^[\b]\t\cJ\0$", &["\u{8}\t\n\0"], &["b"]),
    (r"^#[0-9a-fA-F]{6}$", &["#00ff7A"], &["#00ff7"]),
    (r"^(\([0-9]{3}\))?[0-9]{3}-[0-9]{4}$", &["555-1212", "(888)555-1212"], &["(888)555"]),
    (r#"^[^<>:;,?\"*|/]+$"#, &["name"], &["a/b", "a\"b"]),
    (r"^\$[A-Z]+\.\*$", &["$A.*"], &["$A.b"]),
];

/// Patterns without a counterpart, and a word of the reason.
const REFUSED: &[(&str, &str)] = &[
    ("^(?=.*[A-Z]).+$", "(?=…)"),
    ("^(?!x)", "(?!…)"),
    ("(?<=a)b", "(?<=…)"),
    ("(?<!a)b", "(?<!…)"),
    (r"^(a)\1$", r"`\1`"),
    (r"^\p{L}+$", r"`\p`"),
    (r"\A[a-z]\z", r"`\A`"),
    (r"\ud83d", "unpaired surrogate"),
    (r"[+--]", "`--`"),
    (r"[\S]", r"`\S`"),
    ("[]", "no character"),
    ("(", ""),
    (r"a\", "backslash"),
    ("[a", "unclosed class"),
    ("x{100000000}", ""),
];

#[test]
fn the_same_texts_match() {
    for (pattern, kept, broken) in CASES {
        let translated = translate(pattern).unwrap_or_else(|reason| panic!("{pattern}: {reason}"));
        let regex = Regex::new(&translated).unwrap();
        for text in *kept {
            assert!(regex.is_match(text), "{pattern} ({translated}) matches {text:?}");
        }
        for text in *broken {
            assert!(!regex.is_match(text), "{pattern} ({translated}) does not match {text:?}");
        }
    }
}

#[test]
fn what_has_no_counterpart_is_refused() {
    for (pattern, word) in REFUSED {
        let reason = translate(pattern).expect_err(pattern);
        assert!(reason.contains(word), "{pattern}: {reason}");
    }
}

#[test]
fn what_is_the_same_stays_as_it_is() {
    for pattern in ["^[a-z0-9_-]+$", r"^\d{4}-\d{2}$", "^(a|b)*$", "^[A-Z]{2,}$"] {
        assert_eq!(translate(pattern).unwrap(), pattern);
    }
}
