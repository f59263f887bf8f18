"""One transport for both HTTP families, sync and async, and what the clients above it see."""

import asyncio
import importlib
import subprocess
import sys
import time

import pytest

from conftest import say
from upstream import Pause, events

families = pytest.mark.parametrize("family", ["httpx", "httpx2"])
URL = "http://anywhere.invalid/v1/chat/completions?x=1"


def body(**more):
    return {"model": "chat", "messages": say("a b"), **more}


@families
def test_one_object_serves_sync_and_async(gateway, family):
    http = pytest.importorskip(family)
    transport = gateway.transport()
    assert isinstance(transport, http.BaseTransport)
    assert isinstance(transport, http.AsyncBaseTransport)
    with http.Client(transport=transport) as client:
        reply = client.post(URL, json=body())
        assert isinstance(reply, http.Response)
        assert reply.json()["choices"][0]["message"]["content"] == "a b"
        assert reply.headers["x-polyroute-target"] == "up/fake"
        with client.stream("POST", URL, json=body(stream=True)) as streamed:
            lines = [line for line in streamed.iter_lines() if line]
        assert lines[-1] == "data: [DONE]"
        assert client.get("http://anywhere.invalid/nothing").status_code == 404

    async def main():
        async with http.AsyncClient(transport=transport) as client:
            reply = await client.post(URL, json=body())
            assert reply.json()["choices"][0]["message"]["content"] == "a b"
            async with client.stream("POST", URL, json=body(stream=True)) as streamed:
                assert [line async for line in streamed.aiter_lines() if line][-1] == "data: [DONE]"

    asyncio.run(main())


@families
def test_a_clients_read_timeout_is_kept_and_raised_as_its_own(place, family):
    http = pytest.importorskip(family)
    here = place(lambda r: events(["a", "b"], pause_after=1, pause=5) if r.body.get("stream") else Pause(5))
    client = here.gateway.http_client(family, timeout=0.2)
    began = time.monotonic()
    with pytest.raises(http.ReadTimeout) as whole:
        client.post(URL, json=body())
    assert whole.value.request.url.path == "/v1/chat/completions"
    with pytest.raises(http.ReadTimeout), client.stream("POST", URL, json=body(stream=True)) as streamed:
        list(streamed.iter_lines())

    async def main():
        async with here.gateway.async_http_client(family, timeout=0.2) as client:
            with pytest.raises(http.ReadTimeout):
                await client.post(URL, json=body())
            with pytest.raises(http.ReadTimeout):
                async with client.stream("POST", URL, json=body(stream=True)) as streamed:
                    [line async for line in streamed.aiter_lines()]

    asyncio.run(main())
    assert time.monotonic() - began < 3
    assert len(here.upstream.requests) == 4


@families
def test_clients_of_the_gateway_have_no_timeout_of_their_own(gateway, family):
    http = pytest.importorskip(family)
    assert gateway.http_client(family).timeout == http.Timeout(None)
    assert gateway.async_http_client(family).timeout == http.Timeout(None)


@families
def test_closing_a_response_early_hangs_up(place, family):
    pytest.importorskip(family)
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))
    client = here.gateway.http_client(family)
    with client.stream("POST", URL, json=body(stream=True)) as streamed:
        assert next(streamed.iter_bytes())
    left = time.monotonic()
    assert here.upstream.wait_for_hang_up() - left < 0.2


@families
def test_a_closed_gateway_is_a_transport_error(place, family):
    http = pytest.importorskip(family)
    here = place()
    client = here.gateway.http_client(family)
    here.gateway.close()
    with pytest.raises(http.TransportError, match="closed"):
        client.post(URL, json=body())


@families
def test_labels_come_by_block_by_header_and_with_the_transport(place, family):
    http = pytest.importorskip(family)
    here = place()
    gateway = here.gateway

    def labels(client, **more):
        reply = client.post(URL, json=body(), **more)
        return gateway.trace(reply.headers["x-polyroute-trace-id"]).labels.to_dict()

    bound = http.Client(transport=gateway.transport(labels={"tenant": "bound"}))
    plain = gateway.http_client(family)
    view = gateway.with_labels(tenant="view").http_client(family)
    assert labels(bound) == {"tenant": "bound"}
    assert labels(view) == {"tenant": "view"}
    with gateway.labels(tenant="block", feature="search"):
        assert labels(plain) == {"tenant": "block", "feature": "search"}
        assert labels(bound) == {"tenant": "bound", "feature": "search"}
        assert labels(plain, headers={"x-polyroute-tenant": "header"})["tenant"] == "header"
    assert not [name for r in here.upstream.requests for name in r.headers if name.startswith("x-polyroute")]


@pytest.mark.parametrize("present", [["httpx"], ["httpx2"], []])
def test_it_works_with_one_family_alone_and_says_what_is_missing_without_any(place, present):
    here = place()
    for family in present:
        pytest.importorskip(family)
    script = f"""
import sys
from importlib.abc import MetaPathFinder

class Absent(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {{"httpx", "httpx2"}} - {set(present)!r}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import polyroute
gateway = polyroute.Gateway({here.config!r})
transport = gateway.transport()
try:
    print(gateway.http_client().post({URL!r}, json={body()!r}).status_code)
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    expected = "200" if present else "httpx or httpx2"
    assert expected in done.stdout, done.stderr


def test_the_default_family_is_httpx2(gateway):
    httpx2 = pytest.importorskip("httpx2")
    assert isinstance(gateway.http_client(), httpx2.Client)
    with pytest.raises(ValueError, match="family"):
        gateway.http_client("requests")
    assert importlib.import_module("polyroute._transport").FAMILIES[0] == "httpx2"
