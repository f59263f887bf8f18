"""A web server with several processes before one SQLite budget."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

import polyroute
from conftest import config
from upstream import Upstream, completion

pytest.importorskip("uvicorn")

APP = """
    import json, os
    import polyroute
    gateway = polyroute.Gateway(json.loads(os.environ["CONFIG"]))

    async def asked():
        try:
            reply = await gateway.aio.chat(model="chat", messages=[{"role": "user", "content": "hi"}], max_tokens=10)
            return 200, reply.text
        except polyroute.BudgetError as error:
            return error.status, "budget"

    async def app(scope, receive, send):
        if scope["type"] != "http":
            return
        status, text = await asked() if scope["path"] == "/" else (200, "here")
        headers = [(b"content-type", b"text/plain"), (b"x-worker", str(os.getpid()).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def get(port, path="/"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as reply:
            return reply.status, reply.headers["x-worker"]
    except urllib.error.HTTPError as error:
        return error.code, error.headers["x-worker"]


def wait_until_up(process, port, count):
    """Until so many workers have answered."""
    end, seen = time.monotonic() + 60, set()
    while time.monotonic() < end:
        assert process.poll() is None, process.stderr.read()
        try:
            seen.add(get(port, "/here")[1])
        except OSError:
            time.sleep(0.05)
        if len(seen) == count:
            return
    pytest.fail(f"{len(seen)} of {count} workers came up")


def test_two_workers_of_a_server_share_one_budget_and_keep_it(tmp_path):
    usage = {"prompt_tokens": 2, "completion_tokens": 10, "total_tokens": 12}
    with Upstream(lambda _: completion("fine", usage=usage)) as upstream:
        data = config(
            upstream.url,
            budgets=[{"limit": "480 tokens", "period": "day"}],
            state={"store": "sqlite", "path": str(tmp_path / "state.db")},
        )
        (tmp_path / "served.py").write_text(textwrap.dedent(APP))
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "uvicorn",
            "served:app",
            "--workers",
            "2",
            "--port",
            str(port),
            "--log-level",
            "error",
        ]
        environment = {**os.environ, "CONFIG": json.dumps(data)}
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            wait_until_up(process, port, 2)
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda _: get(port), range(60)))
            # Which worker accepts is the kernel's choice; behind the limit a call costs nothing.
            while len({worker for _, worker in answers}) < 2 and len(answers) < 5000:
                answers.append(get(port))
        finally:
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=20)
    assert not re.search(r"Traceback|panicked", told), told
    served = sum(status == 200 for status, _ in answers)
    assert {status for status, _ in answers} == {200, 402}
    assert len({worker for _, worker in answers}) == 2
    # 12 tokens a call: the limit is never passed, and nearly all of it is used.
    assert 35 <= served <= 40
    with polyroute.Gateway(data) as gateway:
        [row] = gateway.usage(where={})
        assert row.input_tokens + row.output_tokens == 12 * served <= 480
