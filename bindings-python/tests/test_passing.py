"""What is passed through to a provider that has it: completions, moderations, reranking."""

import asyncio
import json

import pytest

import polyroute
from upstream import Pause, Upstream

openai = pytest.importorskip("openai")


def completion(text, finish=None, **more):
    choice = {"text": text, "index": 0, "logprobs": None, "finish_reason": finish}
    return {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": "m", "choices": [choice], **more}


def streamed(pause=0):
    usage = {"prompt_tokens": 4, "completion_tokens": 3, "total_tokens": 7}
    data = [completion(" upon"), completion(" a time", "stop"), {**completion(""), "choices": [], "usage": usage}]
    out = [b"data: " + json.dumps(d).encode() + b"\n\n" for d in data] + [b"data: [DONE]\n\n"]
    return [out[0], Pause(pause), *out[1:]] if pause else out


def answer(request):
    if request.path == "/v1/moderations":
        flags = {"harassment": False}
        result = {"flagged": False, "categories": flags, "category_scores": {"harassment": 0.1}}
        return {"id": "modr-1", "model": request.body["model"], "results": [result]}
    if request.path == "/v1/rerank":
        return {"results": [{"index": 1, "relevance_score": 0.9}], "usage": {"total_tokens": 9}}
    if request.body.get("stream"):
        return streamed(5 if request.body["prompt"] == "slowly" else 0)
    usage = {"prompt_tokens": 4, "completion_tokens": 1, "total_tokens": 5}
    return completion(" upon", "length", usage=usage)


@pytest.fixture
def here():
    with Upstream(answer) as upstream:
        providers = {
            "up": {"type": "openai", "base_url": f"{upstream.url}/v1", "api_key": "k"},
            "vllm": {"type": "vllm", "base_url": f"{upstream.url}/v1"},
            "claude": {"type": "anthropic", "base_url": upstream.url, "api_key": "k"},
        }
        routes = {"text": {"targets": ["up/gpt-3.5-turbo-instruct"]}, "claude": {"targets": ["claude/claude-opus-4-6"]}}
        with polyroute.Gateway({"providers": providers, "routes": routes}) as gateway:
            yield gateway, upstream
        assert upstream.errors == []


def test_completions_of_the_openai_client(here):
    gateway, upstream = here
    client = gateway.openai()
    reply = client.completions.create(model="text", prompt="once", max_tokens=5, extra_body={"x-new": 1})
    assert (reply.choices[0].text, reply.usage.total_tokens) == (" upon", 5)
    assert upstream.requests[0].body == {
        "model": "gpt-3.5-turbo-instruct",
        "prompt": "once",
        "max_tokens": 5,
        "x-new": 1,
    }
    chunks = list(client.completions.create(model="text", prompt="once", stream=True))
    assert "".join(c.choices[0].text for c in chunks) == " upon a time"
    rows = gateway.usage(group_by=["target"])
    assert [(r.target, r.calls, r.input_tokens, r.output_tokens) for r in rows] == [
        ("up/gpt-3.5-turbo-instruct", 2, 8, 4),
    ]
    assert rows[0].cost_nano_usd == 8 * 1500 + 4 * 2000


def test_asynchronous_completions_are_the_same(here):
    async def main():
        client = here[0].async_openai()
        stream = await client.completions.create(model="text", prompt=["once"], stream=True)
        return [c async for c in stream]

    assert "".join(c.choices[0].text for c in asyncio.run(main())) == " upon a time"


def test_a_stream_that_is_closed_early_hangs_up_and_is_booked(here):
    gateway, upstream = here
    stream = gateway.openai().completions.create(model="text", prompt="slowly", stream=True)
    assert next(iter(stream)).choices[0].text == " upon"
    stream.close()
    upstream.wait_for_hang_up()
    trace = gateway.traces(limit=1)[0]
    assert (trace.door, trace.attempts[0].outcome, trace.usage.estimated) == ("completions", "cancelled", True)


def test_moderations_of_the_openai_client(here):
    gateway, upstream = here
    client = gateway.openai()
    for model in ({}, {"model": "up/omni-moderation-latest"}):
        assert client.moderations.create(input=["hi"], **model).results[0].flagged is False
    assert [r.body["model"] for r in upstream.requests] == ["omni-moderation-latest"] * 2
    assert gateway.traces(limit=1)[0].usage.estimated is True


def test_reranking_by_hand(here):
    gateway, upstream = here
    body = json.dumps({"model": "vllm/r", "query": "q", "documents": ["a", "b"]}).encode()
    reply = gateway.handle("POST", "/v2/rerank", [], body)
    assert json.loads(reply.read())["results"][0]["index"] == 1
    assert upstream.requests[0].path == "/v1/rerank"
    assert gateway.traces(limit=1)[0].usage.input_tokens == 9


def test_who_has_it_not_is_not_asked(here):
    gateway, upstream = here
    client = gateway.openai()
    with pytest.raises(openai.BadRequestError, match="has no completions"):
        client.completions.create(model="claude", prompt="once")
    with pytest.raises(openai.NotFoundError):
        client.completions.create(model="nothing", prompt="once")
    with pytest.raises(openai.BadRequestError, match="has no moderations"):
        client.moderations.create(model="claude", input="x")
    assert upstream.requests == []
    shown = gateway.preview({"model": "text", "prompt": "once"}, door="completions")
    assert (shown.url.rpartition("/v1")[2], shown.mapped) == ("/completions", ["model", "prompt"])


def test_a_guard_reads_prompt_and_text(here):
    _, upstream = here
    config = {
        "providers": {"up": {"type": "openai", "base_url": f"{upstream.url}/v1", "api_key": "k"}},
        "guardrails": {"input": [{"deny": ["secret"]}], "output": [{"deny": ["a time"]}]},
    }
    with polyroute.Gateway(config) as guarded:
        client = guarded.openai()
        with pytest.raises(openai.BadRequestError):
            client.completions.create(model="up/m", prompt=["fine", "a secret"])
        with pytest.raises(openai.BadRequestError):
            client.moderations.create(model="up/m", input="a secret")
        assert upstream.requests == []
        with pytest.raises(openai.APIError):
            list(client.completions.create(model="up/m", prompt="once", stream=True))
        assert client.completions.create(model="up/m", prompt="once").choices[0].text == " upon"
