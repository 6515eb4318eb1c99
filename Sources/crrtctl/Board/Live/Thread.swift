import Glibc

/// A thread of its own for what blocks: the keyboard is heard whatever the daemon does. It ends with the program.
enum Thread {
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

/// A connection that changes hands: who gives it away does not use it any more.
struct Handover: @unchecked Sendable {
    let link: Link

    func desk(dateTimeGroups: Bool) -> Desk {
        let times = TimeStyle(now: Clock.now, dateTimeGroups: dateTimeGroups)
        return Desk(link: link, screen: Screen(form: .text, legend: true, quiet: true, times: times))
    }
}
