import Dispatch
import Glibc

/// A thread of our own. Dispatch's threads serve many queues in turn and cannot be given a priority for good.
enum WorkerThread {
    private final class Start {
        let niceness: Int32
        let body: @Sendable () -> Void

        init(_ niceness: Int32, _ body: @escaping @Sendable () -> Void) {
            (self.niceness, self.body) = (niceness, body)
        }
    }

    /// - Parameter niceness: how much the thread stands back behind others. Where the system does not allow it, the thread runs all the
    ///   same.
    static func start(niceness: Int32, _ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(niceness, body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                // Linux counts the nice value by thread; 0 is the calling one.
                if start.niceness != 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, start.niceness) }
                start.body()
                return nil
            }, start.toOpaque())
        guard failure != 0 else {
            pthread_detach(thread)
            return
        }
        // The system gives no more threads: one of Dispatch's does the work.
        let body = start.takeRetainedValue().body
        DispatchQueue.global().async(execute: body)
    }
}
