"""What a call can end with: one class for each kind, all under `PolyrouteError`.

A kind says what the caller does next. `retryable` is false once polyroute has tried all that its configuration allows.
"""

import builtins


class PolyrouteError(Exception):
    """The base of all errors of polyroute."""

    kind = "internal"

    def __init__(
        self,
        message="",
        *,
        reason=None,
        status=None,
        provider=None,
        request_id=None,
        trace_id=None,
        retry_after=None,
        path=None,
        rule=None,
        attempts=None,
        retryable=False,
    ):
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.status = status
        self.provider = provider
        self.request_id = request_id
        self.trace_id = trace_id
        self.retry_after = retry_after
        self.path = path
        self.rule = rule
        self.attempts = [] if attempts is None else attempts
        self.retryable = retryable

    def __reduce__(self):
        return _rebuild, (type(self), self.message, {k: v for k, v in self.__dict__.items() if k != "message"})


class ConfigError(PolyrouteError):
    """The configuration cannot be used; the message holds all its problems."""

    kind = "config"


class InvalidRequestError(PolyrouteError):
    """The request is wrong, here or in the eyes of the provider."""

    kind = "invalid_request"


class AuthenticationError(PolyrouteError):
    """The provider refuses the key."""

    kind = "authentication"


class NotFoundError(PolyrouteError):
    """No route, model or trace of this name."""

    kind = "not_found"


class ContextLengthError(PolyrouteError):
    """The request is longer than any target's window."""

    kind = "context_length"


class RateLimitError(PolyrouteError):
    """Too many calls; `retry_after` says when to come back, where it is known."""

    kind = "rate_limit"


class BudgetError(PolyrouteError):
    """The call would pass a limit; nothing was sent."""

    kind = "budget"


class GuardrailError(PolyrouteError):
    """A guardrail, here or the provider's, refuses the content; `rule` names it."""

    kind = "guardrail"


class UnavailableError(PolyrouteError):
    """No target answered; `attempts` says what each try died of."""

    kind = "unavailable"


class TimeoutError(PolyrouteError, builtins.TimeoutError):
    """A deadline passed. Also Python's own `TimeoutError`."""

    kind = "timeout"


class CancelledError(PolyrouteError):
    """The call was given up from outside. Under asyncio, `asyncio.CancelledError` is raised instead."""

    kind = "cancelled"


class CallbackError(PolyrouteError):
    """A host function failed; its exception is the `__cause__`."""

    kind = "callback"


class StateError(PolyrouteError):
    """The store of budgets and traces failed."""

    kind = "state"


class InternalError(PolyrouteError):
    """A bug in polyroute."""

    kind = "internal"


def _rebuild(cls, message, fields):
    error = cls(message)
    error.__dict__.update(fields)
    return error


BY_KIND = {
    cls.kind: cls
    for cls in (
        ConfigError,
        InvalidRequestError,
        AuthenticationError,
        NotFoundError,
        ContextLengthError,
        RateLimitError,
        BudgetError,
        GuardrailError,
        UnavailableError,
        TimeoutError,
        CancelledError,
        CallbackError,
        StateError,
        InternalError,
    )
}
