from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from os import PathLike
from types import TracebackType
from typing import Any, Literal, overload

from typing_extensions import Self

from ._clients import Clients
from ._labels import Block
from .config import Config
from .types import AsyncHttpReply, AsyncStream, CacheOption, HttpReply, Labels, Node, Reply, Stream, Trace, UsageRow

_Config = str | PathLike[str] | Config | Mapping[str, Any] | None
_Body = Mapping[str, Any] | str | bytes | None
_Headers = Mapping[str, str] | Iterable[tuple[str, str]]
_Functions = dict[str, Callable[..., Any]] | None
_When = datetime | float | str | None

class _View(Clients):
    def __init__(self, config: _Config = None, *, functions: _Functions = None) -> None:
        """Opens a gateway: from a file (a path), from data (a mapping), or from the environment (nothing).

        `functions`: code of yours by the names that the configuration uses, plain or `async`.
        """
    @classmethod
    def from_yaml(cls, text: str, *, functions: _Functions = None) -> Self: ...
    def labels(
        self,
        *,
        tenant: str | None = None,
        user: str | None = None,
        feature: str | None = None,
        session: str | None = None,
        experiment: str | None = None,
        tags: dict[str, str] | None = None,
    ) -> Block:
        """Labels for every call inside a `with` block, in this thread or task."""
    def with_labels(
        self,
        *,
        tenant: str | None = None,
        user: str | None = None,
        feature: str | None = None,
        session: str | None = None,
        experiment: str | None = None,
        tags: dict[str, str] | None = None,
    ) -> Self:
        """A view of the same core whose calls bear these labels."""

class Gateway(_View):
    """An LLM gateway inside this process. Safe to share between threads."""

    @property
    def aio(self) -> AsyncGateway:
        """The same core for asyncio."""
    @overload
    def chat(
        self,
        body: _Body = None,
        /,
        *,
        stream: Literal[True],
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Stream: ...
    @overload
    def chat(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply:
        """A chat call; `params` are members of the body and win over `body`'s own. With `stream`: a `Stream`."""
    @overload
    def responses(
        self,
        body: _Body = None,
        /,
        *,
        stream: Literal[True],
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Stream: ...
    @overload
    def responses(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply:
        """A call in OpenAI's Responses form, whichever provider answers it. With `stream`: a `Stream` of its events."""
    @overload
    def messages(
        self,
        body: _Body = None,
        /,
        *,
        stream: Literal[True],
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Stream: ...
    @overload
    def messages(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply:
        """A call in Anthropic's form, whoever answers it. With `stream`: a `Stream` of Anthropic's events."""
    def embeddings(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply: ...
    def stream(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Stream:
        """`chat` with `stream=True`."""
    def handle(self, method: str, path: str, headers: _Headers = (), body: bytes = b"") -> HttpReply:
        """Any door as HTTP: the path chooses the dialect, the query stands in it, errors are replies."""
    def explain(self, body: _Body = None, /, *, labels: Labels | None = None, **params: Any) -> Node:
        """What would be decided, and why. Sends nothing."""
    def preview(self, body: _Body = None, /, target: str | None = None, door: str = "chat", **params: Any) -> Node:
        """The upstream request, secrets masked, and what became of each field. Sends nothing."""
    def models(self) -> Any: ...
    def stats(self) -> Node: ...
    def usage(
        self,
        group_by: str | Iterable[str] | None = None,
        since: _When = None,
        until: _When = None,
        where: Mapping[str, str] | None = None,
    ) -> list[UsageRow]:
        """Sums of settled calls, estimates included."""
    def trace(self, id: str) -> Trace: ...
    def traces(
        self, limit: int = 100, since: _When = None, until: _When = None, where: Mapping[str, str] | None = None
    ) -> list[Trace]: ...
    def invalidate(self, *, tag: str | None = None, route: str | None = None, tenant: str | None = None) -> int:
        """Takes answers that fit all of these out of the cache; calls under way do not put them in again.

        `tag`: `name` or `name=value`, of the call that brought the answer. Gives how many went.
        """
    def reload(self, config: _Config = None) -> None:
        """Puts another configuration into force; without one, the source of the present one (a file …), read anew.

        Calls in flight end by the configuration that they began with. Budgets, cache, traces and what is known of
        targets go on. A configuration with problems changes nothing; `state`, `trace` and `testing` cannot change.
        """
    def close(self) -> None:
        """Makes everything durable and ends background work. Calls in flight go on, new ones are refused."""
    def __enter__(self) -> Self: ...
    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...

class AsyncGateway(_View):
    """The same core for asyncio."""

    @property
    def sync(self) -> Gateway: ...
    @overload
    async def chat(
        self,
        body: _Body = None,
        /,
        *,
        stream: Literal[True],
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> AsyncStream: ...
    @overload
    async def chat(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply: ...
    @overload
    async def responses(
        self,
        body: _Body = None,
        /,
        *,
        stream: Literal[True],
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> AsyncStream: ...
    @overload
    async def responses(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply: ...
    @overload
    async def messages(
        self,
        body: _Body = None,
        /,
        *,
        stream: Literal[True],
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> AsyncStream: ...
    @overload
    async def messages(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply: ...
    async def embeddings(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> Reply: ...
    async def stream(
        self,
        body: _Body = None,
        /,
        *,
        labels: Labels | None = None,
        cache: CacheOption | None = None,
        deadline: float | str | None = None,
        ticket: str | None = None,
        **params: Any,
    ) -> AsyncStream: ...
    async def handle(self, method: str, path: str, headers: _Headers = (), body: bytes = b"") -> AsyncHttpReply: ...
    async def explain(self, body: _Body = None, /, *, labels: Labels | None = None, **params: Any) -> Node: ...
    async def preview(
        self, body: _Body = None, /, target: str | None = None, door: str = "chat", **params: Any
    ) -> Node: ...
    async def models(self) -> Any: ...
    async def stats(self) -> Node: ...
    async def usage(
        self,
        group_by: str | Iterable[str] | None = None,
        since: _When = None,
        until: _When = None,
        where: Mapping[str, str] | None = None,
    ) -> list[UsageRow]: ...
    async def trace(self, id: str) -> Trace: ...
    async def traces(
        self, limit: int = 100, since: _When = None, until: _When = None, where: Mapping[str, str] | None = None
    ) -> list[Trace]: ...
    async def invalidate(
        self, *, tag: str | None = None, route: str | None = None, tenant: str | None = None
    ) -> int: ...
    async def reload(self, config: _Config = None) -> None: ...
    async def close(self) -> None: ...
    async def aclose(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...
