"""The functions of the host that cases may have: the closed list of `docs/testing.md`.

The twin of `tests/src/functions.rs`.
"""

import asyncio
import json
import re
import threading


class ThrownError(Exception):
    def __init__(self):
        super().__init__("thrown on purpose")


def parse(text):
    """What the function does with its arguments."""
    if text == "slow":
        return lambda *_: asyncio.sleep(3600)
    plain = {"throw": throw, "panic": lambda *_: {"polyroute": "panic"}, "echo": echo}
    if text in plain:
        return plain[text]
    if most := re.fullmatch(r"length\(text\) > (\d+)", text):
        return lambda _, reply: int(len(reply["choices"][0]["message"].get("content") or "") > int(most[1]))
    name, inside = re.fullmatch(r"(\w+)\((.*)\)", text).groups()
    return NAMED[name](*json.loads(f"[{inside}]"))


def throw(*_):
    raise ThrownError


def echo(body, *_):
    return body["messages"][-1]["content"]


def pieces(*texts, then_throws=False):
    def give(*_):
        yield from texts
        if then_throws:
            raise ThrownError

    return give


def replace(old, new):
    def rewrite(asked):
        return {"action": "rewrite", "text": asked["text"].replace(old, new)} if old in asked["text"] else None

    return rewrite


def says(action, word):
    return lambda asked: {"action": action, "reason": f"says {word}"} if word in asked["text"] else None


NAMED = {
    "give": lambda value: lambda *_: value,
    "pieces": pieces,
    "breaks": lambda *texts: pieces(*texts, then_throws=True),
    "replace": replace,
    "block": lambda word: says("block", word),
    "ask": lambda word: says("ask", word),
}


class Desk:
    """The functions of a case in play: what each does now, and what it was asked."""

    def __init__(self, functions):
        self._lock = threading.Lock()
        self._acts = {name: parse(text) for name, text in functions.items()}
        self._seen = {name: {"count": 0, "last": None} for name in functions}

    def functions(self):
        return {name: self._function(name) for name in self._acts}

    def _function(self, name):
        def function(*arguments):
            with self._lock:
                seen = self._seen[name]
                seen["count"] += 1
                seen["last"] = list(arguments)
                act = self._acts[name]
            return act(*arguments)

        return function

    def become(self, functions):
        with self._lock:
            self._acts |= {name: parse(text) for name, text in functions.items()}

    def count(self, name):
        with self._lock:
            return self._seen[name]["count"]

    def seen(self):
        with self._lock:
            return {name: dict(seen) for name, seen in self._seen.items()}
