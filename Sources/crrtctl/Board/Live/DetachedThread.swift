import Glibc

/// A thread for calls that block, so that the board answers the keyboard whatever the daemon does. It ends with the program.
enum DetachedThread {
    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    static func start(_ body: @escaping @Sendable () -> Void) throws(Failure) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw Failure(.failed, "no thread: \(SystemError.words(code))")
        }
        pthread_detach(thread)
    }
}

/// A connection that is handed over to another thread.
///
/// `@unchecked Sendable` holds because the thread that hands it over no longer uses it.
struct TransferredConnection: @unchecked Sendable {
    let daemon: DaemonConnection

    func context(dateTimeGroups: Bool) -> CommandContext {
        let times = TimeStyle(now: Clock.now, dateTimeGroups: dateTimeGroups)
        return CommandContext(daemon: daemon, screen: Screen(form: .text, legend: true, quiet: true, times: times))
    }
}
