//! Singulars of English nouns: rules, and a table of the words that they do not fit.

/// Plurals that no rule fits, with their singulars.
const IRREGULAR: [(&str, &str); 50] = [
    ("people", "person"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("indices", "index"),
    ("matrices", "matrix"),
    ("vertices", "vertex"),
    ("appendices", "appendix"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("shelves", "shelf"),
    ("halves", "half"),
    ("wolves", "wolf"),
    ("analyses", "analysis"),
    ("diagnoses", "diagnosis"),
    ("hypotheses", "hypothesis"),
    ("theses", "thesis"),
    ("crises", "crisis"),
    ("synopses", "synopsis"),
    ("parentheses", "parenthesis"),
    ("emphases", "emphasis"),
    ("syntheses", "synthesis"),
    ("ellipses", "ellipsis"),
    ("quizzes", "quiz"),
    ("heroes", "hero"),
    ("potatoes", "potato"),
    ("tomatoes", "tomato"),
    ("echoes", "echo"),
    ("vetoes", "veto"),
    ("cargoes", "cargo"),
    ("menus", "menu"),
    ("apis", "api"),
    ("kpis", "kpi"),
    ("uris", "uri"),
    ("emojis", "emoji"),
    ("taxis", "taxi"),
    ("wikis", "wiki"),
    ("skis", "ski"),
    ("guis", "gui"),
    ("clis", "cli"),
    ("pois", "poi"),
    ("gases", "gas"),
    ("lenses", "lens"),
];

/// Singulars that end in `s`; their plural adds `es`.
const SINGULAR_S: [&str; 27] = [
    "status",
    "alias",
    "atlas",
    "bias",
    "canvas",
    "virus",
    "bonus",
    "campus",
    "bus",
    "census",
    "corpus",
    "focus",
    "consensus",
    "nexus",
    "surplus",
    "plus",
    "minus",
    "radius",
    "genius",
    "iris",
    "syllabus",
    "terminus",
    "prospectus",
    "apparatus",
    "christmas",
    "abacus",
    "walrus",
];

/// Words that end in `s` and have no other form.
const UNCOUNTABLE: [&str; 40] = [
    "series",
    "species",
    "news",
    "means",
    "dns",
    "sms",
    "mms",
    "aws",
    "gps",
    "tls",
    "ios",
    "macos",
    "cors",
    "https",
    "kubernetes",
    "jenkins",
    "analytics",
    "diagnostics",
    "logistics",
    "graphics",
    "physics",
    "mathematics",
    "chaos",
    "cosmos",
    "kudos",
    "ethos",
    "texas",
    "kansas",
    "dallas",
    "saas",
    "paas",
    "iaas",
    "was",
    "has",
    "always",
    "perhaps",
    "gas",
    "lens",
    "windows",
    "redis",
];

/// Words in `-ie`; other plurals in `-ies` are of words in `-y`.
const ENDING_IE: [&str; 20] = [
    "cookie", "movie", "tie", "pie", "lie", "die", "zombie", "selfie", "calorie", "hoodie", "rookie",
    "genie", "prairie", "brownie", "smoothie", "foodie", "freebie", "newbie", "pixie", "goalie",
];

/// Words in `-che` and `-xe`; other plurals in `-ches` and `-xes` are of words without the `e`.
const ENDING_CHE: [&str; 8] =
    ["cache", "niche", "ache", "headache", "avalanche", "moustache", "psyche", "axe"];

/// Plurals of three letters; other words of that length end in `s` by themselves.
const SHORT: [&str; 6] = ["ids", "ads", "vms", "ips", "dbs", "pcs"];

/// Returns the singular of a text whose last word is a plural; other texts stay the same.
pub fn singular(text: &str) -> String {
    let start = text
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (before, whole) = text.split_at(start);
    // In `listOrderItems` the last word begins with its capital.
    let is_hump = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    let hump = whole.as_bytes().windows(2).rposition(is_hump);
    let (first, word) = whole.split_at(hump.map_or(0, |at| at + 1));
    format!("{before}{first}{}", singular_word(word))
}

/// Returns true if a word is a plural.
pub fn is_plural(word: &str) -> bool {
    singular_word(word) != word
}

fn singular_word(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    if word.len() < 3 || UNCOUNTABLE.contains(&&*lower) || SINGULAR_S.contains(&&*lower) {
        return word.to_owned();
    }
    if let Some((plural, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == lower) {
        let same = plural.bytes().zip(singular.bytes()).take_while(|(a, b)| a == b).count();
        return format!("{}{}", &word[..same], &singular[same..]);
    }
    let (cut, ending) = ending(&lower);
    format!("{}{ending}", &word[..word.len() - cut])
}

/// Returns how many letters a plural loses, and what it gets instead.
fn ending(lower: &str) -> (usize, &'static str) {
    let without = |cut: usize| &lower[..lower.len() - cut];
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    match () {
        () if !lower.ends_with('s')
            || ends(&["ss", "us", "is", "'s"])
            || lower.len() < 4 && !ends(&SHORT) =>
        {
            (0, "")
        }
        () if lower.ends_with("ies") && lower.len() > 4 && !ENDING_IE.contains(&without(1)) => (3, "y"),
        () if ends(&["sses", "shes", "tzes", "zzes"]) => (2, ""),
        () if ends(&["ches", "xes"]) && !ENDING_CHE.contains(&without(1)) => (2, ""),
        () if lower.ends_with("ses") && SINGULAR_S.contains(&without(2)) => (2, ""),
        () => (1, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn singulars_are_words() {
        for (plural, expected) in [
            ("cookies", "cookie"),
            ("movies", "movie"),
            ("queries", "query"),
            ("status", "status"),
            ("statuses", "status"),
            ("alias", "alias"),
            ("aliases", "alias"),
            ("databases", "database"),
            ("responses", "response"),
            ("licenses", "license"),
            ("addresses", "address"),
            ("caches", "cache"),
            ("batches", "batch"),
            ("boxes", "box"),
            ("sizes", "size"),
            ("quizzes", "quiz"),
            ("indices", "index"),
            ("people", "person"),
            ("children", "child"),
            ("apis", "api"),
            ("analysis", "analysis"),
            ("analyses", "analysis"),
            ("series", "series"),
            ("news", "news"),
            ("shoes", "shoe"),
            ("archives", "archive"),
            ("ids", "id"),
            ("data", "data"),
            ("order rules", "order rule"),
            ("userAddresses", "userAddress"),
            ("Categories", "Category"),
            ("URLs", "URL"),
            ("ties", "tie"),
            ("schemas", "schema"),
            ("photos", "photo"),
            ("größen", "größen"),
            ("s", "s"),
            ("", ""),
        ] {
            assert_eq!(singular(plural), expected, "{plural}");
        }
    }
}
