"""The types of receipts in the packages are those of the core's schema."""

import json
import subprocess
import sys
from pathlib import Path

from polyroute._node import OPTIONAL

SCRIPT = Path(__file__).parents[2] / "scripts/package_types.py"


def test_the_types_of_the_packages_are_those_of_the_schema():
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_what_a_receipt_may_lack_reads_as_none():
    command = [sys.executable, "-m", "polyroute", "schema", "receipt"]
    schema = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout)
    records = [d for name, d in schema["$defs"].items() if "properties" in d and name != "Labels"]
    lacking = {member for d in records for member in set(d["properties"]) - set(d["required"])}
    assert len(records) > 8
    assert lacking - OPTIONAL == set()
