package io.polyroute.cases

import io.polyroute.Cache
import io.polyroute.CallOptions
import io.polyroute.EventStream
import io.polyroute.Gateway
import io.polyroute.Header
import io.polyroute.HttpRequest
import io.polyroute.Labels
import io.polyroute.PolyrouteException
import io.polyroute.Reply
import io.polyroute.advanced
import io.polyroute.brokenState
import io.polyroute.received
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

private const val PATIENCE_MS = 2000L
private const val SETTLE_MS = 30L

/** Plays one conformance case through the Kotlin package; afterwards it has [problems] and an [outcome]. */
class Play(private val case: Case, private val upstreams: Scripted) {
    val problems = mutableListOf<String>()
    val outcome = mutableListOf<JsonElement>()
    private val urls = upstreams.start(case.upstream ?: JsonObject(emptyMap()))
    private val desk = Desk(case.functions)
    private val gateway = open(case.config)
    private var lastTrace: String? = null

    private fun open(config: JsonElement?) =
        Gateway.fromYaml(substitute(config ?: error("a case has a config"), urls).toString(), functions = desk.functions())

    suspend fun run() {
        case.steps.forEachIndexed { n, step -> problems += step(step).map { "steps[$n]: $it" } }
        for (name in urls.keys) {
            if ((upstreams.report(name)["beyond"].number ?: 0.0) > 0) problems += "upstream `$name` was asked beyond its script"
        }
        gateway.shutdown()
    }

    private suspend fun step(step: JsonElement): List<String> =
        when {
            step["call"] != null -> (1..(step["repeat"].number?.toInt() ?: 1)).flatMap { callStep(step) }
            step["advance"] != null -> emptyList<String>().also { gateway.advanced(milliseconds(step["advance"].text!!)) }
            step["functions"] != null -> emptyList<String>().also { desk.become(step["functions"]) }
            step["called"] != null -> patiently(step["called"]!!) { desk.seen().toString() }
            step["break"].text == "state" -> emptyList<String>().also { gateway.brokenState() }
            step["stats"] != null -> patiently(step["stats"]!!) { gateway.stats() }
            step["usage"] != null -> {
                val groups = step["usage"]["group_by"].list.mapNotNull { it.text }
                patiently(step["usage"]["expect"]!!) { gateway.usage(groupBy = groups) }
            }
            step["trace"] != null -> patiently(step["trace"]["expect"]!!) { gateway.trace(lastTrace ?: "") }
            step["reload"] != null -> {
                val config = JsonObject(mapOf("testing" to (case.config["testing"] ?: JsonObject(emptyMap()))) + (step["reload"]["config"] as JsonObject))
                configured(step["reload"]["expect"]!!) { gateway.reload(substitute(config, urls).toString()) }
            }
            else -> configured(step["load"]["expect"]!!) { open(step["load"]["config"]).shutdown() }
        }

    private suspend fun configured(expect: JsonElement, act: suspend () -> Unit): List<String> {
        val error =
            try {
                act()
                null
            } catch (e: PolyrouteException) {
                value(e)
            }
        outcome += json("error" to error["kind"])
        return differences(expect, json("error" to error))
    }

    private suspend fun callStep(step: JsonElement): List<String> {
        val before = urls.keys.associateWith { upstreams.report(it)["count"].number!!.toInt() }
        val called = desk.counts()
        val results = supervisorScope {
            val calls = List(step["parallel"].number?.toInt() ?: 1) { async { call(step) } }
            during(step, called, calls)
            calls.awaitAll()
        }
        outcome += outcomeOfStep(results)
        lastTrace = results.firstNotNullOfOrNull { it.traceId }
        return judge(step["expect"] as JsonObject, results, before)
    }

    private fun judge(expect: JsonObject, results: List<Result>, before: Map<String, Int>): List<String> {
        val problems = mutableListOf<String>()
        for (result in results) {
            val found = differences(JsonObject(expect - "upstream"), result.seen())
            if (found.isNotEmpty() && "error" !in expect && result.error != null) problems += "the call failed: ${result.error}"
            problems += found
        }
        for ((name, wanted) in expect["upstream"] as? JsonObject ?: emptyMap()) {
            val report = upstreams.report(name)
            val requests = report["requests"].list.drop(before.getValue(name))
            val got = json("count" to requests.size, "requests" to requests, "closed_early" to report["closed_early"].list.size)
            problems += differences(wanted, if (wanted is JsonObject) got else got["count"], "upstream.$name")
        }
        return problems
    }

    private suspend fun during(step: JsonElement, before: Map<String, Int>, calls: List<Deferred<Result>>) {
        for (moment in step["during"].list) {
            val function = moment["called"].text
            if (function != null) {
                while (desk.counts()[function] == before[function]) delay(1)
                delay(SETTLE_MS)
                gateway.advanced(milliseconds(moment["advance"].text!!))
                continue
            }
            val held = moment["held"].text!!
            upstreams.waitForHold(held)
            if (moment["release"].isTrue) {
                upstreams.release(held)
                continue
            }
            // What the upstream said before it held may still be on its way: time moves until it is seen to matter.
            while (!calls.all { it.isCompleted } && upstreams.report(held)["holding"].number!! > 0) {
                delay(SETTLE_MS)
                gateway.advanced(milliseconds(moment["advance"].text!!))
                delay(SETTLE_MS)
            }
        }
    }

    private suspend fun call(step: JsonElement): Result =
        when {
            step["call"].text == "http" -> door(step)
            step["cancel"] == null -> typed(step)
            else -> coroutineScope {
                val call = async { typed(step) }
                launch {
                    upstreams.waitForHold(step["cancel"]["held"].text!!)
                    call.cancel()
                }
                try {
                    call.await()
                } catch (_: CancellationException) {
                    Result(error = json("kind" to "cancelled"))
                }
            }
        }

    private suspend fun typed(step: JsonElement): Result =
        try {
            val body = (step["body"] ?: JsonObject(emptyMap())).toString()
            val options = options(step)
            if (step["stream"].isTrue) streamed(step, stream(step["call"].text!!, body, options)) else result(whole(step["call"].text!!, body, options))
        } catch (e: PolyrouteException) {
            Result(error = value(e))
        }

    private suspend fun whole(door: String, body: String, options: CallOptions): Reply =
        when (door) {
            "chat" -> gateway.chat(body, options)
            "responses" -> gateway.responses(body, options)
            "messages" -> gateway.messages(body, options)
            "embeddings" -> gateway.embeddings(body, options)
            else -> error("no door `$door`")
        }

    private suspend fun stream(door: String, body: String, options: CallOptions): EventStream =
        when (door) {
            "chat" -> gateway.chatStream(body, options)
            "responses" -> gateway.responsesStream(body, options)
            "messages" -> gateway.messagesStream(body, options)
            else -> error("no stream of `$door`")
        }

    private fun result(reply: Reply) = Result(body = JsonObject(parse(reply.json) as JsonObject - "polyroute"), receipt = parse(reply.receipt.json))

    private suspend fun streamed(step: JsonElement, stream: EventStream): Result {
        val chunks = mutableListOf<JsonElement>()
        var error: JsonElement? = null
        try {
            val wanted = step["close"]["after_events"].number?.toInt() ?: Int.MAX_VALUE
            stream.events.take(wanted).collect { chunks += parse(it) }
        } catch (e: PolyrouteException) {
            error = value(e)
        }
        val read = result(stream.received())
        return Result(read.body, chunks, read.receipt, error)
    }

    private suspend fun door(step: JsonElement): Result {
        val body = step["body"]?.let { it.text ?: it.toString() } ?: ""
        val given = (step["headers"] as? JsonObject ?: emptyMap()).map { (name, value) -> Header(name, value.text ?: value.toString()) }
        val request = HttpRequest(step["method"].text ?: "POST", step["path"].text!!, given + Header("content-type", "application/json"), body.toByteArray())
        val reply = gateway.handle(request)
        val headers = reply.headers.associate { it.name to it.value }
        val text = reply.body.toList().fold(ByteArray(0)) { all, piece -> all + piece }.decodeToString()
        val type = headers["content-type"] ?: ""
        // Frames of AWS are for tests of their own to read.
        val chunks =
            when {
                type.startsWith("application/vnd.amazon.eventstream") -> emptyList()
                type.startsWith("application/x-ndjson") -> text.trimEnd().lines().map(::parse)
                type.startsWith("text/event-stream") ->
                    text.lines().filter { it.startsWith("data: ") }.map { it.drop(6) }.filter { it != "[DONE]" }.map(::parse)
                else -> null
            }
        return Result(body = if (chunks == null) parse(text) else null, chunks = chunks, status = reply.status, headers = headers)
    }
}

private fun options(step: JsonElement): CallOptions {
    val labels = step["labels"]?.let { labels ->
        val tags = (labels["tags"] as? JsonObject ?: emptyMap()).mapValues { it.value.text ?: it.value.toString() }
        Labels(labels["tenant"].text, labels["user"].text, labels["feature"].text, labels["session"].text, labels["experiment"].text, tags)
    }
    val cache =
        when (val word = step["cache"].text) {
            null -> step["cache"]["max_age"].number?.let { Cache.MaxAge(it.seconds) }
            "no-store" -> Cache.NoStore
            "refresh" -> Cache.Refresh
            "only-if-cached" -> Cache.OnlyIfCached
            else -> error("no cache `$word`")
        }
    return CallOptions(labels, cache, step["deadline"].text?.let { milliseconds(it).milliseconds })
}

/** An error in the words of the cases. */
private fun value(e: PolyrouteException): JsonElement =
    json(
        "kind" to e.kind.name.lowercase(), "status" to e.status, "reason" to e.reason, "path" to e.path, "rule" to e.rule, "provider" to e.provider,
        "message" to e.message, "retryable" to e.retryable, "trace_id" to e.traceId,
        "retry_after" to e.retryAfter?.let { it.inWholeMilliseconds / 1000.0 },
        "attempts" to e.attempts.map {
            json("target" to it.target, "outcome" to it.outcome, "class" to it.failure, "status" to it.status, "ms" to it.ms,
                "cost_nano_usd" to it.costNanoUsd, "reason" to it.reason)
        },
    )

private suspend fun patiently(expect: JsonElement, read: suspend () -> String): List<String> {
    val end = System.nanoTime() + PATIENCE_MS * 1_000_000
    while (true) {
        val found = differences(expect, parse(read()))
        if (found.isEmpty() || System.nanoTime() > end) return found
        delay(10)
    }
}
