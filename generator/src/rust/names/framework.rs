//! Cuts from the id of an operation what a framework wrote around the name of its function.

use super::place::{Place, one_of};
use super::vocabulary::{is_action, is_article, is_noise, is_verb, is_version};

/// What is left of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Core {
    /// Words that a person chose.
    Chosen(Vec<String>),
    /// Nothing but the path, and a verb for what is done with it, or the method.
    Path(Option<Vec<String>>),
}

/// Methods of HTTP in ids.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The actions that Django REST framework adds to a path.
const DJANGO_ACTIONS: [&[&str]; 10] = [
    &["partial", "update"],
    &["bulk", "update"],
    &["list"],
    &["retrieve"],
    &["create"],
    &["update"],
    &["destroy"],
    &["delete"],
    &["read"],
    &["get"],
];

/// Cuts the index that NestJS adds to the id of a method with several routes: `UsersController_list[0]`.
pub(super) fn without_index(id: &str) -> &str {
    let parts = id.strip_suffix(']').and_then(|id| id.rsplit_once('['));
    let is_index = |index: &str| !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
    parts.filter(|(id, index)| !id.is_empty() && is_index(index)).map_or(id, |(id, _)| id)
}

/// Returns the core of an id, given as it is and in words.
pub(super) fn core(id: &str, words: &[String], place: &Place) -> Core {
    let words = without_method(id, without_controller(words), place);
    let paths = place.written();
    let is_path = |words: &[String]| paths.iter().any(|path| same(path, words));
    // `getUsersById`, `users_get`
    let (first, last) = (words.first(), words.last());
    let by_method = first == Some(&place.method) && is_path(&words[1..])
        || last.is_some_and(|last| *last == place.method) && is_path(&words[..words.len() - 1]);
    if by_method {
        return Core::Path(None);
    }
    if let Some(function) = function(&words, &paths) {
        return Core::Chosen(without_noise(function, place));
    }
    // Django REST framework: `api_v1_users_posts_list`
    let own = without_noise(&words, place);
    let action = DJANGO_ACTIONS.iter().find(|action| ends_with(&own, action));
    if let Some(action) = action
        && is_path(&own[..own.len() - action.len()])
    {
        return Core::Path(Some(action.iter().map(|word| (*word).to_owned()).collect()));
    }
    Core::Chosen(own)
}

/// Returns an id, given in words, without path, method and what says nothing: what types are named after.
pub(super) fn trimmed(words: &[String], place: &Place) -> Vec<String> {
    without_noise(function(words, &place.written()).unwrap_or(words), place)
}

/// Returns the function of an id of FastAPI, which adds path and method: `list_users_v1_users_get`.
fn function<'w>(words: &'w [String], paths: &[Vec<String>]) -> Option<&'w [String]> {
    let (_, rest) = words.split_last().filter(|(last, _)| METHODS.contains(&last.as_str()))?;
    let name = paths.iter().find_map(|path| rest.strip_suffix(path.as_slice()))?;
    (!name.is_empty()).then_some(name)
}

/// Returns true if words are those of a path; `by` before a placeholder does not count.
fn same(path: &[String], words: &[String]) -> bool {
    let without_by = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| !matches!(word.as_str(), "by" | "and")).cloned().collect()
    };
    path == words || (words.len() > 1 && without_by(path) == without_by(words))
}

fn ends_with(words: &[String], action: &[&str]) -> bool {
    words.len() > action.len()
        && words[words.len() - action.len()..].iter().zip(action).all(|(word, own)| word == own)
}

/// Cuts the class of a controller: `UsersController_findAll` is `find_all`.
fn without_controller(words: &[String]) -> &[String] {
    controller(words).map_or(words, |at| &words[at + 1..])
}

/// Returns where an id in words has the word for a controller, before its method.
fn controller(words: &[String]) -> Option<usize> {
    let at = words.iter().position(|word| matches!(word.as_str(), "controller" | "viewset"))?;
    (at + 1 < words.len()).then_some(at)
}

/// Returns a controller's method with what the controller is for, `None` if the id has no controller:
/// `UsersController_findOneById` is `find_one_user_by_id`, `UsersController_create` is `create_user`.
pub(super) fn with_controller(words: &[String], method: &[String]) -> Option<Vec<String>> {
    let of = &words[..controller(words)?];
    let first = method.first().filter(|first| !of.is_empty() && (is_verb(first) || is_action(first)));
    let Some(verb) = first else { return (!of.is_empty()).then(|| [of, method].concat()) };
    let rest = &method[1..];
    let quantifiers = rest.iter().take_while(|word| is_quantifier(word)).count();
    let is_several = verb == "list" || rest.iter().any(|word| word == "all" || word == "many");
    let of = if is_several { of.to_vec() } else { one_of(of) };
    Some([&method[..=quantifiers], &of, &rest[quantifiers..]].concat())
}

fn is_quantifier(word: &str) -> bool {
    matches!(word, "all" | "one" | "many" | "first")
}

/// Cuts a method beside a name that begins with a verb of its own: `listUsersUsingGET`, `GET_ListUsers`.
fn without_method(id: &str, words: &[String], place: &Place) -> Vec<String> {
    let words = words.to_vec();
    let is_own = |words: &[String]| words.last().is_some_and(|last| *last == place.method);
    match words.as_slice() {
        [method, rest @ ..]
            if *method == place.method && rest.len() > 1 && is_verb(&rest[0]) && is_marked(id) =>
        {
            rest.to_vec()
        }
        [rest @ .., using, _] if using == "using" && is_own(&words) && !rest.is_empty() => rest.to_vec(),
        _ => words,
    }
}

/// Returns true for an id that begins with a method in capitals, as no person writes it.
fn is_marked(id: &str) -> bool {
    let method = id.split(|c: char| !c.is_ascii_uppercase()).next().unwrap_or_default();
    id[method.len()..].starts_with(['_', '-', ' ']) && METHODS.contains(&method.to_lowercase().as_str())
}

/// Cuts what says nothing: `api` and versions at the beginning, the version of the path at the end, the article after a
/// verb.
fn without_noise(words: &[String], place: &Place) -> Vec<String> {
    let start = words.iter().position(|word| !is_noise(word)).unwrap_or(0);
    let mut words = words[start..].to_vec();
    if words.len() > 2
        && is_verb(&words[0])
        && is_article(&words[1])
        && words[2].starts_with(char::is_alphabetic)
    {
        words.remove(1);
    }
    if words.len() > 1 && words.last().is_some_and(|last| is_version(last) && place.has_word(last)) {
        words.pop();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Core, core, with_controller, without_index};
    use crate::openapi::prefix::SharedPrefix;
    use crate::openapi::template::Template;
    use crate::rust::names::ident::snake_words;
    use crate::rust::names::place::Place;

    fn of(id: &str, method: &str, key: &str) -> Core {
        let place = Place::new(method, key, &Template::parse(key), &SharedPrefix::default());
        core(id, &snake_words(id), &place)
    }

    #[test]
    fn what_a_framework_added_is_cut() {
        for (id, method, key, name) in [
            ("read_item_v1_items__item_id__get", "GET", "/v1/items/{item_id}", "read_item"),
            ("list_users_users_get", "GET", "/users", "list_users"),
            ("UsersController_findAll", "GET", "/users", "find_all"),
            ("UsersController_findAll_v1", "GET", "/v1/users", "find_all"),
            ("v1.boxes.archive", "POST", "/v1/box", "boxes archive"),
            ("GET_ListThings", "GET", "/#Action=ListThings", "list_things"),
            ("listUsersUsingGET", "GET", "/users", "list_users"),
            ("api_v1_search", "GET", "/api/v1/q", "search"),
            ("get_users_by_name", "GET", "/people", "get_users_by_name"),
            ("beta_upload_file_v1_files_post", "POST", "/v1/files?beta=true", "beta_upload_file"),
            ("beta_get_file_v1_files__file_id__get", "GET", "/v1/files/{file_id}?beta=true", "beta_get_file"),
            ("beta_messages_post", "POST", "/v1/messages?beta=true", "beta_messages_post"),
        ] {
            let words = name.split(['_', ' ']).map(str::to_owned).collect();
            assert_eq!(of(id, method, key), Core::Chosen(words), "{id}");
        }
    }

    #[test]
    fn what_a_controller_is_for_is_part_of_its_method() {
        for (id, method, name) in [
            ("UsersController_create", "create", Some("create_user")),
            ("UsersController_findAll", "find_all", Some("find_all_users")),
            ("UsersController_findOneById", "find_one_by_id", Some("find_one_user_by_id")),
            ("UserController_getProfile", "get_profile", Some("get_user_profile")),
            ("PayController_webhook", "webhook", Some("pay_webhook")),
            ("Controller_create", "create", None),
            ("create_controller", "create_controller", None),
            ("create", "create", None),
        ] {
            let method: Vec<String> = snake_words(method);
            let found = with_controller(&snake_words(id), &method);
            assert_eq!(found.map(|words| words.join("_")).as_deref(), name, "{id}");
        }
    }

    #[test]
    fn the_index_of_a_route_is_cut() {
        for (id, cut) in [
            ("UsersController_list[0]", "UsersController_list"),
            ("UsersController_list[12]", "UsersController_list"),
            ("list[]", "list[]"),
            ("list[a]", "list[a]"),
            ("[0]", "[0]"),
            ("list[0]s", "list[0]s"),
            ("list", "list"),
        ] {
            assert_eq!(without_index(id), cut);
        }
    }

    #[test]
    fn ids_that_are_the_path_are_none() {
        for (id, method, key) in [
            ("getUsersById", "GET", "/users/{id}"),
            ("getApiV1UsersUserIdPosts", "GET", "/api/v1/users/{userId}/posts"),
            ("users_get", "GET", "/users"),
            ("delete_retention_policies_id", "DELETE", "/retention_policies/{retention_policy_id}"),
            ("postUsers", "POST", "/users"),
        ] {
            assert_eq!(of(id, method, key), Core::Path(None), "{id}");
        }
        let list = Core::Path(Some(vec!["list".to_owned()]));
        assert_eq!(of("api_v1_users_posts_list", "GET", "/api/v1/users/{id}/posts/"), list);
    }
}
