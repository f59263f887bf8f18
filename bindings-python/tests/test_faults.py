"""Faults as a user of the package meets them: retries that do not multiply, keys in turn, streams that go on."""

import asyncio

import pytest

import polyroute
from upstream import Pause, chunk, completion, events

ASK = [{"role": "user", "content": "hi"}]


def limited(_):
    return 429, {"error": {"message": "slow down", "type": "requests", "code": "rate_limit_exceeded"}}


def retries(most):
    return {"retries": {"max": most, "backoff": {"initial": "1ms", "max": "1ms"}}}


@pytest.mark.parametrize("tries", [1, 3])
def test_a_default_openai_client_adds_no_retries_of_its_own(place, tries):
    openai = pytest.importorskip("openai")
    spot = place(limited, retries(tries - 1))
    with spot.gateway.openai() as client, pytest.raises(openai.RateLimitError):
        client.chat.completions.create(model="chat", messages=ASK)
    assert len(spot.upstream.requests) == tries


@pytest.mark.parametrize("tries", [1, 3])
def test_a_default_anthropic_client_adds_no_retries_of_its_own(place, tries):
    anthropic = pytest.importorskip("anthropic")
    spot = place(limited, retries(tries - 1))
    with spot.gateway.anthropic() as client, pytest.raises(anthropic.RateLimitError):
        client.messages.create(model="chat", max_tokens=9, messages=ASK)
    assert len(spot.upstream.requests) == tries


@pytest.mark.parametrize("streams", [False, True])
@pytest.mark.parametrize("tries", [1, 3])
def test_a_client_as_its_maker_configures_it_asks_as_often_as_the_route_says(place, tries, streams):
    """Both clients try three times by themselves; with the gateway as their transport they see that it has tried."""
    openai, anthropic = pytest.importorskip("openai"), pytest.importorskip("anthropic")
    spot = place(limited, retries(tries - 1))
    with openai.OpenAI(api_key="dummy", http_client=spot.gateway.http_client()) as client:
        assert client.max_retries == 2
        with pytest.raises(openai.RateLimitError):
            client.chat.completions.create(model="chat", messages=ASK, stream=streams)
    assert len(spot.upstream.requests) == tries
    spot = place(limited, retries(tries - 1))
    with anthropic.Anthropic(api_key="dummy", http_client=spot.gateway.http_client()) as client:
        assert client.max_retries == 2
        with pytest.raises(anthropic.RateLimitError):
            client.messages.create(model="chat", max_tokens=9, messages=ASK, stream=streams)
    assert len(spot.upstream.requests) == tries


def test_asynchronous_clients_as_their_makers_configure_them_ask_as_often_as_the_route_says(place):
    openai, anthropic = pytest.importorskip("openai"), pytest.importorskip("anthropic")
    spot = place(limited, retries(1))

    async def main():
        async with openai.AsyncOpenAI(api_key="dummy", http_client=spot.gateway.async_http_client()) as client:
            with pytest.raises(openai.RateLimitError):
                await client.chat.completions.create(model="chat", messages=ASK)
        assert len(spot.upstream.requests) == 2
        async with anthropic.AsyncAnthropic(api_key="dummy", http_client=spot.gateway.async_http_client()) as client:
            with pytest.raises(anthropic.RateLimitError):
                await client.messages.create(model="chat", max_tokens=9, messages=ASK)
        assert len(spot.upstream.requests) == 4

    asyncio.run(main())


def test_a_refused_key_rests_and_the_next_one_serves(place):
    def by_key(request):
        if request.headers["authorization"] == "Bearer old":
            return 401, {"error": {"message": "no such key", "code": "invalid_api_key"}}
        return completion("hello")

    spot = place(by_key)
    provider = {"type": "openai_compatible", "base_url": f"{spot.upstream.url}/v1", "api_keys": ["old", "new"]}
    with polyroute.Gateway({**spot.config, "providers": {"up": provider}}) as gateway:
        first = gateway.chat(model="chat", messages=ASK)
        assert [a["class"] for a in first.polyroute.attempts] == ["auth", None]
        assert first.polyroute.warnings[0].code == "key_refused"
        for _ in range(3):
            assert len(gateway.chat(model="chat", messages=ASK).polyroute.attempts) == 1


def test_a_broken_text_goes_on_and_its_receipt_says_so(place):
    def breaks(request):
        if len(request.body["messages"]) == 1:
            return [chunk({"content": "The answer "}), chunk({"content": "is"}), Pause(0.05)]
        return events([" forty-two."])

    spot = place(breaks, {"resume": "text", "retries": {"max": 1}})
    with spot.gateway.chat(model="chat", messages=ASK, stream=True) as stream:
        assert "".join(stream.text_stream) == "The answer is forty-two."
    assert stream.polyroute.stitched is True
    assert [a.outcome for a in stream.polyroute.attempts] == ["failed", "served"]
    assert stream.reply().choices[0].finish_reason == "stop"


def test_without_resume_the_error_tells_what_was_used_and_that_it_could_go_on(place):
    spot = place(lambda _: [chunk({"content": "The answer "}), Pause(0.05)])
    body = b'{"model": "chat", "stream": true, "messages": [{"role": "user", "content": "hi"}]}'
    reply = spot.gateway.handle("POST", "/v1/chat/completions", [("content-type", "application/json")], body)
    told = b"".join(reply)
    assert b'"resumable":true' in told
    assert b'"output_tokens":' in told


def test_explain_says_why_a_target_would_be_passed_over(place):
    spot = place(lambda _: (401, {"error": {"message": "no"}}))
    with pytest.raises(polyroute.AuthenticationError):
        spot.gateway.chat(model="chat", messages=ASK)
    verdicts = [c["verdict"] for c in spot.gateway.explain({"model": "chat", "messages": ASK})["candidates"]]
    assert verdicts == ["key_rests"]
