#!/usr/bin/env python3
"""Runs the tests of the Kotlin package with Maven, whose own cache lies in the home folder.

    python scripts/kotlin.py TARGET_FOLDER [MAVEN_OPTION…]

The native library is that of `TARGET_FOLDER/debug`, or of the folder that `POLYROUTE_NATIVE` names. Kotlin takes over
a minute to compile, so what is compiled is kept while no source changes: a hash of them lies beside it.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "bindings-uniffi/kotlin"
SOURCES = (PACKAGE / "src", ROOT / "tests/kotlin", ROOT / "examples/kotlin")


def fingerprint() -> str:
    files = [PACKAGE / "pom.xml", *(file for folder in SOURCES for file in sorted(folder.rglob("*.kt")))]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def main() -> int:
    target, options = Path(sys.argv[1]).resolve(), sys.argv[2:]
    native = os.environ.get("POLYROUTE_NATIVE", f"{target}/debug")
    folders = [f"-Dnative.dir={native}", f"-Dbuild.dir={target}/kotlin"]
    quiet = ["--batch-mode", "--no-transfer-progress", "-Dstyle.color=never"]
    maven = ["mvn", *quiet, "--file", str(PACKAGE), *folders, *options]
    compiled = target / "kotlin/compiled.sha256"
    sources = fingerprint()
    if not (compiled.is_file() and compiled.read_text() == sources):
        compiling = subprocess.run([*maven, "clean", "test-compile"])
        if compiling.returncode != 0:
            return compiling.returncode
        compiled.write_text(sources)
    return subprocess.run([*maven, "surefire:test"]).returncode


if __name__ == "__main__":
    sys.exit(main())
