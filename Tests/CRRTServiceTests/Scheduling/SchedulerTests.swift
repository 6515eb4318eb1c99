import Dispatch
import Synchronization
import Testing

@testable import CRRTService

/// The threads: what is full holds up nothing else.
@Suite("The scheduler")
struct SchedulerTests {
    /// Jobs that stay until they are let go.
    final class Gate: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        private let begun = DispatchSemaphore(value: 0)
        private let held = Mutex(0)

        func pass() -> Bool {
            begun.signal()
            gate.wait()
            return false
        }
        /// Waits until that many more jobs stand here.
        func waitForArrivals(_ count: Int) {
            var arrived = 0
            while arrived < count, begun.wait(timeout: .now() + 20) == .success { arrived += 1 }
            #expect(arrived == count)
            held.withLock { $0 += arrived }
        }
        func open() {
            let count = held.withLock { held in
                defer { held = 0 }
                return held
            }
            for _ in 0..<count { gate.signal() }
        }
    }

    @Test("where every other kind of work has more than it can do, each kind goes on", arguments: Work.allCases)
    func kinds(_ free: Work) {
        let plan = Plan(processors: 2)
        let (scheduler, gate) = (Scheduler(plan), Gate())
        var stand = 0
        for work in Work.allCases where work != free {
            // More than its threads take: the rest must not go to those of another kind.
            for user in 0..<UInt32(16) { #expect(scheduler.add(work, of: user) { gate.pass() }) }
            stand += plan[work].maxConcurrent
        }
        gate.waitForArrivals(stand)
        for (work, figures) in scheduler.figures where work != free {
            #expect(figures == .init(waiting: 16 - plan[work].maxConcurrent, running: plan[work].maxConcurrent))
        }
        let done = DispatchSemaphore(value: 0)
        #expect(scheduler.add(free, of: 1) { done.signal() == .max })
        #expect(done.wait(timeout: .now() + 20) == .success)
        scheduler.stop()
        gate.open()
    }

    @Test("a user's calls fill that user's share, and further ones are refused; another's are taken and done")
    func oneUser() {
        let plan = Plan(processors: 5)
        let (scheduler, gate) = (Scheduler(plan), Gate())
        #expect(plan[.heavy].maxConcurrent == 4 && plan[.heavy].maxConcurrentPerUser == 2)
        for _ in 0..<2 { #expect(scheduler.add(.heavy, of: 1) { gate.pass() }) }
        gate.waitForArrivals(2)
        let left = Mutex(Plan.maxHeavyWaiting)
        let all = DispatchSemaphore(value: 0)
        for _ in 0..<Plan.maxHeavyWaiting {
            #expect(
                scheduler.add(.heavy, of: 1) {
                    let isLast = left.withLock { left in
                        left -= 1
                        return left == 0
                    }
                    if isLast { all.signal() }
                    return false
                })
        }
        #expect(!scheduler.add(.heavy, of: 1) { false })
        let done = DispatchSemaphore(value: 0)
        #expect(scheduler.add(.heavy, of: 2) { done.signal() == .max })
        done.wait()
        #expect(left.withLock { $0 } == Plan.maxHeavyWaiting)
        gate.open()
        all.wait()
    }

    @Test("a job in many turns lets another user's short one pass")
    func turns() {
        let scheduler = Scheduler(Plan(processors: 2))
        let mayEnd = Mutex(false)
        let (over, passed) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        #expect(
            scheduler.add(.catchUp, of: 1) {
                let ends = mayEnd.withLock { $0 }
                if ends { over.signal() }
                return !ends
            })
        #expect(scheduler.add(.catchUp, of: 2) { passed.signal() == .max })
        passed.wait()
        mayEnd.withLock { $0 = true }
        over.wait()
    }

    @Test("after a stop no turn begins")
    func stopping() {
        let (scheduler, gate) = (Scheduler(Plan(processors: 2)), Gate())
        let second = Mutex(false)
        #expect(scheduler.add(.heavy, of: 1) { gate.pass() })
        gate.waitForArrivals(1)
        #expect(
            scheduler.add(.heavy, of: 2) {
                second.withLock { $0 = true }
                return false
            })
        scheduler.stop()
        gate.open()
        #expect(!second.withLock { $0 })
    }
}
