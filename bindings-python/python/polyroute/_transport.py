"""One transport object for httpx and httpx2, sync and async. Imports neither before it is asked for one.

httpx leaves timeouts to its transport, so this one honours `read`: for a whole reply as a deadline, in a stream as the
longest wait for the next event. Nothing is raised but the family's own timeout and connection errors.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

from ._aio import settled
from ._labels import block, over
from ._native import Core, HttpReply
from .errors import PolyrouteError, TimeoutError
from .types import Labels

FAMILIES = ("httpx2", "httpx")


def _installed() -> dict[str, Any]:
    """The families that can be imported, the default one first."""
    found = {}
    for name in FAMILIES:
        with suppress(ImportError):
            found[name] = importlib.import_module(name)
    return found


def family_module(name: str | None = None) -> Any:
    """The module of a family; without a name httpx2 where it can be imported, else httpx."""
    if name is None:
        for module in _installed().values():
            return module
        raise ImportError("polyroute's HTTP transport needs httpx or httpx2: `pip install httpx2`")
    if name not in FAMILIES:
        raise ValueError(f"`family` is one of {', '.join(FAMILIES)}, not `{name}`")
    return importlib.import_module(name)


_made: tuple[Any, Any, Any] | None = None


def _classes() -> tuple[Any, Any, Any]:
    """The transport and its two body streams, under every base class that is installed."""
    global _made
    if _made is None:
        modules = list(_installed().values())
        bases = [getattr(module, name) for module in modules for name in ("BaseTransport", "AsyncBaseTransport")]
        sync_bases = [module.SyncByteStream for module in modules]
        async_bases = [module.AsyncByteStream for module in modules]
        _made = (
            type("Transport", (_Transport, *bases), {}),
            type("SyncBody", (_SyncBody, *sync_bases), {}),
            type("AsyncBody", (_AsyncBody, *async_bases), {}),
        )
    return _made


def make(core: Core, labels: Labels | None) -> Any:
    transport, _, _ = _classes()
    return transport(core, labels)


def _family_of(request: Any) -> Any:
    """The module whose Request this is."""
    for cls in type(request).__mro__:
        name = cls.__module__.partition(".")[0]
        if name in FAMILIES:
            return sys.modules[name]
    raise TypeError(f"polyroute's transport serves httpx and httpx2, not {type(request)!r}")


def _read_timeout(request: Any) -> Any:
    return (request.extensions.get("timeout") or {}).get("read")


def _raised(family: Any, request: Any, error: PolyrouteError) -> Any:
    """The family's own error for what ended a call."""
    cls = family.ReadTimeout if isinstance(error, TimeoutError) else family.ReadError
    return cls(str(error), request=request)


class _Transport:
    def __init__(self, core: Core, labels: Labels | None) -> None:
        self._core = core
        self._labels = labels

    def _arguments(self, request: Any, body: bytes) -> Any:
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]
        labels = over(self._labels, block.get())
        path = request.url.raw_path.decode("ascii")
        if request.url.fragment:
            # Some clients mark their streams with it.
            path = f"{path}#{request.url.fragment}"
        return request.method, path, headers, body, labels, _read_timeout(request)

    def _open(self, family: Any, request: Any) -> None:
        if self._core.closed:
            raise family.ConnectError("the gateway is closed", request=request)

    def _response(self, family: Any, request: Any, reply: HttpReply, body: Any) -> Any:
        whole = reply.whole()
        stream = body(reply, family, request) if whole is None else family.ByteStream(whole)
        return family.Response(reply.status, headers=reply.headers, stream=stream, request=request)

    def handle_request(self, request: Any) -> Any:
        family = _family_of(request)
        self._open(family, request)
        try:
            reply = self._core.handle(*self._arguments(request, request.read()))
        except PolyrouteError as error:
            raise _raised(family, request, error) from error
        return self._response(family, request, reply, _classes()[1])

    async def handle_async_request(self, request: Any) -> Any:
        family = _family_of(request)
        self._open(family, request)
        try:
            reply = await settled(self._core.ahandle(*self._arguments(request, await request.aread())))
        except PolyrouteError as error:
            raise _raised(family, request, error) from error
        return self._response(family, request, reply, _classes()[2])

    def close(self) -> None:
        """The gateway outlives the clients that use it."""

    async def aclose(self) -> None:
        """The gateway outlives the clients that use it."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass


class _Body:
    def __init__(self, reply: HttpReply, family: Any, request: Any) -> None:
        self._reply = reply
        self._family = family
        self._request = request


class _SyncBody(_Body):
    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._reply
        except PolyrouteError as error:
            raise _raised(self._family, self._request, error) from error

    def close(self) -> None:
        self._reply.close()


class _AsyncBody(_Body):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while batch := await settled(self._reply.next_batch()):
                for piece in batch:
                    yield piece
        except PolyrouteError as error:
            raise _raised(self._family, self._request, error) from error

    async def aclose(self) -> None:
        await settled(self._reply.aclose())
