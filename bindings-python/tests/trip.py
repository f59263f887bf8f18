"""The story of `polyroute-upstream` for the tests of clients: a provider that answers in any dialect.

It goes by what it is asked, and refuses what breaks the documented rules of the dialect it is asked in.
"""

import contextlib
import json
import os
import subprocess
from pathlib import Path

import pytest

import polyroute

BINARY = os.environ.get("POLYROUTE_UPSTREAM", str(Path(__file__).parents[2] / "target/debug/polyroute-upstream"))
CHAT = "chat/gpt-5-mini"
PROVIDERS = (CHAT, "responses/gpt-5-mini", "claude/claude-sonnet-4-5", "gemini/gemini-2.5-flash")
QUESTION = "I am in Bruges. Is a train to Ostend on Sunday a good idea? Book it if it stays dry."
WEATHER, TICKET = "dry, 17 °C", "seat 14"


def get_weather(city: str, day: str) -> str:
    """The weather in a city on a day."""
    return WEATHER


def book_train(from_city: str, to_city: str, day: str) -> str:
    """Books a train."""
    return TICKET


def is_booked(text):
    return TICKET in text and "Ostend" in text


@contextlib.contextmanager
def upstream():
    """The address of a provider that thinks before it acts, where the dialect can say so."""
    if not Path(BINARY).exists():
        pytest.skip("polyroute-upstream is not built")
    process = subprocess.Popen([BINARY, "--story", "trip"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield json.loads(process.stdout.readline())["south"]
    process.stdin.close()
    process.stdout.close()
    process.wait(10)


def gateway(url, target):
    """A gateway whose route `trip` is served by one of `PROVIDERS`."""
    providers = {
        "chat": {"type": "openai_compatible", "base_url": f"{url}/v1", "api_key": "k"},
        "responses": {"type": "openai_responses", "base_url": f"{url}/v1", "api_key": "k"},
        "claude": {"type": "anthropic", "base_url": url, "api_key": "k"},
        "gemini": {"type": "gemini", "base_url": url, "api_key": "k"},
    }
    routes = {"trip": {"targets": [target], "retries": {"max": 0}}}
    made = polyroute.Gateway({"version": 1, "providers": providers, "routes": routes})
    made.target = target
    return made
