import CRRTProtocol

/// Warnings about a proposal: its people would be late, another open proposal names them, or an ordered tasking holds them.
enum ProposalText {
    /// `ready 5 h after the work begins`, `ready 12 min after the work begins`
    static func late(_ time: String) -> String { "ready \(time) after the work begins" }

    /// How late: `12 min`, `5 h 12 min`, from ten hours on in whole hours, rounded up; nil for in time. An older daemon tells whole hours.
    static func time(minutes: Int?, hours: Int?) -> String? {
        guard let minutes = minutes ?? hours.map({ $0 * 60 }) else { return nil }
        let told = minutes < 600 ? minutes : (minutes + 59) / 60 * 60
        return TimeSpan.words(milliseconds: Int64(told) * 60_000)
    }

    /// `EST-0001 (also proposed in TSK-LVA-2026-0001-1), EST-0002 (…)`; nil if there is none.
    static func contested(_ contests: [(expert: String, tasking: String)]) -> String? {
        var experts: [String] = []
        for contest in contests where !experts.contains(contest.expert) { experts.append(contest.expert) }
        let parts = experts.map { expert in
            let taskings = contests.filter { $0.expert == expert }.map(\.tasking)
            return "\(expert) (also proposed in \(taskings.joined(separator: ", ")))"
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// `EST-0001 serves TSK-LVA-2026-0001-1 in that period`
    static func serves(_ expert: String, _ tasking: String) -> String { "\(expert) serves \(tasking) in that period" }

    /// `EST-0001 serves TSK-LVA-2026-0001-1 in that period: cannot be ordered`; nil where no tasking holds them.
    static func committed(_ commitments: [(expert: String, tasking: String)]) -> String? {
        if commitments.isEmpty { return nil }
        return commitments.map { serves($0.expert, $0.tasking) }.joined(separator: ", ") + ": cannot be ordered"
    }

    /// A warning after a successful change.
    static func warning(_ contests: [(expert: String, tasking: String)]) -> [String] {
        contested(contests).map { ["contested: \($0); only one tasking can be ordered with them"] } ?? []
    }
}

extension Taskings.Tasking {
    private var contests: [(expert: String, tasking: String)] { (contested ?? []).map { ($0.expert, $0.tasking) } }
    private var commitments: [(expert: String, tasking: String)] { (committed ?? []).map { ($0.expert, $0.tasking) } }

    /// `ready 5 h after the work begins, if ordered now`
    private var lateness: String? {
        lateTime.map { ProposalText.late($0) + (state == .ordered ? "" : ", if ordered now") }
    }

    /// How late its people are: `12 min`, `5 h`; nil for in time.
    var lateTime: String? { ProposalText.time(minutes: lateMinutes, hours: lateHours) }

    /// `EST-0001 serves TSK-LVA-2026-0001-1 in that period: cannot be ordered`; nil where no tasking holds its people.
    var committedWords: String? { ProposalText.committed(commitments) }

    /// The warnings after a proposal and an order.
    var warnings: [String] {
        [lateness.map { "LATE: \($0)" }, committedWords].compactMap { $0 } + ProposalText.warning(contests)
    }

    /// The warnings on the page of a tasking.
    var outlook: [Block.Field] {
        [
            .init("LATE", lateness), .init("contested", ProposalText.contested(contests)),
            .init("committed", committedWords), .init("from industry", partnerWords),
        ]
    }
}

extension Requests.Candidate {
    /// How late its people would be: `12 min`, `5 h`; nil for in time.
    var lateTime: String? { ProposalText.time(minutes: lateMinutes, hours: lateHours) }
}
