import CRRTDomain

extension StandbyPlan {
    /// What it changes in the period that is on record, by field of the contract; empty for a new one.
    var differences: [(field: String?, reason: String)] {
        guard let existing else { return [] }
        var found: [(field: String?, reason: String)] = []
        func compare(_ field: String, _ old: String?, _ new: String?) {
            if old != new { found.append((field, "\(old ?? "none") -> \(new ?? "none")")) }
        }
        compare("team", existing.team?.text, standby.team?.text)
        compare("experts", Self.words(existing.pool), Self.words(standby.pool))
        compare("start", existing.period.start.description, standby.period.start.description)
        compare("end", existing.period.end.description, standby.period.end.description)
        compare("tier", existing.tier.rawValue, standby.tier.rawValue)
        compare("noticeHours", "\(existing.noticeHours)", "\(standby.noticeHours)")
        compare("leadNation", existing.leadNation.description, standby.leadNation.description)
        if existing.state == .withdrawn { found.append(("state", "it was withdrawn, and is offered again")) }
        let anew = existing.confirmedBy.filter { !standby.confirmedBy.contains($0) && standby.nations.contains($0) }
        if !anew.isEmpty { found.append(("confirmedBy", "\(anew.map(\.description).joined(separator: " ")) to confirm anew")) }
        if let swap = existing.swap, standby.swap == nil { found.append(("swap", "\(swap.with) is no longer asked for")) }
        return found
    }

    private static func words(_ experts: [ExpertID]) -> String? {
        experts.isEmpty ? nil : shortened(experts.map(\.text).joined(separator: " "))
    }
}
