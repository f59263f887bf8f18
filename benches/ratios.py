#!/usr/bin/env python3
"""Prints CPU time a call as a ratio to the official client of the language, round by round: median [lowest..highest].

python benches/ratios.py result.json
"""

import json
import statistics
import sys
from pathlib import Path

# A language: its official client, then operations of the harness, what they are called here and the aim for polyroute.
TABLES = {
    "Python": (
        "openai",
        [
            ("seq", "sync call", 0.04),
            ("aseq", "async call", 0.09),
            ("conc64", "64 concurrent", 0.03),
            ("stream", "stream event, sync", 0.025),
            ("astream", "stream event, async", 0.025),
        ],
    ),
    "Node": (
        "node-openai",
        [("aseq", "call", 0.20), ("conc64", "64 concurrent", 0.09), ("astream", "stream event", 0.08)],
    ),
}

Rounds = dict[str, list[dict[str, float]]]


def language(peer: str) -> str:
    return "Node" if peer.startswith("node-") else "Python"


def ratios(rounds: Rounds, peer: str, reference: str) -> list[float]:
    pairs = zip(rounds.get(peer, []), rounds[reference], strict=False)
    return sorted(mine["cpu"] / theirs["cpu"] for mine, theirs in pairs if "cpu" in mine and theirs.get("cpu"))


def cell(values: list[float]) -> str:
    if not values:
        return "-"
    return f"{statistics.median(values):.3f} [{values[0]:.3f}..{values[-1]:.3f}]"


def table(data: dict[str, Rounds], name: str) -> None:
    reference, rows = TABLES[name]
    peers = list(dict.fromkeys(p for rounds in data.values() for p in rounds if p != reference and language(p) == name))
    if not peers:
        return
    print(f"\n{name}, CPU time against `{reference}` calling the same upstream directly\n")
    print(f"| | aim | {' | '.join(peers)} | {reference}, us |")
    print("|---|" + "---|" * (len(peers) + 2))
    for operation, title, aim in rows:
        if reference not in data.get(operation, {}):
            continue
        spent = statistics.median(r["cpu"] for r in data[operation][reference] if "cpu" in r)
        cells = [cell(ratios(data[operation], peer, reference)) for peer in peers]
        print(f"| {title} | {aim} | {' | '.join(cells)} | {spent:.0f} |")


def main(path: str) -> None:
    result = json.loads(Path(path).read_text())
    print(f"load {min(result['meta']['load']):.1f} to {max(result['meta']['load']):.1f}")
    for name in TABLES:
        table(result["data"], name)


if __name__ == "__main__":
    main(sys.argv[1])
