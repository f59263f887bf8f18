package io.polyroute

import examples.JdkHttp
import io.polyroute.cases.get
import io.polyroute.cases.json
import io.polyroute.cases.number
import io.polyroute.cases.parse
import io.polyroute.cases.text
import java.io.IOException
import java.net.http.HttpClient
import javax.net.ssl.SSLHandshakeException
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch

class HttpTest : Upstreamed() {
    private fun post(path: String, body: String, vararg headers: Header) =
        HttpRequest("POST", path, listOf(Header("content-type", "application/json"), *headers), body.toByteArray())

    @Test
    fun `the path of a request chooses its format`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val chat = gateway.handle(post("/v1/chat/completions", QUESTION, Header("x-polyroute-tenant", "acme")))
            assertEquals(200 to "up/mini", chat.status to chat.header("X-Polyroute-Target"))
            assertEquals("hello there", parse(chat.read().decodeToString())["choices"][0]["message"]["content"].text)
            val message = """{"model": "chat", "max_tokens": 20, "messages": [{"role": "user", "content": "hi"}]}"""
            assertEquals("message", parse(gateway.handle(post("/v1/messages", message)).read().decodeToString())["type"].text)
            assertEquals("acme", parse(gateway.usage(groupBy = listOf("tenant"), where = mapOf("tenant" to "acme")))[0]["tenant"].text)
        }
    }

    @Test
    fun `errors are replies in the format of the door`() = soon {
        gatewayOver(json("status" to 429, "headers" to json("retry-after" to "3"))).use { gateway ->
            val limited = gateway.handle(post("/v1/chat/completions", QUESTION))
            assertEquals(429 to "3", limited.status to limited.header("retry-after"))
            assertEquals("rate_limit_exceeded", parse(limited.read().decodeToString())["error"]["code"].text)
            assertEquals(404, gateway.handle(HttpRequest("GET", "/nowhere", emptyList(), ByteArray(0))).status)
        }
    }

    @Test
    fun `a streamed body comes in pieces, and ends the call when it is left`() = soon {
        val streaming = QUESTION.replaceFirst("{", "{\"stream\": true, ")
        gatewayOver(HELLO).use { gateway ->
            val text = gateway.handle(post("/v1/chat/completions", streaming)).read().decodeToString()
            assertTrue(text.startsWith("data: {") && text.endsWith("data: [DONE]\n\n"), text)
        }
        gatewayOver(json("sse" to listOf(json("text" to "one "), json("hold" to true)))).use { gateway ->
            gateway.handle(post("/v1/chat/completions", streaming)).body.first()
            assertTrue(untilEarlyClose() <= 100.milliseconds)
        }
    }

    private val jdk = JdkHttp(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build())

    @Test
    fun `the app's own HTTP carries whole calls and streams`() = soon {
        gatewayOver(HELLO, transport = jdk).use { gateway ->
            assertEquals("hello there", gateway.chat(QUESTION).text)
            assertEquals(listOf("hel", "lo ", "there"), gateway.chatStream(QUESTION).text.toList())
            val sent = scripted.report("up")["requests"][0]
            assertEquals("Bearer test-key" to "mini", sent["headers"]["authorization"].text to sent["body"]["model"].text)
        }
    }

    @Test
    fun `and closes its connections when calls are cancelled`() = soon {
        gatewayOver(HELD, transport = jdk).use { gateway ->
            val calling = launch { gateway.chat(QUESTION) }
            scripted.waitForHold("up")
            calling.cancel()
            assertTrue(untilEarlyClose() <= 100.milliseconds)
        }
        gatewayOver(json("sse" to listOf(json("text" to "one "), json("hold" to true))), transport = jdk).use { gateway ->
            assertEquals("one ", gateway.chatStream(QUESTION).text.first())
            assertTrue(untilEarlyClose() <= 100.milliseconds)
        }
    }

    @Test
    fun `its failures are those of the network, of TLS or of time`() = soon {
        for ((thrown, failure) in listOf(
            IOException("offline") to "network",
            SSLHandshakeException("bad certificate") to "tls",
            java.net.SocketTimeoutException("slow") to "timeout",
        )) {
            gatewayOver(HELLO, transport = { throw thrown }).use { gateway ->
                val error = assertFailsWith<PolyrouteException> { gateway.chat(QUESTION) }
                assertEquals(failure, error.attempts.single().failure)
                assertTrue(thrown.message!! in error.message!!, error.message)
            }
        }
    }

    @Test
    fun `what it sends is what our own would`() = soon {
        val seen = mutableListOf<OutgoingRequest>()
        val own = HttpTransport { request ->
            seen += request
            val body = """{"id": "1", "object": "chat.completion", "created": 1, "model": "mini",
                "choices": [{"index": 0, "message": {"role": "assistant", "content": "made up"}, "finish_reason": "stop"}]}"""
            IncomingResponse(200, listOf(Header("content-type", "application/json")), flowOf(body.toByteArray()))
        }
        gatewayOver(HELLO, transport = own).use { gateway ->
            assertEquals("made up", gateway.chat(QUESTION).text)
            val request = seen.single()
            assertTrue(request.url.endsWith("/v1/chat/completions") && request.method == "POST")
            assertEquals(0.0, scripted.report("up")["count"].number)
        }
    }

    @Test
    fun `without a network a model on the device answers`() = soon {
        val yaml =
            """
            providers:
              cloud: { type: openai, api_key: { function: token } }
              device: { type: function, function: tiny }
            routes: { chat: { targets: [ cloud/gpt-5-mini ], retries: { max: 0 }, fallbacks: [ { to: device/tiny, on: [ network, timeout ] } ] } }
            """.trimIndent()
        val functions = mapOf("token" to HostFunction { HostAnswer.Text("from the keychain") }, "tiny" to HostFunction { HostAnswer.Texts(flowOf("small ", "talk")) })
        val offline = HttpTransport { throw java.net.UnknownHostException("api.openai.com") }
        Gateway.fromYaml(yaml, functions, offline).use { gateway ->
            val stream = gateway.chatStream(QUESTION)
            assertEquals("small talk", stream.text.toList().joinToString(""))
            assertEquals(listOf("cloud/gpt-5-mini" to "network", "device/tiny" to null), stream.receipt().attempts.map { it.target to it.failure })
        }
    }
}
