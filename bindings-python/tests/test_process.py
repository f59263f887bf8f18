"""Forks, exits and imports: what happens to the process around the gateway."""

import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
import textwrap

import pytest

from conftest import say
from upstream import Pause, Upstream, completion, events

TESTS = os.path.dirname(__file__)
#: How often each way to exit is tried; `make` raises it.
EXITS = int(os.environ.get("POLYROUTE_TEST_EXITS", "5"))


def run(script, **more):
    script = f"import sys; sys.path.insert(0, {TESTS!r})\n" + textwrap.dedent(script)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, **more)


def test_the_import_opens_no_socket_and_drags_in_nothing_heavy():
    done = run("""
        import socket
        socket.socket.__init__ = lambda *a, **k: sys.exit("a socket was opened")
        before = set(sys.modules)
        import polyroute
        heavy = {"asyncio", "json", "typing", "httpx", "httpx2", "openai", "threading", "ssl", "logging", "dataclasses"}
        print(sorted(heavy & (set(sys.modules) - before)))
    """)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def child_answers(gateway, queue, way):
    try:
        if way == "asyncio":
            text = asyncio.run(gateway.aio.chat(model="chat", messages=say("from the child"))).text
        elif way == "stream":
            text = " ".join(gateway.stream(model="chat", messages=say("from the child")).text_stream)
        else:
            text = gateway.chat(model="chat", messages=say("from the child")).text
        queue.put(text)
    except BaseException as error:
        queue.put(repr(error))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("way", ["sync", "asyncio", "stream"])
def test_forked_workers_answer_after_a_call_in_the_parent(place, way):
    here = place()
    context = multiprocessing.get_context("fork")
    queue = context.Queue()

    async def warm():
        return await here.gateway.aio.chat(model="chat", messages=say("warm"))

    assert here.gateway.chat(model="chat", messages=say("warm")).text == asyncio.run(warm()).text == "warm"
    workers = [context.Process(target=child_answers, args=(here.gateway, queue, way)) for _ in range(4)]
    for worker in workers:
        worker.start()
    assert [queue.get(timeout=20) for _ in workers] == ["from the child"] * 4
    for worker in workers:
        worker.join(10)
        assert worker.exitcode == 0
    assert here.gateway.chat(model="chat", messages=say("after")).text == "after"


def test_a_call_imports_nothing_that_a_fork_could_cut_in_half(place):
    here = place(lambda r: events(["a"]) if r.body.get("stream") else completion("a"))
    done = run(f"""
        from conftest import config, say
        import polyroute
        gateway = polyroute.Gateway(config({here.upstream.url!r}))
        before = set(sys.modules)
        reply = gateway.chat(model="chat", messages=say("x"))
        assert (reply.text, reply.usage.total_tokens, reply.polyroute.target) == ("a", 5, "up/fake")
        assert reply.to_dict()["model"] == "fake"
        with gateway.stream(model="chat", messages=say("x")) as stream:
            assert "".join(stream.text_stream) == "a"
        assert stream.reply().text == "a"
        try:
            gateway.chat(model="nothing", messages=say("x"))
        except polyroute.NotFoundError as error:
            assert error.kind == "not_found"
        print(sorted(set(sys.modules) - before))
    """)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize(
    ("late", "work"),
    [
        ("json.decoder", "reply.json()"),
        ("asyncio.base_events", "opened().chat(model='mine/m', messages=[{'role': 'user', 'content': 'x'}]).json()"),
    ],
    ids=["json", "functions"],
)
def test_a_fork_waits_for_an_import_that_a_call_has_begun(place, late, work):
    here = place()
    done = run(f"""
        import importlib.abc, os, threading, time
        begun = threading.Event()

        class Slow(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path=None, target=None):
                # The parts of the package are read while it stands half imported among the modules.
                if name == {late!r}:
                    begun.set()
                    time.sleep(0.3)

        import polyroute
        sys.meta_path.insert(0, Slow())
        up = {{"type": "openai_compatible", "base_url": {here.upstream.url!r} + "/v1", "api_key": "k"}}
        mine = {{"type": "function", "function": "answer"}}
        gateway = polyroute.Gateway({{"providers": {{"up": up}}}})
        opened = lambda: polyroute.Gateway({{"providers": {{"mine": mine}}}}, functions={{"answer": lambda *_: "x"}})
        work = lambda: {work}
        reply = gateway.chat(model="up/fake", messages=[{{"role": "user", "content": "x"}}])
        thread = threading.Thread(target=work)
        thread.start()
        assert begun.wait(10)
        pid = os.fork()
        if pid == 0:
            os._exit(0 if '"x"' in work() else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        thread.join()
        print("done")
    """)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_while_threads_call_does_no_harm(place):
    here = place()
    done = run(f"""
        import os, threading
        from conftest import config, say
        import polyroute
        gateway = polyroute.Gateway(config({here.upstream.url!r}))
        stop = threading.Event()

        def work():
            while not stop.is_set():
                assert gateway.chat(model="chat", messages=say("parent")).text == "parent"

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(10):
            pid = os.fork()
            if pid == 0:
                ok = gateway.chat(model="chat", messages=say("child")).text == "child"
                os._exit(0 if ok else 1)
            assert os.waitpid(pid, 0)[1] == 0
        stop.set()
        for thread in threads:
            thread.join()
        print("done")
    """)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_stream_of_the_parent_is_refused_in_the_child_and_goes_on_in_the_parent(place):
    here = place(lambda request: events(["a", "b"], pause_after=1, pause=0.5))
    stream = here.gateway.stream(model="chat", messages=say("x"))
    next(stream)
    pid = os.fork()
    if pid == 0:
        try:
            list(stream)
            code = 1
        except Exception as error:
            code = 0 if getattr(error, "reason", None) == "forked" else 2
        del stream
        os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert "".join(stream.text_stream) == "ab"
    assert stream.polyroute.attempts[-1].outcome == "served"


EXIT_WAYS = {
    "async calls": """
        async def main():
            for _ in range(100):
                asyncio.ensure_future(gateway.aio.chat(model="chat", messages=say("slow")))
            await asyncio.sleep(0.05)
        asyncio.run(main())
    """,
    "async calls, loop not closed": """
        loop = asyncio.new_event_loop()
        for _ in range(100):
            loop.create_task(gateway.aio.chat(model="chat", messages=say("slow")))
        loop.run_until_complete(asyncio.sleep(0.05))
        sys.stderr = open(os.devnull, "w")
    """,
    "daemon threads": """
        def work():
            while True:
                gateway.chat(model="chat", messages=say("fast"))
        for _ in range(8):
            threading.Thread(target=work, daemon=True).start()
        time.sleep(0.05)
    """,
    "daemon threads that wait": """
        for _ in range(8):
            threading.Thread(target=lambda: gateway.chat(model="chat", messages=say("slow")), daemon=True).start()
        time.sleep(0.05)
    """,
    "open streams": """
        streams = [gateway.stream(model="chat", messages=say("stream")) for _ in range(8)]
        for stream in streams:
            next(stream)
    """,
    "daemon threads on streams": """
        def work():
            while True:
                list(gateway.stream(model="chat", messages=say("fast")))
        for _ in range(8):
            threading.Thread(target=work, daemon=True).start()
        time.sleep(0.05)
    """,
    "functions that wait": """
        functions = {"now": lambda *_: time.sleep(5), "later": lambda *_: asyncio.sleep(5)}
        providers = {name: {"type": "function", "function": name} for name in functions}
        other = polyroute.Gateway({"providers": providers}, functions=functions)
        for n in range(8):
            model = ["now/m", "later/m"][n % 2]
            threading.Thread(target=lambda: other.chat(model=model, messages=say("slow")), daemon=True).start()
        time.sleep(0.1)
    """,
    "an exception": """
        gateway.chat(model="chat", messages=say("fast"))
        sys.stderr = open(os.devnull, "w")
        raise SystemExit(0)
    """,
}


def exit_upstream():
    def answer(request):
        text = request.body["messages"][0]["content"]
        if text == "slow":
            return Pause(5)
        if text == "stream":
            return events(["a", "b"], pause_after=1, pause=5)
        return events(["a", "b"]) if request.body.get("stream") else completion(text)

    return Upstream(answer)


@pytest.mark.parametrize("way", EXIT_WAYS)
def test_the_interpreter_exits_cleanly_with(way):
    with exit_upstream() as upstream:
        head = f"""
            import asyncio, os, threading, time
            from conftest import config, say
            import polyroute
            gateway = polyroute.Gateway(config({upstream.url!r}))
        """
        script = textwrap.dedent(head) + textwrap.dedent(EXIT_WAYS[way])
        for _ in range(EXITS):
            done = run(script)
            assert (done.returncode, done.stderr) == (0, "")


def test_what_a_gateway_knows_is_written_before_the_process_ends(place, tmp_path):
    state = {"store": "sqlite", "path": str(tmp_path / "state.db")}
    here = place(state=state, trace={"file": str(tmp_path / "traces.jsonl")})
    done = run(f"""
        from conftest import say
        import polyroute
        gateway = polyroute.Gateway({here.config!r})
        print(gateway.chat(model="chat", messages=say("x"), labels={{"tenant": "acme"}}).polyroute.trace_id)
    """)
    trace_id = done.stdout.strip()
    assert here.gateway.trace(trace_id).labels.tenant == "acme"
    assert [r.calls for r in here.gateway.usage(where={"tenant": "acme"})] == [1]
    lines = (tmp_path / "traces.jsonl").read_text().splitlines()
    assert [json.loads(line)["trace_id"] for line in lines] == [trace_id]


def test_the_command_comes_with_the_package():
    done = subprocess.run([sys.executable, "-m", "polyroute", "--version"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert "polyroute" in done.stdout
