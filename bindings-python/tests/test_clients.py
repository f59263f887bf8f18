"""Official clients over the gateway. Which major version of openai runs is the venv's matter: `make` runs two."""

import asyncio

import pytest

from conftest import say
from upstream import Pause, chunk, completion, echo, events

openai = pytest.importorskip("openai")


def create(client, **more):
    return client.chat.completions.create(model="chat", messages=say("a b c"), **more)


def test_openai_whole_and_streamed(gateway):
    client = gateway.openai()
    assert create(client).choices[0].message.content == "a b c"
    chunks = list(create(client, stream=True))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == "abc"
    assert not any(c.usage for c in chunks)
    asked = list(create(client, stream=True, stream_options={"include_usage": True}))
    assert [c.usage.total_tokens for c in asked if c.usage] == [5]


def test_async_openai_whole_and_streamed(gateway):
    async def main():
        client = gateway.async_openai()
        whole = await create(client)
        return whole.choices[0].message.content, [c async for c in await create(client, stream=True)]

    text, chunks = asyncio.run(main())
    assert text == "a b c"
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == "abc"


def test_openai_embeddings_as_floats(gateway):
    reply = gateway.openai().embeddings.create(model="up/v", input=["a", "b"], encoding_format="float")
    assert [d.embedding for d in reply.data] == [[0.5, -1.0]] * 2


def test_openai_errors_are_its_own_and_are_not_retried(place):
    here = place(lambda request: (429, {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}))
    patient = openai.OpenAI(api_key="dummy", base_url="http://x.invalid/v1", http_client=here.gateway.http_client())
    with pytest.raises(openai.RateLimitError, match="slow down"):
        create(patient)
    assert len(here.upstream.requests) == 1
    with pytest.raises(openai.NotFoundError):
        patient.chat.completions.create(model="nothing", messages=say("x"))


def test_openai_timeouts_are_its_own(place):
    here = place(lambda r: events(["a", "b"], pause_after=1, pause=5) if r.body.get("stream") else Pause(5))
    client = here.gateway.openai().with_options(timeout=0.2)
    with pytest.raises(openai.APITimeoutError):
        create(client)
    try:
        list(create(client, stream=True))
    except Exception as error:  # openai 2 lets the timeout of its HTTP client through
        assert "Timeout" in type(error).__name__
    else:
        pytest.fail("the stream ended")
    assert len(here.upstream.requests) == 2


def test_openai_closing_a_stream_early_hangs_up(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))
    stream = create(here.gateway.openai(), stream=True)
    next(iter(stream))
    stream.close()
    here.upstream.wait_for_hang_up(0.5)


def test_openai_raw_responses_show_the_gateways_headers(gateway):
    raw = gateway.openai().chat.completions.with_raw_response.create(
        model="chat",
        messages=say("x"),
        extra_body={"polyroute": {"tenant": "acme"}},
        extra_headers={"x-polyroute-feature": "f"},
    )
    trace = gateway.trace(raw.headers["x-polyroute-trace-id"])
    assert trace.labels.to_dict() == {"tenant": "acme", "feature": "f"}
    assert raw.parse()._request_id == raw.headers["x-request-id"]


def test_options_of_the_client_are_passed_on(gateway):
    client = gateway.openai(default_headers={"x-polyroute-tenant": "acme"}, timeout=7)
    assert (client.max_retries, client.timeout) == (0, 7)
    assert openai.OpenAI(**gateway.openai_kwargs()).max_retries == 0
    assert isinstance(openai.AsyncOpenAI(**gateway.openai_kwargs(asynchronous=True)), openai.AsyncOpenAI)


TOOL_CALL = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Oslo"}'}}


def agent_upstream(request):
    """Calls the tool first, then answers with its result."""
    last = request.body["messages"][-1]
    if last["role"] == "tool":
        return (
            events(["It is ", last["content"]])
            if request.body.get("stream")
            else completion(f"It is {last['content']}")
        )
    if request.body.get("stream"):
        return [
            chunk({"role": "assistant", "tool_calls": [{"index": 0, **TOOL_CALL}]}),
            chunk({}, "tool_calls"),
            b"data: [DONE]\n\n",
        ]
    message = {"role": "assistant", "content": None, "tool_calls": [TOOL_CALL]}
    return completion("", choices=[{"index": 0, "message": message, "finish_reason": "tool_calls"}])


def make_agent(gateway):
    agents = pytest.importorskip("langchain.agents")
    langchain_openai = pytest.importorskip("langchain_openai")

    def weather(city: str) -> str:
        """The weather in a city."""
        return f"sunny in {city}"

    return agents.create_agent(langchain_openai.ChatOpenAI(**gateway.langchain_kwargs(), model="chat"), tools=[weather])


def test_a_langchain_agent_runs_its_loop_sync_async_and_streamed(place):
    here = place(agent_upstream)
    agent = make_agent(here.gateway)
    question = {"messages": say("weather?")}
    assert agent.invoke(question)["messages"][-1].text == "It is sunny in Oslo"
    assert asyncio.run(agent.ainvoke(question))["messages"][-1].text == "It is sunny in Oslo"
    text = "".join(
        m.text for m, _ in agent.stream(question, stream_mode="messages") if m.type in ("ai", "AIMessageChunk")
    )
    assert text == "It is sunny in Oslo"
    assert len(here.upstream.requests) == 6


def test_the_integration_makes_a_chat_model(gateway):
    pytest.importorskip("langchain_openai")
    from polyroute.integrations.langchain import chat_model

    assert chat_model(gateway, "chat").invoke("hi there").text == "hi there"


def test_both_families_serve_in_one_process(place):
    here = place(echo)
    for family in ("httpx", "httpx2"):
        pytest.importorskip(family)
        client = openai.OpenAI(
            api_key="dummy", base_url="http://x.invalid/v1", http_client=here.gateway.http_client(family)
        )
        try:
            assert create(client).choices[0].message.content == "a b c"
        except TypeError as refused:
            assert "http_client" in str(refused)  # an SDK that takes one family only says so itself
