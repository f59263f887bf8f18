"""Clients of providers that speak OpenAI's format in their own way: on an upstream of their own form, and on others."""

import asyncio
import json

import pytest
from story import ASK, RESULTS, TOOLS, is_booked, openai_tools

import polyroute
from upstream import Upstream

TARGETS = {
    "mistral": {"mistral": "mistral-large-latest", "chat": "gpt-4o", "claude": "claude-sonnet-4-5"},
    "groq": {"groq": "openai/gpt-oss-120b", "gemini": "gemini-2.5-flash", "claude": "claude-sonnet-4-5"},
}


@pytest.fixture
def gateway(request, url):
    """A gateway whose route `trip` is served by one provider."""
    name, model = request.param
    providers = {
        "mistral": {"type": "mistral", "base_url": f"{url}/v1", "api_key": "k"},
        "groq": {"type": "groq", "base_url": f"{url}/v1", "api_key": "k"},
        "chat": {"type": "openai_compatible", "base_url": f"{url}/v1", "api_key": "k"},
        "claude": {"type": "anthropic", "base_url": url, "api_key": "k"},
        "gemini": {"type": "gemini", "base_url": url, "api_key": "k"},
    }
    routes = {"trip": {"targets": [f"{name}/{model}"], "retries": {"max": 0}}}
    with polyroute.Gateway({"version": 1, "providers": providers, "routes": routes}) as gateway:
        yield gateway


def on(client):
    return pytest.mark.parametrize("gateway", TARGETS[client].items(), ids=TARGETS[client], indirect=True)


# ---- mistralai


def mistral(gateway):
    mistralai = pytest.importorskip("mistralai.client")
    sync, asynchronous = gateway.http_client(), gateway.async_http_client()
    return mistralai.Mistral(api_key="dummy", server_url="http://x.invalid", client=sync, async_client=asynchronous)


@on("mistral")
def test_mistralai_runs_a_tool_loop(gateway):
    client, messages = mistral(gateway), list(ASK)
    for _ in range(3):
        choice = client.chat.complete(model="trip", messages=messages, tools=openai_tools(), random_seed=7).choices[0]
        messages.append(choice.message)
        for call in choice.message.tool_calls or ():
            result = RESULTS[call.function.name]
            messages.append({"role": "tool", "tool_call_id": call.id, "name": call.function.name, "content": result})
    assert choice.finish_reason == "stop"
    assert is_booked(choice.message.content)


@on("mistral")
def test_mistralai_streams_tools_and_text(gateway):
    client = mistral(gateway)
    events = [event.data for event in client.chat.stream(model="trip", messages=ASK)]
    assert "".join(choice.delta.content or "" for event in events for choice in event.choices)
    calls = [
        call
        for event in client.chat.stream(model="trip", messages=ASK, tools=openai_tools(), tool_choice="any")
        for choice in event.data.choices
        for call in choice.delta.tool_calls or ()
    ]
    assert calls[0].function.name in TOOLS
    assert json.loads(calls[0].function.arguments)["city"] == "Ostend"


def chunk(delta, **more):
    body = {"id": "m1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": []}
    choice = {"index": 0, "delta": delta, "finish_reason": more.pop("finish", None)}
    return b"data: " + json.dumps({**body, "choices": [choice], **more}).encode() + b"\n\n"


def test_mistralai_reads_mistrals_own_shapes_and_usage_that_it_did_not_ask_for():
    thought = [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    call = {"id": "abcDEF123", "index": 0, "function": {"name": "f", "arguments": "{}"}}
    stream = [
        chunk({"role": "assistant", "content": thought}),
        chunk({"content": "4"}),
        chunk({"content": "", "tool_calls": [call]}, finish="tool_calls", usage=usage),
        b"data: [DONE]\n\n",
    ]
    upstream = Upstream(lambda request: stream)
    provider = {"type": "mistral", "base_url": f"{upstream.url}/v1", "api_key": "k"}
    routes = {"trip": {"targets": ["up/mistral-large-latest"], "retries": {"max": 0}}}
    with polyroute.Gateway({"version": 1, "providers": {"up": provider}, "routes": routes}) as gateway:
        events = [event.data for event in mistral(gateway).chat.stream(model="trip", messages=ASK, random_seed=7)]
    upstream.close()
    assert events[0].choices[0].delta.content[0].thinking[0].text == "hm"
    assert events[1].choices[0].delta.content == "4"
    assert events[2].choices[0].delta.tool_calls[0].id == "abcDEF123"
    assert events[2].usage.total_tokens == 5
    assert upstream.requests[0].body["random_seed"] == 7
    assert "stream_options" not in upstream.requests[0].body


@on("mistral")
def test_async_mistralai_streams(gateway):
    async def main():
        stream = await mistral(gateway).chat.stream_async(model="trip", messages=ASK)
        return "".join([c.delta.content or "" async for event in stream for c in event.data.choices])

    assert asyncio.run(main())


@on("mistral")
def test_mistralai_raises_its_own_errors(gateway):
    client = mistral(gateway)
    errors = pytest.importorskip("mistralai.client.errors")
    with pytest.raises(errors.SDKError) as raised:
        client.chat.complete(model="nothing", messages=ASK)
    assert raised.value.status_code == 404


# ---- groq


def groq(gateway):
    module = pytest.importorskip("groq")
    return module.Groq(api_key="dummy", base_url="http://x.invalid", http_client=gateway.http_client("httpx"))


@on("groq")
def test_groq_runs_a_tool_loop(gateway):
    client, messages = groq(gateway), list(ASK)
    for _ in range(3):
        choice = client.chat.completions.create(model="trip", messages=messages, tools=openai_tools()).choices[0]
        messages.append(choice.message.model_dump(exclude_none=True))
        for call in choice.message.tool_calls or ():
            messages.append({"role": "tool", "tool_call_id": call.id, "content": RESULTS[call.function.name]})
    assert choice.finish_reason == "stop"
    assert is_booked(choice.message.content)


@on("groq")
def test_groq_streams_tools_and_text(gateway):
    client = groq(gateway)
    chunks = list(client.chat.completions.create(model="trip", messages=ASK, stream=True))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    chunks = client.chat.completions.create(
        model="trip", messages=ASK, tools=openai_tools(), tool_choice="required", stream=True
    )
    arguments = {}
    for chunk in chunks:
        for call in (chunk.choices[0].delta.tool_calls or ()) if chunk.choices else ():
            arguments[call.index] = arguments.get(call.index, "") + (call.function.arguments or "")
    assert arguments
    assert all(isinstance(json.loads(text), dict) for text in arguments.values())


@on("groq")
def test_async_groq_streams_and_errors_are_its_own(gateway):
    module = pytest.importorskip("groq")

    async def main():
        client = module.AsyncGroq(
            api_key="dummy", base_url="http://x.invalid", http_client=gateway.async_http_client("httpx")
        )
        stream = await client.chat.completions.create(model="trip", messages=ASK, stream=True)
        text = "".join([c.choices[0].delta.content or "" async for c in stream if c.choices])
        with pytest.raises(module.NotFoundError):
            await client.chat.completions.create(model="nothing", messages=ASK)
        return text

    assert asyncio.run(main())
