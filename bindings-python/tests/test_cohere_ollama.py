"""The clients of Cohere and Ollama, each on an upstream of its own dialect and of every other."""

import asyncio
import json

import pytest
import test_dialects
from story import ASK, RESULTS, TOOLS, is_booked

from upstream import Pause

HOST = "http://polyroute.invalid"

gateway = test_dialects.gateway


def tools():
    return [{"type": "function", "function": {"name": n, "description": n, "parameters": p}} for n, p in TOOLS.items()]


# ---- ollama


def ollama_client(gateway, kind="Client", **options):
    ollama = pytest.importorskip("ollama")
    return getattr(ollama, kind)(host=HOST, transport=gateway.transport(), **options)


def test_ollama_runs_a_tool_loop(gateway):
    client, messages = ollama_client(gateway), list(ASK)
    for _ in range(3):
        reply = client.chat(model="trip", messages=messages, tools=tools())
        messages.append(reply.message)
        for call in reply.message.tool_calls or ():
            messages.append({"role": "tool", "tool_name": call.function.name, "content": RESULTS[call.function.name]})
    assert (reply.done, reply.done_reason) == (True, "stop")
    assert reply.prompt_eval_count > 0
    assert reply.eval_count > 0
    assert is_booked(reply.message.content)


def test_ollama_streams_text_and_calls(gateway):
    client = ollama_client(gateway)
    whole = client.chat(model="trip", messages=ASK)
    lines = list(client.chat(model="trip", messages=ASK, stream=True))
    assert "".join(line.message.content or "" for line in lines) == whole.message.content != ""
    assert [line.done for line in lines] == [False] * (len(lines) - 1) + [True]
    assert lines[-1].eval_count == whole.eval_count
    called = [
        call.function
        for line in client.chat(model="trip", messages=ASK, tools=tools(), stream=True)
        for call in line.message.tool_calls or ()
    ]
    assert [(f.name, f.arguments) for f in called] == [("get_weather", {"city": "Ostend", "day": "Sunday"})]


def test_async_ollama_streams(gateway):
    async def main():
        client = ollama_client(gateway, "AsyncClient")
        whole = await client.chat(model="trip", messages=ASK)
        stream = await client.chat(model="trip", messages=ASK, stream=True)
        return whole.message.content, "".join([line.message.content or "" async for line in stream])

    whole, streamed = asyncio.run(main())
    assert whole == streamed != ""


def test_ollama_gives_structured_output_embeds_and_lists(gateway):
    client = ollama_client(gateway)
    schema = {"type": "object", "properties": {"city": {"type": "string"}, "day": {"type": "string"}}}
    schema["required"] = ["city", "day"]
    reply = client.chat(model="trip", messages=ASK, format=schema)
    assert json.loads(reply.message.content) == {"city": "Ostend", "day": "Sunday"}
    assert [model.model for model in client.list().models] == ["trip"]
    if not gateway.target.startswith(("claude", "responses")):
        assert [len(v) for v in client.embed(model="trip", input=["a", "b"]).embeddings] == [8, 8]


def test_ollamas_own_default_is_a_stream(gateway):
    body = json.dumps({"model": "trip", "messages": ASK}).encode()
    reply = gateway.handle("POST", "/api/chat", {}, body)
    assert dict(reply.headers)["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in reply.read().splitlines()]
    assert lines[-1]["done"] is True
    assert len(lines) > 3


# ---- cohere


def cohere_client(gateway, kind="ClientV2"):
    cohere = pytest.importorskip("cohere")
    http = gateway.async_http_client("httpx") if kind.startswith("Async") else gateway.http_client("httpx")
    return getattr(cohere, kind)(api_key="polyroute", base_url=HOST, httpx_client=http)


def text_of(reply):
    return "".join(block.text for block in reply.message.content or () if block.type == "text")


def test_cohere_runs_a_tool_loop(gateway):
    client, messages = cohere_client(gateway), list(ASK)
    for _ in range(3):
        reply = client.chat(model="trip", messages=messages, tools=tools())
        messages.append(reply.message)
        for call in reply.message.tool_calls or ():
            document = {"type": "document", "document": {"data": {"result": RESULTS[call.function.name]}}}
            messages.append({"role": "tool", "tool_call_id": call.id, "content": [document]})
    assert reply.finish_reason == "COMPLETE"
    assert reply.usage.billed_units.input_tokens > 0
    assert is_booked(text_of(reply))


def test_cohere_streams_text_and_calls(gateway):
    client = cohere_client(gateway)
    whole = client.chat(model="trip", messages=ASK)
    events = list(client.chat_stream(model="trip", messages=ASK))
    said = [event.delta.message.content.text or "" for event in events if event.type == "content-delta"]
    assert "".join(said) == text_of(whole) != ""
    assert (events[0].type, events[-1].type, events[-1].delta.finish_reason) == (
        "message-start",
        "message-end",
        "COMPLETE",
    )
    assert events[-1].delta.usage.tokens.output_tokens == whole.usage.tokens.output_tokens
    events = list(client.chat_stream(model="trip", messages=ASK, tools=tools()))
    names = [e.delta.message.tool_calls.function.name for e in events if e.type == "tool-call-start"]
    pieces = [e.delta.message.tool_calls.function.arguments for e in events if e.type == "tool-call-delta"]
    assert names == ["get_weather"]
    assert json.loads("".join(pieces)) == {"city": "Ostend", "day": "Sunday"}


def test_async_cohere_streams(gateway):
    async def main():
        client = cohere_client(gateway, "AsyncClientV2")
        whole = await client.chat(model="trip", messages=ASK)
        said = [
            event.delta.message.content.text or ""
            async for event in client.chat_stream(model="trip", messages=ASK)
            if event.type == "content-delta"
        ]
        return text_of(whole), "".join(said)

    whole, streamed = asyncio.run(main())
    assert whole == streamed != ""


def test_cohere_gives_structured_output_and_embeds(gateway):
    client = cohere_client(gateway)
    schema = {"type": "object", "properties": {"city": {"type": "string"}, "day": {"type": "string"}}}
    form = {"type": "json_object", "json_schema": {**schema, "required": ["city", "day"]}}
    reply = client.chat(model="trip", messages=ASK, response_format=form)
    assert json.loads(text_of(reply)) == {"city": "Ostend", "day": "Sunday"}
    if not gateway.target.startswith(("claude", "responses")):
        found = client.embed(model="trip", texts=["a", "b"], input_type="search_query", embedding_types=["float"])
        assert [len(v) for v in found.embeddings.float_] == [8, 8]


# ---- what may go wrong


def slow_down(request):
    return 429, {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}


def test_errors_are_those_of_each_client_and_are_not_retried(place):
    here = place(slow_down)
    ollama = pytest.importorskip("ollama")
    with pytest.raises(ollama.ResponseError, match="slow down") as caught:
        ollama_client(here.gateway).chat(model="chat", messages=ASK)
    assert caught.value.status_code == 429
    with pytest.raises(ollama.ResponseError, match="no route or model"):
        ollama_client(here.gateway).chat(model="nothing", messages=ASK)
    assert len(here.upstream.requests) == 1
    cohere = pytest.importorskip("cohere")
    with pytest.raises(cohere.TooManyRequestsError, match="slow down"):
        cohere_client(here.gateway).chat(model="chat", messages=ASK, request_options={"max_retries": 0})
    with pytest.raises(cohere.NotFoundError):
        cohere_client(here.gateway).chat(model="nothing", messages=ASK, request_options={"max_retries": 0})
    assert len(here.upstream.requests) == 2


def test_an_error_in_the_middle_is_told_by_the_stream(place):
    from upstream import chunk

    broken = b'data: {"error": {"message": "gone", "type": "server_error"}}\n\n'
    here = place(lambda request: [chunk({"role": "assistant", "content": "a"}), broken])
    ollama = pytest.importorskip("ollama")
    with pytest.raises(ollama.ResponseError, match="gone"):
        list(ollama_client(here.gateway).chat(model="chat", messages=ASK, stream=True))
    last = list(cohere_client(here.gateway).chat_stream(model="chat", messages=ASK))[-1]
    assert (last.type, last.delta.finish_reason, last.delta.error) == ("message-end", "ERROR", "gone")


def test_closing_a_stream_early_hangs_up(place):
    from upstream import events

    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))
    stream = ollama_client(here.gateway).chat(model="chat", messages=ASK, stream=True)
    next(stream)
    stream.close()
    here.upstream.wait_for_hang_up(0.5)


def test_a_clients_timeout_ends_the_call(place):
    here = place(lambda request: Pause(5))
    httpx = pytest.importorskip("httpx")
    with pytest.raises(httpx.ReadTimeout):
        ollama_client(here.gateway, timeout=0.2).chat(model="chat", messages=ASK)
