// URLSession as the transport of a gateway: the system's proxies, certificates and rules for networks hold.
import Foundation
import Polyroute

struct SessionTransport: HttpTransport {
    private let session = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)

    func send(_ request: OutgoingRequest) async throws -> IncomingResponse {
        guard let url = URL(string: request.url) else { throw URLError(.badURL) }
        var outgoing = URLRequest(url: url)
        outgoing.httpMethod = request.method
        outgoing.httpBody = request.body
        // The gateway has time limits of its own, and a stream may be silent for long.
        outgoing.timeoutInterval = 3600
        request.headers.forEach { outgoing.addValue($0.value, forHTTPHeaderField: $0.name) }
        let (bytes, response) = try await session.bytes(for: outgoing)
        guard let http = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        let headers = http.allHeaderFields.compactMap { name, value in (name as? String).map { Header(name: $0, value: "\(value)") } }
        let task = bytes.task
        return IncomingResponse(status: http.statusCode, headers: headers, body: pieces(bytes), close: { task.cancel() })
    }

    /// A line at a time, which is how streams of events come.
    private func pieces(_ bytes: URLSession.AsyncBytes) -> AsyncThrowingStream<Data, Error> {
        AsyncThrowingStream { continuation in
            let reading = Task {
                do {
                    var piece = Data()
                    for try await byte in bytes {
                        piece.append(byte)
                        if byte == UInt8(ascii: "\n") || piece.count >= 16_384 {
                            continuation.yield(piece)
                            piece = Data()
                        }
                    }
                    if !piece.isEmpty { continuation.yield(piece) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }
}

private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest
    ) async -> URLRequest? {
        nil
    }
}
