package io.polyroute

import io.polyroute.cases.get
import io.polyroute.cases.json
import io.polyroute.cases.number
import io.polyroute.cases.parse
import io.polyroute.cases.text
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout

/** So soon does the upstream see that its client has gone. */
private val AT_ONCE: Duration = 100.milliseconds

class StreamTest : Upstreamed() {
    /** Says something and then nothing, until it is closed. */
    private val stuck = json("sse" to listOf(json("text" to "one "), json("text" to "two "), json("hold" to true)))

    @Test
    fun `events are JSON in the format of the door, and their text is that of the reply`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val stream = gateway.chatStream(QUESTION)
            val events = stream.events.toList().map(::parse)
            assertEquals("hello there", events.joinToString("") { it["choices"][0]["delta"]["content"].text ?: "" })
            assertEquals("hello there" to "stop", stream.reply().text to stream.reply().finish)
            assertEquals(3, stream.receipt().usage.outputTokens)
            assertEquals(listOf("hel", "lo ", "there"), gateway.chatStream(QUESTION).text.toList())
        }
    }

    @Test
    fun `messages and responses stream in their own formats`() = soon {
        gatewayOver(HELLO).use { gateway ->
            val message = gateway.messagesStream("""{"model": "chat", "max_tokens": 20, "messages": [{"role": "user", "content": "hi"}]}""")
            assertEquals("message_start", parse(message.events.first())["type"].text)
            val response = gateway.responsesStream("""{"model": "chat", "input": "hi"}""")
            assertEquals("hello there", response.text.toList().joinToString(""))
        }
    }

    @Test
    fun `batches take what is ready, and an empty one is the end`() = soon {
        gatewayOver(HELLO).use { gateway ->
            gateway.chatStream(QUESTION).use { stream ->
                assertEquals(1, stream.nextBatch(limit = 1).size)
                assertEquals("not_ended", assertFailsWith<PolyrouteException.InvalidRequest> { stream.receipt() }.reason)
                while (stream.nextBatch().isNotEmpty()) continue
                assertEquals("hello there", stream.reply().text)
            }
        }
    }

    @Test
    fun `a failure before the first content is thrown by the call, one after it by the stream`() = soon {
        val broken = json("sse" to listOf(json("text" to "one "), json("cut" to "reset")))
        gatewayOver(json("status" to 503), broken).use { gateway ->
            assertFailsWith<PolyrouteException.Unavailable> { gateway.chatStream(QUESTION) }
        }
        gatewayOver(broken).use { gateway ->
            val stream = gateway.chatStream(QUESTION)
            val got = mutableListOf<String>()
            val error = assertFailsWith<PolyrouteException.Unavailable> { stream.text.collect(got::add) }
            assertEquals(listOf("one "), got)
            assertEquals(error, assertFailsWith<PolyrouteException.Unavailable> { stream.reply() })
            assertEquals("failed", stream.receipt().attempts.single().outcome)
        }
    }

    @Test
    fun `a collector that is cancelled closes the connection upstream at once`() = soon {
        gatewayOver(stuck).use { gateway ->
            val stream = gateway.chatStream(QUESTION)
            val seen = CompletableDeferred<Unit>()
            val collecting = launch { stream.text.collect { if (it == "two ") seen.complete(Unit) } }
            seen.await()
            // Its own and the one that asks.
            assertEquals(2.0, scripted.report("up")["open"].number)
            collecting.cancel()
            val took = untilEarlyClose()
            println("cancelled collector: the upstream saw it after $took")
            assertTrue(took <= AT_ONCE, "it took $took")
            collecting.join()
            assertEquals("cancelled" to true, stream.receipt().attempts.last().outcome to stream.receipt().usage.estimated)
            assertEquals("one two " to null, stream.reply().text to stream.reply().finish)
        }
    }

    @Test
    fun `a call that is cancelled closes the connection upstream at once`() = soon {
        gatewayOver(HELD).use { gateway ->
            val calling = launch { gateway.chat(QUESTION) }
            scripted.waitForHold("up")
            calling.cancel()
            val took = untilEarlyClose()
            println("cancelled call: the upstream saw it after $took")
            assertTrue(took <= AT_ONCE, "it took $took")
            calling.join()
            assertEquals(0.0, parse(gateway.stats())["in_flight"].number)
        }
    }

    @Test
    fun `a stream that is cancelled before its first content closes the connection too`() = soon {
        gatewayOver(HELD).use { gateway ->
            val opening = launch { gateway.chatStream(QUESTION) }
            scripted.waitForHold("up")
            opening.cancelAndJoin()
            assertTrue(untilEarlyClose() <= AT_ONCE)
        }
    }

    @Test
    fun `a timeout of the caller's own ends the call`() = soon {
        gatewayOver(HELD).use { gateway ->
            assertFailsWith<kotlinx.coroutines.TimeoutCancellationException> { withTimeout(50) { gateway.chat(QUESTION) } }
            untilEarlyClose()
        }
    }

    @Test
    fun `whoever stops early, aborts or lets go ends the call`() = soon {
        gatewayOver(stuck).use { gateway ->
            assertEquals("one ", gateway.chatStream(QUESTION).text.first())
            assertTrue(untilEarlyClose() <= AT_ONCE)
        }
        gatewayOver(stuck).use { gateway ->
            val stream = gateway.chatStream(QUESTION)
            stream.nextBatch()
            stream.abort()
            assertEquals("cancelled", stream.receipt().attempts.last().outcome)
            untilEarlyClose()
        }
        gatewayOver(stuck).use { gateway ->
            gateway.chatStream(QUESTION).use { it.nextBatch() }
            assertTrue(untilEarlyClose() <= AT_ONCE)
        }
    }

    @Test
    fun `a slow reader holds the upstream back`() = soon {
        val long = json("reply" to json("pieces" to List(5000) { "word$it " }), "times" to "forever")
        gatewayOver(long).use { gateway ->
            val stream = gateway.chatStream(QUESTION)
            delay(50)
            var count = 0
            stream.text.collect { count++ }
            assertEquals(5000, count)
        }
    }
}
