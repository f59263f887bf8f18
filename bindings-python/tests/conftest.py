"""Fixtures: a fake provider and a gateway before it. Sockets to anything but loopback are refused."""

import json
import socket
import subprocess
from pathlib import Path

import pytest
from story import BINARY

import polyroute
from upstream import Upstream, echo


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch):
    connect = socket.socket.connect

    def guarded(self, address):
        host = address[0] if isinstance(address, tuple) else address
        assert str(host).startswith(("127.", "/", "localhost", "::1")), f"an attempt to reach {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def config(url, route=None, **more):
    """One provider `up` and one route `chat` that asks it once."""
    return {
        "version": 1,
        "providers": {"up": {"type": "openai_compatible", "base_url": f"{url}/v1", "api_key": "key-of-the-provider"}},
        "routes": {"chat": {"targets": ["up/fake"], "retries": {"max": 0}, **(route or {})}},
        **more,
    }


class Place:
    def __init__(self, answer, route=None, **more):
        self.upstream = Upstream(answer)
        self.config = config(self.upstream.url, route, **more)
        self.gateway = polyroute.Gateway(self.config)

    def close(self):
        self.upstream.close()
        self.gateway.close()


@pytest.fixture
def place():
    """`place(answer, route, budgets=…)`: a gateway before a fake provider."""
    made = []

    def make(answer=echo, route=None, **more):
        made.append(Place(answer, route, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()
        assert one.upstream.errors == []


@pytest.fixture
def gateway(place):
    return place().gateway


def say(text):
    return [{"role": "user", "content": text}]


@pytest.fixture(scope="module")
def url():
    """Where the story of a trip is told, in any dialect."""
    if not Path(BINARY).exists():
        pytest.skip("polyroute-upstream is not built")
    process = subprocess.Popen([BINARY, "--story", "trip"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield json.loads(process.stdout.readline())["south"]
    process.stdin.close()
    process.stdout.close()
    process.wait(10)
