import SeededNumbers
import Testing

@testable import VarlinkServer

@Suite("Slots for large messages")
struct LargeMessageSlotsTests {
    private func acquire(_ connection: UInt64, of user: UInt32, _ slots: inout LargeMessageSlots, _ isHeld: Bool) {
        let outcome = slots.acquire(connection, of: user)
        #expect(outcome == isHeld, "connection \(connection) of user \(user)")
    }

    private func release(_ connection: UInt64, of user: UInt32, _ slots: inout LargeMessageSlots, _ granted: [UInt64]) {
        let outcome = slots.release(connection, of: user)
        #expect(outcome == granted)
    }

    @Test("a user has no more than their share, and theirs go in the order in which they asked")
    func perUser() {
        var slots = LargeMessageSlots(total: 10, perUser: 2)
        for connection in UInt64(1)...2 { acquire(connection, of: 7, &slots, true) }
        for connection in UInt64(3)...4 { acquire(connection, of: 7, &slots, false) }
        acquire(5, of: 8, &slots, true)
        release(2, of: 7, &slots, [3])
        release(4, of: 7, &slots, [])
        release(1, of: 7, &slots, [])
    }

    @Test("users take turns, however many connections one of them has")
    func turns() {
        var slots = LargeMessageSlots(total: 1, perUser: 1)
        acquire(1, of: 7, &slots, true)
        for connection in UInt64(2)..<6 { acquire(connection, of: 7, &slots, false) }
        acquire(10, of: 8, &slots, false)
        acquire(11, of: 8, &slots, false)
        release(1, of: 7, &slots, [2])
        release(2, of: 7, &slots, [10])
        release(10, of: 8, &slots, [3])
        release(3, of: 7, &slots, [11])
    }

    @Test("in any order: the limits hold, all who wait come to it, and nothing is left behind")
    func anyOrder() {
        var numbers = SeededGenerator(seed: 14)
        for _ in 0..<200 {
            let (together, perUser) = (Int.random(in: 1...5, using: &numbers), Int.random(in: 1...3, using: &numbers))
            var slots = LargeMessageSlots(total: together, perUser: perUser)
            var (holding, waiting): ([UInt64], [UInt64]) = ([], [])
            let user = { (connection: UInt64) in UInt32(connection % 4) }
            var next: UInt64 = 0
            func check() {
                #expect(holding.count <= together)
                for owner in 0..<UInt32(4) { #expect(holding.count { user($0) == owner } <= perUser) }
                // A slot is idle only where its user's share is used up.
                if holding.count < together {
                    for one in waiting { #expect(holding.count { user($0) == user(one) } == perUser) }
                }
            }
            func release(_ connection: UInt64) {
                holding.removeAll { $0 == connection }
                waiting.removeAll { $0 == connection }
                let granted = slots.release(connection, of: user(connection))
                #expect(granted.allSatisfy { waiting.contains($0) })
                waiting.removeAll { granted.contains($0) }
                holding += granted
            }
            for _ in 0..<100 {
                if Bool.random(using: &numbers) {
                    let isHeld = slots.acquire(next, of: user(next))
                    if isHeld { holding.append(next) } else { waiting.append(next) }
                    next += 1
                } else if let any = (holding + waiting).randomElement(using: &numbers) {
                    release(any)
                }
                check()
            }
            while let one = holding.first { release(one) }
            #expect(waiting.isEmpty)
            acquire(next, of: user(next), &slots, true)
        }
    }
}
