"""Threads: many at once, signals on the main one, timeouts that leave no socket behind."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

import polyroute
from conftest import say
from upstream import Pause, completion, events


def test_a_hundred_threads_finish(place):
    here = place(lambda request: completion(request.body["messages"][0]["content"]))
    seen, failed = {}, []

    def work(n):
        try:
            for m in range(5):
                seen[n, m] = here.gateway.chat(model="chat", messages=say(f"{n}/{m}")).text
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert seen == {(n, m): f"{n}/{m}" for n in range(100) for m in range(5)}


def test_other_threads_run_while_a_call_waits(place):
    here = place(lambda request: Pause(0.5))
    ticks = []

    def tick():
        while here.upstream.requests == [] or len(ticks) < 10:
            ticks.append(time.monotonic())
            time.sleep(0.01)

    thread = threading.Thread(target=tick)
    thread.start()
    here.gateway.chat(model="chat", messages=say("x"))
    thread.join(5)
    assert len(ticks) >= 10


@pytest.mark.parametrize("wait", ["whole", "stream"])
def test_a_call_that_times_out_has_closed_its_connection(place, wait):
    here = place(lambda request: Pause(5))
    with pytest.raises(polyroute.TimeoutError):
        here.gateway.chat(
            model="chat", messages=say("x"), deadline="150ms", **({"stream": True} if wait == "stream" else {})
        )
    ended = time.monotonic()
    assert here.upstream.wait_for_hang_up() - ended < 0.1


INTERRUPTED = """
    import signal, sys, time
    sys.path.insert(0, {tests!r})
    from upstream import Pause, Upstream, events
    from conftest import config, say
    import polyroute

    def answer(request):
        return events(["a"], pause_after=0, pause=10) if request.body.get("stream") else Pause(10)

    # A job in the background of a shell starts with the signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    upstream = Upstream(answer)
    gateway = polyroute.Gateway(config(upstream.url))
    print("ready", flush=True)
    try:
        if {stream}:
            list(gateway.stream(model="chat", messages=say("x")))
        else:
            gateway.chat(model="chat", messages=say("x"))
    except KeyboardInterrupt:
        upstream.wait_for_hang_up()
        print("interrupted", flush=True)
"""


@pytest.mark.parametrize("stream", [False, True])
def test_ctrl_c_ends_a_call_on_the_main_thread(stream):
    script = textwrap.dedent(INTERRUPTED).format(tests=os.path.dirname(__file__), stream=stream)
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=10)
    assert (out, child.returncode) == ("interrupted\n", 0)


def test_a_signal_handler_may_close_the_stream_that_its_thread_waits_for(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=10))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    assert next(stream.text_stream) == "a"
    before = signal.signal(signal.SIGALRM, lambda *_: stream.close())
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        assert list(stream.text_stream) == []
    finally:
        signal.signal(signal.SIGALRM, before)
    assert stream.polyroute["attempts"][-1]["outcome"] == "cancelled"
    here.upstream.wait_for_hang_up()


def test_a_stream_may_be_read_by_several_threads(place):
    here = place(lambda request: events([f"{n}" for n in range(500)]))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    got = []
    threads = [threading.Thread(target=lambda: got.extend(stream.text_stream)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(got, key=int) == [f"{n}" for n in range(500)]
