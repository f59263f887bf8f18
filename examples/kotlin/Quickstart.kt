// The shortest way: a key in the environment, no configuration.
package examples

import io.polyroute.ChatMessage
import io.polyroute.ChatRequest
import io.polyroute.Gateway

suspend fun main() {
    Gateway.fromEnvironment().use { gateway -> // OPENAI_API_KEY in the environment is enough
        val request = ChatRequest("openai/gpt-5-mini", listOf(ChatMessage("user", "What should I pack for a day at the coast?")))

        val reply = gateway.chat(request)
        println(reply.text)
        println("${reply.receipt.target} ${reply.receipt.usage.outputTokens} tokens ${reply.receipt.costUsd} USD")

        val stream = gateway.chatStream(request)
        stream.text.collect(::print)
        println("\nfirst token after ${stream.receipt().ttftMs?.toInt()} ms")
    }
}
