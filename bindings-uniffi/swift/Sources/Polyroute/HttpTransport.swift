import Foundation

/// Your app's own HTTP in the place of the gateway's: its proxies, certificates and the system's rules for networks hold.
///
/// Any status is a response; redirects are not to be followed, and keys stand in the headers. Cancelling the task of a call has to close
/// the connection. A `URLError` tells by its code whether the network, TLS or time failed; anything else counts as the network.
public protocol HttpTransport: Sendable {
    func send(_ request: OutgoingRequest) async throws -> IncomingResponse
}

public struct OutgoingRequest: Sendable {
    public let method: String
    public let url: String
    public let headers: [Header]
    public let body: Data
    public let connectTimeout: TimeInterval
}

public struct IncomingResponse: Sendable {
    public let status: Int
    public let headers: [Header]
    public let body: AsyncThrowingStream<Data, Error>
    let close: @Sendable () -> Void

    /// `close` is called when nobody wants the body, or more of it.
    public init(status: Int, headers: [Header], body: AsyncThrowingStream<Data, Error>, close: @escaping @Sendable () -> Void = {}) {
        self.status = status
        self.headers = headers
        self.body = body
        self.close = close
    }
}

final class BridgedTransport: NativeTransport, @unchecked Sendable {
    private let own: HttpTransport

    init(_ own: HttpTransport) {
        self.own = own
    }

    func send(request: NativeRequest) async throws -> NativeResponse {
        let outgoing = OutgoingRequest(
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: request.body,
            connectTimeout: TimeInterval(request.connectTimeoutMs) / 1000
        )
        do {
            let response = try await own.send(outgoing)
            return NativeResponse(status: UInt16(clamping: response.status), headers: response.headers, body: BridgedBody(response))
        } catch {
            throw failure(error)
        }
    }
}

private final class BridgedBody: NativeBody, @unchecked Sendable {
    private let pulled: Pulled<Data>
    private let close: @Sendable () -> Void

    init(_ response: IncomingResponse) {
        pulled = Pulled(response.body)
        close = response.close
    }

    func next() async throws -> Data? {
        do {
            return try await pulled.next()
        } catch {
            throw failure(error)
        }
    }

    func stop() {
        pulled.stop()
        close()
    }
}

private func failure(_ error: Error) -> TransportFailure {
    let what = String(describing: error)
    switch (error as? URLError)?.code {
    case .timedOut?:
        return .Timeout(what: what)
    case .secureConnectionFailed?, .serverCertificateUntrusted?, .serverCertificateHasBadDate?, .serverCertificateHasUnknownRoot?,
         .serverCertificateNotYetValid?, .clientCertificateRejected?, .clientCertificateRequired?:
        return .Tls(what: what)
    default:
        return .Network(what: what)
    }
}
