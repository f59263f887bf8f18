import Foundation

/// What a caller says beside the body.
public struct CallOptions: Sendable {
    public var labels: Labels?
    public var cache: Cache?
    /// Seconds from now, for the whole chain of tries.
    public var deadline: TimeInterval?
    /// Of an approval.
    public var ticket: String?

    public init(labels: Labels? = nil, cache: Cache? = nil, deadline: TimeInterval? = nil, ticket: String? = nil) {
        self.labels = labels
        self.cache = cache
        self.deadline = deadline
        self.ticket = ticket
    }

    var native: NativeOptions {
        NativeOptions(labels: labels, cache: cache?.native, deadlineMs: deadline.map(milliseconds), ticket: ticket)
    }
}

/// What the caller wants of the cache.
public enum Cache: Sendable {
    /// Neither look up nor store.
    case noStore
    /// Do not look up, store the answer.
    case refresh
    /// No provider is asked.
    case onlyIfCached
    /// Answers that are not older, in seconds.
    case maxAge(TimeInterval)

    var native: NativeCache {
        switch self {
        case .noStore: return .noStore
        case .refresh: return .refresh
        case .onlyIfCached: return .onlyIfCached
        case .maxAge(let age): return .maxAge(milliseconds: milliseconds(age))
        }
    }
}

func milliseconds(_ seconds: TimeInterval) -> UInt64 {
    UInt64(max(0, seconds * 1000))
}
