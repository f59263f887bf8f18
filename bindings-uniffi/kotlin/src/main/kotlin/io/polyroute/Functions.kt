package io.polyroute

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.withContext

/**
 * Code of yours that the configuration calls by a name: what it is comes from where the configuration names it.
 *
 * It gets JSON texts (a provider: the chat body and a context; a key: the provider's name; a trace sink: a batch of records) and runs
 * on `Dispatchers.IO`. Its coroutine is cancelled when nobody waits for the answer any more. What it throws is the cause of a
 * [PolyrouteException.Callback], or lets another target answer.
 */
fun interface HostFunction {
    suspend fun call(arguments: List<String>): HostAnswer
}

/** What a function gives. */
sealed interface HostAnswer {
    data class Json(val json: String) : HostAnswer

    data class Text(val text: String) : HostAnswer

    /** Chunks of a streamed reply, each JSON text. */
    class Chunks(val chunks: Flow<String>) : HostAnswer

    /** Pieces of the text of a streamed reply. */
    class Texts(val texts: Flow<String>) : HostAnswer

    companion object {
        /** For a function that has nothing to say. */
        val Nothing: HostAnswer = Json("null")
    }
}

internal class Bridged(private val function: HostFunction) : NativeFunction {
    override suspend fun call(arguments: List<String>): NativeAnswer =
        withContext(Dispatchers.IO) {
            failing {
                when (val answer = function.call(arguments)) {
                    is HostAnswer.Json -> NativeAnswer.Json(answer.json)
                    is HostAnswer.Text -> NativeAnswer.Json(jsonText(answer.text))
                    is HostAnswer.Chunks -> NativeAnswer.Stream(BridgedChunks(answer.chunks))
                    is HostAnswer.Texts -> NativeAnswer.Stream(BridgedChunks(answer.texts.map(::jsonText)))
                }
            }
        }
}

private class BridgedChunks(chunks: Flow<String>) : NativeChunks {
    private val pulled = Pulled(chunks)

    override suspend fun next(): String? = failing { pulled.next() }

    override fun stop() = pulled.stop()
}

/** All that is thrown, errors such as a failed assertion too: nothing may be lost between here and the core. */
private inline fun <T> failing(block: () -> T): T =
    try {
        block()
    } catch (e: Throwable) {
        throw NativeFailure.Raised(e.message ?: e.toString(), Raised(e))
    }

/** A flow that somebody else pulls, one element at a time; nothing is read ahead. */
internal class Pulled<T : Any>(flow: Flow<T>) {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)
    // What it throws travels as an element: a channel would hand on a copy.
    private val elements by lazy {
        flow.map { Result.success(it) }.catch { emit(Result.failure(it)) }.buffer(Channel.RENDEZVOUS).produceIn(scope)
    }

    suspend fun next(): T? = elements.receiveCatching().getOrNull()?.getOrThrow()

    fun stop() = scope.cancel()
}
