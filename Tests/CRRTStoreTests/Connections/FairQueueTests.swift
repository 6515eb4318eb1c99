import SeededNumbers
import Testing

@testable import CRRTStore

@Suite struct FairQueueTests {
    @Test func usersTakeTurns() {
        var queue = FairQueue<Int, String>()
        for number in 1...4 { queue.append("a\(number)", of: 1) }
        queue.append("b1", of: 2)
        var order = [queue.next(), queue.next()]
        queue.append("c1", of: 3)
        queue.append("b2", of: 2)
        while let next = queue.next() { order.append(next) }
        #expect(order == ["a1", "b1", "a2", "c1", "b2", "a3", "a4"])
        #expect(queue.isEmpty)
    }

    /// Compared with plain lists: each user's come in order, and none has two turns while another has waited from before.
    @Test func anyOrder() {
        var numbers = SeededGenerator(seed: 14)
        for _ in 0..<100 {
            var queue = FairQueue<Int, Int>()
            var lists: [Int: [Int]] = [:]
            // By user, how many of others have been taken since the user's first one waits.
            var passed: [Int: [Int: Int]] = [:]
            var next = 0
            for _ in 0..<400 {
                let user = Int.random(in: 0..<5, using: &numbers)
                if Int.random(in: 0..<100, using: &numbers) < 55 {
                    if lists[user, default: []].isEmpty { passed[user] = [:] }
                    lists[user, default: []].append(next)
                    queue.append(next, of: user)
                    next += 1
                } else {
                    let taken = queue.next()
                    guard let taken else {
                        #expect(lists.allSatisfy { $0.value.isEmpty })
                        continue
                    }
                    let owner = lists.first { $0.value.first == taken }?.key
                    guard let owner else {
                        Issue.record("\(taken) is not the first of any user")
                        return
                    }
                    lists[owner]?.removeFirst()
                    passed[owner] = [:]
                    for other in lists.keys where other != owner && lists[other]?.isEmpty == false {
                        passed[other, default: [:]][owner, default: 0] += 1
                        #expect(passed[other]?[owner] == 1, "user \(owner) went twice before user \(other)")
                    }
                }
                #expect(queue.count == lists.values.reduce(0) { $0 + $1.count })
            }
        }
    }
}
