//! The catalogue of diagnostics: every code once, in order, with something to say.

use truespec::diagnostic::code::ALL;

#[test]
fn codes_are_unique_ordered_and_explained() {
    let ids: Vec<_> = ALL.iter().map(|code| code.id).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    for code in ALL {
        let number = code.id.strip_prefix("TS").and_then(|number| number.parse::<u16>().ok());
        assert!(number.is_some_and(|number| (100..1000).contains(&number)), "{}", code.id);
        assert!(!code.title.is_empty() && !code.hint.is_empty() && code.explain.len() > 40, "{}", code.id);
        assert!(
            !code.title.ends_with('.') && !code.hint.ends_with('.') && code.explain.ends_with('.'),
            "{}",
            code.id
        );
    }
}
