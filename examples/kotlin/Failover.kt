// The first provider is down; who is asked by name, and what failed on the way, stands in the receipt and the trace.
package examples

import io.polyroute.Cache
import io.polyroute.CallOptions
import io.polyroute.Gateway
import io.polyroute.Labels
import io.polyroute.PolyrouteException
import kotlin.time.Duration.Companion.seconds

private const val CONFIG = """
version: 1
providers:
  gone: { type: openai_compatible, base_url: "http://127.0.0.1:9/v1", api_key: none }
routes:
  chat:
    targets: [ gone/some-model, openai/gpt-5-mini ]
    retries: { max: 0 }
    deadline: 60s
  strict:
    targets: [ gone/some-model ]
    retries: { max: 0 }
budgets: [ { scope: { tenant: "*" }, limit: 2 requests, period: day, on_exceed: block } ]
"""

suspend fun main() {
    Gateway.fromYaml(CONFIG).use { gateway ->
        val body = """{"model": "chat", "messages": [{"role": "user", "content": "Where should I go from Ghent?"}]}"""
        val options = CallOptions(labels = Labels(tenant = "acme", tags = mapOf("tier" to "free")), cache = Cache.NoStore, deadline = 30.seconds)

        val reply = gateway.chat(body, options)
        println(reply.text)
        for (attempt in reply.receipt.attempts) println("${attempt.target} ${attempt.outcome} ${attempt.failure ?: ""}")

        val acme = gateway.withLabels(Labels(tenant = "acme"))
        for (route in listOf("strict", "chat", "chat")) {
            try {
                acme.chat(body.replace("\"chat\"", "\"$route\""))
                println("answered")
            } catch (e: PolyrouteException) {
                when (e) {
                    is PolyrouteException.Budget -> println("the budget of today is spent: ${e.rule}")
                    is PolyrouteException.RateLimit -> println("later: ${e.retryAfter}")
                    is PolyrouteException.Unavailable -> println("nobody answers: ${e.attempts.map { it.failure }}")
                    else -> throw e
                }
            }
        }
        println(gateway.usage(groupBy = listOf("tenant"), where = mapOf("tenant" to "acme")))
    }
}
