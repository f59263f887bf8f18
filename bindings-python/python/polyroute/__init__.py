"""polyroute: an LLM gateway inside your process.

gateway = polyroute.Gateway("polyroute.yaml")
reply = gateway.chat(model="chat", messages=[{"role": "user", "content": "hi"}])
print(reply.text, reply.polyroute.cost_usd)
"""

from . import errors
from ._gateway import AsyncGateway, Gateway
from ._native import __version__
from .errors import (
    AuthenticationError,
    BudgetError,
    CallbackError,
    CancelledError,
    ConfigError,
    ContextLengthError,
    GuardrailError,
    InternalError,
    InvalidRequestError,
    NotFoundError,
    PolyrouteError,
    RateLimitError,
    StateError,
    TimeoutError,
    UnavailableError,
)

__all__ = [
    "AsyncGateway",
    "AuthenticationError",
    "BudgetError",
    "CallbackError",
    "CancelledError",
    "ConfigError",
    "ContextLengthError",
    "Gateway",
    "GuardrailError",
    "InternalError",
    "InvalidRequestError",
    "NotFoundError",
    "PolyrouteError",
    "RateLimitError",
    "StateError",
    "TimeoutError",
    "UnavailableError",
    "__version__",
    "errors",
]
