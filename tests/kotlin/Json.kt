package io.polyroute.cases

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A member or an entry; null where there is none or it is null. */
operator fun JsonElement?.get(name: String): JsonElement? = (this as? JsonObject)?.get(name)?.present()

operator fun JsonElement?.get(n: Int): JsonElement? = (this as? JsonArray)?.getOrNull(n)?.present()

fun JsonElement.present(): JsonElement? = takeUnless { it is JsonNull }

val JsonElement?.list: List<JsonElement> get() = this as? JsonArray ?: emptyList()

val JsonElement?.text: String? get() = (this as? JsonPrimitive)?.takeIf { it.isString }?.content

val JsonElement?.number: Double? get() = (this as? JsonPrimitive)?.takeIf { !it.isString }?.content?.toDoubleOrNull()

val JsonElement?.isTrue: Boolean get() = this is JsonPrimitive && !isString && content == "true"

fun parse(text: String): JsonElement = Json.parseToJsonElement(text)

fun json(value: Any?): JsonElement =
    when (value) {
        null -> JsonNull
        is JsonElement -> value
        is String -> JsonPrimitive(value)
        is Number -> JsonPrimitive(value)
        is Boolean -> JsonPrimitive(value)
        is Map<*, *> -> JsonObject(value.entries.associate { (key, one) -> key.toString() to json(one) })
        is Iterable<*> -> JsonArray(value.map(::json))
        else -> error("$value is not data")
    }

fun json(vararg members: Pair<String, Any?>): JsonObject = JsonObject(members.associate { (key, one) -> key to json(one) })

/** Members in the order of their names, no spaces. */
fun canonical(value: JsonElement): String =
    when (value) {
        is JsonObject ->
            value.entries.sortedWith { a, b -> compare(a.key, b.key) }.joinToString(",", "{", "}") { (key, one) -> "${quoted(key)}:${canonical(one)}" }
        is JsonArray -> value.joinToString(",", "[", "]", transform = ::canonical)
        is JsonPrimitive -> if (value.isString) quoted(value.content) else value.content
    }

/** Like every other runner: by code points. */
fun compare(a: String, b: String): Int = a.toByteArray().let { left -> java.util.Arrays.compareUnsigned(left, b.toByteArray()) }

/** As every other language writes it. */
private fun quoted(text: String) = buildString {
    append('"')
    for (c in text) {
        when (c) {
            '"' -> append("\\\"")
            '\\' -> append("\\\\")
            '\b' -> append("\\b")
            '\u000c' -> append("\\f")
            '\n' -> append("\\n")
            '\r' -> append("\\r")
            '\t' -> append("\\t")
            else -> if (c < ' ') append("\\u%04x".format(c.code)) else append(c)
        }
    }
    append('"')
}
