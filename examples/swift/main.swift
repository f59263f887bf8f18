// A key in the environment, a stream, a model on the device when the network is gone.
import Foundation
import Polyroute

let config = """
version: 1
providers:
  cloud: { type: openai, api_key: { function: keychain } }
  device: { type: function, function: tiny_model }
routes:
  chat:
    targets: [ cloud/gpt-5-mini ]
    retries: { max: 0 }
    fallbacks: [ { to: device/tiny, on: [ network, timeout ] } ]
"""

/// Gets the chat body and a context, each JSON text; streams its words.
let tinyModel: HostFunction = { arguments in
    let answer = arguments[0].contains("weather") ? "Look out of the window." : "I am small, and offline."
    return .texts(AsyncThrowingStream { continuation in
        answer.split(separator: " ").forEach { continuation.yield("\($0) ") }
        continuation.finish()
    })
}

let keychain: HostFunction = { _ in .json(#"{"key": "sk-from-the-keychain", "expires_in": 3600}"#) }

let gateway = try Gateway.fromYaml(config, functions: ["tiny_model": tinyModel, "keychain": keychain], transport: SessionTransport())
let request = ChatRequest(model: "chat", messages: [ChatMessage(role: "user", content: "How is the weather?")])

let stream = try await gateway.chatStream(request, options: CallOptions(labels: Labels(tenant: "acme"), deadline: 30))
for try await piece in stream.text {
    print(piece, terminator: "")
}
for attempt in try stream.receipt().attempts {
    print(attempt.target, attempt.outcome, attempt.failure ?? "")
}

do {
    let reply = try await gateway.chat(request)
    print(reply.text, reply.receipt.costUsd)
} catch PolyrouteError.budget(let details) {
    print("the budget is spent:", details.rule ?? "")
} catch PolyrouteError.callback(let details) {
    print("a function of ours failed:", details.message)
}
try await gateway.shutdown()
