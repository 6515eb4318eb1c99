import CRRTDomain

/// Standby periods, as they must follow one another.
extension Model {
    func checkStep(_ standby: StandbyPeriod, _ event: JournalEvent) throws {
        let before = self.standby[standby.id]
        func fault(_ words: String) -> Violation { Violation(.lifeCycle, "\(standby.id) \(words), by \(event.rawValue)") }
        guard standby.revision == (before?.revision ?? 0) + 1 else {
            throw fault("is at revision \(standby.revision) after \(before?.revision ?? 0)")
        }
        guard Set(standby.confirmedBy).isSubset(of: standby.nations) else { throw fault("is confirmed by strangers") }
        let isWhole = standby.nations.allSatisfy(standby.confirmedBy.contains)
        guard standby.state == .withdrawn || (standby.state == .confirmed) == isWhole else { throw fault("is \(standby.state)") }
        guard (event == .standbyWithdrawn) == (standby.state == .withdrawn) else { throw fault("is \(standby.state)") }
        let isSame =
            before.map { $0.people == standby.people && $0.period == standby.period && $0.noticeHours == standby.noticeHours } ?? false
        let earlier = isSame && before?.state != .withdrawn ? Set(before?.confirmedBy ?? []) : []
        let new = Set(standby.confirmedBy).subtracting(earlier)
        guard new.count == (event == .standbyConfirmed ? 1 : 0) else { throw fault("is confirmed by \(new.sorted())") }
        if event != .standbyPut, event != .standbySwapped, !isSame { throw fault("is another period") }
    }

    /// A team stands by once at a time.
    func checkRota() throws {
        let periods = standby.values.filter { $0.state != .withdrawn && $0.team != nil }
        for (team, periods) in Dictionary(grouping: periods, by: \.team) {
            let inOrder = periods.sorted { $0.period.start < $1.period.start }
            for (first, second) in zip(inOrder, inOrder.dropFirst()) where first.period.overlaps(second.period) {
                throw Violation(.lifeCycle, "\(team?.text ?? "") stands by in \(first.id) and \(second.id) at once")
            }
        }
    }
}
