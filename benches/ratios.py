#!/usr/bin/env python3
"""Prints CPU time a call as a ratio to the official client, round by round of one run: median [lowest..highest].

python benches/ratios.py result.json
"""

import json
import statistics
import sys
from pathlib import Path

REFERENCE = "openai"
# Operation of the harness, what it is called here, the aim for `polyroute`.
ROWS = [
    ("seq", "sync call", 0.04),
    ("aseq", "async call", 0.09),
    ("conc64", "64 concurrent", 0.03),
    ("stream", "stream event, sync", 0.025),
    ("astream", "stream event, async", 0.025),
]


def ratios(rounds: dict[str, list[dict[str, float]]], peer: str) -> list[float]:
    pairs = zip(rounds.get(peer, []), rounds[REFERENCE], strict=False)
    return sorted(mine["cpu"] / theirs["cpu"] for mine, theirs in pairs if "cpu" in mine and theirs.get("cpu"))


def cell(values: list[float]) -> str:
    if not values:
        return "-"
    return f"{statistics.median(values):.3f} [{values[0]:.3f}..{values[-1]:.3f}]"


def main(path: str) -> None:
    result = json.loads(Path(path).read_text())
    data = result["data"]
    peers = [peer for peer in data["seq"] if peer != REFERENCE]
    print(f"CPU time against `{REFERENCE}` calling the same upstream directly; load {max(result['meta']['load']):.1f}")
    print("| | " + " | ".join(peers) + " | aim | openai, us |")
    print("|---|" + "---|" * (len(peers) + 2))
    for operation, title, aim in ROWS:
        if operation not in data:
            continue
        reference = statistics.median(r["cpu"] for r in data[operation][REFERENCE] if "cpu" in r)
        cells = [cell(ratios(data[operation], peer)) for peer in peers]
        print(f"| {title} | " + " | ".join(cells) + f" | {aim} | {reference:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1])
