import CRRTDomain
import CRRTProtocol

// A line of a rota as a standby period. Every cell is checked first, then the whole period.
extension SheetRow<RotaColumn> {
    /// The period; nil if there are `faults`.
    mutating func period(_ now: Instant) -> Standby.Period? {
        let id = required(.id, code(.id) { (text) throws(InvalidField) in try StandbyID(text) })
        let (team, experts) = people()
        let start = required(.start, time(.start, now: now, after: nil))
        let end = required(.end, time(.end, now: now, after: start))
        let tier = required(.tier, choice(.tier, Standby.Period.Tier.self))
        let hours = required(.noticeHours, hours(.noticeHours))
        let lead = code(.leadNation) { (text) throws(InvalidField) in try NationCode(text) }
        if let start, let end, end <= start { complain(.end, "\(end) is not after the start \(start)") }
        guard faults.isEmpty, let id, let start, let end, let tier, let hours else { return nil }
        let period = Standby.Period(
            id: id, team: team, experts: experts, start: start.description, end: end.description, tier: tier, noticeHours: hours,
            leadNation: lead)
        guard let fault = Self.fault(period, start, end) else { return period }
        complain(RotaColumn.holding(fault.field)?.column ?? .id, fault.reason)
        return nil
    }

    /// Who stands by: a team or experts.
    private mutating func people() -> (team: String?, experts: [String]?) {
        let team = code(.team) { (text) throws(InvalidField) in try TeamID(text) }
        let experts = list(.experts) { (text) throws(InvalidField) in try ExpertID(text) }
        switch (isFilled(.team), isFilled(.experts)) {
        case (true, true): complain(.experts, "stands beside a team, whose members stand by; leave one of the two cells empty")
        case (false, false): complain(.team, "is empty, as experts is; name who stands by in one of the two")
        default: break
        }
        return (team, experts)
    }

    private mutating func time(_ column: RotaColumn, now: Instant, after base: Instant?) -> Instant? {
        // An apostrophe keeps a spreadsheet from taking +7d for a formula.
        guard let word = text(column).map({ SheetCell.trimmed($0[...]) }), !word.isEmpty else { return nil }
        do throws(InvalidField) { return try TimeInput.instant(word, now: now, after: base) } catch {
            complain(column, SheetDate.reason(time: word) ?? error.reason)
            return nil
        }
    }

    /// What is wrong with the period as a whole; nil where nothing is.
    private static func fault(_ period: Standby.Period, _ start: Instant, _ end: Instant) -> InvalidField? {
        do throws(InvalidField) {
            let people: StandbyPeriod.People =
                if let team = period.team { .team(try TeamID(team)) } else { .pool(try experts(period.experts ?? [])) }
            _ = try StandbyPeriod(
                id: StandbyID(period.id), people: people, period: Period(start: start, end: end),
                tier: period.tier == .first ? .first : .second, noticeHours: period.noticeHours)
            return nil
        } catch {
            return error
        }
    }

    private static func experts(_ texts: [String]) throws(InvalidField) -> [ExpertID] {
        var experts: [ExpertID] = []
        for text in texts { experts.append(try ExpertID(text)) }
        return experts
    }
}
