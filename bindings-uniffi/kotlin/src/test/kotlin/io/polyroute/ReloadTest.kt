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
import kotlin.test.assertNotEquals
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.toList

class ReloadTest : Upstreamed() {
    private val other = json("reply" to json("pieces" to listOf("the ", "other")), "times" to "forever")

    /** A gateway over one upstream, and the configuration that leads to another. */
    private fun twoUpstreams(): Pair<Gateway, String> {
        val (first, second) = listOf(HELLO, other).map { json("dialect" to "openai_chat", "script" to listOf(it)) }
        scripted.start(json("up" to first, "second" to second))
        return Gateway.fromYaml(yaml(scripted.urls.getValue("up"))) to yaml(scripted.urls.getValue("second"))
    }

    @Test
    fun `a text takes effect in every view, and what is known goes on`() = soon {
        val (gateway, second) = twoUpstreams()
        gateway.use {
            val view = gateway.withLabels(Labels(tenant = "acme"))
            val before = view.chat(QUESTION)
            gateway.reload("$second\nbudgets: [ { limit: 15 tokens, period: day } ]")
            assertFailsWith<PolyrouteException.Budget> { view.chat(QUESTION) }
            gateway.reload(second)
            gateway.reload()
            val after = view.chat(QUESTION)
            assertEquals("hello there" to "the other", before.text to after.text)
            assertNotEquals(parse(before.receipt.json)["config"].text, parse(after.receipt.json)["config"].text)
            assertEquals(3.0, parse(gateway.usage(groupBy = listOf("tenant"))).list.single()["calls"].number)
        }
    }

    @Test
    fun `one with problems changes nothing, and neither does one that cannot take over`() = soon {
        val (gateway, second) = twoUpstreams()
        gateway.use {
            val told = assertFailsWith<PolyrouteException.Config> { gateway.reload("routes: { chat: { target: [a/b] } }\nrouts: {}") }
            assertContains(told.message!!, "targets")
            assertContains(told.message!!, "routs")
            val refused = assertFailsWith<PolyrouteException.Config> { gateway.reload("$second\ntrace: { file: ./never }") }
            assertEquals("reload" to "trace", refused.reason to refused.path)
            assertEquals("hello there", gateway.chat(QUESTION).text)
        }
    }

    @Test
    fun `it suspends, and a stream that has begun ends as it began`() = soon {
        val (gateway, second) = twoUpstreams()
        gateway.use {
            val stream = gateway.chatStream(QUESTION)
            val reload = async { gateway.reload(second) }
            val pieces = stream.text.onEach { reload.await() }.toList()
            assertEquals("hello there", pieces.joinToString(""))
            assertEquals("served", stream.receipt().attempts.last().outcome)
            assertEquals("the other", gateway.chat(QUESTION).text)
        }
    }

    @Test
    fun `a closed gateway takes no other`() = soon {
        val (gateway, second) = twoUpstreams()
        gateway.shutdown()
        assertEquals("closed", assertFailsWith<PolyrouteException.InvalidRequest> { gateway.reload(second) }.reason)
    }
}
