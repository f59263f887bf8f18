package io.polyroute

import java.io.ByteArrayOutputStream
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf

/**
 * The answer of a door, errors included: they are replies in the wire format of the door.
 *
 * @property body the bytes as they come; collect it once. Leaving it early ends the call upstream.
 */
class HttpReply internal constructor(private val native: NativeHttpReply) : AutoCloseable {
    val status: Int get() = native.status.toInt()
    val headers: List<Header> get() = native.headers
    val body: Flow<ByteArray> = native.stream?.let(::bytes) ?: flowOf(native.body ?: ByteArray(0))

    /** The first header of that name, whatever its case. */
    fun header(name: String): String? = headers.firstOrNull { it.name.equals(name, ignoreCase = true) }?.value

    /** The whole body. */
    suspend fun read(): ByteArray {
        val whole = ByteArrayOutputStream()
        body.collect(whole::write)
        return whole.toByteArray()
    }

    override fun close() {
        native.stream?.close()
    }
}

private fun bytes(stream: NativeStream): Flow<ByteArray> =
    pulled(stream) { awaiting { stream.nextBytes(BATCH) }.let { if (it.isEmpty()) emptyList() else listOf(it) } }
