#!/usr/bin/env bash
# sizes.sh MOBILE_LIBRARY: what people download, against its limit; what is not built yet is named with its make target.
# Ends with 1 where something is above.
set -euo pipefail
cd "$(dirname "$0")/.."
above=0

# row NAME LIMIT_IN_MB MAKE_TARGET FILE...
row() {
  local name=$1 limit=$2 target=$3 file
  shift 3
  for file in "$@"; do
    if [ ! -e "$file" ]; then
      printf '%-34s %9s   limit %2d MB   (make %s)\n' "$name" "not built" "$limit" "$target"
      continue
    fi
    local bytes mark=""
    bytes=$(stat -c %s "$file")
    if [ "$bytes" -gt $((limit * 1000000)) ]; then mark="   ABOVE" above=1; fi
    printf '%-34s %6d.%02d MB   limit %2d MB   %s%s\n' "$name" $((bytes / 1000000)) $((bytes % 1000000 / 10000)) "$limit" "${file##*/}" "$mark"
  done
}
version=$(node -p 'require("./bindings-node/package.json").version')
row "wheel" 12 wheel dist/polyroute-*.whl
row "npm package" 12 npm "dist/polyroute-$version.tgz"
row "npm package of the platform" 12 npm dist/polyroute-*-"$version".tgz
row "library for phones (host, stripped)" 6 mobile "$1"
printf '%-34s %9d   aim  150\n' "crates in the core" \
  "$(cargo tree --locked -p polyroute -e normal --prefix none | sed 's/ (\*)$//; s/ (proc-macro)$//' | sort -u | wc -l)"
long=$(git ls-files '*.rs' '*.py' '*.mjs' '*.cjs' '*.kt' '*.swift' | grep -v -e /generated/ -e polyroute_uniffi | xargs wc -l | awk '$1 > 500 && $2 != "total" {print "  " $2 " (" $1 ")"}')
[ -z "$long" ] || printf 'files above 500 lines:\n%s\n' "$long"
exit $above
