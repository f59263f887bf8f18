"""Streams: events, text, early ends, and what is known afterwards."""

import time

import pytest

import polyroute
from conftest import say
from upstream import events

WORDS = "one two three four five"


def test_a_stream_gives_chunks_and_afterwards_the_reply_and_the_receipt(gateway):
    with gateway.chat(model="chat", messages=say(WORDS), stream=True) as stream:
        text = "".join(c.choices[0].delta.content or "" for c in stream if c.choices)
    assert text == stream.reply().text == "onetwothreefourfive"
    assert stream.polyroute.usage.output_tokens == 2
    assert stream.polyroute["attempts"][0]["outcome"] == "served"
    assert list(stream) == []


def test_stream_is_chat_with_stream_and_text_stream_gives_its_text(gateway):
    assert list(gateway.stream(model="chat", messages=say(WORDS)).text_stream) == WORDS.split(" ")


def test_before_the_end_there_is_no_reply_and_no_receipt(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    next(stream)
    for look in (stream.reply, lambda: stream.polyroute):
        with pytest.raises(polyroute.InvalidRequestError, match="ended"):
            look()
    stream.close()


def test_closing_early_ends_the_call_as_cancelled_and_hangs_up(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    assert next(stream.text_stream) == "a"
    closed = time.monotonic()
    stream.close()
    assert here.upstream.wait_for_hang_up() - closed < 0.2
    assert stream.polyroute.attempts[-1].outcome == "cancelled"
    assert stream.polyroute.usage.estimated
    reply = stream.reply()
    assert reply.text == "a"
    assert reply.choices[0].finish_reason is None
    stream.close()


def test_a_stream_that_nobody_holds_any_more_hangs_up(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    next(stream)
    dropped = time.monotonic()
    del stream
    assert here.upstream.wait_for_hang_up() - dropped < 0.2


def test_close_from_another_thread_frees_the_reader(place):
    import threading

    here = place(lambda request: events(["a", "b"], pause_after=1, pause=5))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    read = []
    reader = threading.Thread(target=lambda: read.extend(stream.text_stream))
    reader.start()
    while not read:
        time.sleep(0.005)
    stream.close()
    reader.join(2)
    assert not reader.is_alive()
    assert read == ["a"]


def test_an_error_before_the_first_event_is_raised_by_the_call(place):
    here = place(lambda request: (500, {"error": {"message": "boom"}}))
    with pytest.raises(polyroute.UnavailableError):
        here.gateway.stream(model="chat", messages=say("x"))


def test_a_stream_that_breaks_raises_after_what_had_come(place):
    here = place(lambda request: events(["a", "b"])[:2])
    stream = here.gateway.stream(model="chat", messages=say("x"))
    got = []
    with pytest.raises(polyroute.UnavailableError):
        for text in stream.text_stream:
            got.append(text)
    assert got == ["a"]
    assert stream.polyroute.attempts[-1].outcome == "failed"
    assert list(stream) == []


def test_many_chunks_cross_in_order(place):
    here = place(lambda request: events([f"{n} " for n in range(2000)]))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    said = [c.choices[0].delta.content for c in stream if c.choices]
    assert [text for text in said if text] == [f"{n} " for n in range(2000)]
