package io.polyroute

import io.polyroute.cases.get
import io.polyroute.cases.json
import io.polyroute.cases.list
import io.polyroute.cases.number
import io.polyroute.cases.parse
import io.polyroute.cases.text
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.withContext

class CallsTest : Upstreamed() {
    @Test
    fun `a whole reply has its text, its receipt and all of its JSON`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val reply = gateway.chat(QUESTION)
            assertEquals("hello there", reply.text)
            assertEquals("stop", reply.finish)
            assertEquals("up/mini", reply.receipt.target)
            assertEquals(9, reply.receipt.usage.inputTokens)
            assertEquals("hello there", parse(reply.json)["choices"][0]["message"]["content"].text)
            assertEquals(reply.receipt.traceId, parse(reply.json)["polyroute"]["trace_id"].text)
        }
    }

    @Test
    fun `a request in the common shape becomes a body, with what it has no member for`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val request = ChatRequest("chat", listOf(ChatMessage("user", "say \"hi\"")), maxTokens = 7, extra = """{"seed": 3}""")
            assertEquals("hello there", gateway.chat(request).text)
            val sent = scripted.report("up")["requests"][0]["body"]
            assertEquals("say \"hi\"", sent["messages"][0]["content"].text)
            assertEquals(3.0, sent["seed"].number)
            val wrong = assertFailsWith<PolyrouteException.InvalidRequest> { gateway.chat(request.copy(extra = "[]")) }
            assertEquals("extra", wrong.path)
        }
    }

    @Test
    fun `messages, responses and embeddings come in their own formats`() = soon {
        val vectors = json("reply" to json("vectors" to listOf(listOf(0.5, 0.25))))
        gatewayOver(HELLO.copied(times = 2), vectors).use { gateway ->
            val message = gateway.messages("""{"model": "chat", "max_tokens": 20, "messages": [{"role": "user", "content": "hi"}]}""")
            assertEquals("message" to "hello there", parse(message.json)["type"].text to message.text)
            val response = gateway.responses("""{"model": "chat", "input": "hi"}""")
            assertEquals("response" to "hello there", parse(response.json)["object"].text to response.text)
            assertEquals(listOf(listOf(0.5f, 0.25f)), gateway.embeddings("""{"model": "up/embed", "input": ["hi"]}""").vectors)
        }
    }

    @Test
    fun `tool calls are read off the reply`() = soon {
        gatewayOver(json("reply" to json("tools" to listOf(json("name" to "look", "arguments" to json("at" to "sea")))))).use { gateway ->
            val body = """{"model": "chat", "messages": [{"role": "user", "content": "hi"}],
                "tools": [{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}]}"""
            val reply = gateway.chat(body)
            assertEquals("tool_calls" to "look", reply.finish to reply.toolCalls.single().name)
            assertEquals("sea", parse(reply.toolCalls.single().arguments)["at"].text)
        }
    }

    @Test
    fun `many calls at once are answered`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val replies = List(64) { async { gateway.chat(QUESTION) } }.awaitAll()
            assertEquals(64, replies.map { it.receipt.traceId }.toSet().size)
        }
    }

    @Test
    fun `a caller without a dispatcher does not go on upon a thread of the core`() = soon {
        gatewayOver(HELLO).use { gateway ->
            withContext(Dispatchers.Unconfined) {
                gateway.chat(QUESTION)
                gateway.chatStream(QUESTION).text.collect {}
                assertContains(Thread.currentThread().name, "DefaultDispatcher")
            }
        }
    }

    @Test
    fun `labels of a call count over those bound to the gateway`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val bound = gateway.withLabels(Labels(tenant = "acme", tags = mapOf("tier" to "free"))).withLabels(Labels(user = "ann"))
            bound.chat(QUESTION)
            bound.chat(QUESTION, CallOptions(labels = Labels(tenant = "other")))
            gateway.chat(QUESTION)
            val rows = parse(gateway.usage(groupBy = listOf("tenant", "user"))).list.map { it["tenant"].text to it["user"].text }
            assertEquals(setOf("acme" to "ann", "other" to "ann", null to null), rows.toSet())
            val trace = parse(gateway.traces(where = mapOf("tenant" to "acme")))[0]
            assertEquals("free", trace["labels"]["tags"]["tier"].text)
        }
    }

    @Test
    fun `an answer from the cache costs nothing, unless the caller does not want it`() = soon {
        scripted.start(json("up" to json("dialect" to "openai_chat", "script" to listOf(HELLO))))
        val yaml = yaml(scripted.urls.getValue("up")).replace("retries: { max: 0 }", "cache: { mode: exact, ttl: 1h }")
        Gateway.fromYaml(yaml).use { gateway ->
            assertEquals(listOf("miss", "exact"), List(2) { gateway.chat(QUESTION).receipt.cache })
            assertEquals("bypass", gateway.chat(QUESTION, CallOptions(cache = Cache.NoStore)).receipt.cache)
            assertEquals(2.0, scripted.report("up")["count"].number)
        }
    }

    @Test
    fun `a deadline ends the call as a timeout`() = soon {
        gatewayOver(HELD).use { gateway ->
            val error = assertFailsWith<PolyrouteException.Timeout> { gateway.chat(QUESTION, CallOptions(deadline = 80.milliseconds)) }
            assertEquals(504, error.status)
        }
    }

    @Test
    fun `errors are classes by what the caller does next`() = soon {
        val limited = json("status" to 429, "headers" to json("retry-after" to "7"))
        gatewayOver(limited, json("status" to 401), json("status" to 500)).use { gateway ->
            val first: PolyrouteException = assertFailsWith<PolyrouteException.RateLimit> { gateway.chat(QUESTION) }
            assertEquals(7.seconds, first.retryAfter)
            assertEquals(429 to "rate_limit", first.status to first.attempts.single().failure)
            assertEquals(false, first.retryable)
        }
        gatewayOver(json("status" to 401)).use { assertFailsWith<PolyrouteException.Authentication> { it.chat(QUESTION) } }
        gatewayOver(json("status" to 500)).use { assertFailsWith<PolyrouteException.Unavailable> { it.chat(QUESTION) } }
        gatewayOver(HELLO).use { gateway ->
            assertFailsWith<PolyrouteException.NotFound> { gateway.chat(QUESTION.replace("chat", "nowhere/x")) }
            assertFailsWith<PolyrouteException.InvalidRequest> { gateway.chat("no JSON") }
        }
    }

    @Test
    fun `a spent budget is an error of its own, and of the sealed family`() = soon {
        gatewayOver(HELLO, more = "budgets: [ { scope: { tenant: \"*\" }, limit: 1 requests, period: day, on_exceed: block } ]").use { gateway ->
            val acme = gateway.withLabels(Labels(tenant = "acme"))
            acme.chat(QUESTION)
            val told = runCatching { acme.chat(QUESTION) }.exceptionOrNull()
            val advice =
                when (assertIs<PolyrouteException>(told)) {
                    is PolyrouteException.Budget -> "wait for the next day"
                    else -> "other"
                }
            assertEquals("wait for the next day", advice)
        }
    }

    @Test
    fun `all problems of a configuration are told at once, with a way out`() {
        val error = assertFailsWith<PolyrouteException.Config> { Gateway.fromYaml("routes: { chat: { target: [a/b] } }\nrouts: {}") }
        assertContains(error.message!!, "targets")
        assertContains(error.message!!, "routs")
    }

    @Test
    fun `a bug in the core ends one call and not the process`() = soon {
        gatewayOver(HELLO).use { gateway ->
            for (later in listOf(false, true)) {
                val error = assertFailsWith<PolyrouteException.Internal> { gateway.panic(later) }
                assertContains(error.message!!, "a planted bug")
            }
            assertEquals("hello there", gateway.chat(QUESTION).text)
        }
    }

    @Test
    fun `a closed gateway refuses, and closing it twice is nothing`() = soon {
        val gateway = gatewayOver(HELLO)
        gateway.shutdown()
        gateway.close()
        assertEquals("closed", assertFailsWith<PolyrouteException.InvalidRequest> { gateway.chat(QUESTION) }.reason)
        assertEquals("closed", assertFailsWith<PolyrouteException.InvalidRequest> { gateway.stats() }.reason)
    }

    @Test
    fun `reports tell what was and what would be`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val id = gateway.chat(QUESTION).receipt.traceId
            assertEquals("up/mini", parse(gateway.trace(id))["target"].text)
            assertEquals("trace", assertFailsWith<PolyrouteException.NotFound> { gateway.trace("none") }.reason)
            assertEquals("chat", parse(gateway.models())[0]["id"].text)
            assertEquals(0.0, parse(gateway.stats())["in_flight"].number)
            assertTrue("up/mini" in gateway.explain(QUESTION))
            val preview = parse(gateway.preview(QUESTION, target = "up/mini"))
            assertEquals("mini", preview["body"]["model"].text)
            assertNull(preview["error"])
        }
    }
}

private fun kotlinx.serialization.json.JsonObject.copied(times: Int) = kotlinx.serialization.json.JsonObject(this + ("times" to json(times)))
