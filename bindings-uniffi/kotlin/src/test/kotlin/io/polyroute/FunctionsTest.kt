package io.polyroute

import io.polyroute.cases.get
import io.polyroute.cases.json
import io.polyroute.cases.list
import io.polyroute.cases.parse
import io.polyroute.cases.text
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertSame
import kotlin.test.assertTrue
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch

class FunctionsTest : Upstreamed() {
    private val mine =
        """
        providers: { mine: { type: function, function: model } }
        routes: { chat: { targets: [mine/tiny], retries: { max: 0 } } }
        """.trimIndent()

    private fun gateway(yaml: String = mine, model: HostFunction) = Gateway.fromYaml(yaml, functions = mapOf("model" to model))

    @Test
    fun `a provider of one's own gets the body and a context, and answers`() = soon {
        val asked = CopyOnWriteArrayList<List<String>>()
        val model = HostFunction { arguments ->
            asked += arguments
            HostAnswer.Text("I am \"here\"")
        }
        gateway(model = model).use { gateway ->
            val reply = gateway.chat(QUESTION, CallOptions(labels = Labels(tenant = "acme")))
            assertEquals("I am \"here\"" to "mine/tiny", reply.text to reply.receipt.target)
            val (body, context) = asked.single().map(::parse)
            assertEquals("hi", body["messages"][0]["content"].text)
            assertEquals("acme", context["labels"]["tenant"].text)
            assertEquals(reply.receipt.traceId, context["trace_id"].text)
        }
    }

    @Test
    fun `it streams texts, chunks or a whole answer`() = soon {
        gateway { HostAnswer.Texts(flowOf("a", "b\n", "c")) }.use { assertEquals(listOf("a", "b\n", "c"), it.chatStream(QUESTION).text.toList()) }
        val chunk = """{"choices": [{"index": 0, "delta": {"content": "x"}, "finish_reason": null}]}"""
        val last = """{"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]}"""
        gateway { HostAnswer.Chunks(flowOf(chunk, last)) }.use { gateway ->
            val stream = gateway.chatStream(QUESTION)
            assertEquals(listOf("x"), stream.text.toList())
            assertEquals("length", stream.reply().finish)
        }
        gateway { HostAnswer.Text("whole") }.use { assertEquals("whole", it.chatStream(QUESTION).text.toList().joinToString("")) }
    }

    @Test
    fun `what a function throws is the cause of the error`() = soon {
        val thrown = IllegalStateException("no battery")
        gateway { throw thrown }.use { gateway ->
            val error = assertFailsWith<PolyrouteException.Callback> { gateway.chat(QUESTION) }
            assertSame(thrown, error.cause)
            assertContains(error.message!!, "`model` failed: no battery")
        }
        // Errors are no exceptions, and must not be lost on the way either.
        gateway { TODO("later") }.use { gateway ->
            assertIs<NotImplementedError>(assertFailsWith<PolyrouteException.Callback> { gateway.chat(QUESTION) }.cause)
        }
        val midway = flow {
            emit("one ")
            throw thrown
        }
        gateway { HostAnswer.Texts(midway) }.use { gateway ->
            val got = mutableListOf<String>()
            val error = assertFailsWith<PolyrouteException> { gateway.chatStream(QUESTION).text.collect(got::add) }
            assertEquals(listOf("one "), got)
            assertSame(thrown, error.cause)
        }
    }

    @Test
    fun `an answer that is no JSON is the function's fault`() = soon {
        gateway { HostAnswer.Json("{") }.use { gateway ->
            assertContains(assertFailsWith<PolyrouteException.Callback> { gateway.chat(QUESTION) }.message!!, "what is no JSON")
        }
    }

    @Test
    fun `a function that fails lets the next target answer`() = soon {
        scripted.start(json("up" to json("dialect" to "openai_chat", "script" to listOf(HELLO))))
        val yaml =
            """
            providers:
              mine: { type: function, function: model }
              up: { type: openai_compatible, base_url: "${scripted.urls["up"]}/v1", api_key: k }
            routes: { chat: { targets: [mine/tiny, up/mini], retries: { max: 0 } } }
            """.trimIndent()
        gateway(yaml) { error("out of memory") }.use { gateway ->
            val reply = gateway.chat(QUESTION)
            assertEquals("hello there", reply.text)
            assertEquals(listOf("failed", "served"), reply.receipt.attempts.map { it.outcome })
        }
    }

    @Test
    fun `a call that is cancelled cancels its function`() = soon {
        val started = CompletableDeferred<Unit>()
        val ended = CompletableDeferred<Unit>()
        val model = HostFunction {
            started.complete(Unit)
            try {
                awaitCancellation()
            } finally {
                ended.complete(Unit)
            }
        }
        gateway(model = model).use { gateway ->
            val calling = launch { gateway.chat(QUESTION) }
            started.await()
            calling.cancel()
            ended.await()
        }
    }

    @Test
    fun `a stream that is left early ends its function's flow`() = soon {
        val ended = CompletableDeferred<Unit>()
        val words = flow {
            try {
                while (true) {
                    emit("word ")
                    delay(1)
                }
            } finally {
                ended.complete(Unit)
            }
        }
        gateway { HostAnswer.Texts(words) }.use { gateway ->
            assertEquals("word ", gateway.chatStream(QUESTION).text.first())
            ended.await()
        }
    }

    @Test
    fun `a key is asked for by the provider's name and kept until it ends`() = soon {
        scripted.start(json("up" to json("dialect" to "openai_chat", "script" to listOf(HELLO))))
        val yaml = yaml(scripted.urls.getValue("up")).replace("api_key: test-key", "api_key: { function: token }")
        val asked = CopyOnWriteArrayList<String>()
        val token = HostFunction { (provider) ->
            asked += provider
            HostAnswer.Json("""{"key": "secret-${asked.size}", "expires_in": 3600}""")
        }
        Gateway.fromYaml(yaml, functions = mapOf("token" to token)).use { gateway ->
            repeat(2) { gateway.chat(QUESTION) }
            assertEquals(listOf("\"up\""), asked)
            val headers = scripted.report("up")["requests"][1]["headers"]
            assertEquals("Bearer secret-1", headers["authorization"].text)
        }
    }

    @Test
    fun `a trace sink gets the records of calls`() = soon {
        val records = CompletableDeferred<List<String>>()
        scripted.start(json("up" to json("dialect" to "openai_chat", "script" to listOf(HELLO))))
        val sink = HostFunction { (batch) ->
            records.complete(parse(batch).list.mapNotNull { it["target"].text })
            HostAnswer.Nothing
        }
        val yaml = yaml(scripted.urls.getValue("up"), "trace: { function: sink }")
        Gateway.fromYaml(yaml, functions = mapOf("sink" to sink)).use { gateway ->
            gateway.chat(QUESTION)
            assertEquals(listOf("up/mini"), records.await())
        }
    }

    @Test
    fun `a name that no function has is a problem of the configuration`() {
        val error = assertFailsWith<PolyrouteException.Config> { Gateway.fromYaml(mine) }
        assertTrue(error.reason == "unknown_function" && error.path == "providers.mine.function", "${error.reason} ${error.path}")
    }
}
