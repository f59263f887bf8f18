// Any client's HTTP request, answered in the process: here by hand, else from a server's handler or a client's own transport.
package examples

import io.polyroute.Gateway
import io.polyroute.Header
import io.polyroute.HttpRequest

suspend fun main() {
    Gateway.fromEnvironment().use { gateway ->
        val body = """{"model": "openai/gpt-5-mini", "max_tokens": 200, "stream": true,
            "messages": [{"role": "user", "content": "Where should I go from Ghent?"}]}"""
        val headers = listOf(Header("content-type", "application/json"), Header("x-polyroute-tenant", "acme"))

        val reply = gateway.handle(HttpRequest("POST", "/v1/messages", headers, body.toByteArray())) // Anthropic's format, OpenAI's model
        println("${reply.status} ${reply.header("x-polyroute-target")}")
        reply.body.collect { piece -> print(piece.decodeToString()) }
    }
}
