#!/usr/bin/env python3
"""Runs every test of every language and adds up what the runners say.

    python scripts/test.py PYTHON PYTHON_WITH_OLD_CLIENT NODE_PACKAGES NODE22_PACKAGES

Each stage prints as it goes. Skipped tests are counted and named; the last line is the sum. Called by `make test`.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
# The closing lines of cargo test, pytest, node's runner and Surefire (whose lines for a class go on with its time).
CARGO = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored")
PYTEST = re.compile(r"^=* ?((?:\d+ \w+,? ?)+) in [\d.]+s")
NODE = re.compile(r"^\S* ?(pass|fail|cancelled|skipped) (\d+)$")
SUREFIRE = re.compile(r"^\[\w+\] Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)$")
ORACLE = re.compile(r"^wire oracle: (\d+) passed, (\d+) failed, (\d+) contested$")
# A Rust test whose data is absent says so itself: cargo has no word for it.
SKIPPED = re.compile(r"^skipped: (.+)$")
# How cargo (behind its line `failures:`), pytest, node, Surefire and the oracle name what failed.
FAILED = re.compile(
    r"^    ([\w:]+)$|^(?:FAILED|ERROR|XPASS) (\S+)|^\s*✖ (.+) \([\d.]+ms\)$|^\[ERROR\]   (\w+\.[^:]+):|^FAIL (.+)$"
)


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    named: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    # Cargo's list of names has begun.
    listing: bool = False
    # Among tests that cargo counts as passed, those that say of themselves that they were skipped.
    of_cargo: bool = True

    def read(self, line: str) -> None:
        if match := CARGO.match(line):
            self.passed += int(match[1])
            self.failed += int(match[2])
            self.skipped += int(match[3])
        elif match := PYTEST.match(line):
            for count, word in re.findall(r"(\d+) (\w+)", match[1]):
                self.add(word, int(count))
        elif match := NODE.match(line):
            self.add(match[1], int(match[2]))
        elif match := SUREFIRE.match(line):
            run, failures, errors, skipped = map(int, match.groups())
            self.passed += run - failures - errors - skipped
            self.failed += failures + errors
            self.skipped += skipped
        elif match := ORACLE.match(line):
            self.passed += int(match[1])
            self.failed += int(match[2])
            self.skipped += int(match[3])
        elif match := SKIPPED.match(line):
            self.named.append(match[1])
            self.passed -= self.of_cargo
        elif (match := FAILED.match(line)) and (self.listing or not match[1]):
            self.broken.append(next(name for name in match.groups() if name))
        elif line:
            self.listing = line == "failures:"

    def add(self, word: str, count: int) -> None:
        if word in ("pass", "passed", "xfailed"):
            self.passed += count
        elif word in ("fail", "failed", "error", "errors", "cancelled", "xpassed"):
            self.failed += count
        elif word == "skipped":
            self.skipped += count


def run(title: str, command: list[str], folder: Path, tally: Tally) -> None:
    print(f"\n== {title}", flush=True)
    failed_before = tally.failed
    tally.of_cargo = command[0] == "cargo"
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        tally.read(line.rstrip())
    if process.wait() != 0 and tally.failed == failed_before:
        print(f"{title}: ended with {process.returncode}")
        tally.failed += 1


def stages(python: str, old: str, packages: str, packages22: str) -> list[tuple[str, list[str], Path]]:
    folders = [str(f) for f in (ROOT / "bindings-python/tests", ROOT / "tests/python") if f.is_dir()]
    pytest = ["-m", "pytest", "--quiet", "-rsfEX", "--no-header", "-p", "no:cacheprovider"]
    node = shutil.which("node") or "node"
    node22 = f"{packages22}/node_modules/node22/bin/node"
    return [
        (
            "Rust",
            ["cargo", "test", "--workspace", "--locked", "--quiet", "--no-fail-fast", "--", "--show-output"],
            ROOT,
        ),
        ("Wire oracle", [python, "scripts/wire_oracle.py"], ROOT),
        ("Python, openai 3", [python, *pytest, *folders], ROOT),
        ("Python, openai 2", [old, *pytest, *folders], ROOT),
        ("Node", node_tests(node, packages), ROOT),
        ("Node 22", node_tests(node22, packages22), ROOT),
        ("Kotlin", kotlin_tests(), ROOT),
    ]


def node_tests(node: str, packages: str) -> list[str]:
    """The package's own tests, the conformance cases and the real clients, on one version of Node."""
    folders = ("bindings-node/test", "tests/node", "tests/node/clients")
    files = sorted(str(file) for folder in folders for file in (ROOT / folder).glob("*.test.mjs"))
    options = ["--expose-gc", "--test", "--test-reporter=spec", "--test-timeout=60000"]
    return ["env", f"POLYROUTE_NODE_PACKAGES={packages}", node, *options, *files]


def kotlin_tests() -> list[str]:
    """The package's own tests, the conformance cases and the examples. Maven's own cache lies in the home folder."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
    folders = [f"-Dnative.dir={target}/debug", f"-Dbuild.dir={target}/kotlin"]
    return [
        "mvn",
        "--batch-mode",
        "--no-transfer-progress",
        "-Dstyle.color=never",
        "--file",
        "bindings-uniffi/kotlin",
        *folders,
        "clean",
        "test",
    ]


def main() -> int:
    os.environ.setdefault("POLYROUTE_DATA", str(ROOT.parent / "shared/data"))
    tally = Tally()
    for stage in stages(*sys.argv[1:5]):
        run(*stage, tally)
    print()
    for name in tally.named:
        print(f"skipped: {name}")
    for name in dict.fromkeys(tally.broken):
        print(f"failed: {name}")
    print(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped + len(tally.named)} skipped")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
