"""Every conformance case through the Python package, and the line that all languages must print alike."""

import casefiles
import play
import pytest
from scripted import Scripted

CASES = casefiles.load_all()
OUTCOMES = {}


@pytest.fixture(scope="module")
def upstreams():
    with Scripted() as scripted:
        yield scripted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case, upstreams):
    played = play.Case(case, upstreams)
    play.in_time(played.play)
    OUTCOMES[case["name"]] = played.outcome
    print(f"outcome  {case['name']}: {casefiles.canonical(played.outcome)}")
    assert played.problems == []


def test_the_line_is_the_same_as_in_every_language(capsys):
    if len(OUTCOMES) != len(CASES):
        pytest.skip("not every case ran")
    with capsys.disabled():
        print(f"\n{casefiles.line(OUTCOMES)}")
    assert casefiles.line(OUTCOMES) == (casefiles.FOLDER / "line.txt").read_text().strip()
