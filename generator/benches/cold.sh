#!/bin/sh
# What a first build costs: a program of one call with the crate emitted here (feature `nekt`), beside the same by hand with the
# defaults of reqwest and serde's derive. Prints the crates below each, and the CPU seconds of `cargo check` and `cargo build`
# from nothing, without debug information.
#
#   generator/benches/cold.sh
#
# Asks the registry for reqwest with its defaults, once.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never

package() { # name, dependencies, program
    mkdir -p "$work/$1/src"
    printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n%s\n%s\n' "$1" \
        'tokio = { version = "1", features = ["macros", "rt-multi-thread"] }' "$2" >"$work/$1/Cargo.toml"
    printf '#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n%s\nOk(())\n}\n%s\n' "$3" "$4" \
        >"$work/$1/src/main.rs"
}

package emitted "clients = { path = \"$root/generated\", default-features = false, features = [\"nekt\", \"rustls\"] }" \
    'let client = clients::nekt::Client::new("key");
     println!("{:?}", client.runs().get(clients_id()?).await?.status);' \
    'fn clients_id() -> Result<uuid::Uuid, uuid::Error> { uuid::Uuid::parse_str("d2c1b472-902c-477a-b300-e7c3fd72609b") }'
echo 'uuid = "1"' >>"$work/emitted/Cargo.toml"
package by_hand 'reqwest = { version = "0.13", features = ["json"] }
serde = { version = "1", features = ["derive"] }' \
    'let url = "https://api.nekt.ai/api/v1/runs/d2c1b472-902c-477a-b300-e7c3fd72609b/";
     let answer = reqwest::Client::new().get(url).header("x-api-key", "key").send().await?.error_for_status()?;
     println!("{:?}", answer.json::<Run>().await?.status);' \
    '#[derive(serde::Deserialize)] struct Run { status: String }'

for name in emitted by_hand; do
    cd "$work/$name"
    cargo fetch --quiet
    crates=$(cargo tree --edges normal,build --prefix none --no-dedupe | sed 's/ (.*//' | sort -u | wc -l)
    printf '%-8s %s crates below it' "$name" "$((crates - 1))"
    for command in check build; do
        rm -rf target
        /usr/bin/time -f '%U %S' -o "$work/used" cargo "$command" --quiet
        printf ', %s %.0f s' "$command" "$(awk '{print $1 + $2}' "$work/used")"
    done
    echo
done
