import Dispatch
import Glibc

/// Starts dedicated threads. Threads of Dispatch serve many queues in turn, so they cannot keep a nice value.
enum WorkerThread {
    private final class Start {
        let niceness: Int32
        let body: @Sendable () -> Void

        init(_ niceness: Int32, _ body: @escaping @Sendable () -> Void) {
            (self.niceness, self.body) = (niceness, body)
        }
    }

    /// - Parameter niceness: added to the nice value of the thread, where the system allows it.
    static func start(niceness: Int32, _ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(niceness, body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                // On Linux the nice value is per thread; 0 is the calling thread.
                if start.niceness != 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, start.niceness) }
                start.body()
                return nil
            }, start.toOpaque())
        guard failure != 0 else {
            pthread_detach(thread)
            return
        }
        // The system has no more threads, so one of Dispatch's is used.
        let body = start.takeRetainedValue().body
        DispatchQueue.global().async(execute: body)
    }
}
