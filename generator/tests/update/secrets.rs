//! What in an address may be secret, which is neither shown nor stored.

use crate::files::{run, tree};
use crate::support::scratch;
use crate::vendor::{Answer, Vendor};
use crate::{ADDED, DOCUMENT, edited, shop, update};

/// A value of a query, as vendors give it for a document that is not public.
const SECRET: &str = "s3cr3t-planted";

/// The values of a query are sent, and are in no output and no file but the settings.
#[test]
fn values_of_a_query() {
    let vendor = Vendor::start(|asked| match asked.path.as_str() {
        path if !path.contains(SECRET) => Answer::new("403 Forbidden", "", ""),
        path if path.starts_with("/gone") => Answer::new("404 Not Found", "", ""),
        path if path.starts_with("/moved") => Answer::redirect(&format!("http://example.com/a?sig={SECRET}")),
        path if path.starts_with("/html") => Answer::ok("<html></html>"),
        path if path.starts_with("/warned") => {
            Answer::ok(edited(&[("id: {type: string}", "id: {type: string, minLength: -1}")]))
        }
        _ => Answer::new("200 OK", "etag: \"1\"\r\n", edited(&[ADDED])),
    });
    let mut said = Vec::new();
    for path in ["gone", "moved", "html", "warned", "new"] {
        let folder = shop(&format!("secret-{path}"), &format!("{}/{path}?v=1&token={SECRET}", vendor.url));
        for more in [&["--check"][..], &["--check", "--json"], &["--check", "--format", "markdown"], &[]] {
            said.push(update(&folder, &vendor, more).1);
        }
        let stored = tree(&folder).into_iter().filter(|(path, _)| !path.ends_with("truespec.toml"));
        for (path, bytes) in stored {
            assert!(!String::from_utf8_lossy(&bytes).contains(SECRET), "{}", path.display());
        }
    }
    let folder = scratch("update-secret-commands");
    std::fs::write(folder.join("old.yaml"), DOCUMENT).unwrap();
    for path in ["gone", "html", "warned", "new"] {
        let url = format!("{}/{path}?token={SECRET}", vendor.url);
        for arguments in [
            &["generate", &url, "--out", "out", "--name", "shop"][..],
            &["diff", "old.yaml", &url, "--format", "markdown"],
            &["diff", "old.yaml", &url, "--format", "github"],
            &["diff", "old.yaml", &url, "--format", "sarif"],
            &["lint", &url, "--format", "sarif"],
            &["inspect", &url],
            &["init", "ws", "--document", &url],
            &["import", &url],
        ] {
            said.push(run(&folder, arguments).1);
        }
    }
    for (_, bytes) in tree(&folder) {
        assert!(!String::from_utf8_lossy(&bytes).contains(SECRET));
    }
    // A line of the settings that cannot be read is not shown.
    let folder = shop("secret-syntax", &format!("{}/new?token={SECRET}", vendor.url));
    let settings = folder.join("specs/truespec.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    for broken in
        [text.replace(SECRET, &format!("{SECRET}\" x")), text.replace("http:", "https://user:pw@x:")]
    {
        assert_ne!(broken, text);
        std::fs::write(&settings, broken).unwrap();
        let (code, told) = run(&folder, &["check"]);
        assert!(code == 1 && told.contains("specs/truespec.toml:"), "{told}");
        said.push(told);
    }
    assert!(said.iter().any(|said| said.contains("/new?v=…&token=…")), "{said:?}");
    let shown: Vec<&String> = said.iter().filter(|said| said.contains(SECRET)).collect();
    assert!(shown.is_empty(), "{shown:?}");
}

/// Another value is another address: what a server said of the one is nothing about the other.
#[test]
fn another_value_is_another_address() {
    let vendor = Vendor::start(|asked| match asked.header("if-none-match") {
        Some(_) => Answer::new("304 Not Modified", "", ""),
        None => Answer::new("200 OK", "etag: \"1\"\r\n", DOCUMENT),
    });
    let folder = shop("secret-other", &format!("{}/a?version=1", vendor.url));
    update(&folder, &vendor, &[]);
    let lock = std::fs::read_to_string(folder.join("specs/truespec.lock")).unwrap();
    assert!(lock.contains("/a?version=…\"") && lock.contains("query = \""), "{lock}");
    update(&folder, &vendor, &[]);
    assert_eq!(vendor.requests(), ["/a?version=1", "/a?version=1 if-none-match: \"1\""]);
    let settings = std::fs::read_to_string(folder.join("specs/truespec.toml")).unwrap();
    std::fs::write(folder.join("specs/truespec.toml"), settings.replace("version=1", "version=2")).unwrap();
    update(&folder, &vendor, &[]);
    assert_eq!(vendor.requests(), ["/a?version=2"]);
}
