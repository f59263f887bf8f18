package io.polyroute.cases

import io.polyroute.HostAnswer
import io.polyroute.HostFunction
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.flow
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private typealias Act = suspend (List<JsonElement>) -> HostAnswer

private fun fail(): Nothing = throw IllegalStateException("thrown on purpose")

private fun value(value: Any?) = HostAnswer.Json(json(value).toString())

private fun pieces(texts: List<JsonElement>, thenThrows: Boolean) =
    HostAnswer.Chunks(flow {
        texts.forEach { emit(it.toString()) }
        if (thenThrows) fail()
    })

private fun says(action: String, word: String): Act = { (asked) ->
    if (word in asked["text"].text.orEmpty()) value(json("action" to action, "reason" to "says $word")) else HostAnswer.Nothing
}

/** The functions of the host that cases may have: the closed list of `docs/testing.md`. The twin of `tests/src/functions.rs`. */
private fun act(text: String): Act {
    when (text) {
        "throw" -> return { fail() }
        "slow" -> return { awaitCancellation() }
        "panic" -> return { value(json("polyroute" to "panic")) }
        "echo" -> return { (asked) -> value(asked["messages"].list.last()["content"]) }
    }
    Regex("length\\(text\\) > (\\d+)").matchEntire(text)?.let { most ->
        return { (_, reply) ->
            val said = reply["choices"][0]["message"]["content"].text.orEmpty()
            value(if (said.codePointCount(0, said.length) > most.groupValues[1].toInt()) 1 else 0)
        }
    }
    val (name, inside) = Regex("(\\w+)\\((.*)\\)", RegexOption.DOT_MATCHES_ALL).matchEntire(text)?.destructured ?: error("`$text` is no function of cases")
    val given = parse("[$inside]").list
    return when (name) {
        "give" -> { _ -> value(given[0]) }
        "pieces" -> { _ -> pieces(given, thenThrows = false) }
        "breaks" -> { _ -> pieces(given, thenThrows = true) }
        "replace" -> replace(given[0].text!!, given[1].text!!)
        "block", "ask" -> says(name, given[0].text!!)
        else -> error("`$text` is no function of cases")
    }
}

private fun replace(old: String, next: String): Act = { (asked) ->
    val text = asked["text"].text.orEmpty()
    if (old in text) value(json("action" to "rewrite", "text" to text.replace(old, next))) else HostAnswer.Nothing
}

/** The functions of a case in play: what each does now, and what it was asked. */
class Desk(functions: JsonObject) {
    private class Entry(@Volatile var act: Act) {
        var count = 0
        var last: List<JsonElement>? = null
    }

    private val entries = ConcurrentHashMap(functions.mapValues { Entry(act(it.value.text!!)) })

    fun functions(): Map<String, HostFunction> = entries.mapValues { (_, entry) -> HostFunction { arguments -> called(entry, arguments.map(::parse)) } }

    private suspend fun called(entry: Entry, arguments: List<JsonElement>): HostAnswer {
        synchronized(entry) {
            entry.count++
            entry.last = arguments
        }
        return entry.act(arguments)
    }

    /** The step `functions`. */
    fun become(functions: JsonElement?) = (functions as JsonObject).forEach { (name, text) -> entries.getValue(name).act = act(text.text!!) }

    fun counts(): Map<String, Int> = entries.mapValues { synchronized(it.value) { it.value.count } }

    /** What the step `called` sees. */
    fun seen(): JsonElement = json(entries.mapValues { synchronized(it.value) { json("count" to it.value.count, "last" to it.value.last) } })
}
