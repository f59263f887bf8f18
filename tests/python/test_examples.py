"""Every example runs as a person would run it, against the scripted upstream in the place of the provider."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripted import Scripted

EXAMPLES = Path(__file__).parents[2] / "examples"
README = (EXAMPLES.parent / "README.md").read_text()
#: The lines that the README shows.
TEN_FAULTS = README.split("## Ten faults", 1)[1].split("```", 2)[1].strip().splitlines()
#: What each example has to print, in this order.
PRINTS = {
    "quickstart.py": ["Layers, a rain shell", "openai/gpt-5-mini", "tokens", "USD"],
    "streaming.py": ["Ghent to Ostend", "ms to the first token", "Ghent to Ostend"],
    "failover.py": ["Ghent to Ostend", "gone/some-model failed network", "openai/gpt-5-mini served"],
    "faults.py": TEN_FAULTS,
    "budgets.py": ["1 0.000", "budget `budgets[0]` of tenant `acme`", "acme ideas"],
    "cache.py": ["miss", "exact", "bypass"],
    "openai_sdk.py": ["Ghent to Ostend", "acme ideas 1 call"],
    "langchain_agent.py": ["Ostend on Sunday: dry", "openai/gpt-5-mini", "openai/gpt-5-mini"],
}
DEMO = [
    "the provider `north` has just died",
    "the provider `south` has just died",
    "book_train: seat 14",
    "the same answer: True",
    "BudgetError 402",
    "north: served",
    "north: network, network; south: served",
    "north: skipped; south: network, network; east: served",
    "exact",
    "refused: budget",
    "The bill",
    "Where it lies",
]


def test_every_example_is_run():
    files = {path.name for path in EXAMPLES.glob("*.py")}
    assert files == set(PRINTS)


@pytest.mark.parametrize("name", PRINTS)
def test_example(name):
    if "langchain" in name:
        pytest.importorskip("langchain")
    with Scripted("--story", "trip") as story:
        env = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": f"{story.urls['north']}/v1"}
        said_in_order(run(EXAMPLES / name, env), PRINTS[name])
        assert name == "faults.py" or story.report("north")["count"] > 0


def test_the_demo_shows_its_five_events():
    pytest.importorskip("langchain")
    said_in_order(run(EXAMPLES / "demo/demo.py", {}), DEMO)


def run(script, env):
    done = subprocess.run(
        [sys.executable, script], env={**os.environ, **env}, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def said_in_order(output, wanted):
    at = 0
    for words in wanted:
        found = output.find(words, at)
        assert found >= 0, f"`{words}` is missing after:\n{output[:at]}\nin:\n{output}"
        at = found + len(words)
