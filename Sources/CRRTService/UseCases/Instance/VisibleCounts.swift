import CRRTDomain
import CRRTStore
import JournalProof

extension Query {
    /// The counts of what the caller sees, given those of everything.
    func visibleCounts(_ all: Counts) throws -> Counts {
        if caller.seesEverything { return all }
        var counts = all
        counts.effects = try count({ try rows.effects(nation: nil, after: $0, limit: 500) }, \.id, { .effect($0) })
        counts.openRequests = try [.submitted, .validated, .returned].reduce(0) { sum, state in
            try sum + count({ try rows.requests(nation: nil, state: state, after: $0, limit: 500) }, \.id, { .request($0) })
        }
        counts.activeTaskings = try rows.activeTaskings().count { try sees(.tasking($0)) }
        counts.pendingConsents = try count(
            { try rows.consents(nation: nil, state: .requested, tasking: nil, after: $0, limit: 500) }, { ConsentPosition($0) },
            { .consent($0) })
        return counts
    }

    private func count<Record, Position>(
        _ page: (Position?) throws -> [Record], _ position: (Record) -> Position?, _ record: (Record) -> RecordChange
    ) throws -> Int {
        var (count, last): (Int, Position?) = (0, nil)
        while true {
            let records = try page(last)
            count += try records.count { try sees(record($0)) }
            guard records.count == 500, let end = records.last else { return count }
            last = position(end)
        }
    }
}
