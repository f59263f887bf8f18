import Foundation

/// The answer of a door, errors included: they are replies in the wire format of the door.
public final class HttpReply: Sendable {
    private let native: NativeHttpReply

    init(_ native: NativeHttpReply) {
        self.native = native
    }

    public var status: Int {
        Int(native.status)
    }

    public var headers: [Header] {
        native.headers
    }

    /// The first header of that name, whatever its case.
    public func header(_ name: String) -> String? {
        native.headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The bytes as they come; iterate once. Leaving the loop early ends the call upstream.
    public var body: AsyncThrowingStream<Data, Error> {
        guard let stream = native.stream else {
            let whole = native.body ?? Data()
            return AsyncThrowingStream { continuation in
                continuation.yield(whole)
                continuation.finish()
            }
        }
        return pulled(stream) { stream in
            let bytes = try await stream.nextBytes(limit: batchLimit)
            return bytes.isEmpty ? [] : [bytes]
        }
    }

    /// The whole body.
    public func read() async throws -> Data {
        var whole = Data()
        for try await piece in body {
            whole.append(piece)
        }
        return whole
    }
}
