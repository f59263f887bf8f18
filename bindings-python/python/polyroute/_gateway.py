"""`Gateway` and `AsyncGateway`: two views of one core."""

# The native module reads `_node` at the first reply: an import that a fork cuts in half never ends in the child.
from . import _labels, _node  # noqa: F401
from ._aio import AsyncHttpReply, own, settled
from ._clients import Clients
from ._labels import Block
from ._native import Core, Pending, Reports
from .errors import InvalidRequestError

_current = _labels.block.get


def _source(config):
    if config is None:
        return "environment", None
    if isinstance(config, str) or hasattr(config, "__fspath__"):
        return "file", config
    return "value", config


def _other_source(config):
    """Without a configuration the source of the present one."""
    return (None, None) if config is None else _source(config)


def _options(params, labels, cache, deadline, ticket):
    if "tenant" in params or "tags" in params:
        name = "tenant" if "tenant" in params else "tags"
        example = '{"tenant": "acme"}' if name == "tenant" else '{"tags": {"tier": "free"}}'
        raise InvalidRequestError(f"`{name}` is a label, not a member of the body: pass `labels={example}`", path=name)
    return labels, cache, deadline, ticket


def _pairs(headers):
    return list(headers.items() if hasattr(headers, "items") else headers)


def _milliseconds(when):
    """A datetime, seconds since 1970 or ISO text."""
    if when is None:
        return None
    if isinstance(when, str):
        from datetime import datetime

        when = datetime.fromisoformat(when)
    seconds = when.timestamp() if hasattr(when, "timestamp") else when
    return int(seconds * 1000)


def _names(group_by):
    return [group_by] if isinstance(group_by, str) else list(group_by or ())


def _window(since, until, where):
    return _milliseconds(since), _milliseconds(until), list((where or {}).items())


class _View(Clients):
    """What both gateways share: the core, and the labels bound to this view of it."""

    def __init__(self, config=None, *, functions=None):
        self._open(Core(*_source(config), functions), None)

    def _open(self, core, bound):
        self._core = core
        self._bound = bound
        self._reports = Reports(core)
        self._other = None

    @classmethod
    def _view(cls, core, bound):
        self = cls.__new__(cls)
        self._open(core, bound)
        return self

    @classmethod
    def from_yaml(cls, text, *, functions=None):
        return cls._view(Core("yaml", text, functions), None)

    def labels(self, **labels):
        return Block(labels)

    def with_labels(self, **labels):
        return self._view(self._core, _labels.over(labels, self._bound))

    def _block(self):
        """The labels around a call: what is bound to this view lies over the enclosing block."""
        return _labels.over(self._bound, _current())

    def _advance(self, milliseconds):
        self._reports.advance(milliseconds)

    def _break_state(self):
        self._reports.break_state()


class Gateway(_View):
    """An LLM gateway inside this process. Safe to share between threads."""

    @property
    def aio(self):
        if self._other is None:
            self._other = AsyncGateway._view(self._core, self._bound)
        return self._other

    def chat(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        return self._core.call("chat", body, params, _options(params, labels, cache, deadline, ticket), self._block())

    def responses(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        options = _options(params, labels, cache, deadline, ticket)
        return self._core.call("responses", body, params, options, self._block())

    def messages(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        options = _options(params, labels, cache, deadline, ticket)
        return self._core.call("messages", body, params, options, self._block())

    def embeddings(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        return self._core.call(
            "embeddings", body, params, _options(params, labels, cache, deadline, ticket), self._block()
        )

    def stream(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        params["stream"] = True
        return self.chat(body, labels=labels, cache=cache, deadline=deadline, ticket=ticket, **params)

    def handle(self, method, path, headers=(), body=b""):
        return self._core.handle(method, path, _pairs(headers), body, self._block())

    def explain(self, body=None, /, *, labels=None, **params):
        return self._reports.explain("chat", body, params, _options(params, labels, None, None, None), self._block())

    def preview(self, body=None, /, target=None, door="chat", **params):
        return self._reports.preview(door, body, params, target, self._block())

    def models(self):
        return self._reports.models()

    def stats(self):
        return self._reports.stats()

    def usage(self, group_by=None, since=None, until=None, where=None):
        return self._reports.usage(_names(group_by), *_window(since, until, where))

    def trace(self, id):
        return self._reports.trace(id)

    def traces(self, limit=100, since=None, until=None, where=None):
        return self._reports.traces(limit, *_window(since, until, where))

    def invalidate(self, *, tag=None, route=None, tenant=None):
        return self._core.invalidate(tag, route, tenant)

    def reload(self, config=None):
        self._core.reload(*_other_source(config))

    def close(self):
        self._core.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class AsyncGateway(_View):
    """The same core for asyncio."""

    @property
    def sync(self):
        if self._other is None:
            self._other = Gateway._view(self._core, self._bound)
        return self._other

    async def _call(self, door, body, params, options):
        started = self._core.acall(door, body, params, options, self._block())
        return own(await settled(started) if started.__class__ is Pending else started)

    async def chat(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        return await self._call("chat", body, params, _options(params, labels, cache, deadline, ticket))

    async def responses(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        return await self._call("responses", body, params, _options(params, labels, cache, deadline, ticket))

    async def messages(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        return await self._call("messages", body, params, _options(params, labels, cache, deadline, ticket))

    async def embeddings(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        return await self._call("embeddings", body, params, _options(params, labels, cache, deadline, ticket))

    async def stream(self, body=None, /, *, labels=None, cache=None, deadline=None, ticket=None, **params):
        params["stream"] = True
        return await self._call("chat", body, params, _options(params, labels, cache, deadline, ticket))

    async def handle(self, method, path, headers=(), body=b""):
        return AsyncHttpReply(await settled(self._core.ahandle(method, path, _pairs(headers), body, self._block())))

    async def explain(self, body=None, /, *, labels=None, **params):
        return self._reports.explain("chat", body, params, _options(params, labels, None, None, None), self._block())

    async def preview(self, body=None, /, target=None, door="chat", **params):
        return self._reports.preview(door, body, params, target, self._block())

    async def models(self):
        return self._reports.models()

    async def stats(self):
        return self._reports.stats()

    async def usage(self, group_by=None, since=None, until=None, where=None):
        return await settled(self._reports.ausage(_names(group_by), *_window(since, until, where)))

    async def trace(self, id):
        return await settled(self._reports.atrace(id))

    async def traces(self, limit=100, since=None, until=None, where=None):
        return await settled(self._reports.atraces(limit, *_window(since, until, where)))

    async def invalidate(self, *, tag=None, route=None, tenant=None):
        return self._core.invalidate(tag, route, tenant)

    async def reload(self, config=None):
        from asyncio import to_thread

        await to_thread(self._core.reload, *_other_source(config))

    async def close(self):
        from asyncio import to_thread

        await to_thread(self._core.close)

    aclose = close

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.close()
