package io.polyroute

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext

/** The most events that cross at once. */
internal const val BATCH = 64u

/**
 * A streamed reply: collect [events] or [text], or pull with [nextBatch]; once, whichever it is.
 *
 * A collector that is cancelled or that stops early ends the call upstream; so does [close] of a stream that has not ended.
 */
class EventStream internal constructor(private val native: NativeStream) : AutoCloseable {
    private var failure: PolyrouteException? = null

    /** The events as JSON text, in the format of the door. */
    val events: Flow<String> = pulled(native) { nextBatch() }

    /** What the events add to the text of the first choice. */
    val text: Flow<String> = pulled(native) { noting { native.nextTexts(BATCH) } }

    /** Waits for one event and takes what is ready, at most [limit]. Empty at the end. */
    suspend fun nextBatch(limit: Int = BATCH.toInt()): List<String> = noting { native.nextBatch(limit.toUInt()) }

    /** Ends the call as cancelled, unless it has ended; returns when its receipt is there. */
    suspend fun abort() = awaiting { native.abort() }

    /** What the gateway did. Known once the stream has ended, however it ended. */
    fun receipt(): Receipt = raising { native.receipt() }

    /** What the stream said as one whole reply. Known once it has ended; throws what it ended with. */
    fun reply(): Reply {
        failure?.let { throw it }
        return receivedSoFar()
    }

    /** The same even after an error: what had come until then. */
    internal fun receivedSoFar(): Reply = raising { native.reply() }

    /** Lets go of the stream, at once; the call is ended behind it. */
    override fun close() = native.close()

    private suspend fun <T> noting(block: suspend () -> T): T =
        try {
            awaiting(block)
        } catch (e: PolyrouteException) {
            failure = e
            throw e
        }
}

/** Batches as a flow. Whoever leaves it early closes the connection upstream. */
internal fun <T> pulled(native: NativeStream, next: suspend () -> List<T>): Flow<T> = flow {
    var ended = false
    try {
        while (!ended) {
            val batch = next()
            batch.forEach { emit(it) }
            ended = batch.isEmpty()
        }
    } finally {
        if (!ended) withContext(NonCancellable) { awaiting { native.abort() } }
    }
}
