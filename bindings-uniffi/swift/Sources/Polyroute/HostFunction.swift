import Foundation

/// Code of yours that the configuration calls by a name: what it is comes from where the configuration names it.
///
/// It gets JSON texts (a provider: the chat body and a context; a key: the provider's name; a trace sink: a batch of records). Its task is
/// cancelled when nobody waits for the answer any more. What it throws is `underlying` of a `PolyrouteError.callback`, or lets
/// another target answer.
public typealias HostFunction = @Sendable (_ arguments: [String]) async throws -> HostAnswer

/// What a function gives.
public enum HostAnswer: Sendable {
    case json(String)
    case text(String)
    /// Chunks of a streamed reply, each JSON text.
    case chunks(AsyncThrowingStream<String, Error>)
    /// Pieces of the text of a streamed reply.
    case texts(AsyncThrowingStream<String, Error>)
    /// For a function that has nothing to say.
    case nothing
}

final class BridgedFunction: NativeFunction, @unchecked Sendable {
    private let function: HostFunction

    init(_ function: @escaping HostFunction) {
        self.function = function
    }

    func call(arguments: [String]) async throws -> NativeAnswer {
        do {
            switch try await function(arguments) {
            case .json(let json): return .json(json: json)
            case .text(let text): return .json(json: jsonText(text: text))
            case .chunks(let chunks): return .stream(chunks: BridgedChunks(chunks, { $0 }))
            case .texts(let texts): return .stream(chunks: BridgedChunks(texts, { jsonText(text: $0) }))
            case .nothing: return .json(json: "null")
            }
        } catch {
            throw failure(error)
        }
    }
}

private final class BridgedChunks: NativeChunks, @unchecked Sendable {
    private let pulled: Pulled<String>
    private let written: @Sendable (String) -> String

    init(_ chunks: AsyncThrowingStream<String, Error>, _ written: @escaping @Sendable (String) -> String) {
        pulled = Pulled(chunks)
        self.written = written
    }

    func next() async throws -> String? {
        do {
            return try await pulled.next().map(written)
        } catch {
            throw failure(error)
        }
    }

    func stop() {
        pulled.stop()
    }
}

private func failure(_ error: Error) -> NativeFailure {
    .Raised(what: String(describing: error), origin: Raised(error))
}

/// A sequence that somebody else pulls, one element after the other.
final class Pulled<Element: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var iterator: AsyncThrowingStream<Element, Error>.Iterator?

    init(_ stream: AsyncThrowingStream<Element, Error>) {
        iterator = stream.makeAsyncIterator()
    }

    func next() async throws -> Element? {
        // A copy of an iterator stands where the iterator stands.
        var copy = current()
        return try await copy?.next()
    }

    private func current() -> AsyncThrowingStream<Element, Error>.Iterator? {
        lock.lock()
        defer { lock.unlock() }
        return iterator
    }

    /// Lets go of the sequence, which ends whatever makes its elements.
    func stop() {
        lock.lock()
        defer { lock.unlock() }
        iterator = nil
    }
}
