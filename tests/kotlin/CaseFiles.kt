package io.polyroute.cases

import java.io.File
import java.security.MessageDigest
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.snakeyaml.engine.v2.api.Load
import org.snakeyaml.engine.v2.api.LoadSettings
import org.snakeyaml.engine.v2.schema.CoreSchema

/**
 * Conformance cases as data, the judge, and the line that every language prints alike.
 *
 * The twin of `tests/src/{case,compare,outcome}.rs`; `docs/testing.md` describes the form.
 */
val FOLDER = File(System.getProperty("polyroute.root"), "tests/cases")

class Case(val name: String, val content: JsonElement) {
    val upstream get() = content["upstream"]
    val config get() = content["config"]
    val functions get() = content["functions"] as? JsonObject ?: JsonObject(emptyMap())
    val steps get() = content["steps"].list
}

private val CALL_KEYS =
    setOf(
        "call", "body", "labels", "cache", "deadline", "stream", "repeat", "parallel", "method", "path", "headers", "during", "close", "cancel",
        "expect",
    )

/** All cases in order of their names. */
fun loadAll(): List<Case> =
    FOLDER.walkTopDown().filter { it.extension == "yaml" }.map(::load).sortedWith { a, b -> compare(a.name, b.name) }.toList()

private fun load(file: File): Case {
    val settings = LoadSettings.builder().setSchema(CoreSchema()).setLabel(file.name).build()
    val members = json(Load(settings).loadFromString(file.readText())) as JsonObject
    val name = members["name"].text ?: error("$file has no name")
    val config = members["config"] as? JsonObject
    val testing = config?.get("testing") ?: json("clock" to "virtual", "seed" to 7)
    val withClock = if (members["clock"].text == "real" || config == null) members else members + ("config" to JsonObject(config + ("testing" to testing)))
    checkKeys(name, members)
    return Case(name, JsonObject(withClock))
}

private fun checkKeys(name: String, case: JsonObject) {
    for (step in case["steps"].list) {
        val unknown = if (step["call"] != null) (step as JsonObject).keys - CALL_KEYS else emptySet()
        check(unknown.isEmpty()) { "$name: unknown keys $unknown" }
    }
}

private val UNITS = mapOf("ms" to 1.0, "s" to 1000.0, "m" to 60_000.0, "h" to 3_600_000.0, "d" to 86_400_000.0)

fun milliseconds(text: String): Long {
    val (number, unit) = Regex("([0-9.]+)(ms|s|m|h|d)").matchEntire(text)?.destructured ?: error("`$text` is no duration")
    return (number.toDouble() * UNITS.getValue(unit)).toLong()
}

/** Puts the addresses in the places of `{{name}}`. */
fun substitute(value: JsonElement, urls: Map<String, String>): JsonElement =
    when (value) {
        is JsonObject -> JsonObject(value.mapValues { substitute(it.value, urls) })
        is JsonArray -> JsonArray(value.map { substitute(it, urls) })
        is JsonPrimitive -> value.text?.let { text -> json(Regex("\\{\\{(\\w+)}}").replace(text) { urls[it.groupValues[1]] ?: it.value }) } ?: value
    }

/** Every difference, each with its path: objects by subset, lists exactly, `~re`, `$any`, `$absent`. */
fun differences(expect: JsonElement, got: JsonElement?, at: String = ""): List<String> {
    val here = at.ifEmpty { "(all)" }
    val came = got?.present()
    val word = expect.text
    return when {
        word == "\$any" -> if (came == null) listOf("$here: something is wanted, nothing came") else emptyList()
        word == "\$absent" -> if (came == null) emptyList() else listOf("$here: nothing is wanted, $came came")
        word != null && word.startsWith("~") -> {
            val text = came.text ?: (came ?: JsonNull).toString()
            if (Regex(word.drop(1)).containsMatchIn(text)) emptyList() else listOf("$here: `$text` does not match `${word.drop(1)}`")
        }
        expect is JsonObject && came is JsonObject ->
            expect.flatMap { (key, one) -> differences(one, came[key], if (at.isEmpty()) key else "$at.$key") }
        expect is JsonArray && came is JsonArray && expect.size == came.size ->
            expect.flatMapIndexed { n, one -> differences(one, came[n], "$at[$n]") }
        expect.number != null && expect.number == came.number -> emptyList()
        canonical(expect) == canonical(came ?: JsonNull) -> emptyList()
        else -> listOf("$here: wanted $expect, got $came")
    }
}

/** All that a call brought. */
class Result(
    val body: JsonElement? = null,
    val chunks: List<JsonElement>? = null,
    val receipt: JsonElement? = null,
    val error: JsonElement? = null,
    val status: Int? = null,
    val headers: Map<String, String> = emptyMap(),
) {
    val traceId: String? get() = error["trace_id"].text ?: receipt["trace_id"].text ?: headers["x-polyroute-trace-id"]

    /** The form that `expect` is held against. */
    fun seen(): JsonObject {
        val out =
            mutableMapOf<String, Any?>(
                "text" to Reading.text(body), "tools" to Reading.tools(body), "finish" to Reading.finish(body), "reply" to body, "polyroute" to receipt,
                "error" to error,
            )
        if (chunks != null) {
            val having = { name: String -> chunks.count { it[name] != null } }
            out["events"] = json("count" to chunks.size, "usage" to having("usage"), "error" to having("error"))
            out["text"] = chunks.joinToString("", transform = Reading::piece)
        }
        if (status != null) out += mapOf("status" to status, "headers" to headers)
        (body["data"] as? JsonArray)?.let { out["vectors"] = it.size }
        return json(out) as JsonObject
    }

    fun outcome(): JsonElement {
        val got = seen()
        val used = receipt["usage"]
        val estimated = used["estimated"]
        // How far an estimate counts depends on how far the upstream had come.
        val counted = if (estimated.isTrue) emptyList() else USAGE
        val attempts = (error ?: receipt)["attempts"].list
        return json(
            *listOf("text", "tools", "finish", "vectors", "status").map { it to got[it] }.toTypedArray(),
            "usage" to mapOf("estimated" to estimated) + counted.associateWith { used[it] },
            "error" to error["kind"],
            "attempts" to attempts.map { json("outcome" to it["outcome"], "class" to it["class"]) },
        )
    }
}

private val USAGE = listOf("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens")

/** The results of one step, independent of who came first. */
fun outcomeOfStep(results: List<Result>): List<JsonElement> =
    results.map { it.outcome() }.sortedWith { a, b -> compare(canonical(a), canonical(b)) }

/** `cases=N sha=…` over the outcomes by name. */
fun line(outcomes: Map<String, List<JsonElement>>): String {
    val hash = MessageDigest.getInstance("SHA-256")
    for ((name, outcome) in outcomes.entries.sortedWith { a, b -> compare(a.key, b.key) }) {
        hash.update("$name\n${canonical(JsonArray(outcome))}\n".toByteArray())
    }
    val digits = hash.digest().take(8).joinToString("") { "%02x".format(it) }
    return "cases=${outcomes.size} sha=$digits"
}
