// A phone's way: the key from the keychain, the app's own HTTP, a small model on the device when the network is gone.
package examples

import io.polyroute.Gateway
import io.polyroute.HostAnswer
import io.polyroute.HostFunction
import io.polyroute.HttpTransport
import java.net.UnknownHostException
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.map

private const val CONFIG = """
version: 1
providers:
  cloud: { type: openai, api_key: { function: keychain } }
  device: { type: function, function: tiny_model }
routes:
  chat:
    targets: [ cloud/gpt-5-mini ]
    retries: { max: 0 }
    fallbacks: [ { to: device/tiny, on: [ network, timeout ] } ]
"""

/** Gets the chat body and a context, each JSON text; streams its words. */
private val tinyModel = HostFunction { (body, _) ->
    val answer = if ("weather" in body) "Look out of the window." else "I am small, and offline."
    HostAnswer.Texts(answer.split(" ").asFlow().map { "$it " })
}

private val keychain = HostFunction { HostAnswer.Json("""{"key": "sk-from-the-keychain", "expires_in": 3600}""") }

private val noNetwork = HttpTransport { throw UnknownHostException("no network") }

suspend fun main() {
    val functions = mapOf("tiny_model" to tinyModel, "keychain" to keychain)
    Gateway.fromYaml(CONFIG, functions, transport = noNetwork).use { gateway ->
        val stream = gateway.chatStream("""{"model": "chat", "messages": [{"role": "user", "content": "How is the weather?"}]}""")
        stream.text.collect(::print)
        println()
        for (attempt in stream.receipt().attempts) println("${attempt.target} ${attempt.outcome} ${attempt.failure ?: ""}")
    }
}
