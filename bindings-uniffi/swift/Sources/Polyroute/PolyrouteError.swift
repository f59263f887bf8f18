import Foundation

/// A failed call. The case tells what to do next; the details say what happened and what would help.
///
/// A task that is cancelled ends with its own `CancellationError`.
public enum PolyrouteError: LocalizedError {
    case config(ErrorDetails)
    case invalidRequest(ErrorDetails)
    case authentication(ErrorDetails)
    case notFound(ErrorDetails)
    case contextLength(ErrorDetails)
    case rateLimit(ErrorDetails)
    case budget(ErrorDetails)
    case guardrail(ErrorDetails)
    case unavailable(ErrorDetails)
    case timeout(ErrorDetails)
    case cancelled(ErrorDetails)
    case callback(ErrorDetails)
    case state(ErrorDetails)
    case `internal`(ErrorDetails)

    init(_ details: ErrorDetails) {
        switch details.kind {
        case .config: self = .config(details)
        case .invalidRequest: self = .invalidRequest(details)
        case .authentication: self = .authentication(details)
        case .notFound: self = .notFound(details)
        case .contextLength: self = .contextLength(details)
        case .rateLimit: self = .rateLimit(details)
        case .budget: self = .budget(details)
        case .guardrail: self = .guardrail(details)
        case .unavailable: self = .unavailable(details)
        case .timeout: self = .timeout(details)
        case .cancelled: self = .cancelled(details)
        case .callback: self = .callback(details)
        case .state: self = .state(details)
        case .internal: self = .internal(details)
        }
    }

    public var details: ErrorDetails {
        switch self {
        case .config(let details), .invalidRequest(let details), .authentication(let details), .notFound(let details),
             .contextLength(let details), .rateLimit(let details), .budget(let details), .guardrail(let details),
             .unavailable(let details), .timeout(let details), .cancelled(let details), .callback(let details),
             .state(let details), .internal(let details):
            return details
        }
    }

    public var kind: ErrorKind { details.kind }
    public var message: String { details.message }
    public var reason: String? { details.reason }
    /// The upstream's own status where there was one, else what an HTTP door would answer.
    public var status: Int { Int(details.status) }
    public var provider: String? { details.provider }
    public var requestId: String? { details.requestId }
    public var traceId: String? { details.traceId }
    /// In seconds.
    public var retryAfter: TimeInterval? { details.retryAfterMs.map { TimeInterval($0) / 1000 } }
    /// The place in the configuration or the request.
    public var path: String? { details.path }
    public var rule: String? { details.rule }
    public var attempts: [Attempt] { details.attempts }
    /// False once the gateway has tried: an outer retry would multiply its tries.
    public var retryable: Bool { details.retryable }

    public var errorDescription: String? { details.message }

    /// What a function of the host threw.
    public var underlying: Error? {
        (details.cause as? Raised)?.error
    }
}

/// What a function of the host threw, on its way through the core and back.
final class Raised: NativeCause, @unchecked Sendable {
    let error: Error

    init(_ error: Error) {
        self.error = error
    }

    func describe() -> String {
        String(describing: error)
    }
}

/// The core's errors as those of this package.
func raising<T>(_ block: () throws -> T) throws -> T {
    do {
        return try block()
    } catch NativeError.Failed(let details) {
        throw PolyrouteError(details)
    }
}

/// Waits for the core. Cancelling the task gives the call up and closes its connection.
func awaiting<T>(_ block: (NativeCancel) async throws -> T) async throws -> T {
    let cancel = NativeCancel()
    do {
        return try await withTaskCancellationHandler {
            try await block(cancel)
        } onCancel: {
            cancel.fire()
        }
    } catch NativeError.Failed(let details) {
        try Task.checkCancellation()
        throw PolyrouteError(details)
    }
}
