"""The labels of the enclosing block, and how labels lie over each other."""

from contextvars import ContextVar

#: Labels of the innermost `with gateway.labels(...)`, already merged with those around it.
block = ContextVar("polyroute.labels", default=None)


def over(inner, outer):
    """`inner` where it says something, else `outer`; tags are merged one by one."""
    if not inner or not outer:
        return inner or outer
    merged = {**outer, **{name: value for name, value in inner.items() if value is not None}}
    if outer.get("tags") and inner.get("tags"):
        merged["tags"] = {**outer["tags"], **inner["tags"]}
    return merged


class Block:
    """`with gateway.labels(...)`, for threads and tasks alike."""

    __slots__ = ("_labels", "_tokens")

    def __init__(self, labels):
        self._labels = labels
        self._tokens = []

    def __enter__(self):
        self._tokens.append(block.set(over(self._labels, block.get())))
        return self

    def __exit__(self, *_):
        block.reset(self._tokens.pop())
