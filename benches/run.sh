#!/usr/bin/env bash
# CPU time a call from Python against the official client that calls the same upstream directly, in one interleaved run.
# Takes the harness from ${POLYROUTE_BENCH:-../shared/bench} and the newest wheel of dist/. Arguments go to the harness' run.py.
set -euo pipefail
cd "$(dirname "$0")/.."
harness=${POLYROUTE_BENCH:-$PWD/../shared/bench}
export BENCH_HOME=${BENCH_HOME:-$HOME/.cache/polyroute-bench}
[ -f "$harness/run.py" ] || { echo "skipped: the bench harness is not at $harness (set POLYROUTE_BENCH)"; exit 0; }
unset CARGO_TARGET_DIR

missing=()
[ -x "$BENCH_HOME/target/release/mock-upstream" ] || missing+=(mock)
[ -x "$BENCH_HOME/venv/floor/bin/maturin" ] || missing+=(floor-py)
[ -x "$BENCH_HOME/venv/base/bin/python" ] || missing+=(base)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing what the harness measures against (${missing[*]}): 3 to 6 minutes, once"
  "$harness/setup.sh" "${missing[@]}"
fi
wheel=$(ls -t "$PWD"/dist/polyroute-*.whl | head -1)
echo "measuring $(basename "$wheel")"
POLYROUTE_WHEEL=$wheel "$harness/setup.sh" polyroute >/dev/null

out=$(mktemp -d)/result
"${PYTHON:-python3}" "$harness/run.py" --peers openai,floor-py,polyroute,openai-over-polyroute \
  --ops seq,aseq,conc64,stream,astream,rss --rounds 7 --out "$out" "$@" >/dev/null
"${PYTHON:-python3}" benches/ratios.py "$out.json"
echo "all figures: $out.md"
