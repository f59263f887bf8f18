"""What a call can end with: one class for each kind, all under `PolyrouteError`."""

import builtins
from typing import ClassVar, Literal

from .types import Attempt

_Kind = Literal[
    "config",
    "invalid_request",
    "authentication",
    "not_found",
    "context_length",
    "rate_limit",
    "budget",
    "guardrail",
    "unavailable",
    "timeout",
    "cancelled",
    "callback",
    "state",
    "internal",
]

class PolyrouteError(Exception):
    """The base of all errors of polyroute."""

    kind: ClassVar[_Kind]
    message: str
    reason: str | None
    status: int | None
    provider: str | None
    request_id: str | None
    trace_id: str | None
    retry_after: float | None
    path: str | None
    rule: str | None
    attempts: list[Attempt]
    retryable: bool
    def __init__(
        self,
        message: str = "",
        *,
        reason: str | None = None,
        status: int | None = None,
        provider: str | None = None,
        request_id: str | None = None,
        trace_id: str | None = None,
        retry_after: float | None = None,
        path: str | None = None,
        rule: str | None = None,
        attempts: list[Attempt] | None = None,
        retryable: bool = False,
    ) -> None: ...

class ConfigError(PolyrouteError): ...
class InvalidRequestError(PolyrouteError): ...
class AuthenticationError(PolyrouteError): ...
class NotFoundError(PolyrouteError): ...
class ContextLengthError(PolyrouteError): ...
class RateLimitError(PolyrouteError): ...
class BudgetError(PolyrouteError): ...
class GuardrailError(PolyrouteError): ...
class UnavailableError(PolyrouteError): ...
class TimeoutError(PolyrouteError, builtins.TimeoutError): ...
class CancelledError(PolyrouteError): ...
class CallbackError(PolyrouteError): ...
class StateError(PolyrouteError): ...
class InternalError(PolyrouteError): ...

BY_KIND: dict[str, type[PolyrouteError]]
