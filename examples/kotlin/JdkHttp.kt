// The JDK's HTTP client as the transport of a gateway: its proxy, authenticator and certificates hold.
package examples

import io.polyroute.Header
import io.polyroute.HttpTransport
import io.polyroute.IncomingResponse
import io.polyroute.OutgoingRequest
import java.io.InputStream
import java.net.SocketTimeoutException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpConnectTimeoutException
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.suspendCancellableCoroutine

class JdkHttp(private val client: HttpClient) : HttpTransport {
    override suspend fun send(request: OutgoingRequest): IncomingResponse {
        val outgoing = HttpRequest.newBuilder(URI(request.url)).method(request.method, HttpRequest.BodyPublishers.ofByteArray(request.body))
        request.headers.forEach { outgoing.header(it.name, it.value) }
        val response = client.sendAsync(outgoing.build(), HttpResponse.BodyHandlers.ofInputStream()).completed()
        val headers = response.headers().map().flatMap { (name, values) -> values.map { Header(name, it) } }
        return IncomingResponse(response.statusCode(), headers, pieces(response.body()), close = response.body()::close)
    }
}

/** `await()` of kotlinx would not close the connection of a call that is cancelled. */
private suspend fun <T> CompletableFuture<T>.completed(): T = suspendCancellableCoroutine { continuation ->
    whenComplete { value, failure ->
        when (val cause = if (failure is CompletionException) failure.cause ?: failure else failure) {
            null -> continuation.resume(value)
            is HttpConnectTimeoutException -> continuation.resumeWithException(SocketTimeoutException(cause.message))
            else -> continuation.resumeWithException(cause)
        }
    }
    continuation.invokeOnCancellation { cancel(true) }
}

private fun pieces(stream: InputStream) = flow {
    val buffer = ByteArray(16_384)
    while (true) {
        val count = runInterruptible(Dispatchers.IO) { stream.read(buffer) }
        if (count < 0) break
        emit(buffer.copyOf(count))
    }
}
