"""Calls in the Responses form, answered by a provider that speaks nothing but chat."""

import json

import pytest

from conftest import say
from upstream import chunk, completion

CALL = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Oslo"}'}}
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}
TOOL = {"type": "function", "name": "weather", "parameters": SCHEMA}


def chatty(request):
    """Calls the offered tool until it has a result, then says it."""
    last = request.body["messages"][-1]
    if request.body.get("tools") and last["role"] != "tool":
        message = {"role": "assistant", "content": None, "tool_calls": [CALL]}
        return completion("", choices=[{"index": 0, "message": message, "finish_reason": "tool_calls"}])
    if request.body.get("stream"):
        return [chunk({"content": piece}) for piece in ("a", "b")] + [chunk({}, "stop"), b"data: [DONE]\n\n"]
    return completion(last["content"])


def test_whole_and_streamed(place):
    gateway = place(chatty).gateway
    reply = gateway.responses(model="chat", input="hello")
    assert (reply.text, reply.status, reply.polyroute.target) == ("hello", "completed", "up/fake")
    assert reply["usage"]["total_tokens"] == 5
    with gateway.responses(model="chat", input="hello", stream=True) as stream:
        kinds = [event.type for event in stream]
    assert (kinds[0], kinds[-1]) == ("response.created", "response.completed")
    assert stream.reply().text == "ab"
    with gateway.responses(model="chat", input="hello", stream=True) as stream:
        assert "".join(stream.text_stream) == "ab"


def test_a_tool_loop_through_the_official_client(place):
    openai = pytest.importorskip("openai")
    here = place(chatty)
    client = here.gateway.openai()
    first = client.responses.create(model="chat", input=say("weather?"), tools=[TOOL], instructions="Be brief.")
    call = first.output[0]
    assert (call.type, call.name, json.loads(call.arguments)) == ("function_call", "weather", {"city": "Oslo"})
    result = {"type": "function_call_output", "call_id": call.call_id, "output": "sunny"}
    second = client.responses.create(model="chat", input=[*say("weather?"), call.model_dump(), result], tools=[TOOL])
    assert second.output_text == "sunny"
    roles = [message["role"] for message in here.upstream.requests[-1].body["messages"]]
    assert roles == ["user", "assistant", "tool"]
    with pytest.raises(openai.BadRequestError, match="previous_response_id"):
        client.responses.create(model="chat", input="and?", previous_response_id=first.id)
