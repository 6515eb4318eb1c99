import CRRTDomain
import CRRTMatching
import CRRTStore
import Dispatch
import Foundation
import Synchronization

/// The roster from its rows into an index: pages are decoded and made on all processors while the next ones are read, and put in order.
/// Only a few wait, so that the memory stays that of the index.
final class RosterLoading: Sendable {
    fileprivate struct Building {
        var index = RosterIndex()
        var next = 0
        /// Pages whose turn has not come.
        var early: [Int: RosterPage] = [:]
        var failure: (any Error)?
    }

    private let building = Mutex(Building())
    private let queue = DispatchQueue(label: "crrtd.roster", attributes: .concurrent)
    private let making = DispatchGroup()
    private let places = DispatchSemaphore(value: ProcessInfo.processInfo.activeProcessorCount + 1)

    /// All that is offered, and who is held by which tasking.
    static func index(_ rows: ReadTransaction) throws -> RosterIndex {
        let loading = RosterLoading()
        try loading.putExperts(rows)
        // The last pages are still being made.
        let (teams, taskings) = (try rows.teams(nation: nil, after: nil, limit: .max), try rows.taskingsThatHold())
        var index = try loading.finish()
        for (team, placed) in zip(teams, try teams.concurrentMap { [index] in index.placed($0) }) {
            if let placed { index.put(placed) } else { index.put(team) }
        }
        for tasking in taskings { index.follow(tasking) }
        return index
    }

    private func putExperts(_ rows: ReadTransaction) throws {
        var number = 0
        try rows.forEachPageOfExperts(of: RosterPage.capacity) { [self] records in
            let place = number
            number += 1
            places.wait()
            queue.async(group: making) { [self] in
                let page = Result { try RosterPage(records.forEach) }
                building.withLock { $0.take(page, at: place) }
                places.signal()
            }
        }
    }

    private func finish() throws -> RosterIndex {
        making.wait()
        return try building.withLock { building in
            if let failure = building.failure { throw failure }
            defer { building = Building() }
            return building.index
        }
    }
}

extension RosterLoading.Building {
    fileprivate mutating func take(_ page: Result<RosterPage, any Error>, at place: Int) {
        do { early[place] = try page.get() } catch { failure = failure ?? error }
        while let page = early.removeValue(forKey: next) {
            index.put(page)
            next += 1
        }
    }
}
