//! Words of names that have a role: verbs, prepositions, and words that say nothing.

use super::singular::is_plural;

/// Verbs that begin names, whatever the group is called.
const VERBS: [&str; 38] = [
    "get", "list", "create", "update", "delete", "add", "remove", "set", "put", "patch", "retrieve", "find",
    "fetch", "read", "edit", "modify", "replace", "upsert", "insert", "destroy", "show", "query", "count",
    "enable", "disable", "start", "stop", "cancel", "send", "upload", "download", "describe", "head",
    "options", "check", "validate", "search", "post",
];

/// Verbs at the end of a path: `POST /runs/{id}/cancel` cancels a run.
const ACTIONS: [&str; 58] = [
    "accept",
    "acknowledge",
    "activate",
    "approve",
    "archive",
    "assign",
    "attach",
    "authorize",
    "block",
    "cancel",
    "capture",
    "clone",
    "close",
    "complete",
    "confirm",
    "connect",
    "convert",
    "copy",
    "deactivate",
    "decline",
    "detach",
    "disable",
    "disconnect",
    "download",
    "duplicate",
    "enable",
    "execute",
    "export",
    "finalize",
    "import",
    "invite",
    "login",
    "logout",
    "merge",
    "open",
    "pause",
    "publish",
    "reactivate",
    "reboot",
    "refresh",
    "refund",
    "reject",
    "rename",
    "reopen",
    "resend",
    "restart",
    "restore",
    "resume",
    "retry",
    "revoke",
    "rotate",
    "run",
    "send",
    "start",
    "stop",
    "suspend",
    "sync",
    "verify",
];

/// Verbs that are no nouns: what follows is done something with, even if it is a plural.
const PLAIN_VERBS: [&str; 28] = [
    "apply",
    "calculate",
    "compute",
    "count",
    "create",
    "delete",
    "describe",
    "destroy",
    "enqueue",
    "evaluate",
    "fetch",
    "generate",
    "get",
    "initialize",
    "insert",
    "invalidate",
    "mark",
    "modify",
    "normalize",
    "recalculate",
    "remove",
    "retrieve",
    "submit",
    "unassign",
    "unlink",
    "unsubscribe",
    "upsert",
    "validate",
];

/// Words that relate what follows to what stands before; one at the end of a name says nothing.
const PREPOSITIONS: [&str; 22] = [
    "for", "of", "by", "to", "from", "with", "at", "as", "into", "per", "via", "under", "between", "within",
    "about", "against", "without", "using", "in", "on", "onto", "through",
];

/// Words of groups that are never cut from names.
const NEVER_CUT: [&str; 8] = ["and", "or", "not", "the", "a", "an", "all", "id"];

/// Words that name no thing of an API: all its paths may have them.
const NOISE: [&str; 5] = ["api", "apis", "rest", "restapi", "openapi"];

/// Plurals that name one thing, so that getting them is no list.
const ONE_THING: [&str; 31] = [
    "settings",
    "stats",
    "statistics",
    "details",
    "metrics",
    "credentials",
    "permissions",
    "preferences",
    "options",
    "limits",
    "capabilities",
    "insights",
    "totals",
    "contents",
    "analytics",
    "diagnostics",
    "terms",
    "defaults",
    "properties",
    "statuses",
    "quotas",
    "earnings",
    "savings",
    "summaries",
    "specs",
    "docs",
    "params",
    "features",
    "controls",
    "news",
    "series",
];

/// Returns true for a verb that begins a name of an operation. `post` and `list` are nouns as well.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
}

/// Returns true for a verb at the end of a path.
pub(super) fn is_action(word: &str) -> bool {
    ACTIONS.contains(&word)
}

/// Returns true for a verb at the end of a path, alone or with what it is done with: `count_tokens`. With a plural, most
/// verbs are nouns as well, and the path is a collection: `export_jobs`.
pub(super) fn is_action_phrase(words: &[String]) -> bool {
    match words {
        [verb] => is_action(verb),
        [verb, .., last] => {
            PLAIN_VERBS.contains(&verb.as_str()) || is_action(verb) && !is_plural(last) && !is_noise(last)
        }
        [] => false,
    }
}

/// Returns true for a preposition.
pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

/// Returns true for a word that is never cut from a name, whatever its group is called.
pub(super) fn is_never_cut(word: &str) -> bool {
    is_preposition(word) || NEVER_CUT.contains(&word)
}

/// Returns true for `a`, `an` and `the`.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

/// Returns true for `and` and `or`.
pub(super) fn is_conjunction(word: &str) -> bool {
    matches!(word, "and" | "or")
}

/// Returns true for a plural that names one thing.
pub(super) fn is_one_thing(plural: &str) -> bool {
    ONE_THING.contains(&plural)
}

/// Returns true for a word that says nothing at the beginning of a path or an id: `api`, `v1`.
pub(super) fn is_noise(word: &str) -> bool {
    NOISE.contains(&word) || is_version(word)
}

/// Returns true for a version: `v1`, `v2beta1`.
pub(super) fn is_version(word: &str) -> bool {
    let rest = word.strip_prefix('v').unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit())
        && rest
            .split(|c: char| c.is_ascii_digit())
            .all(|part| matches!(part, "" | "alpha" | "beta" | "rc" | "p" | "preview"))
}
