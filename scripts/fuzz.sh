#!/usr/bin/env bash
# fuzz.sh SECONDS: every fuzz target for that long, two at a time. The recordings are the corpus, where they are present.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1
command -v cargo-fuzz >/dev/null || { echo "installing cargo-fuzz: about 2 minutes"; env -u CARGO_TARGET_DIR cargo install --quiet --locked cargo-fuzz; }
${PYTHON:-python3} scripts/fuzz_corpus.py "${POLYROUTE_DATA:-../shared/data}" fuzz/corpus
echo "building the targets: 3 to 6 minutes the first time"
# The core forbids unsafe code, so an address sanitizer finds nothing in it; without one the stable compiler will do.
env -u CARGO_TARGET_DIR cargo fuzz build --sanitizer none
mkdir -p fuzz/logs

# Runs one target and says what came of it.
fuzz() {
  local target=$1 log=fuzz/logs/$1.log found=0
  mkdir -p "fuzz/corpus/$target" "fuzz/artifacts/$target"
  "fuzz/target/$HOST/release/$target" "fuzz/corpus/$target" -artifact_prefix="fuzz/artifacts/$target/" \
    -max_total_time="$2" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -dict=fuzz/corpus/words.dict -print_final_stats=1 >"$log" 2>&1 || found=1
  local runs coverage
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  coverage=$(grep -o 'cov: [0-9]*' "$log" | tail -1)
  if [ "$found" = 0 ]; then
    echo "$target: ${runs:-0} runs, ${coverage:-cov: 0}, nothing found"
  else
    echo "$target: FAILED"
    grep -m1 -A3 "panicked at\|ERROR: libFuzzer" "$log" || tail -5 "$log"
    grep -o 'fuzz/artifacts/[^ ]*' "$log" | tail -1
    return 1
  fi
}
export -f fuzz
HOST=$(rustc -vV | sed -n 's/^host: //p')
export HOST

cargo fuzz list | xargs -P 2 -I{} bash -c 'fuzz {} '"$seconds"
