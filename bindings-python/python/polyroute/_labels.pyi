from contextvars import ContextVar
from types import TracebackType

from typing_extensions import Self

from .types import Labels

block: ContextVar[Labels | None]

def over(inner: Labels | None, outer: Labels | None) -> Labels | None: ...

class Block:
    """`with gateway.labels(...)`, for threads and tasks alike."""

    def __init__(self, labels: Labels) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...
