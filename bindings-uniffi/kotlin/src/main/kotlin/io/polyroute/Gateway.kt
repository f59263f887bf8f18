package io.polyroute

import java.util.Collections
import java.util.WeakHashMap
import kotlin.time.Instant

/**
 * An LLM gateway inside this process: routing, failover, caching, budgets, guardrails and tracing over one configuration.
 *
 * Share one; it is safe to use from any thread. Bodies are JSON text in the wire format of the door. Cancelling a coroutine ends its call
 * and closes the connection upstream. `use` or [shutdown] at the end makes durable what is kept; so does the end of the process.
 */
class Gateway private constructor(private val native: NativeGateway) : AutoCloseable {
    init {
        AtExit.watch(native)
    }

    /** In OpenAI's chat format. */
    suspend fun chat(body: String, options: CallOptions = CallOptions()): Reply = whole("chat", body, options)

    suspend fun chat(request: ChatRequest, options: CallOptions = CallOptions()): Reply = chat(bodyOf(request), options)

    /** In OpenAI's Responses format. */
    suspend fun responses(body: String, options: CallOptions = CallOptions()): Reply = whole("responses", body, options)

    /** In Anthropic's Messages format. */
    suspend fun messages(body: String, options: CallOptions = CallOptions()): Reply = whole("messages", body, options)

    /** In OpenAI's embeddings format; the vectors stand in [Reply.vectors]. */
    suspend fun embeddings(body: String, options: CallOptions = CallOptions()): Reply = whole("embeddings", body, options)

    /** Returns when the first content is there: until then, another target may answer. */
    suspend fun chatStream(body: String, options: CallOptions = CallOptions()): EventStream = streamed("chat", body, options)

    suspend fun chatStream(request: ChatRequest, options: CallOptions = CallOptions()): EventStream = chatStream(bodyOf(request), options)

    suspend fun responsesStream(body: String, options: CallOptions = CallOptions()): EventStream = streamed("responses", body, options)

    suspend fun messagesStream(body: String, options: CallOptions = CallOptions()): EventStream = streamed("messages", body, options)

    /** A request by any HTTP door; the path chooses the wire format, and errors are replies. */
    suspend fun handle(request: HttpRequest): HttpReply = HttpReply(awaiting { native.handle(request, null) })

    /** The same gateway with labels bound to it: what a call says itself counts over them. */
    fun withLabels(labels: Labels): Gateway = Gateway(native.withLabels(labels))

    /** How a call would be decided; nothing is sent. JSON text, as every report here. */
    fun explain(body: String, door: String = "chat", options: CallOptions = CallOptions()): String =
        raising { native.explain(door, body, options.native()) }

    /** What would be sent to [target], else to the first of the route. */
    fun preview(body: String, target: String? = null, door: String = "chat"): String = raising { native.preview(door, body, target) }

    fun models(): String = raising { native.models() }

    fun stats(): String = raising { native.stats() }

    suspend fun usage(
        groupBy: List<String> = emptyList(),
        since: Instant? = null,
        until: Instant? = null,
        where: Map<String, String> = emptyMap(),
    ): String = awaiting { native.usage(query(groupBy, since, until, where)) }

    suspend fun traces(
        limit: Int? = null,
        since: Instant? = null,
        until: Instant? = null,
        where: Map<String, String> = emptyMap(),
    ): String = awaiting { native.traces(query(emptyList(), since, until, where, limit)) }

    suspend fun trace(id: String): String = awaiting { native.trace(id) }

    /**
     * Puts another configuration into force, that of [yaml]; without it, the environment or the text of the present one, read anew.
     *
     * Calls in flight end by the configuration that they began with. Budgets, cache, traces and what is known of targets go on. A configuration
     * with problems changes nothing; `state`, `trace` and `testing` cannot change.
     */
    suspend fun reload(yaml: String? = null) = awaiting { native.reload(yaml?.let { NativeSource.Yaml(it) }) }

    /** Ends background work and makes everything durable. Calls in flight go on; new ones are refused. */
    suspend fun shutdown() = awaiting { native.shutdown() }

    /** The same, waiting on this thread for at most ten seconds. */
    override fun close() = raising { native.shutdownWithin(10_000u) }

    private suspend fun whole(door: String, body: String, options: CallOptions): Reply = awaiting { native.call(door, body, options.native(), null) }

    private suspend fun streamed(door: String, body: String, options: CallOptions): EventStream =
        EventStream(awaiting { native.stream(door, body, options.native(), null) })

    internal fun advance(milliseconds: Long) = raising { native.testingAdvance(milliseconds.toULong()) }

    internal fun breakState() = raising { native.testingBreakState() }

    internal suspend fun panic(later: Boolean) = awaiting { if (later) native.testingPanicLater() else native.testingPanic() }

    companion object {
        /** From `POLYROUTE_CONFIG`, else from the usual key variables (`OPENAI_API_KEY` …). */
        fun fromEnvironment(functions: Map<String, HostFunction> = emptyMap(), transport: HttpTransport? = null): Gateway =
            open(NativeSource.Environment, functions, transport)

        /**
         * @param functions by the names that the configuration uses
         * @param transport in the place of the gateway's own HTTP
         */
        fun fromYaml(text: String, functions: Map<String, HostFunction> = emptyMap(), transport: HttpTransport? = null): Gateway =
            open(NativeSource.Yaml(text), functions, transport)

        private fun open(source: NativeSource, functions: Map<String, HostFunction>, transport: HttpTransport?): Gateway =
            Gateway(raising { NativeGateway.start(source, functions.mapValues { Bridged(it.value) }, transport?.let(::BridgedTransport)) })
    }
}

/** Gateways that nobody has closed: at the end of the process what they have not written yet is written, within a second. */
private object AtExit {
    private val open = Collections.synchronizedSet(Collections.newSetFromMap(WeakHashMap<NativeGateway, Boolean>()))

    init {
        Runtime.getRuntime().addShutdownHook(Thread { open.toList().forEach { runCatching { it.shutdownWithin(1_000u) } } })
    }

    fun watch(native: NativeGateway) {
        open += native
    }
}

private fun bodyOf(request: ChatRequest): String = raising { chatBody(request) }

private fun query(groupBy: List<String>, since: Instant?, until: Instant?, where: Map<String, String>, limit: Int? = null) =
    NativeQuery(groupBy, since?.milliseconds(), until?.milliseconds(), where, limit?.toUInt())

private fun Instant.milliseconds(): ULong = toEpochMilliseconds().coerceAtLeast(0).toULong()
