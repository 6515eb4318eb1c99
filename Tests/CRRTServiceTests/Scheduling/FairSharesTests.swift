import CRRTStore
import SeededNumbers
import Testing

@testable import CRRTService

/// Whose turn it is, without threads: random arrivals and ends, held to what is promised.
@Suite("Fair shares")
struct FairSharesTests {
    private struct Job: Hashable {
        let user: UInt32
        let number: Int
    }

    /// Jobs that arrive and end in any order; what the shares say is compared with what is known to wait and run.
    private struct Run {
        let share: Plan.Share
        var shares: FairShares<Job>
        var random: SeededGenerator
        var waiting: [UInt32: [Job]] = [:]
        var running: [Job] = []
        /// How many turns others have had while a user waited and could have had one.
        var passedBy: [UInt32: Set<UInt32>] = [:]
        var number = 0

        init(_ share: Plan.Share, seed: UInt64) {
            self.share = share
            shares = FairShares(share)
            random = SeededGenerator(seed: seed)
        }

        func count(_ user: UInt32) -> Int { running.count { $0.user == user } }

        mutating func arrive(users: UInt32) {
            let job = Job(user: .random(in: 1...users, using: &random), number: number)
            number += 1
            let isTaken = shares.add(job, of: job.user)
            #expect(isTaken == (waiting[job.user, default: []].count < share.maxWaitingPerUser))
            if isTaken { waiting[job.user, default: []].append(job) }
        }

        mutating func begin() {
            let ready = waiting.filter { !$0.value.isEmpty && count($0.key) < share.maxConcurrentPerUser }.map(\.key)
            guard let (job, user) = shares.next() else {
                #expect(
                    running.count == share.maxConcurrent || ready.isEmpty, "no share is left unused while a user waits who may have one")
                return
            }
            #expect(user == job.user && ready.contains(user))
            #expect(waiting[user]?.first == job, "a user's jobs stay in their order")
            waiting[user]?.removeFirst()
            running.append(job)
            #expect(running.count <= share.maxConcurrent && count(user) <= share.maxConcurrentPerUser)
            passedBy[user] = []
            for other in ready where other != user {
                #expect(passedBy[other, default: []].insert(user).inserted, "no user has two turns while another waits who may have one")
            }
        }

        mutating func end(again: Bool) {
            guard let place = running.indices.randomElement(using: &random) else { return }
            let job = running.remove(at: place)
            shares.ended(of: job.user)
            guard again else { return }
            let isTaken = shares.add(job, of: job.user, again: true)
            #expect(isTaken, "a job that is under way is never refused")
            waiting[job.user, default: []].append(job)
        }
    }

    @Test(
        "whatever arrives in whatever order: no user has more than a share, none is passed by, none's jobs change places",
        arguments: 0..<40)
    func random(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let maxConcurrent = Int.random(in: 1...5, using: &random)
        let share = Plan.Share(
            maxConcurrent: maxConcurrent, maxConcurrentPerUser: .random(in: 1...maxConcurrent, using: &random),
            maxWaitingPerUser: .random(in: 1...8, using: &random))
        var run = Run(share, seed: UInt64(seed) + 1000)
        for _ in 0..<600 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: run.arrive(users: 6)
            case 4..<7: run.begin()
            case 7..<9: run.end(again: false)
            default: run.end(again: true)
            }
        }
        // Once nothing more arrives, all of it is done.
        while run.waiting.contains(where: { !$0.value.isEmpty }) || !run.running.isEmpty {
            run.begin()
            if run.running.count == share.maxConcurrent || Bool.random(using: &random) { run.end(again: false) }
        }
    }

    @Test("twenty calls of one user, then one of another: the other's is next")
    func roundRobin() {
        var shares = FairShares<Int>(Plan.Share(maxConcurrent: 1))
        var begun: [Int?] = []
        for number in 0..<20 { _ = shares.add(number, of: 1) }
        begun.append(shares.next()?.job)
        _ = shares.add(100, of: 2)
        begun.append(shares.next()?.job)
        shares.ended(of: 1)
        // The first user's second job has waited longer than the other's.
        begun.append(shares.next()?.job)
        shares.ended(of: 1)
        begun.append(shares.next()?.job)
        #expect(begun == [0, nil, 1, 100])
    }

    @Test("on every machine the store has a connection for each thread that may read", arguments: 1...256)
    func connections(_ processors: Int) {
        let plan = Plan(processors: processors)
        #expect(plan.readers <= Store.maxReaders)
        #expect(plan[.heavy].maxConcurrent >= 1 && plan[.heavy].maxConcurrent <= max(1, processors - 1))
        // One user's share of the lists leaves a thread to others.
        #expect(plan[.lists].maxConcurrentPerUser < plan[.lists].maxConcurrent)
    }
}
