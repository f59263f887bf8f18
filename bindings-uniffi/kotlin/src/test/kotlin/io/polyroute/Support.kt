package io.polyroute

import io.polyroute.cases.Scripted
import io.polyroute.cases.json
import kotlin.time.Duration
import kotlin.time.TimeSource
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.JsonElement
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.TestInstance

const val QUESTION = """{"model": "chat", "messages": [{"role": "user", "content": "hi"}]}"""

val HELLO = json("reply" to json("pieces" to listOf("hel", "lo ", "there"), "usage" to json("in" to 9, "out" to 3)), "times" to "forever")
val HELD = json("hold" to true)

/** A story with one scripted upstream, `up`. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Upstreamed {
    protected val scripted = Scripted()

    @AfterAll
    fun end() = scripted.close()

    /** A gateway whose route `chat` leads to one upstream that speaks OpenAI's format and says what `script` has. */
    protected fun gatewayOver(vararg script: JsonElement, more: String = "", transport: HttpTransport? = null): Gateway {
        scripted.start(json("up" to json("dialect" to "openai_chat", "script" to script.toList())))
        return Gateway.fromYaml(yaml(scripted.urls.getValue("up"), more), transport = transport)
    }

    protected fun yaml(address: String, more: String = "") =
        """
        providers: { up: { type: openai_compatible, base_url: "$address/v1", api_key: test-key } }
        routes: { chat: { targets: [up/mini], retries: { max: 0 } } }
        $more
        """.trimIndent()

    /** From now until the upstream sees that a client has hung up. */
    protected suspend fun untilEarlyClose(): Duration {
        val since = TimeSource.Monotonic.markNow()
        scripted.waitForEarlyClose("up")
        return since.elapsedNow()
    }
}

fun <T> soon(block: suspend CoroutineScope.() -> T): T = runBlocking { withTimeout(20_000) { block() } }
