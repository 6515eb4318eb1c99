import Synchronization

/// Passes alerts to the one function that observes them.
final class AlertObserver: Sendable {
    /// A structure around the function: see `Writer.Observer`.
    private struct Observer: Sendable {
        let tell: @Sendable (StoreAlert) -> Void
    }

    private let observer = Mutex<Observer?>(nil)

    func observe(_ body: @escaping @Sendable (StoreAlert) -> Void) { observer.withLock { $0 = Observer(tell: body) } }
    func tell(_ alert: StoreAlert) { observer.withLock { $0 }?.tell(alert) }
}
