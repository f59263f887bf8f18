"""What lies inside a reply: dicts whose members are attributes too, and plain lists."""

from operator import itemgetter


class MissingMemberError(KeyError, AttributeError):
    """A reply has no such member."""

    def __str__(self):
        return f"no member {self.args[0]!r}" if self.args else "no such member"


#: Members that wire formats leave out where they have nothing to say; reading one gives `None` then.
# fmt: off
OPTIONAL = frozenset(
    {
        "annotations", "attempt", "attributes", "audio", "cached_tokens", "citations", "class",
        "completion_tokens_details", "content", "cut", "detail", "error", "field", "finish_reason", "function_call",
        "logprobs", "name", "on", "path", "prompt_tokens_details", "reason", "reasoning", "reasoning_content",
        "reasoning_tokens", "refusal", "region", "role", "score", "service_tier", "status", "stitched",
        "system_fingerprint", "tool_calls", "usage",
    }
)
# fmt: on


#: Members that are there in most bodies.
_COMMON = frozenset({"choices", "created", "data", "delta", "function", "id", "index", "message", "model", "object"})


class Node(dict):
    """A JSON object. A member named like a method of dict (`items`, `keys` …) is reached as an item."""

    __slots__ = ()

    # C code for both ways of access; `__missing__` makes of a failed one what `hasattr` and `in` expect.
    __getattr__ = dict.__getitem__

    def __missing__(self, key):
        if key not in OPTIONAL:
            raise MissingMemberError(key)

    def __dir__(self):
        return [*super().__dir__(), *self]

    def to_dict(self):
        """A copy in plain dicts and lists."""
        return plain(self)

    def __reduce__(self):
        return Node, (dict(self),)


class _Node(Node):
    """What bodies are made of: a found descriptor costs a tenth of a failed lookup, which `__getattr__` comes after."""

    __slots__ = ()


for _name in OPTIONAL | _COMMON:
    setattr(_Node, _name, property(itemgetter(_name)))


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def text_of(members):
    """What a whole reply says: the first choice of chat, the text blocks of a message, the messages of a response,
    the first candidate of Gemini's."""
    if choices := members.get("choices"):
        content = (choices[0].get("message") or {}).get("content")
    elif candidates := members.get("candidates"):
        content = [part for part in (candidates[0].get("content") or {}).get("parts") or () if not part.get("thought")]
    elif members.get("object") == "response":
        items = (item for item in members.get("output") or () if item.get("type") == "message")
        content = [part for item in items for part in item.get("content") or ()]
    else:
        content = members.get("content")
    if isinstance(content, list):
        return "".join(part.get("text") or "" for part in content if isinstance(part, dict))
    return content or ""
