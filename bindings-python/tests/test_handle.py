"""Any door as HTTP."""

import asyncio
import json

from conftest import say
from upstream import events


def body(**more):
    return json.dumps({"model": "chat", "messages": say("a b"), **more}).encode()


def test_a_whole_answer_has_status_headers_and_bytes(gateway):
    reply = gateway.handle("POST", "/v1/chat/completions", [("content-type", "application/json")], body())
    assert reply.status == 200
    headers = dict(reply.headers)
    assert headers["x-polyroute-target"] == "up/fake"
    assert headers["x-should-retry"] == "false"
    assert json.loads(reply.read())["choices"][0]["message"]["content"] == "a b"
    assert reply.read() == b""


def test_a_stream_leaves_as_events_and_ends_with_done(gateway):
    pieces = list(
        gateway.handle("POST", "/v1/chat/completions", {"content-type": "application/json"}, body(stream=True))
    )
    assert all(isinstance(piece, bytes) for piece in pieces)
    assert b"".join(pieces).rstrip().endswith(b"data: [DONE]")


def test_errors_are_replies(gateway):
    assert gateway.handle("POST", "/v1/chat/completions", [], b"no json").status == 400
    assert gateway.handle("POST", "/v1/nowhere", [], b"{}").status == 404
    unknown = gateway.handle("POST", "/v1/chat/completions", [], body(model="nothing"))
    assert (unknown.status, json.loads(unknown.read())["error"]["code"]) == (404, "model_not_found")


def test_the_async_twin_reads_iterates_and_closes(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))

    async def main():
        aio = here.gateway.aio
        whole = await aio.handle("GET", "/v1/models")
        assert whole.status == 200
        assert json.loads(await whole.aread())["data"]
        reply = await aio.handle("POST", "/v1/chat/completions", [], body(stream=True))
        async for piece in reply:
            assert piece.startswith(b"data: ")
            break
        await reply.aclose()

    asyncio.run(main())
    here.upstream.wait_for_hang_up()
