import Synchronization

/// Passes troubles on to the one who wants to hear of them.
final class Troubles: Sendable {
    /// A structure around the function: see `Writer.Observer`.
    private struct Observer: Sendable {
        let tell: @Sendable (StoreTrouble) -> Void
    }

    private let observer = Mutex<Observer?>(nil)

    func observe(_ body: @escaping @Sendable (StoreTrouble) -> Void) { observer.withLock { $0 = Observer(tell: body) } }

    func tell(_ trouble: StoreTrouble) { observer.withLock { $0 }?.tell(trouble) }
}
