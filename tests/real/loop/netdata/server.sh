# An agent that watches its machine (Debian). Its document, OpenAPI 3.0, is in the package of its pages.
version=1.37.1-2

install() {
    debian "netdata-core=$version" "netdata-web=$version" libuv1 libjson-c5 libmnl0
}

start() { # FOLDER PORT
    local root=$real/debian
    mkdir "$1/cache" "$1/lib" "$1/log"
    cat >"$1/netdata.conf" <<EOF
[global]
    run as user = $(id -un)
[directories]
    config = $1
    stock config = $root/usr/lib/netdata/conf.d
    cache = $1/cache
    lib = $1/lib
    log = $1/log
    web = $root/usr/share/netdata/web
    plugins = "$root/usr/lib/netdata/plugins.d"
[db]
    mode = ram
[plugins]
    enable running new plugins = no
    apps = no
    cgroups = no
    diskspace = no
    perf = no
    slabinfo = no
    tc = no
    timex = no
EOF
    serve from_debian netdata -D -c "$1/netdata.conf" -i 127.0.0.1 -p "$2"
    await "http://127.0.0.1:$2/api/v1/data?chart=system.cpu"
}

document() { # FOLDER PORT
    cat "$real/debian/usr/share/netdata/web/netdata-swagger.yaml"
}
