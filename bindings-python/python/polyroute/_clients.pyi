from typing import Any, Literal

import anthropic as _anthropic
import google.genai as _genai
import openai as _openai

from .types import Labels

KEY: str
ADDRESS: str

_Family = Literal["httpx", "httpx2"]

class Clients:
    """The helpers of a gateway. Options are the client's own and are passed on."""

    def transport(self, labels: Labels | None = None) -> Any:
        """One transport for httpx and httpx2, sync and async; `labels` go with every call through it."""
    def http_client(self, family: _Family | None = None, **options: Any) -> Any: ...
    def async_http_client(self, family: _Family | None = None, **options: Any) -> Any: ...
    def openai(self, **options: Any) -> _openai.OpenAI: ...
    def async_openai(self, **options: Any) -> _openai.AsyncOpenAI: ...
    def openai_kwargs(self, *, asynchronous: bool = False) -> dict[str, Any]:
        """Arguments for `OpenAI(...)`, or with `asynchronous` for `AsyncOpenAI(...)`."""
    def langchain_kwargs(self) -> dict[str, Any]:
        """Arguments for `ChatOpenAI(...)` and `OpenAIEmbeddings(...)`."""
    def anthropic(self, **options: Any) -> _anthropic.Anthropic: ...
    def async_anthropic(self, **options: Any) -> _anthropic.AsyncAnthropic: ...
    def genai(self, **options: Any) -> _genai.Client: ...
