"""Functions of the host: a provider, a key, a trace sink; what they raise, whose context they see, where they run."""

import asyncio
import contextvars
import threading
import time

import pytest

import polyroute
from conftest import config, say
from upstream import Upstream, completion, echo

USER = contextvars.ContextVar("user", default="nobody")


def mine(**more):
    return {
        "providers": {"mine": {"type": "function", "function": "answer"}},
        "routes": {"chat": {"targets": ["mine/m"], "retries": {"max": 0}}},
        **more,
    }


@pytest.fixture
def opened():
    made = []

    def make(answer, **more):
        functions = {"answer": answer, **more.pop("functions", {})}
        made.append(polyroute.Gateway(mine(**more), functions=functions))
        return made[-1]

    yield make
    for gateway in made:
        gateway.close()


def ask(gateway, **more):
    return gateway.chat(model="chat", messages=say("hi"), **more)


def test_a_function_answers_like_a_provider(opened):
    seen = []

    def answer(body, context):
        seen.append((body, context, threading.current_thread()))
        return completion("mine")

    reply = ask(opened(answer), temperature=0, labels={"tenant": "acme"})
    assert (reply.text, reply.polyroute.target, reply.polyroute.usage.output_tokens) == ("mine", "mine/m", 2)
    body, context, thread = seen[0]
    assert (body["model"], body["messages"], body["temperature"]) == ("m", say("hi"), 0)
    assert (context["target"], context["labels"]["tenant"], context["stream"]) == ("mine/m", "acme", False)
    assert thread is not threading.main_thread()


def test_a_text_stands_for_an_answer_that_says_just_that(opened):
    gateway = opened(lambda *_: "just that")
    assert ask(gateway).text == "just that"
    with ask(gateway, stream=True) as stream:
        assert "".join(stream.text_stream) == "just that"
    assert gateway.messages(model="chat", max_tokens=9, messages=say("hi")).content[0].text == "just that"


async def numbers(*_):
    for n in range(3):
        await asyncio.sleep(0)
        yield f"{n} "


@pytest.mark.parametrize("answer", [lambda *_: iter(["0 ", "1 ", "2 "]), numbers], ids=["plain", "async"])
def test_an_iterator_is_a_stream(opened, answer):
    gateway = opened(answer)
    with ask(gateway, stream=True) as stream:
        assert "".join(stream.text_stream) == "0 1 2 "
    assert stream.reply().choices[0].finish_reason == "stop"

    async def later():
        pieces = [chunk async for chunk in await gateway.aio.chat(model="chat", messages=say("hi"), stream=True)]
        return "".join(piece.choices[0].delta.get("content") or "" for piece in pieces)

    assert asyncio.run(later()) == "0 1 2 "


def test_what_a_function_raises_is_the_cause_in_whole_and_in_stream(opened):
    error = MemoryError("no more")

    def answer(*_):
        raise error

    with pytest.raises(polyroute.CallbackError, match="the function `answer` failed: no more") as raised:
        ask(opened(answer))
    assert raised.value.__cause__ is error
    assert raised.value.attempts[0]["class"] == "server"

    def breaks(*_):
        yield "one "
        raise error

    stream = ask(opened(breaks), stream=True)
    with pytest.raises(polyroute.CallbackError) as raised:
        list(stream)
    assert raised.value.__cause__ is error


def test_a_function_sees_a_copy_of_its_callers_context(opened):
    def answer(*_):
        said = USER.get()
        USER.set("changed")
        return said

    async def later(*_):
        await asyncio.sleep(0.001)
        return USER.get()

    for function in (answer, later):
        gateway = opened(function)
        token = USER.set("ann")
        assert ask(gateway).text == "ann"
        assert USER.get() == "ann"
        USER.reset(token)

        async def in_task(gateway, name):
            USER.set(name)
            return (await gateway.aio.chat(model="chat", messages=say("hi"))).text

        async def many(gateway):
            return await asyncio.gather(*(in_task(gateway, name) for name in "abc"))

        assert asyncio.run(many(gateway)) == ["a", "b", "c"]


def test_a_coroutine_runs_on_the_callers_loop_and_in_a_synchronous_call_on_another(opened):
    loops = []

    async def answer(*_):
        loops.append(asyncio.get_running_loop())
        return "hi"

    gateway = opened(answer)

    async def main():
        await gateway.aio.chat(model="chat", messages=say("hi"))
        ask(gateway)  # blocks this loop, and must not wait for it
        return asyncio.get_running_loop()

    running = asyncio.run(main())
    assert loops[0] is running
    assert loops[1] is not running


def test_giving_up_a_call_cancels_its_coroutine(opened):
    ended = threading.Event()
    begun = threading.Event()

    async def answer(*_):
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    gateway = opened(answer)

    async def main():
        task = asyncio.create_task(gateway.aio.chat(model="chat", messages=say("hi")))
        await asyncio.to_thread(begun.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(ended.wait, 10)

    asyncio.run(main())


def test_closing_a_stream_ends_its_generator(opened):
    ended = threading.Event()

    def answer(*_):
        try:
            while True:
                yield "more "
        finally:
            ended.set()

    with ask(opened(answer), stream=True) as stream:
        next(stream.text_stream)
    assert ended.wait(10)


def test_a_key_comes_from_a_function_and_is_kept_until_it_ends():
    upstream = Upstream(echo)
    asked = []
    data = config(upstream.url)
    data["providers"]["up"]["api_key"] = {"function": "token"}
    with polyroute.Gateway(
        data, functions={"token": lambda name: asked.append(name) or {"key": "k1", "expires_in": 60}}
    ) as gateway:
        assert [ask(gateway).text for _ in range(2)] == ["hi", "hi"]
    assert asked == ["up"]
    assert [request.headers["authorization"] for request in upstream.requests] == ["Bearer k1"] * 2
    upstream.close()


def test_a_sink_takes_every_record_at_the_latest_at_close(opened):
    records = []
    gateway = opened(lambda *_: "hi", functions={"sink": records.extend}, trace={"function": "sink"})
    for n in range(3):
        ask(gateway, labels={"tenant": f"t{n}"})
    gateway.close()
    assert [record["labels"]["tenant"] for record in records] == ["t0", "t1", "t2"]


def test_a_function_that_nobody_registered_is_a_problem_of_the_configuration():
    with pytest.raises(polyroute.ConfigError, match="no function `answer` is registered") as raised:
        polyroute.Gateway(mine(), functions={"other": print})
    assert raised.value.path == "providers.mine.function"
    with pytest.raises(polyroute.InvalidRequestError, match="not callable"):
        polyroute.Gateway(mine(), functions={"answer": 7})


def test_a_slow_function_ends_with_the_deadline(opened):
    gateway = opened(lambda *_: time.sleep(1) or "late")
    with pytest.raises(polyroute.TimeoutError):
        ask(gateway, deadline=0.05)
