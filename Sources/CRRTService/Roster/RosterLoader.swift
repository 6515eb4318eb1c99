import CRRTDomain
import CRRTMatching
import CRRTStore
import Dispatch
import Foundation
import Synchronization

/// Loads the roster from its rows into an index. Pages are decoded on all processors while further ones are read, and added in order. Only
/// a few are in progress at once, so that little memory is needed besides the index.
final class RosterLoader: Sendable {
    fileprivate struct Building {
        var index = RosterIndex()
        var next = 0
        /// Decoded pages before whose turn others are missing.
        var outOfOrder: [Int: RosterPage] = [:]
        var failure: (any Error)?
    }

    private let building = Mutex(Building())
    private let queue = DispatchQueue(label: "crrtd.roster", attributes: .concurrent)
    private let decoding = DispatchGroup()
    private let slots = DispatchSemaphore(value: ProcessInfo.processInfo.activeProcessorCount + 1)

    /// The index of all offers and commitments.
    static func index(_ rows: ReadTransaction) throws -> RosterIndex {
        let loading = RosterLoader()
        try loading.putExperts(rows)
        // Meanwhile the last pages are still being decoded.
        let (teams, taskings) = (try rows.teams(nation: nil, after: nil, limit: .max), try rows.taskingsThatHold())
        var index = try loading.finish()
        for (team, resolved) in zip(teams, try teams.concurrentMap { [index] in index.resolved($0) }) {
            if let resolved { index.put(resolved) } else { index.put(team) }
        }
        for tasking in taskings { index.updateCommitments(of: tasking) }
        for standby in try rows.standby(from: Instant(milliseconds: .min)) { index.put(standby) }
        return index
    }

    private func putExperts(_ rows: ReadTransaction) throws {
        var nextNumber = 0
        try rows.forEachPageOfExperts(of: RosterPage.capacity) { [self] records in
            let number = nextNumber
            nextNumber += 1
            slots.wait()
            queue.async(group: decoding) { [self] in
                let page = Result { try RosterPage(records.forEach) }
                building.withLock { $0.take(page, at: number) }
                slots.signal()
            }
        }
    }

    private func finish() throws -> RosterIndex {
        decoding.wait()
        return try building.withLock { building in
            if let failure = building.failure { throw failure }
            defer { building = Building() }
            return building.index
        }
    }
}

extension RosterLoader.Building {
    fileprivate mutating func take(_ page: Result<RosterPage, any Error>, at number: Int) {
        do { outOfOrder[number] = try page.get() } catch { failure = failure ?? error }
        while let page = outOfOrder.removeValue(forKey: next) {
            index.put(page)
            next += 1
        }
    }
}
