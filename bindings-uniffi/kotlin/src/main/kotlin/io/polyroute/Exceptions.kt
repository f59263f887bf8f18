package io.polyroute

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/**
 * A failed call. The class tells what to do next; the message says what happened and what would help.
 *
 * What a function of the host threw is the [cause]. After the gateway's own failover [retryable] is false, so that a retry
 * around it does not multiply tries.
 */
sealed class PolyrouteException(private val details: ErrorDetails, cause: Throwable?) : Exception(details.message, cause) {
    val kind: ErrorKind get() = details.kind
    val reason: String? get() = details.reason

    /** The upstream's own status where there was one, else what an HTTP door would answer. */
    val status: Int get() = details.status
    val provider: String? get() = details.provider
    val requestId: String? get() = details.requestId
    val traceId: String? get() = details.traceId
    val retryAfter: Duration? get() = details.retryAfterMs?.milliseconds

    /** The place in the configuration or the request. */
    val path: String? get() = details.path
    val rule: String? get() = details.rule
    val attempts: List<Attempt> get() = details.attempts
    val retryable: Boolean get() = details.retryable

    class Config internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class InvalidRequest internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class Authentication internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class NotFound internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class ContextLength internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class RateLimit internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class Budget internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class Guardrail internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class Unavailable internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class Timeout internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)

    /** The gateway gave the call up. A coroutine that is cancelled ends with its own `CancellationException`. */
    class Cancelled internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class Callback internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class State internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
    class Internal internal constructor(details: ErrorDetails, cause: Throwable?) : PolyrouteException(details, cause)
}

/** What a function of the host threw, on its way through the core and back. */
internal class Raised(val throwable: Throwable) : NativeCause {
    override fun describe(): String = throwable.toString()
}

internal inline fun <T> raising(block: () -> T): T =
    try {
        block()
    } catch (e: NativeException.Failed) {
        throw of(e.details)
    }

private fun of(details: ErrorDetails): PolyrouteException {
    val cause = (details.cause as? Raised)?.throwable
    return when (details.kind) {
        ErrorKind.CONFIG -> PolyrouteException.Config(details, cause)
        ErrorKind.INVALID_REQUEST -> PolyrouteException.InvalidRequest(details, cause)
        ErrorKind.AUTHENTICATION -> PolyrouteException.Authentication(details, cause)
        ErrorKind.NOT_FOUND -> PolyrouteException.NotFound(details, cause)
        ErrorKind.CONTEXT_LENGTH -> PolyrouteException.ContextLength(details, cause)
        ErrorKind.RATE_LIMIT -> PolyrouteException.RateLimit(details, cause)
        ErrorKind.BUDGET -> PolyrouteException.Budget(details, cause)
        ErrorKind.GUARDRAIL -> PolyrouteException.Guardrail(details, cause)
        ErrorKind.UNAVAILABLE -> PolyrouteException.Unavailable(details, cause)
        ErrorKind.TIMEOUT -> PolyrouteException.Timeout(details, cause)
        ErrorKind.CANCELLED -> PolyrouteException.Cancelled(details, cause)
        ErrorKind.CALLBACK -> PolyrouteException.Callback(details, cause)
        ErrorKind.STATE -> PolyrouteException.State(details, cause)
        ErrorKind.INTERNAL -> PolyrouteException.Internal(details, cause)
    }
}
