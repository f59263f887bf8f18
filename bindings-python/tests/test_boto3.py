"""boto3's Converse and ConverseStream through the gateway, on an upstream that speaks chat."""

import pytest

from upstream import chunk, completion, echo

boto3 = pytest.importorskip("boto3")

import polyroute.integrations.boto3 as bedrock  # noqa: E402

SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}}
TOOL = {"toolSpec": {"name": "add", "inputSchema": {"json": SCHEMA}}}

# Without any boto3 would ask the network for some.
KEYS = {"aws_access_key_id": "x", "aws_secret_access_key": "y"}


def ask(text):
    return {"modelId": "chat", "messages": [{"role": "user", "content": [{"text": text}]}]}


def said(reply):
    return "".join(block.get("text", "") for block in reply["output"]["message"]["content"])


def test_converse_whole_and_streamed(place):
    here = place()
    client = bedrock.client(here.gateway)
    whole = client.converse(**ask("a b c"), inferenceConfig={"maxTokens": 9})
    assert said(whole) == "a b c"
    assert (whole["stopReason"], whole["usage"]["totalTokens"]) == ("end_turn", 5)
    assert whole["ResponseMetadata"]["HTTPHeaders"]["x-polyroute-target"] == "up/fake"
    asked = here.upstream.requests[0].body
    assert asked.get("max_completion_tokens", asked.get("max_tokens")) == 9

    events = list(client.converse_stream(**ask("a b c"))["stream"])
    assert "".join(e["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e) == "abc"
    assert [e["messageStop"]["stopReason"] for e in events if "messageStop" in e] == ["end_turn"]
    assert [e["metadata"]["usage"]["totalTokens"] for e in events if "metadata" in e] == [5]


def test_a_tool_loop(place):
    def answer(request):
        if any(m["role"] == "tool" for m in request.body["messages"]):
            return completion("seven")
        call = {"id": "call_1", "type": "function", "function": {"name": "add", "arguments": '{"a": 3}'}}
        if not request.body.get("stream"):
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
            return completion("", choices=[{"index": 0, "message": message, "finish_reason": "tool_calls"}])
        called = {"role": "assistant", "tool_calls": [{"index": 0, **call}]}
        return [chunk(called), chunk({}, "tool_calls"), b"data: [DONE]\n\n"]

    client = bedrock.client(place(answer).gateway)
    question = {**ask("3 + 4?"), "toolConfig": {"tools": [TOOL]}}
    reply = client.converse(**question)
    assert reply["stopReason"] == "tool_use"
    turn = reply["output"]["message"]
    call = turn["content"][0]["toolUse"]
    assert (call["name"], call["input"]) == ("add", {"a": 3})
    result = {"toolResult": {"toolUseId": call["toolUseId"], "content": [{"json": {"sum": 7}}]}}
    messages = [*question["messages"], turn, {"role": "user", "content": [result]}]
    assert said(client.converse(**{**question, "messages": messages})) == "seven"

    events = list(client.converse_stream(**question)["stream"])
    start = next(e["contentBlockStart"]["start"]["toolUse"] for e in events if "contentBlockStart" in e)
    inputs = "".join(e["contentBlockDelta"]["delta"]["toolUse"]["input"] for e in events if "contentBlockDelta" in e)
    assert (start["name"], inputs) == ("add", '{"a": 3}')


def test_errors_are_boto3s_own_and_are_not_retried(place):
    here = place(lambda request: (429, {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}))
    plain = boto3.client("bedrock-runtime", region_name="us-east-1", **KEYS)
    client = bedrock.attach(plain, here.gateway)
    with pytest.raises(client.exceptions.ThrottlingException, match="slow down") as raised:
        client.converse(**ask("x"))
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert len(here.upstream.requests) == 1
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.converse(**{**ask("x"), "modelId": "nothing"})
    with pytest.raises(ValueError, match="bedrock-runtime"):
        bedrock.attach(boto3.client("s3", region_name="us-east-1", **KEYS), here.gateway)


def test_a_stream_that_breaks_raises_where_it_broke(place):
    error = b'data: {"error": {"message": "it broke", "type": "server_error"}}\n\n'
    here = place(lambda request: [chunk({"role": "assistant", "content": "a"}), error])
    stream = bedrock.client(here.gateway).converse_stream(**ask("x"))["stream"]
    seen = []
    with pytest.raises(Exception, match="it broke") as raised:
        seen.extend(stream)
    assert type(raised.value).__name__ == "EventStreamError"
    assert [e["contentBlockDelta"]["delta"]["text"] for e in seen if "contentBlockDelta" in e] == ["a"]


def test_an_early_close_ends_the_call_and_labels_of_the_block_count(place):
    here = place(echo)
    client = bedrock.client(here.gateway, labels={"feature": "f"})
    with here.gateway.labels(tenant="acme"):
        client.converse(**ask("x"))
    stream = client.converse_stream(**ask("a b c"))["stream"]
    next(iter(stream))
    stream.close()
    rows = here.gateway.usage(group_by=["tenant", "feature"])
    assert {(row["tenant"], row["feature"], row["calls"]) for row in rows} >= {("acme", "f", 1)}
