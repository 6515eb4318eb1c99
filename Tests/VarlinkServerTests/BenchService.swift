import Dispatch
import Synchronization
import Varlink

/// Answers `org.example.bench`, and tells the test what happens.
final class BenchService: Sendable {
    /// Calls of Hold that have arrived, by key.
    let held = Mailbox<Call<Bench.Hold>>()
    /// Their keys.
    let keys = Mailbox<String>()
    /// One entry for each Mark.
    let marks = Mailbox<Int>()
    /// One entry for each held call whose peer went away.
    let departures = Mailbox<String>()
    /// One entry for each time a stream had to wait for its peer.
    let pauses = Mailbox<Int>()
    private let marked = Mutex(0)

    /// - Parameter elsewhere: gets the reading of messages over 64 KiB, and does it when it likes.
    func router(elsewhere: Mailbox<@Sendable () -> Void>? = nil) -> Router {
        var router = Router(vendor: "v", product: "p", version: "1", url: "u") { error, _ in Bench.Refused(reason: "\(error)") }
        if let elsewhere { router.offloadLargeCalls(above: 64 << 10) { _, body in elsewhere.put(body) } }
        router.add(Bench.interface)
        router.on(Bench.Echo.self) { parameters, call in call.reply(.init(text: parameters.text)) }
        router.on(Bench.Who.self) { _, call in
            let peer = call.pending.session.peer
            call.reply(.init(uid: Int(peer.uid), gid: Int(peer.gid), pid: Int(peer.pid), groups: peer.groups.map { Int($0) }))
        }
        router.on(Bench.Count.self) { [pauses] parameters, call in
            guard call.more else { return call.reply(.init(number: 1, filler: "")) }
            Self.count(from: 1, to: parameters.to, filler: String(repeating: "x", count: parameters.size), call, pauses)
        }
        router.on(Bench.Hold.self) { [held, keys, departures] parameters, call in
            call.pending.onClose { departures.put(parameters.key) }
            keys.put(parameters.key)
            held.put(call)
        }
        router.on(Bench.Forget.self) { _, _ in }
        router.on(Bench.Mark.self) { [self] _, call in
            let count = marked.withLock { count in
                count += 1
                return count
            }
            marks.put(count)
            call.reply(.init(count: count))
        }
        return router
    }

    private static func count(from first: Int, to last: Int, filler: String, _ call: Call<Bench.Count>, _ pauses: Mailbox<Int>) {
        var number = first
        while number < last {
            guard call.pending.isWritable else {
                pauses.put(number)
                let next = number
                return call.pending.onWritable { count(from: next, to: last, filler: filler, call, pauses) }
            }
            call.stream(.init(number: number, filler: filler))
            number += 1
        }
        call.reply(.init(number: last, filler: filler))
    }
}

/// What threads tell a test, in order. Waiting has an end: an event that does not come is a failure.
final class Mailbox<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    private let ready = DispatchSemaphore(value: 0)

    func put(_ value: Value) {
        values.withLock { $0.append(value) }
        ready.signal()
    }

    /// Waits for the next one, nil if it does not come.
    func next(within seconds: Int = 20) -> Value? {
        guard ready.wait(timeout: .now() + .seconds(seconds)) == .success else { return nil }
        return values.withLock { $0.removeFirst() }
    }

    /// What has come and not been taken.
    var waiting: [Value] { values.withLock { $0 } }
}
