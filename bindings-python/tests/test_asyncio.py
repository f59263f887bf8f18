"""The asyncio twin: many calls at once, streams, cancellation."""

import asyncio
import time

import pytest

import polyroute
from conftest import say
from upstream import Pause, completion, events


def test_whole_calls_streams_and_embeddings(gateway):
    async def main():
        reply = await gateway.aio.chat(model="chat", messages=say("hi"))
        stream = await gateway.aio.chat(model="chat", messages=say("a b c"), stream=True)
        text = "".join([c.choices[0].delta.content or "" async for c in stream if c.choices])
        texts = [t async for t in (await gateway.aio.stream(model="chat", messages=say("a b c"))).text_stream]
        vectors = await gateway.aio.embeddings(model="up/v", input="x")
        return reply.text, text, stream.reply().text, stream.polyroute.target, texts, len(vectors.data)

    assert asyncio.run(main()) == ("hi", "abc", "abc", "up/fake", ["a", "b", "c"], 1)


def test_an_async_gateway_opens_by_itself_and_closes(place):
    here = place()

    async def main():
        async with polyroute.AsyncGateway(here.config) as gateway:
            assert (await gateway.chat(model="chat", messages=say("hi"))).text == "hi"
            assert (await gateway.usage())[0].calls == 1
            assert (await gateway.explain(model="chat", messages=say("x"))).target == "up/fake"
            assert (await gateway.stats()).in_flight == 0
        with pytest.raises(polyroute.InvalidRequestError, match="closed"):
            await gateway.chat(model="chat", messages=say("hi"))

    asyncio.run(main())


def test_a_thousand_calls_at_once_finish(place):
    here = place(lambda request: completion(request.body["messages"][0]["content"]))

    async def main():
        calls = [here.gateway.aio.chat(model="chat", messages=say(str(n))) for n in range(1000)]
        return [reply.text for reply in await asyncio.gather(*calls)]

    assert asyncio.run(main()) == [str(n) for n in range(1000)]
    assert here.gateway.stats().in_flight == 0


def test_loops_one_after_another_and_at_once_in_threads(gateway):
    from concurrent.futures import ThreadPoolExecutor

    async def one(n):
        return (await gateway.aio.chat(model="chat", messages=say(str(n)))).text

    assert [asyncio.run(one(n)) for n in range(5)] == list("01234")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda n: asyncio.run(one(n)), range(8))) == list("01234567")


class LoopWithoutReaders(asyncio.SelectorEventLoop):
    """As on Windows, where the default loop cannot watch sockets."""

    def add_reader(self, fd, callback, *args):
        raise NotImplementedError


def test_a_loop_that_cannot_watch_sockets_gets_its_results_too(place):
    here = place(lambda request: completion(request.body["messages"][0]["content"]))

    async def main():
        calls = [here.gateway.aio.chat(model="chat", messages=say(str(n))) for n in range(100)]
        return [reply.text for reply in await asyncio.gather(*calls)]

    loop = LoopWithoutReaders()
    try:
        assert loop.run_until_complete(main()) == [str(n) for n in range(100)]
    finally:
        loop.close()


def test_a_closed_loop_is_freed_with_what_it_was_not_given(place):
    import gc
    import weakref

    here = place(lambda request: completion("late"))

    async def leave():
        calls = [asyncio.ensure_future(here.gateway.aio.chat(model="chat", messages=say("x"))) for _ in range(20)]
        await asyncio.sleep(0)
        assert len(calls) == 20

    def run():
        loop = asyncio.new_event_loop()
        loop.run_until_complete(leave())
        loop.set_exception_handler(lambda *_: None)
        time.sleep(0.3)
        loop.close()
        return weakref.ref(loop)

    left = run()
    for _ in range(50):
        gc.collect()
        if left() is None:
            break
        time.sleep(0.02)
    assert left() is None


def test_cancelling_a_task_raises_cancelled_error_and_hangs_up(place):
    here = place(lambda request: Pause(5))

    async def main():
        task = asyncio.create_task(here.gateway.aio.chat(model="chat", messages=say("x")))
        while not here.upstream.requests:
            await asyncio.sleep(0.005)
        task.cancel()
        cancelled = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await task
        return cancelled

    cancelled = asyncio.run(main())
    assert here.upstream.wait_for_hang_up() - cancelled < 0.2


def test_wait_for_hangs_up_too(place):
    here = place(lambda request: Pause(5))

    async def main():
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(here.gateway.aio.chat(model="chat", messages=say("x")), 0.2)

    asyncio.run(main())
    here.upstream.wait_for_hang_up()


@pytest.mark.parametrize("way", ["aclose", "context", "cancel", "drop"])
def test_leaving_a_stream_early_hangs_up(place, way):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))

    async def first(stream):
        async for text in stream.text_stream:
            return text

    async def main():
        stream = await here.gateway.aio.stream(model="chat", messages=say("x"))
        assert await first(stream) == "a"
        if way == "aclose":
            await stream.aclose()
            assert stream.polyroute.attempts[-1].outcome == "cancelled"
        elif way == "context":
            async with stream:
                pass
        elif way == "cancel":
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(stream.__anext__(), 0.05)
            await asyncio.sleep(0.05)
        else:
            del stream
        left = time.monotonic()
        await asyncio.to_thread(here.upstream.wait_for_hang_up)
        return left

    left = asyncio.run(main())
    assert here.upstream.hung_up[0] - left < 0.2


def test_a_reader_that_waits_is_freed_by_aclose(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))

    async def main():
        stream = await here.gateway.aio.stream(model="chat", messages=say("x"))

        async def read():
            return [t async for t in stream.text_stream]

        reader = asyncio.create_task(read())
        await asyncio.sleep(0.1)
        await stream.aclose()
        return await asyncio.wait_for(reader, 2)

    assert asyncio.run(main()) == ["a"]


def test_errors_are_raised_where_the_call_is_awaited(place):
    here = place(lambda request: (401, {"error": {"message": "bad key"}}))

    async def main():
        with pytest.raises(polyroute.AuthenticationError, match="bad key"):
            await here.gateway.aio.chat(model="chat", messages=say("x"))
        with pytest.raises(polyroute.InvalidRequestError, match="labels="):
            await here.gateway.aio.chat(model="chat", messages=say("x"), tenant="acme")

    asyncio.run(main())


def test_a_cache_hit_needs_no_trip_through_the_loop(place):
    here = place(route={"cache": {"mode": "exact", "ttl": "1h", "scope": "tenant"}})

    async def main():
        await here.gateway.aio.chat(model="chat", messages=say("x"))
        hit = here.gateway.aio.chat(model="chat", messages=say("x"))
        with pytest.raises(StopIteration) as ended:
            hit.send(None)
        return ended.value.value.polyroute.cache.kind

    assert asyncio.run(main()) == "exact"
