import Foundation

/// The most events that cross at once.
let batchLimit: UInt32 = 64

/// A streamed reply: iterate over `events` or `text`; once, whichever it is.
///
/// A task that is cancelled and a loop that is left early end the call upstream; so does forgetting the stream.
public final class EventStream: Sendable {
    private let native: NativeStream

    init(_ native: NativeStream) {
        self.native = native
    }

    /// The events as JSON text, in the format of the door.
    public var events: AsyncThrowingStream<String, Error> {
        pulled(native) { try await $0.nextBatch(limit: batchLimit) }
    }

    /// What the events add to the text of the first choice.
    public var text: AsyncThrowingStream<String, Error> {
        pulled(native) { try await $0.nextTexts(limit: batchLimit) }
    }

    /// Ends the call as cancelled, unless it has ended; returns when its receipt is there.
    public func abort() async throws {
        try await awaiting { _ in try await native.abort() }
    }

    /// What the gateway did. Known once the stream has ended, however it ended.
    public func receipt() throws -> Receipt {
        try raising { try native.receipt() }
    }

    /// What came, as one whole reply. Known once the stream has ended.
    public func reply() throws -> Reply {
        try raising { try native.reply() }
    }
}

/// Batches as a sequence that reads no further ahead than one of them.
func pulled<Element: Sendable>(
    _ native: NativeStream,
    _ pull: @escaping @Sendable (NativeStream) async throws -> [Element]
) -> AsyncThrowingStream<Element, Error> {
    let puller = Puller(native, pull)
    return AsyncThrowingStream(unfolding: { try await puller.next() })
}

/// Asked by one iterator, one element after the other.
private final class Puller<Element: Sendable>: @unchecked Sendable {
    private let native: NativeStream
    private let pull: @Sendable (NativeStream) async throws -> [Element]
    private var ready: ArraySlice<Element> = []
    private var isStarted = false
    private var isEnded = false

    init(_ native: NativeStream, _ pull: @escaping @Sendable (NativeStream) async throws -> [Element]) {
        self.native = native
        self.pull = pull
    }

    func next() async throws -> Element? {
        isStarted = true
        if ready.isEmpty && !isEnded {
            let (native, pull) = (self.native, self.pull)
            do {
                // A stream that is aborted tells its end to whoever waits for it.
                let batch = try await withTaskCancellationHandler {
                    try await pull(native)
                } onCancel: {
                    giveUp(native)
                }
                ready = batch[...]
                isEnded = batch.isEmpty
                try Task.checkCancellation()
            } catch NativeError.Failed(let details) {
                isEnded = true
                throw PolyrouteError(details)
            }
        }
        return ready.popFirst()
    }

    deinit {
        if isStarted && !isEnded {
            giveUp(native)
        }
    }
}

private func giveUp(_ native: NativeStream) {
    Task.detached { try? await native.abort() }
}
