//! A path value cannot change the structure of the path.

use truespec_runtime::runtime::parameter::path::fill;

fn filled(template: &str, value: &str) -> Result<String, String> {
    fill(template, &[("id", value.to_owned())]).map_err(|error| error.to_string())
}

#[test]
fn fills() {
    assert_eq!(filled("/a/{id}/b/", "x").as_deref(), Ok("/a/x/b/"));
    assert_eq!(filled("/a/v{id}.json", "").as_deref(), Ok("/a/v.json"));
    assert_eq!(filled("/a//b", "x").as_deref(), Ok("/a//b"));
    assert_eq!(fill("/{a}-{b}", &[("a", "1".into()), ("b", "2".into())]).map_err(|_| ()), Ok("/1-2".into()));
}

#[test]
fn refuses() {
    for value in ["", ".", "..", "%2e", ".%2E", "%2e%2E"] {
        let refused = filled("/a/{id}/b", value);
        assert_eq!(refused, Err("the path value for {id} must not be empty, \".\" or \"..\"".to_owned()));
    }
    assert!(filled("/a/{id}.", ".").is_err());
    assert_eq!(filled("/a/{other}", "x"), Err("no value for {other} in the path".to_owned()));
}

#[test]
fn several_segments() {
    let fill = |value: &str| fill("/v1/{+name}:run", &[("name", value.to_owned())]).map_err(|_| ());
    assert_eq!(fill("projects/a/jobs/b").as_deref(), Ok("/v1/projects/a/jobs/b:run"));
    for value in ["", "/a", "a//b", "a/../b", "./a", ".."] {
        // What stands after it is part of the last segment.
        let expected = if matches!(value, "" | "..") { Ok(format!("/v1/{value}:run")) } else { Err(()) };
        assert_eq!(fill(value), expected, "{value:?}");
    }
}
