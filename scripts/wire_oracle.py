#!/usr/bin/env python3
"""Compares what providers are sent, and what their replies come to, with an established library and the documents.

    python scripts/wire_oracle.py

Runs `check/wire.py` beside the data of `POLYROUTE_DATA` over all its rows and judges the outcome. Differences that a
document decides stand in tests/data/wire/own-deviations.jsonl. Without the data it is one skip by name. Called by
`make test`.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Rows whose expectation breaks the surface's own rule, that output includes reasoning: the recorded total says that
# reasoning stands beside the completion there (12 + 1 + 290 = 303 in the first), the check takes the completion alone.
CONTESTED = {
    "recorded/xai/xai-text.chunks.txt",
    "recorded/xai/xai-text.json",
    "recorded/xai/xai-tool-call.chunks.txt",
    "recorded/xai/xai-tool-call.json",
}


def main() -> int:
    data = Path(os.environ.get("POLYROUTE_DATA", ROOT.parent / "shared/data"))
    check = data.parent / "check" / "wire.py"
    if not (check.exists() and (data / "wire").is_dir()):
        print("skipped: the wire oracle (its data are not here)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results.json"
        own = ROOT / "tests/data/wire/own-deviations.jsonl"
        command = [sys.executable, str(check), "--data", str(data / "wire"), "--deviations", str(own)]
        command += ["--json", str(out)]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if not out.exists():
            print(run.stdout[-4000:], run.stderr[-4000:])
            print("wire oracle: it did not come to its end")
            return 1
        results = json.loads(out.read_text())
    failed = [r for r in results["results"] if not r["ok"]]
    contested = [r for r in failed if r["id"] in CONTESTED and is_about_output(r)]
    failed = [r for r in failed if r not in contested]
    for result in failed:
        print(f"FAIL {result['id']}: {' | '.join(result['problems'][:3])[:600]}")
    for group, why, count in results["skipped"]:
        print(f"passed over: {group}: {why} ({count})")
    for result in contested:
        print(f"contested: {result['id']}: {' | '.join(result['problems'])}")
    passed = len(results["results"]) - len(failed) - len(contested)
    print(f"wire oracle: {passed} passed, {len(failed)} failed, {len(contested)} contested")
    return 1 if failed or not passed else 0


def is_about_output(result: dict[str, list[str]]) -> bool:
    """Nothing but the usage differs."""
    return all(problem.startswith("usage: ") for problem in result["problems"])


if __name__ == "__main__":
    sys.exit(main())
