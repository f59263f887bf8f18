"""Functions as guardrails and judges: what they are told, change and raise, whose context they see; and panics."""

import asyncio
import contextvars
import threading

import pytest

import polyroute
from conftest import config, say
from upstream import Upstream, completion, echo, events

USER = contextvars.ContextVar("user", default="nobody")


@pytest.fixture
def guarded():
    """`guarded(guard, stage, answer)`: a gateway whose `guard` checks `stage`, before a fake provider."""
    made = []

    def make(guard, stage="input", answer=echo, **more):
        upstream = Upstream(answer)
        data = config(upstream.url, guardrails={stage: [{"function": "guard"}], **more.pop("guardrails", {})}, **more)
        made.append((upstream, polyroute.Gateway(data, functions={"guard": guard})))
        return made[-1]

    yield make
    for upstream, gateway in made:
        gateway.close()
        upstream.close()


def ask(gateway, text="hi", **more):
    return gateway.chat(model="chat", messages=say(text), **more)


def kinder(asked):
    return {"action": "rewrite", "text": asked["text"].replace("darn", "d---")}


async def kinder_later(asked):
    await asyncio.sleep(0.001)
    return kinder(asked)


@pytest.mark.parametrize("guard", [kinder, kinder_later], ids=["plain", "async"])
def test_what_goes_upstream_is_what_the_function_gave(guarded, guard):
    upstream, gateway = guarded(guard)
    reply = ask(gateway, "oh darn")
    assert reply.text == "oh d---"
    assert reply.polyroute.guard[0].to_dict() == {"name": "guard", "action": "rewrite", "count": 1}
    assert asyncio.run(gateway.aio.chat(model="chat", messages=say("darn it"))).text == "d--- it"
    assert [request.body["messages"][0]["content"] for request in upstream.requests] == ["oh d---", "d--- it"]


@pytest.mark.parametrize("guard", [kinder, kinder_later], ids=["plain", "async"])
def test_what_the_caller_reads_is_what_the_function_gave(guarded, guard):
    _, gateway = guarded(
        guard, "output", lambda r: events(["oh da", "rn"]) if r.body.get("stream") else completion("oh darn")
    )
    assert ask(gateway).text == "oh d---"
    with ask(gateway, stream=True) as stream:
        assert "".join(stream.text_stream) == "oh d---"
    assert stream.reply().text == "oh d---"

    async def later():
        stream = await gateway.aio.chat(model="chat", messages=say("x"), stream=True)
        return "".join([chunk.choices[0].delta.get("content") or "" async for chunk in stream if chunk.choices])

    assert asyncio.run(later()) == "oh d---"


def test_a_guard_is_told_the_text_its_stage_the_conversation_and_the_labels(guarded):
    seen = []
    _, gateway = guarded(seen.append, "output")
    ask(gateway, "hi", labels={"tenant": "acme"})
    [asked] = seen
    assert (asked["stage"], asked["text"], asked["messages"]) == ("output", "hi", say("hi"))
    assert asked["labels"]["tenant"] == "acme"


def test_what_a_guard_raises_is_the_cause_whole_and_streamed(guarded):
    error = LookupError("no list")

    def breaks(_):
        raise error

    for stage in ("input", "output"):
        upstream, gateway = guarded(breaks, stage)
        with pytest.raises(polyroute.CallbackError, match="no list") as raised:
            ask(gateway)
        assert raised.value.__cause__ is error
        with pytest.raises(polyroute.CallbackError) as raised:
            list(ask(gateway, stream=True))
        assert raised.value.__cause__ is error
        assert len(upstream.requests) == (0 if stage == "input" else 2)

        async def later(gateway):
            with pytest.raises(polyroute.CallbackError) as raised:
                await gateway.aio.chat(model="chat", messages=say("hi"))
            assert raised.value.__cause__ is error

        asyncio.run(later(gateway))


def test_a_guard_that_is_too_slow_blocks_or_lets_pass_as_configured(guarded):
    async def slow(_):
        await asyncio.sleep(30)

    for on_failure in ("block", "allow"):
        guardrails = {"input": [{"function": "guard", "timeout": "50ms"}], "on_failure": on_failure}
        _, gateway = guarded(slow, guardrails=guardrails)
        if on_failure == "block":
            with pytest.raises(polyroute.CallbackError) as raised:
                ask(gateway)
            assert raised.value.reason == "function_timeout"
        else:
            reply = ask(gateway)
            assert reply.text == "hi"
            assert "guard_failed" in [warning.code for warning in reply.polyroute.warnings]


def test_a_guard_sees_its_callers_context(guarded):
    seen = []

    async def guard(_):
        seen.append(USER.get())

    _, gateway = guarded(guard)

    async def one(name):
        USER.set(name)
        await gateway.aio.chat(model="chat", messages=say("hi"))

    async def all_of_them():
        await asyncio.gather(*(one(name) for name in "abc"))

    asyncio.run(all_of_them())
    USER.set("ann")
    ask(gateway)
    assert sorted(seen[:3]) == ["a", "b", "c"]
    assert seen[3] == "ann"


def test_a_judge_sends_the_call_on_and_what_it_raises_is_the_cause():
    upstream = Upstream(lambda r: completion(r.body["model"]))
    data = config(upstream.url, route={"targets": ["up/bad", "up/good"], "escalate": {"when": [{"function": "judge"}]}})
    seen = []

    def judge(request, reply):
        seen.append((request["messages"], reply["choices"][0]["message"]["content"]))
        return (reply["model"] == "good" and 0.9) or 0.1

    with polyroute.Gateway(data, functions={"judge": judge}) as gateway:
        reply = ask(gateway)
        assert (reply.text, [a["class"] for a in reply.polyroute.attempts]) == ("good", ["low_confidence", None])
    assert seen == [(say("hi"), "bad"), (say("hi"), "good")]
    error = ZeroDivisionError("judge")

    async def breaks(*_):
        raise error

    with polyroute.Gateway(data, functions={"judge": breaks}) as gateway:
        for stream in (False, True):
            with pytest.raises(polyroute.CallbackError) as raised:
                ask(gateway, stream=stream)
            assert raised.value.__cause__ is error
    upstream.close()


def test_a_panic_in_the_core_is_an_internal_error_and_other_calls_live_on():
    waits, goes_on = threading.Event(), threading.Event()

    def answer(body, _):
        text = body["messages"][0]["content"]
        if text == "wait":
            waits.set()
            assert goes_on.wait(10)
        if text == "stream":
            return iter(["one ", {"polyroute": "panic"}])
        return {"polyroute": "panic"} if text == "panic" else text

    data = {"providers": {"mine": {"type": "function", "function": "answer"}}, "testing": {"clock": "virtual"}}
    with polyroute.Gateway(data, functions={"answer": answer}) as gateway:

        def call(text, **more):
            return gateway.chat(model="mine/m", messages=say(text), **more)

        other = []
        thread = threading.Thread(target=lambda: other.append(call("wait").text))
        thread.start()
        assert waits.wait(10)
        with pytest.raises(polyroute.InternalError, match="a bug in polyroute"):
            call("panic")
        with pytest.raises(polyroute.InternalError):
            asyncio.run(gateway.aio.chat(model="mine/m", messages=say("panic")))
        stream = call("stream", stream=True)
        with pytest.raises(polyroute.InternalError):
            list(stream)
        assert stream.polyroute.trace_id
        body = b'{"model": "mine/m", "messages": [{"role": "user", "content": "panic"}]}'
        assert gateway.handle("POST", "/v1/chat/completions", {}, body).status == 500
        goes_on.set()
        thread.join(10)
        assert other == ["wait"]
        assert call("after").text == "after"
        assert gateway.stats().in_flight == 0
