"""The shapes of replies, for readers and type checkers.

Bodies keep the names of their wire format. At run time what lies inside a reply is a `Node`: every member is an
attribute and an item, members that the wire left out are missing, and unknown ones are there all the same.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from ._aio import AsyncHttpReply, AsyncStream
from ._native import Chunk, HttpReply, Reply, Stream, TextStream
from ._node import MissingMemberError, Node

__all__ = [
    "AsyncHttpReply",
    "AsyncStream",
    "Attempt",
    "Block",
    "CacheOption",
    "CacheReceipt",
    "Choice",
    "Chunk",
    "ChunkChoice",
    "Delta",
    "Embedding",
    "Function",
    "GuardReceipt",
    "HttpReply",
    "Labels",
    "MaxAge",
    "Message",
    "MissingMemberError",
    "Node",
    "Receipt",
    "ReceiptUsage",
    "Reply",
    "Stream",
    "TextStream",
    "ToolCall",
    "Trace",
    "Usage",
    "UsageRow",
    "Warning",
]


class Labels(TypedDict, total=False):
    """Who a call is for."""

    tenant: str | None
    user: str | None
    feature: str | None
    session: str | None
    experiment: str | None
    tags: dict[str, str]


class MaxAge(TypedDict):
    """Answers from the cache that are at most so old (seconds, or text such as `"5m"`)."""

    max_age: float | str


CacheOption = Literal["no-store", "refresh", "only-if-cached"] | MaxAge


class Function(Node):
    """The function that a model wants called."""

    __slots__ = ()
    name: str
    arguments: str


class ToolCall(Node):
    """A call of a tool."""

    __slots__ = ()
    id: str
    type: str
    function: Function


class Message(Node):
    """The assistant's turn."""

    __slots__ = ()
    role: str
    content: str | None
    refusal: str | None
    tool_calls: list[ToolCall]


class Block(Node):
    """A block of a message in Anthropic's form."""

    __slots__ = ()
    type: str
    text: str
    id: str
    name: str
    input: Any


class Choice(Node):
    """One of the answers of a reply."""

    __slots__ = ()
    index: int
    message: Message
    finish_reason: str | None


class Delta(Node):
    """What an event adds to a message."""

    __slots__ = ()
    role: str
    content: str | None
    tool_calls: list[Any]


class ChunkChoice(Node):
    """One of the answers of an event."""

    __slots__ = ()
    index: int
    delta: Delta
    finish_reason: str | None


class Usage(Node):
    """Tokens as the provider counts them."""

    __slots__ = ()
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Embedding(Node):
    """One vector, or its bytes in base64."""

    __slots__ = ()
    index: int
    embedding: list[float] | str


class Attempt(Node):
    """One upstream try."""

    __slots__ = ()
    target: str
    outcome: Literal["served", "failed", "cancelled", "hedged", "skipped"]
    status: int | None
    ms: float
    cost_nano_usd: int


class CacheReceipt(Node):
    """What the cache had to do with an answer."""

    __slots__ = ()
    kind: Literal["exact", "semantic", "miss", "bypass"]


class ReceiptUsage(Node):
    """Tokens in one count for all providers; `input_tokens` holds what the cache of the provider read and wrote."""

    __slots__ = ()
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    estimated: bool


class GuardReceipt(Node):
    """What a guardrail did."""

    __slots__ = ()
    name: str
    action: str
    count: int


class Warning(Node):
    """Something that an operator should know."""

    __slots__ = ()
    code: str
    message: str


class Receipt(Node):
    """What polyroute says of a call."""

    __slots__ = ()
    trace_id: str
    route: str | None
    target: str | None
    provider: str | None
    model: str | None
    region: str | None
    attempts: list[Attempt]
    cache: CacheReceipt
    usage: ReceiptUsage
    cost_nano_usd: int
    cost_usd: str
    saved_nano_usd: int
    dropped: list[str]
    emulated: list[str]
    guard: list[GuardReceipt]
    decision: Node | None
    warnings: list[Warning]
    ms: float
    ttft_ms: float | None
    config: str


class Trace(Receipt):
    """A receipt with who, when and how."""

    __slots__ = ()
    started_at: int
    labels: Node
    door: str
    stream: bool
    error: Node | None
    spans: list[Node]


class UsageRow(Node):
    """Sums of settled calls; a member for each name in `group_by` stands beside these."""

    __slots__ = ()
    calls: int
    input_tokens: int
    output_tokens: int
    cost_nano_usd: int
    saved_nano_usd: int
    errors: int
    estimated_calls: int
