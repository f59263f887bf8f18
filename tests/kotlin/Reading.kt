package io.polyroute.cases

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** What a reply says, whichever dialect it is in: the twin of `tests/src/reading.rs`. */
object Reading {
    private val FINISH =
        mapOf(
            "end_turn" to "stop", "stop_sequence" to "stop", "STOP" to "stop", "completed" to "stop", "COMPLETE" to "stop",
            "tool_use" to "tool_calls", "TOOL_CALL" to "tool_calls",
            "max_output_tokens" to "length", "max_tokens" to "length", "MAX_TOKENS" to "length",
            "refusal" to "content_filter", "SAFETY" to "content_filter",
        )

    private fun message(body: JsonElement?) = body["choices"][0]["message"] ?: body["message"] as? JsonObject

    private fun items(body: JsonElement?, type: String) = body["output"].list.filter { it["type"].text == type }

    private fun parts(body: JsonElement?) = body["candidates"][0]["content"]["parts"].list

    private fun joined(blocks: List<JsonElement>) = blocks.joinToString("") { it["text"].text ?: "" }

    private fun said(body: JsonElement?) = joined(parts(body).filter { !it["thought"].isTrue })

    /** The text of a whole reply. */
    fun text(body: JsonElement?): String =
        when {
            body["content"] is JsonArray -> joined(body["content"].list)
            body["output"] is JsonArray -> joined(items(body, "message").flatMap { it["content"].list })
            else -> {
                val content = message(body)["content"]
                if (content is JsonArray) joined(content) else content.text ?: said(body)
            }
        }

    /** What an event of a stream adds to the text. */
    fun piece(event: JsonElement): String {
        val ofResponse = event["delta"].text.takeIf { event["type"].text == "response.output_text.delta" }
        val once = event["choices"][0]["delta"]["content"].text ?: event["delta"]["text"].text ?: ofResponse
        return once ?: event["delta"]["message"]["content"]["text"].text ?: event["message"]["content"].text ?: said(event)
    }

    /** Ollama writes the object itself. */
    private fun parsed(arguments: JsonElement?): JsonElement? {
        val text = arguments.text ?: return arguments
        return runCatching { parse(text) }.getOrDefault(arguments)
    }

    /** Tool calls as name and parsed arguments. */
    fun tools(body: JsonElement?): JsonArray {
        val functions = message(body)["tool_calls"].list.mapNotNull { it["function"] }
        val called = functions.map { json("name" to it["name"], "arguments" to parsed(it["arguments"])) }
        val used = body["content"].list.filter { it["type"].text == "tool_use" }.map { json("name" to it["name"], "arguments" to it["input"]) }
        val candidates = parts(body).mapNotNull { it["functionCall"] }.map { json("name" to it["name"], "arguments" to it["args"]) }
        val ofResponse = items(body, "function_call").map { json("name" to it["name"], "arguments" to parsed(it["arguments"])) }
        return JsonArray(called + used + candidates + ofResponse)
    }

    /** In OpenAI's words, so that a case may change its door and nothing else. */
    fun finish(body: JsonElement?): JsonElement {
        var word = body["stop_reason"].text ?: body["candidates"][0]["finishReason"].text ?: body["finish_reason"].text ?: body["done_reason"].text
        if (body["object"].text == "response") word = body["incomplete_details"]["reason"].text ?: body["status"].text
        if (word == null) return body["choices"][0]["finish_reason"] ?: JsonNull
        val known = FINISH[word] ?: word
        return json(if (known == "stop" && tools(body).isNotEmpty()) "tool_calls" else known)
    }
}
