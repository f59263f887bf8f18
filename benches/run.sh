#!/usr/bin/env bash
# CPU time a call from Python and Node against the official client that calls the same upstream directly, in one interleaved run,
# with the other gateways of the field beside. Takes the harness from ${POLYROUTE_BENCH:-../shared/bench} and the newest wheel and npm
# packages of dist/. BENCH_PEERS picks other peers (names of the harness, by comma); arguments go to the harness' run.py.
set -euo pipefail
cd "$(dirname "$0")/.."
harness=${POLYROUTE_BENCH:-$PWD/../shared/bench}
export BENCH_HOME=${BENCH_HOME:-$HOME/.cache/polyroute-bench}
[ -f "$harness/run.py" ] || { echo "skipped: the bench harness is not at $harness (set POLYROUTE_BENCH)"; exit 0; }
unset CARGO_TARGET_DIR
peers=${BENCH_PEERS:-openai,floor-py,polyroute,openai-over-polyroute,litellm,tensorzero,any-llm,node-openai,node-polyroute,node-fetch,node-ai,node-portkey}

# What the harness installs for a peer, and a file that tells that it has.
part() {
  case $1 in
    openai | httpx | aiohttp) echo base venv/base/bin/python ;;
    floor-py*) echo floor-py venv/floor/bin/maturin ;;
    litellm | tensorzero | any-llm) echo "$1 venv/$1/bin/python" ;;
    litellm-router) echo litellm venv/litellm/bin/python ;;
    node-portkey) echo node-portkey node/portkey/node_modules ;;
    node-polyroute | polyroute* | openai-over-polyroute) echo polyroute . ;;
    node-*) echo node-base node/base/node_modules ;;
  esac
}
missing=()
[ -x "$BENCH_HOME/target/release/mock-upstream" ] || missing+=(mock)
for peer in ${peers//,/ }; do
  read -r name mark <<<"$(part "$peer")"
  [ -e "$BENCH_HOME/$mark" ] || [[ $name == polyroute ]] || [[ " ${missing[*]} " == *" $name "* ]] || missing+=("$name")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing what the harness measures against (${missing[*]}): up to 10 minutes, once"
  "$harness/setup.sh" "${missing[@]}"
fi
wheel=$(ls -t "$PWD"/dist/polyroute-*.whl | head -1)
version=$(node -p 'require("./bindings-node/package.json").version')
packages=("$PWD/dist/polyroute-$version.tgz" "$(ls -t "$PWD"/dist/polyroute-*-"$version".tgz | head -1)")
echo "measuring $(basename "$wheel") and $(basename -a "${packages[@]}" | paste -sd ' ')"
POLYROUTE_WHEEL=$wheel "$harness/setup.sh" polyroute >/dev/null
node_home=$BENCH_HOME/node/polyroute
mkdir -p "$node_home"
[ -f "$node_home/package.json" ] || echo '{"private":true}' >"$node_home/package.json"
(cd "$node_home" && npm install --no-audit --no-fund --loglevel=error "${packages[@]}" >/dev/null)

out=$(mktemp -d)/result
"${PYTHON:-python3}" "$harness/run.py" --peers "$peers" --ops seq,aseq,conc64,stream,astream,rss --rounds 7 --out "$out" "$@" >/dev/null
"${PYTHON:-python3}" benches/ratios.py "$out.json"
echo "all figures: $out.md"
