//! Servers that deviate from their documents, from a failing call to a working one. Each case of `deviations/*.yaml` is a
//! document, the exchanges with a server that deviates from it, and the calls of the emitted client:
//!
//!     document → published client → its calls through `truespec record` (and those of others) → proposed overlay
//!              → corrected client → the same calls, to the server itself
//!
//! All published clients are one crate, and all corrected ones are another, so that two crates are compiled. What a client
//! reads is compared with what the server sent; `deviations/support/case.rs` has the fields of a case.
//!
//! `DEVIATION=null cargo test -p truespec --test deviations` runs those whose names have that part. A case that is `open`
//! fails as soon as it is closed.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "deviations/support/case.rs"]
mod case;
#[path = "deviations/support/emitted.rs"]
mod emitted;
#[path = "deviations/support/recorder.rs"]
mod recorder;
#[path = "deviations/support/server.rs"]
mod server;
#[path = "support/mod.rs"]
mod support;
#[path = "deviations/support/verdict.rs"]
mod verdict;

use std::collections::BTreeMap;
use std::path::PathBuf;

use case::{Case, End};
use emitted::{Results, Urls};
use recorder::{Learned, Recorder};
use server::Server;
use support::scratch;

/// So many kinds of deviations are corrected.
const CORRECTED: usize = 40;

/// So many are corrected from what the client recorded itself, too.
const BY_CLIENT: usize = 40;

#[test]
fn what_servers_send_is_read_after_the_correction() {
    let cases = case::all();
    let folder = scratch("deviations");
    let documents = case::write_documents(&cases, &folder.join("documents"));
    let servers: BTreeMap<&str, Server> =
        cases.iter().map(|(name, case)| (name.as_str(), Server::start(case))).collect();

    let (published, learned) = recorded(&cases, &documents, &servers);
    let overlays: BTreeMap<String, PathBuf> =
        learned.iter().filter_map(|(name, one)| Some((name.clone(), one.overlay.clone()?))).collect();
    let urls = servers.iter().map(|(name, server)| ((*name).to_owned(), server.url().to_owned()));
    let corrected = emitted::run("corrected", &cases, &documents, &overlays, &urls.collect());

    let wrong: Vec<String> = cases
        .iter()
        .flat_map(|(name, case)| verdict::faults(name, case, &published, &corrected, &learned[name]))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    if case::only().is_none() {
        let by_client = learned.values().filter(|one| !one.by_client.is_empty()).count();
        assert!(by_client >= BY_CLIENT, "{by_client} clients recorded what teaches something");
        covered(&cases);
    }
}

/// Calls the servers with the published clients and as others do, through a recorder each.
fn recorded(
    cases: &BTreeMap<String, Case>,
    documents: &BTreeMap<String, PathBuf>,
    servers: &BTreeMap<&str, Server>,
) -> (Results, BTreeMap<String, Learned>) {
    let recorders: BTreeMap<&str, Recorder> = cases
        .keys()
        .map(|name| (name.as_str(), Recorder::start(&documents[name], servers[name.as_str()].url())))
        .collect();
    let urls: Urls = recorders.iter().map(|(name, one)| ((*name).to_owned(), one.url().to_owned())).collect();
    let published = emitted::run("published", cases, documents, &BTreeMap::new(), &urls);
    for (name, case) in cases {
        case.exchanges
            .iter()
            .filter(|one| one.is_by_others())
            .for_each(|one| recorders[name.as_str()].ask(one));
    }
    let learned = recorders.into_iter().map(|(name, one)| (name.to_owned(), one.learned())).collect();
    (published, learned)
}

/// Enough kinds, of each version of OpenAPI.
fn covered(cases: &BTreeMap<String, Case>) {
    let corrected: Vec<&Case> = cases.values().filter(|case| matches!(case.end(), End::Corrected)).collect();
    assert!(corrected.len() >= CORRECTED, "{} kinds are corrected", corrected.len());
    for version in ["2.0", "3.0", "3.1", "3.2"] {
        let own = corrected.iter().filter(|case| case.version().starts_with(version)).count();
        assert!(own > 0, "no case of {version}");
        println!("{own} cases of {version}");
    }
    let open = cases.iter().filter_map(|(name, case)| Some((name, case.open.as_ref()?)));
    open.for_each(|(name, why)| println!("open: {name}: {why}"));
}
