"""Agent frameworks over every provider: tool loops, streams and structured output, whole and in pieces.

Both speak the Responses format by default; the provider behind the gateway speaks chat, or another dialect of its own.
"""

import asyncio

import pytest
import story
from story import CHAT, PROVIDERS, QUESTION, book_train, get_weather, is_booked


@pytest.fixture(params=PROVIDERS, ids=lambda target: target.partition("/")[0])
def gateway(request, url):
    with story.gateway(url, request.param) as gateway:
        yield gateway


@pytest.fixture(autouse=True)
def _no_key(monkeypatch):
    """What is not wired to the gateway has nothing to log in with."""
    for name in ("OPENAI_API_KEY", "GOOGLE_API_KEY", "GEMINI_API_KEY", "GROQ_API_KEY", "MISTRAL_API_KEY"):
        monkeypatch.delenv(name, raising=False)


# ---- OpenAI Agents


@pytest.fixture
def agents():
    agents = pytest.importorskip("agents")
    agents.set_tracing_disabled(True)
    return agents


@pytest.fixture(params=["OpenAIResponsesModel", "OpenAIChatCompletionsModel"])
def openai_agent(request, agents, gateway):
    model = getattr(agents, request.param)("trip", gateway.async_openai())
    tools = [agents.function_tool(tool) for tool in (get_weather, book_train)]
    return agents.Agent(name="trip", instructions="Be brief.", model=model, tools=tools)


def test_openai_agents_run_their_tool_loop(agents, openai_agent):
    result = asyncio.run(agents.Runner.run(openai_agent, QUESTION))
    assert is_booked(result.final_output)
    calls = [item.raw_item.name for item in result.new_items if item.type == "tool_call_item"]
    assert calls == ["get_weather", "book_train"]
    assert result.context_wrapper.usage.output_tokens > 0
    # The history goes back as the framework keeps it, thoughts included.
    again = asyncio.run(
        agents.Runner.run(openai_agent, [*result.to_input_list(), {"role": "user", "content": QUESTION}])
    )
    assert is_booked(again.final_output)


def test_openai_agents_stream_their_tool_loop(agents, openai_agent):
    async def main():
        result = agents.Runner.run_streamed(openai_agent, QUESTION)
        deltas, items = [], []
        async for event in result.stream_events():
            if event.type == "raw_response_event" and event.data.type == "response.output_text.delta":
                deltas.append(event.data.delta)
            if event.type == "run_item_stream_event":
                items.append(event.name)
        return "".join(deltas), items, result.final_output

    text, items, final = asyncio.run(main())
    assert text == final
    assert is_booked(final)
    assert (items.count("tool_called"), items.count("tool_output")) == (2, 2)


def test_openai_agents_give_structured_output(agents, gateway):
    pydantic = pytest.importorskip("pydantic")
    plan = pydantic.create_model("Trip", city=(str, ...), day=(str, ...))
    model = agents.OpenAIResponsesModel("trip", gateway.async_openai())
    agent = agents.Agent(name="trip", model=model, output_type=plan)
    assert asyncio.run(agents.Runner.run(agent, QUESTION)).final_output.model_dump() == {
        "city": "Ostend",
        "day": "Sunday",
    }


def test_the_default_client_of_openai_agents_can_be_the_gateways(agents, url):
    with story.gateway(url, CHAT) as gateway:
        agents.set_default_openai_client(gateway.async_openai(), use_for_tracing=False)
        agent = agents.Agent(name="trip", model="trip", tools=[agents.function_tool(get_weather)])
        assert story.WEATHER in asyncio.run(agents.Runner.run(agent, QUESTION)).final_output


# ---- Pydantic AI


def openai_responses(gateway):
    from pydantic_ai.models import infer_model
    from pydantic_ai.models.openai import OpenAIResponsesModel
    from pydantic_ai.providers.openai import OpenAIProvider

    # `openai:` is the Responses format.
    model = infer_model("openai:trip", lambda _: OpenAIProvider(openai_client=gateway.async_openai()))
    assert isinstance(model, OpenAIResponsesModel)
    return model


def openai_chat(gateway):
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    return OpenAIChatModel("trip", provider=OpenAIProvider(openai_client=gateway.async_openai()))


def google(gateway):
    pytest.importorskip("google.genai")
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    return GoogleModel("trip", provider=GoogleProvider(client=gateway.genai()))


def groq(gateway):
    pytest.importorskip("groq")
    from pydantic_ai.models.groq import GroqModel
    from pydantic_ai.providers.groq import GroqProvider

    # This client takes one family of HTTP clients only.
    return GroqModel("trip", provider=GroqProvider(api_key="dummy", http_client=gateway.async_http_client("httpx")))


def mistral(gateway):
    pytest.importorskip("mistralai")
    from pydantic_ai.models.mistral import MistralModel
    from pydantic_ai.providers.mistral import MistralProvider

    return MistralModel("trip", provider=MistralProvider(api_key="dummy", http_client=gateway.async_http_client()))


MODELS = [openai_responses, openai_chat, google, groq, mistral]


@pytest.fixture(params=MODELS, ids=lambda make: make.__name__)
def model(request, gateway):
    pytest.importorskip("pydantic_ai")
    return request.param(gateway)


@pytest.fixture
def pydantic_agent(model):
    pydantic_ai = pytest.importorskip("pydantic_ai")
    return pydantic_ai.Agent(model, tools=[get_weather, book_train], instructions="Be brief.")


def test_pydantic_ai_answers_and_counts(model):
    pydantic_ai = pytest.importorskip("pydantic_ai")
    result = asyncio.run(pydantic_ai.Agent(model).run(QUESTION))
    assert "Ostend" in result.output
    assert result.usage.output_tokens > 0


def test_pydantic_ai_runs_its_tool_loop(pydantic_agent):
    async def main():
        first = await pydantic_agent.run(QUESTION)
        # The history goes back as the framework keeps it, thoughts included.
        return first, await pydantic_agent.run(QUESTION, message_history=first.all_messages())

    first, second = asyncio.run(main())
    calls = [p.tool_name for m in first.all_messages() for p in m.parts if p.part_kind == "tool-call"]
    assert calls == ["get_weather", "book_train"]
    assert is_booked(first.output)
    assert is_booked(second.output)


def test_pydantic_ai_streams_its_tool_loop(pydantic_agent):
    async def main():
        async with pydantic_agent.run_stream(QUESTION) as result:
            pieces = [piece async for piece in result.stream_text(delta=True, debounce_by=None)]
            return pieces, result.usage

    pieces, usage = asyncio.run(main())
    assert is_booked("".join(pieces))
    assert len(pieces) > 5
    # Groq's client never asks for the usage of a stream.
    assert usage.output_tokens > 0 or pydantic_agent.model.system == "groq"


# For a model whose name they do not know the other two fall back to a tool.
@pytest.mark.parametrize("model", MODELS[:3], ids=lambda make: make.__name__, indirect=True)
def test_pydantic_ai_gives_structured_output(model):
    pydantic_ai = pytest.importorskip("pydantic_ai")
    pydantic = pytest.importorskip("pydantic")
    plan = pydantic.create_model("Trip", city=(str, ...), day=(str, ...))
    agent = pydantic_ai.Agent(model, output_type=pydantic_ai.NativeOutput(plan))
    assert asyncio.run(agent.run(QUESTION)).output.model_dump() == {"city": "Ostend", "day": "Sunday"}
