#!/usr/bin/env bash
# venv.sh PYTHON DIR REQUIREMENTS: a virtual environment with exactly these packages; DIR/ready tells that it is whole.
set -euo pipefail
python=$1 dir=$2 requirements=$3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "needs Python 3.11 or newer; say which: make PYTHON=python3.12"; exit 1; }
echo "installing $requirements into $dir: about a minute"
if ! "$python" -m venv "$dir" 2>/dev/null; then
  # Debian ships venv apart.
  apt-get install -y -q python3-venv >/dev/null
  "$python" -m venv --clear "$dir"
fi
"$dir/bin/pip" install --quiet --requirement "$requirements"
touch "$dir/ready"
