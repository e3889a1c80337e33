#!/usr/bin/env bash
# Emitted clients against programs that nobody here wrote, which are installed below target/real.
#   tests/real/run.sh chroma   a Chroma server (PyPI): a client of the document that it serves creates, queries, fails
#   tests/real/run.sh fetch    the emitted clients as WebAssembly in Node.js (not in .ci/run: it builds wasm-bindgen's tool)
#   tests/real/run.sh loop     servers of PyPI and Debian whose documents differ from what they do: calls that fail are
#                              recorded, the documents corrected from the recording, and the calls made again;
#                              `loop NAME…` for some of the folders in tests/real/loop
#   tests/real/run.sh styles   each cell of the style table, judged by openapi-core (PyPI) and by Steady (npm)
set -euo pipefail
cd "$(dirname "$0")/../.."
real=$PWD/target/real
mkdir -p "$real"

truespec=(cargo run --quiet --package truespec --bin truespec --)
truespec() { "${truespec[@]}" "$@"; }

need() { # says by name what cannot be run here
    for tool in "$@"; do
        command -v "$tool" >/dev/null || skip "$tool is not installed"
    done
}

skip() { # says by name what is not to be had here
    printf 'skipped: %s\n' "$1"
    exit 0
}

python() { # a virtual environment with these packages
    [ -d "$real/venv" ] || python3 -m venv "$real/venv"
    "$real/venv/bin/pip" install --quiet --disable-pip-version-check "$@"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

debian() { # unpacks packages of Debian, NAME or NAME=VERSION, below target/real/debian
    local package folder=$real/debian/packages
    need apt-get dpkg
    mkdir -p "$folder"
    for package in "$@"; do
        compgen -G "$folder/${package/=/_}*.deb" >/dev/null && continue
        (cd "$folder" && apt-get --quiet --quiet --option APT::Sandbox::User=root download "$package" 2>/dev/null) ||
            skip "apt-get does not find $package"
        dpkg --extract "$folder/${package%%=*}"_*.deb "$real/debian"
    done
    libraries=$(cd "$real/debian" && echo usr/lib/*-linux-gnu*)
}

from_debian() { # runs a program of these packages
    LD_LIBRARY_PATH=$real/debian/$libraries exec "$real/debian/usr/sbin/$1" "${@:2}"
}

await() { # until a URL answers
    for _ in $(seq 300); do
        curl --silent --fail --output /dev/null "$@" && return
        sleep 0.2
    done
    printf '%s does not answer\n' "$1" >&2
    return 1
}

emit() { # a client crate from a document, and overlays
    local log=$real/$3.log
    truespec generate "$1" --out "$2" --name "$3" "${@:4}" 2>"$log" || { cat "$log"; return 1; }
}

check() { # runs the program of a folder here, with the versions that the workspace has
    cp Cargo.lock "tests/real/$1/Cargo.lock"
    cargo run --quiet --manifest-path "tests/real/$1/Cargo.toml" --target-dir "$real/target" -- "${@:2}"
}

serve() { # starts a server that ends with this script, or earlier with `stop`
    "$@" >"$real/server.log" 2>&1 &
    servers+=($!)
}

stop() { # ends the last server
    kill "${servers[-1]}" 2>/dev/null || true
    wait "${servers[-1]}" 2>/dev/null || true
    unset 'servers[-1]'
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
    [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || skip "$target is not installed"
    # The tool has to be of the library's version.
    version=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"$/\1/p')
    cargo install --quiet --root "$real/wasm-bindgen" "wasm-bindgen-cli@$version"
    cp Cargo.lock tests/real/fetch/Cargo.lock
    cargo build --quiet --manifest-path tests/real/fetch/Cargo.toml --target-dir "$real/target" --target "$target"
    "$real/wasm-bindgen/bin/wasm-bindgen" --target nodejs --no-typescript --out-dir "$out" \
        "$real/target/$target/debug/fetch.wasm"
    node tests/real/fetch/run.js "$out/fetch.js" | diff tests/real/fetch/expected.txt -
}

# What a folder in tests/real/loop has: `server.sh` (install, start, document), a program of calls against the emitted client,
# and `calls.txt`, which says how each of them goes; `by-hand.overlay.yaml` corrects what a recording cannot settle.
loop() {
    local name
    need python3 curl
    [ $# -gt 0 ] || set -- jupyter_server netdata powerdns
    if [ $# -gt 1 ]; then
        for name in "$@"; do bash tests/real/run.sh loop "$name"; done
        return
    fi
    rounds "$1"
}

rounds() { # the same calls with each client of one server
    local name=$1 folder=tests/real/loop/$1 out=$real/loop/$1 by_hand=()
    printf '\n%s\n' "$name"
    # shellcheck source=/dev/null
    . "$folder/server.sh"
    install
    mkdir -p "$out"
    rm -f "$out"/*.tsv "$out/session.har" "$out/proposed.yaml" "$out/record.log"

    on_fresh document >"$out/document.yaml"
    client "$name"
    on_fresh calls >"$out/published.tsv"
    on_fresh recorded
    client "$name" --overlay "$out/proposed.yaml"
    on_fresh calls >"$out/learned.tsv"
    if [ -f "$folder/by-hand.overlay.yaml" ]; then
        client "$name" --overlay "$out/proposed.yaml" --overlay "$folder/by-hand.overlay.yaml"
        on_fresh calls >"$out/corrected.tsv"
        by_hand=("$out/corrected.tsv")
    fi
    python3 tests/real/loop/table.py "$folder/calls.txt" "$out/published.tsv" "$out/learned.tsv" "${by_hand[@]}"
}

client() { # emits and compiles the client of a server, and the calls
    emit "$real/loop/$1/document.yaml" "$real/loop/$1/client" "$1_client" "${@:2}"
    cp Cargo.lock "tests/real/loop/$1/Cargo.lock"
    cargo build --quiet --manifest-path "tests/real/loop/$1/Cargo.toml" --target-dir "$real/target"
}

on_fresh() { # a function with the folder and port of a server that holds nothing yet
    local data port
    data=$(mktemp -d)
    cleaning+=("$data")
    port=$(free_port)
    start "$data" "$port"
    "$1" "$data" "$port"
    stop
}

calls() { # FOLDER PORT
    "$real/target/debug/$name" "http://127.0.0.1:$2"
}

recorded() { # the same calls, through a proxy that proposes corrections
    local port recorder
    port=$(free_port)
    # It ends by itself, unless a call did not reach it.
    timeout 300 "${truespec[@]}" record --document "$out/document.yaml" --to "http://127.0.0.1:$2" \
        --listen "127.0.0.1:$port" --out "$out/session.har" --for "$(wc -l <"$out/published.tsv")" \
        --propose "$out/proposed.yaml" 2>"$out/record.log" &
    recorder=$!
    servers=("$recorder" "${servers[@]}")
    until grep --quiet --no-messages 'passes requests on' "$out/record.log"; do
        kill -0 "$recorder" 2>/dev/null || { cat "$out/record.log" >&2; return 1; }
        sleep 0.1
    done
    calls "$1" "$port" >"$out/recorded.tsv"
    wait "$recorder" || { cat "$out/record.log" >&2; return 1; }
    tail -n 1 "$out/record.log"
}

case "${1:-}" in
chroma | fetch | loop | styles) "$@" ;;
*) printf 'usage: %s chroma|fetch|loop|styles\n' "$0" >&2; exit 2 ;;
esac
