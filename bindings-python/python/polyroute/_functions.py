"""Functions of the host: what the configuration names runs here, in a copy of its caller's context.

Each entry runs on a worker thread. A plain function runs there; a coroutine on the caller's event loop where the call
is asynchronous, else on one helper loop of the process. Answers go to `settle`, exceptions too.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextvars import Context
from typing import Any

from ._native import Settle

_END = object()
_lock = threading.Lock()
_helper: asyncio.AbstractEventLoop | None = None


def _helper_loop() -> asyncio.AbstractEventLoop:
    """The loop for coroutines of synchronous calls, on a thread that ends with the process."""
    global _helper
    with _lock:
        if _helper is None or _helper.is_closed():
            _helper = asyncio.new_event_loop()
            threading.Thread(target=_helper.run_forever, name="polyroute-functions", daemon=True).start()
        return _helper


def _forget_helper() -> None:
    """A child of a fork has no such thread."""
    global _helper, _lock
    _helper, _lock = None, threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_helper)


def call(
    fn: Callable[..., Any],
    arguments: list[Any],
    context: Context | None,
    loop: asyncio.AbstractEventLoop | None,
    settle: Settle,
) -> None:
    _run(lambda: fn(*arguments), _settle_result, context, loop, settle)


def advance(
    iterator: Any, _: None, context: Context | None, loop: asyncio.AbstractEventLoop | None, settle: Settle
) -> None:
    """The next value of an iterator."""
    step = (lambda: anext(iterator, _END)) if hasattr(iterator, "__anext__") else (lambda: next(iterator, _END))
    _run(step, _settle_value, context, loop, settle)


def close(
    iterator: Any, _: None, context: Context | None, loop: asyncio.AbstractEventLoop | None, settle: Settle
) -> None:
    """Nobody wants the rest of an iterator."""
    end = getattr(iterator, "aclose", None) or getattr(iterator, "close", None) or (lambda: None)
    _run(end, _settle_value, context, loop, settle)


_Deliver = Callable[[Any, Settle], None]


def _run(
    work: Callable[[], Any],
    deliver: _Deliver,
    context: Context | None,
    loop: asyncio.AbstractEventLoop | None,
    settle: Settle,
) -> None:
    # A context is entered by one thread at a time, and its caller is still in it.
    own = context.copy() if context is not None else Context()
    try:
        result = own.run(work)
        if inspect.isawaitable(result):
            _wait_for(result, deliver, own, loop if loop is not None and loop.is_running() else _helper_loop(), settle)
        else:
            deliver(result, settle)
    except BaseException as error:
        settle.fail(error)


def _wait_for(
    awaitable: Awaitable[Any], deliver: _Deliver, context: Context, loop: asyncio.AbstractEventLoop, settle: Settle
) -> None:
    async def wait() -> None:
        try:
            deliver(await awaitable, settle)
        except BaseException as error:
            settle.fail(error)

    def begin() -> None:
        task = context.run(loop.create_task, wait())
        settle.on_cancel(lambda: loop.call_soon_threadsafe(task.cancel))

    loop.call_soon_threadsafe(begin)


def _settle_result(result: Any, settle: Settle) -> None:
    if isinstance(result, Iterator) or hasattr(result, "__anext__"):
        settle.stream(result)
    elif hasattr(result, "__aiter__"):
        settle.stream(result.__aiter__())
    else:
        settle.value(result)


def _settle_value(value: Any, settle: Settle) -> None:
    if value is _END:
        settle.end()
    else:
        settle.value(value)
