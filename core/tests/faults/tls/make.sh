#!/usr/bin/env bash
# Writes the certificates beside this script anew. Only the fake providers of the tests have them; nothing trusts their root elsewhere.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out server.key
root() { # FILE NAME: a root of its own
    openssl req -new -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$work/$1.key" -out "$work/$1.pem" \
        -subj "/CN=$2" -days 36500 -addext "basicConstraints=critical,CA:true" -addext "keyUsage=critical,keyCertSign" 2>/dev/null
}
leaf() { # FILE ROOT NAMES FROM TO: for server.key
    mkdir -p "$work/ca" && : >"$work/ca/index" && echo "0$RANDOM" | cut -c1-4 >"$work/ca/serial"
    cat >"$work/ca.cnf" <<END
[ca]
default_ca = this
[this]
database = $work/ca/index
serial = $work/ca/serial
new_certs_dir = $work/ca
default_md = sha256
policy = any
x509_extensions = leaf
[any]
commonName = supplied
[leaf]
basicConstraints = critical,CA:false
extendedKeyUsage = serverAuth
subjectAltName = $3
END
    openssl req -new -key server.key -subj "/CN=polyroute test" -out "$work/request"
    openssl ca -batch -notext -config "$work/ca.cnf" -cert "$work/$2.pem" -keyfile "$work/$2.key" -in "$work/request" -out "$1.pem" \
        -startdate "$4" -enddate "$5" 2>/dev/null
}

here="IP:127.0.0.1,DNS:localhost"
root root "polyroute test root"
root stranger "a root that nobody trusts"
cp "$work/root.pem" root.pem
leaf good root "$here" 20200101000000Z 21200101000000Z
leaf expired root "$here" 20200101000000Z 20210101000000Z
leaf not_yet root "$here" 21000101000000Z 21200101000000Z
leaf wrong_name root "DNS:somewhere.else.test" 20200101000000Z 21200101000000Z
leaf unknown_issuer stranger "$here" 20200101000000Z 21200101000000Z
