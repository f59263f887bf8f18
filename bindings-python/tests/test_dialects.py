"""Every client over every provider: the gateway speaks to each in its own words.

The provider is the story of `polyroute-upstream`: it answers in any dialect and refuses what breaks documented rules.
"""

import asyncio
import json

import pytest
import story
from story import ASK, PROVIDERS, QUESTION, RESULTS, TOOLS, book_train, get_weather, is_booked, openai_tools

import polyroute


@pytest.fixture(params=PROVIDERS, ids=lambda target: target.partition("/")[0])
def gateway(request, url):
    """A gateway whose route `trip` is served by one provider."""
    with story.gateway(url, request.param) as gateway:
        yield gateway


# ---- typed calls


def test_messages_is_a_typed_call_whole_and_streamed(gateway):
    reply = gateway.messages(model="trip", messages=ASK, max_tokens=500, labels={"tenant": "acme"})
    assert (reply.type, reply.role, reply.stop_reason) == ("message", "assistant", "end_turn")
    assert reply.text == "".join(b.text for b in reply.content if b.type == "text") != ""
    assert reply.polyroute.target == gateway.target
    assert reply.polyroute.usage.output_tokens == reply.usage.output_tokens

    with gateway.messages(model="trip", messages=ASK, max_tokens=500, stream=True) as stream:
        events = [event.type for event in stream]
    assert (events[0], events[-1]) == ("message_start", "message_stop")
    assert stream.reply().text == reply.text
    assert "".join(gateway.messages(model="trip", messages=ASK, max_tokens=500, stream=True).text_stream) == reply.text


def test_messages_is_a_typed_call_of_the_async_gateway(gateway):
    async def main():
        reply = await gateway.aio.messages({"model": "trip", "messages": ASK, "max_tokens": 500})
        stream = await gateway.aio.messages(model="trip", messages=ASK, max_tokens=500, stream=True)
        return reply.text, "".join([text async for text in stream.text_stream])

    whole, streamed = asyncio.run(main())
    assert whole == streamed != ""


def test_a_label_is_no_member_of_a_message(gateway):
    with pytest.raises(polyroute.InvalidRequestError, match="labels="):
        gateway.messages(model="trip", messages=ASK, max_tokens=5, tenant="acme")


CONTENTS = [{"role": "user", "parts": [{"text": QUESTION}]}]
BODIES = {
    "chat": [
        {"messages": ASK, "max_tokens": 500, "temperature": 0.5, "stop": ["x"], "user": "u1", "tool_choice": "auto"},
        {"messages": ASK, "seed": 7, "metadata": {"a": "b"}, "store": True, "new_member": 1, "stream": True},
        {"messages": ASK, "reasoning_effort": "low", "response_format": {"type": "json_object"}},
    ],
    "messages": [
        {"messages": ASK, "max_tokens": 500, "top_k": 3, "metadata": {"user_id": "u1"}, "stop_sequences": ["x"]},
        {"messages": ASK, "max_tokens": 5000, "system": "s", "thinking": {"type": "enabled", "budget_tokens": 2000}},
        {"messages": ASK, "max_tokens": 500, "service_tier": "auto", "new_member": 1, "stream": True},
    ],
    "generate_content": [
        {"contents": CONTENTS, "systemInstruction": {"parts": [{"text": "s"}]}, "generationConfig": {"topK": 3}},
        {"contents": CONTENTS, "labels": {"a": "b"}, "new_member": 1},
        {"contents": CONTENTS, "cachedContent": "c"},
    ],
    "cohere_chat": [
        {"messages": ASK, "p": 0.5, "k": 3, "stop_sequences": ["x"], "safety_mode": "STRICT", "priority": 1},
        {"messages": ASK, "documents": ["d"], "citation_options": {"mode": "FAST"}, "new_member": 1, "stream": True},
        {"messages": ASK, "thinking": {"type": "disabled"}, "seed": 1, "logprobs": False},
    ],
    "ollama_chat": [
        {"messages": ASK, "options": {"num_ctx": 512, "temperature": 0.5}, "keep_alive": "5m", "format": ""},
        {"messages": ASK, "think": False, "new_member": 1, "stream": False},
        {"messages": ASK, "format": "json", "tools": []},
    ],
}


@pytest.mark.parametrize("door", BODIES)
def test_a_preview_names_every_member_whatever_the_door(door, gateway):
    for body in BODIES[door]:
        said = gateway.preview({"model": "trip", **body}, target=gateway.target, door=door)
        if said.error:
            assert said.error.field.split(".")[0] in body
            continue
        named = {path.split(".")[0] for path in [*said.mapped, *said.emulated, *said.dropped]}
        assert named - {"model"} == set(body)
        assert "k" not in (said.headers.get("x-api-key"), said.headers.get("x-goog-api-key"))


# ---- openai


def test_openai_runs_a_tool_loop(gateway):
    pytest.importorskip("openai")
    client, messages = gateway.openai(), list(ASK)
    for _ in range(3):
        reply = client.chat.completions.create(model="trip", messages=messages, tools=openai_tools()).choices[0]
        messages.append(reply.message)
        for call in reply.message.tool_calls or ():
            messages.append({"role": "tool", "tool_call_id": call.id, "content": RESULTS[call.function.name]})
    assert reply.finish_reason == "stop"
    assert is_booked(reply.message.content)


def test_openai_streams_and_parses(gateway):
    pytest.importorskip("openai")
    pydantic = pytest.importorskip("pydantic")
    plan = pydantic.create_model("Trip", city=(str, ...), day=(str, ...))
    options = {"include_usage": True}
    chunks = list(
        gateway.openai().chat.completions.create(model="trip", messages=ASK, stream=True, stream_options=options)
    )
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert chunks[-1].usage.total_tokens > 0
    parsed = gateway.openai().chat.completions.parse(model="trip", messages=ASK, response_format=plan)
    assert parsed.choices[0].message.parsed.model_dump() == {"city": "Ostend", "day": "Sunday"}


# ---- anthropic


def anthropic_tools():
    return [{"name": name, "input_schema": schema} for name, schema in TOOLS.items()]


def anthropic_results(reply):
    uses = [b for b in reply.content if b.type == "tool_use"]
    return [{"type": "tool_result", "tool_use_id": use.id, "content": RESULTS[use.name]} for use in uses]


def test_anthropic_runs_a_tool_loop(gateway):
    pytest.importorskip("anthropic")
    client, messages = gateway.anthropic(), list(ASK)
    for _ in range(3):
        reply = client.messages.create(model="trip", messages=messages, max_tokens=500, tools=anthropic_tools())
        messages.append({"role": "assistant", "content": reply.content})
        if results := anthropic_results(reply):
            messages.append({"role": "user", "content": results})
    assert reply.stop_reason == "end_turn"
    assert is_booked(reply.content[-1].text)


def test_anthropic_streams_tools_parses_and_counts(gateway):
    pytest.importorskip("anthropic")
    pydantic = pytest.importorskip("pydantic")
    client = gateway.anthropic()
    with client.messages.stream(model="trip", messages=ASK, max_tokens=500, tools=anthropic_tools()) as stream:
        final = stream.get_final_message()
    assert final.stop_reason == "tool_use"
    assert [(b.name, b.input) for b in final.content if b.type == "tool_use"] == [
        ("get_weather", {"city": "Ostend", "day": "Sunday"})
    ]
    plan = pydantic.create_model("Trip", city=(str, ...), day=(str, ...))
    parsed = client.messages.parse(model="trip", messages=ASK, max_tokens=500, output_format=plan)
    assert parsed.parsed_output.model_dump() == {"city": "Ostend", "day": "Sunday"}
    raw = client.messages.with_raw_response.count_tokens(model="trip", messages=ASK)
    assert raw.parse().input_tokens > 10
    trace = gateway.trace(raw.headers["x-polyroute-trace-id"])
    assert (trace.usage.input_tokens, trace.cost_nano_usd) == (0, 0)
    # Only who cannot count is answered by an estimate, and the receipt says so.
    assert bool(trace.emulated) == (not gateway.target.startswith(("responses/", "claude/", "gemini/")))


def test_async_anthropic_streams(gateway):
    pytest.importorskip("anthropic")

    async def main():
        client = gateway.async_anthropic()
        whole = await client.messages.create(model="trip", messages=ASK, max_tokens=500)
        async with client.messages.stream(model="trip", messages=ASK, max_tokens=500) as stream:
            return whole.content[-1].text, "".join([text async for text in stream.text_stream])

    whole, streamed = asyncio.run(main())
    assert whole == streamed != ""


# ---- google-genai


@pytest.fixture
def genai(gateway):
    pytest.importorskip("google.genai")
    return gateway.genai()


def test_genai_runs_a_tool_loop_by_itself(genai):
    from google.genai import types

    config = types.GenerateContentConfig(tools=[get_weather, book_train])
    assert is_booked(genai.models.generate_content(model="trip", contents=QUESTION, config=config).text)


def test_genai_streams_parses_and_counts(genai):
    pydantic = pytest.importorskip("pydantic")
    plan = pydantic.create_model("Trip", city=(str, ...), day=(str, ...))
    whole = genai.models.generate_content(model="trip", contents=QUESTION)
    chunks = list(genai.models.generate_content_stream(model="trip", contents=QUESTION))
    assert "".join(c.text or "" for c in chunks) == whole.text != ""
    assert chunks[-1].usage_metadata.candidates_token_count > 0
    config = {"response_mime_type": "application/json", "response_schema": plan}
    parsed = genai.models.generate_content(model="trip", contents=QUESTION, config=config).parsed
    assert parsed.model_dump() == {"city": "Ostend", "day": "Sunday"}
    assert genai.models.count_tokens(model="trip", contents=QUESTION).total_tokens > 10


def test_async_genai_streams(genai):
    async def main():
        whole = await genai.aio.models.generate_content(model="trip", contents=QUESTION)
        stream = await genai.aio.models.generate_content_stream(model="trip", contents=QUESTION)
        return whole.text, "".join([chunk.text or "" async for chunk in stream])

    whole, streamed = asyncio.run(main())
    assert whole == streamed != ""


def test_genai_embeds(gateway, genai):
    if gateway.target.startswith(("claude", "responses")):
        pytest.skip("no embeddings in this dialect")
    found = genai.models.embed_content(model="trip", contents=["a", "b"])
    assert [len(e.values) for e in found.embeddings] == [8, 8]
    again = gateway.openai().embeddings.create(model="trip", input=["a", "b"])
    assert [len(d.embedding) for d in again.data] == [8, 8]


# ---- LangChain


def langchain_model(name, gateway):
    from polyroute.integrations import langchain

    if name == "openai":
        pytest.importorskip("langchain_openai")
        return langchain.chat_model(gateway, "trip")
    if name == "anthropic":
        pytest.importorskip("langchain_anthropic")
        return langchain.anthropic_model(gateway, "trip", max_tokens=500)
    google = pytest.importorskip("langchain_google_genai")
    return google.ChatGoogleGenerativeAI(model="trip", **langchain.google_kwargs(gateway))


@pytest.mark.parametrize("name", ["openai", "anthropic", "google"])
def test_a_langchain_model_runs_its_loop_sync_async_and_streamed(name, gateway):
    model = langchain_model(name, gateway)
    agent = pytest.importorskip("langchain.agents").create_agent(model, tools=[get_weather, book_train])
    question = {"messages": ASK}
    assert is_booked(agent.invoke(question)["messages"][-1].text)
    assert is_booked(asyncio.run(agent.ainvoke(question))["messages"][-1].text)
    pieces = [m.text for m, _ in agent.stream(question, stream_mode="messages") if m.type in ("ai", "AIMessageChunk")]
    assert is_booked("".join(pieces))


@pytest.mark.parametrize("name", ["openai", "anthropic", "google"])
def test_a_langchain_model_gives_structured_output_and_usage(name, gateway):
    pydantic = pytest.importorskip("pydantic")
    plan = pydantic.create_model("Trip", city=(str, ...), day=(str, ...))
    model = langchain_model(name, gateway)
    assert model.invoke(QUESTION).usage_metadata["output_tokens"] > 0
    structured = model.with_structured_output(plan, method="json_schema")
    assert structured.invoke(QUESTION).model_dump() == {"city": "Ostend", "day": "Sunday"}


# ---- what all doors share


def test_models_are_listed_in_each_clients_own_form(gateway):
    pytest.importorskip("anthropic")
    pytest.importorskip("google.genai")
    assert [m.id for m in gateway.openai().models.list()] == ["trip"]
    assert [m.id for m in gateway.anthropic().models.list()] == ["trip"]
    assert [m.name for m in gateway.genai().models.list()] == ["models/trip"]


def test_an_array_of_events_is_one_json_body(gateway):
    body = json.dumps({"contents": [{"role": "user", "parts": [{"text": QUESTION}]}]}).encode()
    reply = gateway.handle("POST", "/v1beta/models/trip:streamGenerateContent", {}, body)
    assert dict(reply.headers)["content-type"].startswith("application/json")
    events = json.loads(reply.read())
    assert "".join(
        p.get("text", "") for e in events for p in e["candidates"][0]["content"]["parts"] if not p.get("thought")
    )
    assert events[-1]["candidates"][0]["finishReason"] == "STOP"
