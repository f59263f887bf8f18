"""The types of the package are checked on code that uses them."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is among the packages of the newer clients")
def test_what_a_user_writes_is_typed_and_what_cannot_work_does_not_pass(tmp_path):
    config = ROOT / "bindings-python/pyproject.toml"
    command = [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", tmp_path, "usage.py"]
    done = subprocess.run(command, cwd=Path(__file__).parent / "types", capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
