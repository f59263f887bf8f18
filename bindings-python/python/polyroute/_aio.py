"""The asyncio side: waiting for what the core has started, and streams that come in batches."""

from ._native import Pending, Stream


async def settled(started):
    """The result of a native call; giving up the wait ends the call."""
    if started.__class__ is not Pending:
        return started
    try:
        return await started.future
    except BaseException:
        started.abort()
        raise


def own(result):
    """The asyncio face of what a call gave."""
    return AsyncStream(result) if result.__class__ is Stream else result


class AsyncStream:
    """The stream of a typed call: `async for chunk in stream`."""

    __slots__ = ("_chunks", "_native")

    def __init__(self, native):
        self._native = native
        self._chunks = _chunks(native)

    def __aiter__(self):
        return self._chunks

    def __anext__(self):
        return self._chunks.__anext__()

    @property
    def text_stream(self):
        return _texts(self._native)

    async def aclose(self):
        await settled(self._native.aclose())

    close = aclose

    def reply(self):
        return self._native.reply()

    @property
    def polyroute(self):
        return self._native.polyroute

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.aclose()


async def _pull(native, start):
    """One batch; giving up the wait gives up the stream."""
    try:
        return await settled(start())
    except BaseException:
        native.abandon()
        raise


async def _chunks(native):
    while batch := await _pull(native, native.next_batch):
        for chunk in batch:
            yield chunk


async def _texts(native):
    while (batch := await _pull(native, native.next_texts)) is not None:
        for text in batch:
            yield text


class AsyncHttpReply:
    """The reply of a door: status, headers, and a body that may stream."""

    __slots__ = ("_native", "_pieces", "headers", "status")

    def __init__(self, native):
        self._native = native
        self._pieces = _pieces(native)
        self.status = native.status
        self.headers = native.headers

    def __aiter__(self):
        return self._pieces

    def __anext__(self):
        return self._pieces.__anext__()

    async def aread(self):
        return b"".join([piece async for piece in _pieces(self._native)])

    async def aclose(self):
        await settled(self._native.aclose())

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.aclose()


async def _pieces(native):
    while batch := await settled(native.next_batch()):
        for piece in batch:
            yield piece
