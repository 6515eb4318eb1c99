import Synchronization

/// A value on its way to the code that consumes it. A function that has captured the value itself would keep it for as long as it is kept.
final class Parcel<Content: Sendable>: Sendable {
    private let content: Mutex<Content?>

    init(_ content: Content) { self.content = Mutex(content) }

    /// The content, which nobody else holds then. To be called once.
    func take() -> Content {
        let taken = content.withLock { content in
            defer { content = nil }
            return content
        }
        guard let taken else { preconditionFailure("a parcel is taken once") }
        return taken
    }
}
