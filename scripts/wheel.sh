#!/usr/bin/env bash
# wheel.sh VENV OUT: the wheel in the release profile as OUT/polyroute-*.whl, then installed into an empty environment and run.
# VENV holds bindings-python/requirements-wheel.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1 out=$2
rm -f "$out"/polyroute-*.whl
PATH=$venv/bin:$PATH "$venv/bin/maturin" build --release --locked --quiet --zig --compatibility manylinux_2_28 \
  --manifest-path bindings-python/Cargo.toml --out "$out"
wheel=$(ls "$out"/polyroute-*.whl)
case $wheel in *manylinux_2_28*) ;; *) echo "the tag of $wheel is not manylinux_2_28"; exit 1 ;; esac

empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
"$venv/bin/python" -m venv "$empty/venv"
"$empty/venv/bin/pip" install --quiet --no-index "$wheel"
said=$(cd "$empty" && venv/bin/polyroute --version)
(cd "$empty" && venv/bin/python -c '
import polyroute
providers = {"up": {"type": "openai_compatible", "base_url": "http://127.0.0.1:9", "api_key": "k"}}
with polyroute.Gateway({"providers": providers, "routes": {"chat": {"targets": ["up/m"]}}}) as gateway:
    assert [m["id"] for m in gateway.models()][0] == "chat"')
awk -v bytes="$(stat -c %s "$wheel")" -v file="$wheel" 'BEGIN { printf "%.2f MB  %s\n", bytes / 1e6, file }'
echo "installed into an empty environment: $said"
