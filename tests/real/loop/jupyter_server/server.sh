# The server of Jupyter's notebooks (PyPI). Its document, Swagger 2.0, is in the package, and served by it.
version=2.21.1

install() {
    python "jupyter_server==$version" || skip "pip does not find jupyter_server $version"
}

start() { # FOLDER PORT
    serve env JUPYTER_CONFIG_DIR="$1/config" JUPYTER_DATA_DIR="$1/data" JUPYTER_RUNTIME_DIR="$1/run" \
        "$real/venv/bin/jupyter-server" --no-browser --allow-root --ServerApp.root_dir="$1" --ServerApp.ip=127.0.0.1 \
        --ServerApp.port="$2" --IdentityProvider.token= --ServerApp.disable_check_xsrf=True
    await "http://127.0.0.1:$2/api/status"
}

document() { # FOLDER PORT
    curl --silent --fail "http://127.0.0.1:$2/api/spec.yaml"
}
