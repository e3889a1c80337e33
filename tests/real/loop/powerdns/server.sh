# An authoritative DNS server (Debian). It serves its document, Swagger 2.0.
version=4.7.3-2

install() {
    debian "pdns-server=$version" "pdns-backend-sqlite3=$version" libluajit-5.1-2
}

start() { # FOLDER PORT
    local root=$real/debian
    python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())' \
        "$1/zones.sqlite" "$root/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql"
    serve from_debian pdns_server --config-dir="$1" --socket-dir="$1" --module-dir="$root/$libraries/pdns" \
        --launch=gsqlite3 --gsqlite3-database="$1/zones.sqlite" --local-address=127.0.0.1 --local-port="$(free_port)" \
        --webserver=yes --webserver-address=127.0.0.1 --webserver-port="$2" --api=yes --api-key=key \
        --daemon=no --guardian=no
    await "http://127.0.0.1:$2/api/docs" --header 'X-API-Key: key'
}

document() { # FOLDER PORT
    curl --silent --fail --header 'X-API-Key: key' "http://127.0.0.1:$2/api/docs"
}
