import Foundation

/// An LLM gateway inside this process: routing, failover, caching, budgets, guardrails and tracing over one configuration.
///
/// Share one; it is safe to use from any task. Bodies are JSON text in the wire format of the door. Cancelling a task ends its call and closes
/// the connection upstream. `shutdown` at the end makes durable what is kept.
public final class Gateway: Sendable {
    private let native: NativeGateway

    private init(_ native: NativeGateway) {
        self.native = native
    }

    /// From `POLYROUTE_CONFIG`, else from the usual key variables.
    public static func fromEnvironment(functions: [String: HostFunction] = [:], transport: HttpTransport? = nil) throws -> Gateway {
        try open(.environment, functions, transport)
    }

    /// `functions`: by the names that the configuration uses. `transport`: in the place of the gateway's own HTTP.
    public static func fromYaml(_ text: String, functions: [String: HostFunction] = [:], transport: HttpTransport? = nil) throws -> Gateway {
        try open(.yaml(text: text), functions, transport)
    }

    private static func open(_ source: NativeSource, _ functions: [String: HostFunction], _ transport: HttpTransport?) throws -> Gateway {
        let bridged = functions.mapValues { BridgedFunction($0) as NativeFunction }
        let http = transport.map { BridgedTransport($0) as NativeTransport }
        return Gateway(try raising { try NativeGateway.start(source: source, functionsByName: bridged, http: http) })
    }

    /// In OpenAI's chat format.
    public func chat(_ body: String, options: CallOptions = CallOptions()) async throws -> Reply {
        try await whole("chat", body, options)
    }

    public func chat(_ request: ChatRequest, options: CallOptions = CallOptions()) async throws -> Reply {
        try await chat(raising { try chatBody(request: request) }, options: options)
    }

    /// In OpenAI's Responses format.
    public func responses(_ body: String, options: CallOptions = CallOptions()) async throws -> Reply {
        try await whole("responses", body, options)
    }

    /// In Anthropic's Messages format.
    public func messages(_ body: String, options: CallOptions = CallOptions()) async throws -> Reply {
        try await whole("messages", body, options)
    }

    /// In OpenAI's embeddings format; the vectors stand in `Reply.vectors`.
    public func embeddings(_ body: String, options: CallOptions = CallOptions()) async throws -> Reply {
        try await whole("embeddings", body, options)
    }

    /// Returns when the first content is there: until then, another target may answer.
    public func chatStream(_ body: String, options: CallOptions = CallOptions()) async throws -> EventStream {
        try await streamed("chat", body, options)
    }

    public func chatStream(_ request: ChatRequest, options: CallOptions = CallOptions()) async throws -> EventStream {
        try await chatStream(raising { try chatBody(request: request) }, options: options)
    }

    public func responsesStream(_ body: String, options: CallOptions = CallOptions()) async throws -> EventStream {
        try await streamed("responses", body, options)
    }

    public func messagesStream(_ body: String, options: CallOptions = CallOptions()) async throws -> EventStream {
        try await streamed("messages", body, options)
    }

    /// A request by any HTTP door; the path chooses the wire format, and errors are replies.
    public func handle(_ request: HttpRequest) async throws -> HttpReply {
        let native = self.native
        return HttpReply(try await awaiting { try await native.handle(request: request, cancel: $0) })
    }

    /// The same gateway with labels bound to it: what a call says itself counts over them.
    public func withLabels(_ labels: Labels) -> Gateway {
        Gateway(native.withLabels(labels: labels))
    }

    /// How a call would be decided; nothing is sent. JSON text, as every report here.
    public func explain(_ body: String, door: String = "chat", options: CallOptions = CallOptions()) throws -> String {
        try raising { try native.explain(door: door, body: body, options: options.native) }
    }

    /// What would be sent to `target`, else to the first of the route.
    public func preview(_ body: String, target: String? = nil, door: String = "chat") throws -> String {
        try raising { try native.preview(door: door, body: body, target: target) }
    }

    public func models() throws -> String {
        try raising { try native.models() }
    }

    public func stats() throws -> String {
        try raising { try native.stats() }
    }

    public func usage(groupBy: [String] = [], since: Date? = nil, until: Date? = nil, where conditions: [String: String] = [:]) async throws -> String {
        let (native, asked) = (self.native, query(groupBy, since, until, conditions, nil))
        return try await awaiting { _ in try await native.usage(query: asked) }
    }

    public func traces(limit: Int? = nil, since: Date? = nil, until: Date? = nil, where conditions: [String: String] = [:]) async throws -> String {
        let (native, asked) = (self.native, query([], since, until, conditions, limit))
        return try await awaiting { _ in try await native.traces(query: asked) }
    }

    public func trace(_ id: String) async throws -> String {
        let native = self.native
        return try await awaiting { _ in try await native.trace(id: id) }
    }

    /// Puts another configuration into force, that of `yaml`; without it, the environment or the text of the present one, read anew.
    ///
    /// Calls in flight end by the configuration that they began with. Budgets, cache, traces and what is known of targets go on. A configuration
    /// with problems changes nothing; `state`, `trace` and `testing` cannot change.
    public func reload(yaml: String? = nil) async throws {
        let (native, source) = (self.native, yaml.map { NativeSource.yaml(text: $0) })
        try await awaiting { _ in try await native.reload(source: source) }
    }

    /// Ends background work and makes everything durable. Calls in flight go on; new ones are refused.
    public func shutdown() async throws {
        let native = self.native
        try await awaiting { _ in try await native.shutdown() }
    }

    private func whole(_ door: String, _ body: String, _ options: CallOptions) async throws -> Reply {
        let native = self.native
        return try await awaiting { try await native.call(door: door, body: body, options: options.native, cancel: $0) }
    }

    private func streamed(_ door: String, _ body: String, _ options: CallOptions) async throws -> EventStream {
        let native = self.native
        return EventStream(try await awaiting { try await native.stream(door: door, body: body, options: options.native, cancel: $0) })
    }
}

private func query(_ groupBy: [String], _ since: Date?, _ until: Date?, _ conditions: [String: String], _ limit: Int?) -> NativeQuery {
    NativeQuery(
        groupBy: groupBy,
        sinceMs: since.map { milliseconds($0.timeIntervalSince1970) },
        untilMs: until.map { milliseconds($0.timeIntervalSince1970) },
        conditions: conditions,
        limit: limit.map { UInt32(clamping: $0) }
    )
}
