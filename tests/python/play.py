"""Plays one conformance case through the Python package."""

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import casefiles
from casefiles import differences, seconds, substitute
from functions import Desk

import polyroute

PATIENCE = 2.0
SETTLE = 0.03
ERROR_FIELDS = ("kind", "status", "reason", "path", "rule", "provider", "trace_id", "retryable", "retry_after")


class Case:
    """A case in play: its upstreams run, its gateway is open."""

    def __init__(self, case, upstreams):
        self.case, self.upstreams = case, upstreams
        self.urls = upstreams.start(case.get("upstream") or {})
        self.desk = Desk(case.get("functions") or {})
        self.gateway = polyroute.Gateway(substitute(case["config"], self.urls), functions=self.desk.functions())
        self.problems, self.outcome = [], []
        self.last_trace = None

    def play(self):
        for n, step in enumerate(self.case["steps"]):
            self.problems += [f"steps[{n}]: {problem}" for problem in self._step(step)]
        beyond = [name for name in self.urls if self._report(name).get("beyond")]
        self.problems += [f"upstream `{name}` was asked beyond its script" for name in beyond]
        self.gateway.close()

    def _step(self, step):
        if "call" in step:
            return [problem for _ in range(step.get("repeat", 1)) for problem in self._call_step(step)]
        if "advance" in step:
            self.gateway._advance(int(seconds(step["advance"]) * 1000))
            return []
        if "functions" in step:
            self.desk.become(step["functions"])
            return []
        if "called" in step:
            return patiently(step["called"], self.desk.seen)
        if "break" in step:
            self.gateway._break_state()
            return []
        if "stats" in step:
            return patiently(step["stats"], self.gateway.stats)
        if "usage" in step:
            return patiently(step["usage"]["expect"], lambda: self.gateway.usage(group_by=step["usage"]["group_by"]))
        if "trace" in step:
            return patiently(step["trace"]["expect"], lambda: self.gateway.trace(self.last_trace))
        if "reload" in step:
            config = {"testing": self.case["config"].get("testing", {}), **step["reload"]["config"]}
            return self._configured(config, step["reload"], self.gateway.reload)
        return self._configured(step["load"]["config"], step["load"], self._open_another)

    def _open_another(self, config):
        polyroute.Gateway(config, functions=self.desk.functions()).close()

    def _configured(self, config, step, act):
        error = None
        try:
            act(substitute(config, self.urls))
        except polyroute.PolyrouteError as e:
            error = error_value(e)
        self.outcome.append({"error": error and error["kind"]})
        return differences(step["expect"], {"error": error})

    def _report(self, name):
        return self.upstreams.report(name)

    def _call_step(self, step):
        before = {name: self._report(name)["count"] for name in self.urls}
        calls = {name: seen["count"] for name, seen in self.desk.seen().items()}
        count = step.get("parallel", 1)
        with ThreadPoolExecutor(count) as pool:
            futures = [pool.submit(self._call, step) for _ in range(count)]
            self._during(step, calls, lambda: all(future.done() for future in futures))
            results = [future.result() for future in futures]
        self.outcome += casefiles.outcome_of_step(results)
        self.last_trace = next((trace for trace in map(trace_id, results) if trace), None)
        return self._judge(step, results, before)

    def _judge(self, step, results, before):
        expect = dict(step["expect"])
        expect_upstream = expect.pop("upstream", {})
        problems = []
        for result in results:
            found = differences(expect, casefiles.seen(result))
            if found and "error" not in expect and result["error"]:
                found.insert(0, f"the call failed: {result['error']}")
            problems += found
        for name, wanted in expect_upstream.items():
            report = self._report(name)
            requests = report["requests"][before[name] :]
            got = {"count": len(requests), "requests": requests, "closed_early": len(report["closed_early"])}
            problems += differences(wanted, got if isinstance(wanted, dict) else got["count"], f"upstream.{name}")
        return problems

    def _during(self, step, calls, done):
        for act in step.get("during", ()):
            if name := act.get("called"):
                while self.desk.count(name) == calls[name]:
                    time.sleep(0.001)
                time.sleep(SETTLE)
                self.gateway._advance(int(seconds(act["advance"]) * 1000))
                continue
            held = act["held"]
            self.upstreams.wait_for_hold(held)
            if act.get("release"):
                self.upstreams.release(held)
                continue
            # What the upstream said before it held may still be on its way: time moves until it is seen to matter.
            while not done() and self._report(held)["holding"]:
                time.sleep(SETTLE)
                self.gateway._advance(int(seconds(act["advance"]) * 1000))
                time.sleep(SETTLE)

    def _call(self, step):
        try:
            if step["call"] == "http":
                return self._door(step)
            if "cancel" in step:
                return asyncio.run(self._cancelled(step))
            return self._typed(step)
        except polyroute.PolyrouteError as e:
            return {"error": error_value(e)}

    def _typed(self, step):
        call = getattr(self.gateway, step["call"])
        reply = call(step["body"], **options(step))
        if not step.get("stream"):
            return {"body": plain(reply), "receipt": plain(reply.polyroute), "error": None}
        chunks, error = [], None
        stop = (step.get("close") or {}).get("after_events")
        try:
            while stop is None or len(chunks) < stop:
                chunk = next(reply, None)
                if chunk is None:
                    break
                chunks.append(plain(chunk))
        except polyroute.PolyrouteError as e:
            error = error_value(e)
        reply.close()
        return {"body": plain(reply.reply()), "chunks": chunks, "receipt": plain(reply.polyroute), "error": error}

    async def _cancelled(self, step):
        task = asyncio.ensure_future(getattr(self.gateway.aio, step["call"])(step["body"], **options(step)))
        await asyncio.to_thread(self.upstreams.wait_for_hold, step["cancel"]["held"])
        task.cancel()
        try:
            return {"body": plain(await task), "error": None}
        except asyncio.CancelledError:
            return {"error": {"kind": "cancelled"}}

    def _door(self, step):
        body = step.get("body")
        body = body.encode() if isinstance(body, str) else b"" if body is None else json.dumps(body).encode()
        headers = [*((k, str(v)) for k, v in (step.get("headers") or {}).items()), ("content-type", "application/json")]
        reply = self.gateway.handle(step.get("method", "POST"), step["path"], headers, body)
        result = {"status": reply.status, "headers": dict(reply.headers), "error": None}
        content = reply.read()
        if result["headers"].get("content-type", "").startswith("text/event-stream"):
            data = [part[6:] for part in content.decode().splitlines() if part.startswith("data: ")]
            return {**result, "chunks": [json.loads(d) for d in data if d != "[DONE]"]}
        if result["headers"].get("content-type", "").startswith("application/x-ndjson"):
            return {**result, "chunks": [json.loads(line) for line in content.splitlines()]}
        # Frames of AWS are for tests of their own to read.
        if result["headers"].get("content-type") == "application/vnd.amazon.eventstream":
            return {**result, "chunks": []}
        return {**result, "body": json.loads(content)}


def trace_id(result):
    of_door = result.get("headers", {}).get("x-polyroute-trace-id")
    return (result["error"] or {}).get("trace_id") or (result.get("receipt") or {}).get("trace_id") or of_door


def options(step):
    given = {key: step[key] for key in ("labels", "cache", "deadline") if key in step}
    return {**given, "stream": True} if step.get("stream") else given


def plain(value):
    """Replies and receipts as plain data."""
    if value is None or isinstance(value, dict):
        return value
    return value.to_dict()


def error_value(e):
    value = {"message": e.message, "attempts": [plain(attempt) for attempt in e.attempts]}
    return value | {name: getattr(e, name) for name in ERROR_FIELDS}


def patiently(expect, read):
    end = time.monotonic() + PATIENCE
    while True:
        got = read()
        got = [plain(row) for row in got] if isinstance(got, list) else plain(got)
        found = differences(expect, got)
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.01)


def in_time(play, limit=20):
    """Runs `play`, or says after `limit` seconds that it is stuck."""
    problem = []

    def run():
        try:
            play()
        except BaseException as e:
            problem.append(e)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(limit)
    assert not thread.is_alive(), f"stuck after {limit} s"
    if problem:
        raise problem[0]
