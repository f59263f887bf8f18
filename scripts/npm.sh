#!/usr/bin/env bash
# npm.sh DIR PACKAGE_JSON: a folder with exactly these packages, no script of theirs run; DIR/ready tells that it is whole.
set -euo pipefail
dir=$1 manifest=$2
node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "needs Node 20 or newer"; exit 1; }
echo "installing $manifest into $dir: about half a minute"
mkdir -p "$dir"
cp "$manifest" "$dir/package.json"
(cd "$dir" && npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts)
touch "$dir/ready"
