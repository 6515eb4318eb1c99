internal import Synchronization

/// Counts the unread reply bytes of one user, on all of their connections together.
final class UserReplyQuota: Sendable {
    private let limit: Int
    private let bytes = Atomic<Int>(0)

    init(limit: Int) {
        self.limit = limit
    }

    var isFull: Bool { bytes.load(ordering: .relaxed) >= limit }

    func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }

    func subtract(_ count: Int) { bytes.subtract(count, ordering: .relaxed) }
}
