#!/usr/bin/env bash
# Emitted clients against programs that nobody here wrote, which are installed below target/real.
#   tests/real/run.sh chroma   a Chroma server (PyPI): a client of the document that it serves creates, queries, fails
#   tests/real/run.sh fetch    the emitted clients as WebAssembly in Node.js (not in .ci/run: it builds wasm-bindgen's tool)
#   tests/real/run.sh styles   each cell of the style table, judged by openapi-core (PyPI) and by Steady (npm)
set -euo pipefail
cd "$(dirname "$0")/../.."
real=$PWD/target/real
mkdir -p "$real"

truespec() { cargo run --quiet --package truespec --bin truespec -- "$@"; }

need() { # says by name what cannot be run here
    for tool in "$@"; do
        command -v "$tool" >/dev/null || { printf 'skipped: %s is not installed\n' "$tool"; exit 0; }
    done
}

python() { # a virtual environment with these packages
    [ -d "$real/venv" ] || python3 -m venv "$real/venv"
    "$real/venv/bin/pip" install --quiet --disable-pip-version-check "$@"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

await() { # until a URL answers
    for _ in $(seq 300); do
        curl --silent --fail --output /dev/null "$1" && return
        sleep 0.2
    done
    printf '%s does not answer\n' "$1" >&2
    return 1
}

emit() { # a client crate from a document
    local log=$real/$3.log
    truespec generate "$1" --out "$2" --name "$3" 2>"$log" || { cat "$log"; return 1; }
}

check() { # runs the program of a folder here, with the versions that the workspace has
    cp Cargo.lock "tests/real/$1/Cargo.lock"
    cargo run --quiet --manifest-path "tests/real/$1/Cargo.toml" --target-dir "$real/target" -- "${@:2}"
}

serve() { # starts a server that ends with this script
    "$@" >"$real/server.log" 2>&1 &
    servers+=($!)
}

servers=()
cleaning=()
trap 'kill "${servers[@]}" 2>/dev/null || true; rm -rf "${cleaning[@]}"' EXIT

chroma() {
    python chromadb==1.5.9
    local data port url
    need python3 curl
    data=$(mktemp -d)
    cleaning+=("$data")
    port=$(free_port)
    url=http://127.0.0.1:$port
    serve "$real/venv/bin/chroma" run --path "$data" --host 127.0.0.1 --port "$port"
    await "$url/openapi.json"
    mkdir -p "$real/chroma"
    curl --silent --fail "$url/openapi.json" --output "$real/chroma/openapi.json"
    emit "$real/chroma/openapi.json" "$real/chroma/client" chroma_client
    check chroma "$url"
}

styles() {
    local port url document=tests/real/styles/styles.yaml
    need python3 npm curl
    emit "$document" "$real/styles/client" styles_client

    python openapi-core==0.23.1 werkzeug
    port=$(free_port)
    url=http://127.0.0.1:$port
    serve "$real/venv/bin/python" tests/real/styles/server.py "$document" "$port"
    await "$url/ready"
    check styles "$url" echo

    npm install --silent --prefix "$real/node" @stdy/cli@0.22.2
    port=$(free_port)
    url=http://127.0.0.1:$port
    serve "$real/node/node_modules/.bin/steady" --host 127.0.0.1 -p "$port" "$document"
    await "$url/query/form_text"
    check styles "$url" valid
}

fetch() {
    local target=wasm32-unknown-unknown version out=$real/fetch
    need node
    [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || { printf 'skipped: %s is not installed\n' "$target"; exit 0; }
    # The tool has to be of the library's version.
    version=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"$/\1/p')
    cargo install --quiet --root "$real/wasm-bindgen" "wasm-bindgen-cli@$version"
    cp Cargo.lock tests/real/fetch/Cargo.lock
    cargo build --quiet --manifest-path tests/real/fetch/Cargo.toml --target-dir "$real/target" --target "$target"
    "$real/wasm-bindgen/bin/wasm-bindgen" --target nodejs --no-typescript --out-dir "$out" \
        "$real/target/$target/debug/fetch.wasm"
    node tests/real/fetch/run.js "$out/fetch.js" | diff tests/real/fetch/expected.txt -
}

case "${1:-}" in
chroma | fetch | styles) "$1" ;;
*) printf 'usage: %s chroma|fetch|styles\n' "$0" >&2; exit 2 ;;
esac
