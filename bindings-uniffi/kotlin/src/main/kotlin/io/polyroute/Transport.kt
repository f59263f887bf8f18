package io.polyroute

import java.net.SocketTimeoutException
import javax.net.ssl.SSLException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch

/**
 * Your app's own HTTP in the place of the gateway's: its proxies, certificates and interceptors hold.
 *
 * Any status is a response; redirects are not to be followed, and keys stand in the headers. Cancelling the call, or the collector
 * of the body, has to close the connection. An `SSLException` is a failure of TLS, a `SocketTimeoutException` one of connecting in time,
 * anything else one of the network.
 */
fun interface HttpTransport {
    suspend fun send(request: OutgoingRequest): IncomingResponse
}

class OutgoingRequest(
    val method: String,
    val url: String,
    val headers: List<Header>,
    val body: ByteArray,
    val connectTimeout: Duration,
)

/**
 * @property body collected at most once
 * @property close called when nobody wants the body, or more of it; collected to its end or not
 */
class IncomingResponse(val status: Int, val headers: List<Header>, val body: Flow<ByteArray>, val close: () -> Unit = {})

internal class BridgedTransport(private val own: HttpTransport) : NativeTransport {
    override suspend fun send(request: NativeRequest): NativeResponse = failing {
        val timeout = request.connectTimeoutMs.toLong().milliseconds
        val response = own.send(OutgoingRequest(request.method, request.url, request.headers, request.body, timeout))
        NativeResponse(response.status.toUShort(), response.headers, BridgedBody(response))
    }
}

private class BridgedBody(private val response: IncomingResponse) : NativeBody {
    private val pulled = Pulled(response.body)

    override suspend fun next(): ByteArray? = failing { pulled.next() }

    override fun stop() {
        pulled.stop()
        // On a thread that may wait: this one is the core's.
        CoroutineScope(Dispatchers.IO).launch { response.close() }
    }
}

private inline fun <T> failing(block: () -> T): T =
    try {
        block()
    } catch (e: Throwable) {
        val what = e.message ?: e.toString()
        throw when (e) {
            is SSLException -> TransportFailure.Tls(what)
            is SocketTimeoutException, is TimeoutCancellationException -> TransportFailure.Timeout(what)
            else -> TransportFailure.Network(what)
        }
    }
