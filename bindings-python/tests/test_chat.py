"""Whole calls: what a reply lets one see, and what a body may be."""

import json
import pickle

import pytest

import polyroute
from conftest import say
from polyroute.types import Node


def test_a_reply_is_read_by_attribute_and_by_item(gateway):
    reply = gateway.chat(model="chat", messages=say("hello"))
    assert reply.text == reply.choices[0].message.content == reply["choices"][0]["message"]["content"] == "hello"
    assert reply["usage"]["total_tokens"] == reply.usage.total_tokens == 5
    assert "usage" in reply
    assert reply.get("absent", 7) == 7
    with pytest.raises(AttributeError, match="absent"):
        _ = reply.absent
    with pytest.raises(KeyError):
        _ = reply.choices[0]["absent"]
    assert not hasattr(reply.usage, "absent")


def test_a_member_that_the_wire_may_leave_out_reads_as_none(gateway):
    message = gateway.chat(model="chat", messages=say("hello")).choices[0].message
    assert message.tool_calls is None
    assert message["tool_calls"] is message.get("tool_calls") is None
    assert "tool_calls" not in message


def test_the_receipt_is_the_member_polyroute(gateway):
    reply = gateway.chat(model="chat", messages=say("hello"))
    receipt = reply.polyroute
    assert receipt is reply.polyroute
    assert receipt.target == receipt["target"] == "up/fake"
    assert receipt.usage.input_tokens == 3
    assert reply["polyroute"] == receipt
    assert reply.to_dict()["polyroute"]["trace_id"] == receipt.trace_id
    assert json.loads(reply.json())["polyroute"]["route"] == "chat"


def test_a_reply_becomes_plain_data(gateway):
    reply = gateway.chat(model="chat", messages=say("hello"))
    data = reply.to_dict()
    assert type(data) is type(data["usage"]) is dict
    assert list(reply) == list(data)
    assert len(reply) == len(data)
    assert json.loads(json.dumps(reply.choices)) == data["choices"]
    assert pickle.loads(pickle.dumps(reply)) == data
    assert pickle.loads(pickle.dumps(reply.usage)) == reply.usage


def test_a_body_is_a_dict_or_json_text_and_keywords_win(place):
    here = place()
    body = {"model": "chat", "messages": say("from the body"), "temperature": 0.5}
    for given in (body, json.dumps(body), json.dumps(body).encode()):
        assert here.gateway.chat(given).text == "from the body"
        assert here.gateway.chat(given, messages=say("from a keyword")).text == "from a keyword"
    assert {r.body["temperature"] for r in here.upstream.requests} == {0.5}


def test_what_a_reply_holds_can_be_sent_back(place):
    here = place()
    first = here.gateway.chat(model="chat", messages=say("one"))
    here.gateway.chat(model="chat", messages=[*say("one"), first.choices[0].message, *say("two")])
    assert here.upstream.requests[-1].body["messages"][1] == {"role": "assistant", "content": "one"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"temperature": float("nan")}, "NaN"),
        ({"seed": 2**64}, "64 bits"),
        ({"metadata": {"when": object()}}, "metadata.when"),
        ({"metadata": {1: "x"}}, "metadata"),
        ({"user": "\ud800"}, "surrogate"),
    ],
)
def test_a_body_that_json_cannot_say_is_an_invalid_request(place, body, said):
    here = place()
    with pytest.raises(polyroute.InvalidRequestError, match=said):
        here.gateway.chat(model="chat", messages=say("x"), **body)
    assert here.upstream.requests == []


def test_a_body_nests_at_most_128_deep(gateway):
    deep = {}
    for _ in range(200):
        deep = {"a": deep}
    with pytest.raises(polyroute.InvalidRequestError, match="128"):
        gateway.chat(model="chat", messages=say("x"), metadata=deep)


def test_large_numbers_and_text_of_all_kinds_arrive_unchanged(place):
    here = place()
    text = 'ü "quoted" \\ \u2028 \U0001f600 \x00'
    unknown = {"pi": 3.141592653589793, "big": 2**63, "none": None}
    reply = here.gateway.chat(model="chat", messages=say(text), unknown=unknown)
    assert reply.text == text
    sent = here.upstream.requests[0].body
    assert sent["unknown"] == unknown


def test_embeddings_come_as_they_are(gateway):
    reply = gateway.embeddings(model="up/vectors", input=["a", "b"])
    assert [d.embedding for d in reply.data] == [[0.5, -1.0]] * 2


def test_errors_are_one_class_for_each_kind(place):
    refused = {"error": {"message": "slow down", "type": "rate_limit", "code": "rate_limit_exceeded"}}
    here = place(lambda request: (429, refused))
    with pytest.raises(polyroute.RateLimitError, match="slow down") as caught:
        here.gateway.chat(model="chat", messages=say("x"))
    error = caught.value
    assert (error.kind, error.status, error.provider, error.retryable) == ("rate_limit", 429, "up", False)
    assert [a.outcome for a in error.attempts] == ["failed"]
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is polyroute.RateLimitError
    assert (again.trace_id, again.attempts) == (error.trace_id, error.attempts)
    with pytest.raises(polyroute.NotFoundError):
        here.gateway.chat(model="no-such-route", messages=say("x"))


def test_every_kind_has_its_class():
    kinds = polyroute.errors.BY_KIND
    assert len(kinds) == 14
    assert all(issubclass(cls, polyroute.PolyrouteError) and cls.kind == kind for kind, cls in kinds.items())
    assert issubclass(polyroute.TimeoutError, TimeoutError)


def test_problems_of_a_configuration_come_all_at_once():
    broken = {"version": 1, "providers": {"up": {"type": "opnai"}}, "routes": {"chat": {"target": []}}}
    with pytest.raises(polyroute.ConfigError) as caught:
        polyroute.Gateway(broken)
    assert "openai" in str(caught.value)
    assert "targets" in str(caught.value)


def test_a_gateway_opens_from_a_file_from_text_and_from_the_environment(place, tmp_path, monkeypatch):
    here = place()
    text = json.dumps(here.config)
    path = tmp_path / "polyroute.yaml"
    path.write_text(text)
    monkeypatch.setenv("POLYROUTE_CONFIG", str(path))
    openers = (
        lambda: polyroute.Gateway(path),
        lambda: polyroute.Gateway(str(path)),
        lambda: polyroute.Gateway.from_yaml(text),
        polyroute.Gateway,
    )
    for opener in openers:
        with opener() as gateway:
            assert gateway.chat(model="chat", messages=say("hi")).text == "hi"


def test_a_closed_gateway_refuses_calls(place):
    here = place()
    here.gateway.close()
    here.gateway.close()
    with pytest.raises(polyroute.InvalidRequestError, match="closed"):
        here.gateway.chat(model="chat", messages=say("x"))


def test_a_deadline_ends_the_call_and_is_pythons_timeout_too(place):
    from upstream import Pause

    here = place(lambda request: Pause(5))
    with pytest.raises(TimeoutError) as caught:
        here.gateway.chat(model="chat", messages=say("x"), deadline=0.1)
    assert isinstance(caught.value, polyroute.TimeoutError)
    here.upstream.wait_for_hang_up()


def test_reports_tell_of_the_calls(place):
    here = place()
    reply = here.gateway.chat(model="chat", messages=say("x"), labels={"tenant": "acme"})
    here.gateway.chat(model="chat", messages=say("y"), labels={"tenant": "other"})
    assert here.gateway.trace(reply.polyroute.trace_id).labels.tenant == "acme"
    assert {t.trace_id for t in here.gateway.traces()} >= {reply.polyroute.trace_id}
    rows = here.gateway.usage(group_by=["tenant"])
    assert {r.tenant: (r.calls, r.input_tokens) for r in rows} == {"acme": (1, 3), "other": (1, 3)}
    assert [r.calls for r in here.gateway.usage(where={"tenant": "acme"})] == [1]
    assert here.gateway.stats().in_flight == 0
    with pytest.raises(polyroute.NotFoundError):
        here.gateway.trace("no-such-trace")


def test_explain_and_preview_send_nothing(place):
    here = place()
    assert here.gateway.explain(model="chat", messages=say("x")).target == "up/fake"
    shown = here.gateway.preview({"model": "chat", "messages": say("x")})
    assert shown.target == "up/fake"
    assert shown.body["model"] == "fake"
    assert "key-of-the-provider" not in json.dumps(shown)
    assert here.upstream.requests == []


def test_models_and_nodes_are_plain_enough(gateway):
    assert json.dumps(gateway.models())
    assert Node({"a": 1}).a == 1
