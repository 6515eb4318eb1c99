import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Lists experts, all or those that a filter lets through.
struct ExpertList: RecordList {
    typealias Method = Roster.ListExperts

    /// An expert, and the taskings in which they serve where the caller asks for that.
    struct Record: Sendable {
        var expert: Expert
        var serving: [Roster.Serving]?
    }

    let limit: Int?
    let after: String?
    private let filter: NationFilter
    private let skill: (code: SkillCode, level: Proficiency)?
    private let clearance: Classification?
    private let mode: Mode?
    private let availability: Availability?
    private let onTask: Bool?

    /// An instant, or a period.
    private enum Availability {
        case at(Instant)
        case during(Period)
    }

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        filter = try NationFilter(parameters.nation)
        skill = try parameters.skill.map(ExpertList.skill)
        clearance = parameters.clearance.flatMap { Classification(rawValue: $0.rawValue) }
        mode = parameters.mode.flatMap { Mode(rawValue: $0.rawValue) }
        availability = try ExpertList.availability(parameters)
        onTask = parameters.onTask
    }

    /// `CODE` or `CODE:LEVEL`.
    private static func skill(_ text: String) throws -> (SkillCode, Proficiency) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        do {
            return (try SkillCode(parts[0]), try Proficiency(parts.count == 1 ? 1 : Int(parts[1]) ?? 0))
        } catch {
            throw Refusal.invalid(error.within("skill"))
        }
    }

    private static func availability(_ parameters: Method.Parameters) throws -> Availability? {
        let end = try ParameterFields.instant("availableUntil", parameters.availableUntil)
        guard let start = try ParameterFields.instant("availableFrom", parameters.availableFrom) else {
            if end == nil { return nil }
            throw Refusal.invalid("availableFrom", "is missing; availableUntil is the end of a period, which begins then")
        }
        guard let end else { return .at(start) }
        do { return .during(try Period(start: start, end: end)) } catch {
            throw Refusal.invalid("availableUntil", error.reason)
        }
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Record> {
        guard let nation = filter.scope(query.caller) else { return RecordBatch() }
        if let skill { try query.site.catalogue.check(skill.code) }
        let question = question(query)
        // Taskings that the caller may not see count for nothing: who serves in one of them is listed as free.
        var served = ServedTaskings(query, areSeen: true)
        let batch = try filtered(
            after: after, count: count, budget,
            read: { try query.rows.experts(nation: nation, after: $0.map { try ExpertID($0) }, limit: $1, within: budget) },
            position: \.id.text, keep: { try isWanted($0, at: query.now) && isAvailable($0, question, &served) && isOnTask($0, &served) })
        return RecordBatch(
            records: try batch.records.map { Record(expert: $0, serving: onTask == true ? try query.serving($0.id) : nil) },
            next: batch.next)
    }

    private func question(_ query: Query) -> AvailabilityQuestion? {
        let (now, days) = (query.now, query.site.policy.staleAfterDays)
        return switch availability {
        case .at(let instant): AvailabilityQuestion(at: ReportBasis(at: instant, now: now, staleAfterDays: days))
        case .during(let period): AvailabilityQuestion(during: period, now: now, staleAfterDays: days)
        case nil: nil
        }
    }

    func cursor(after record: Record) -> String? { record.expert.id.text }

    static func one(_ record: Record) -> Method.Reply { .init(expert: Roster.Expert(record.expert), serving: record.serving) }

    static func many(_ records: [Record], next: String?) -> Method.Reply {
        let serving = records.flatMap { $0.serving ?? [] }
        return .init(experts: records.map { Roster.Expert($0.expert) }, next: next, serving: serving.isEmpty ? nil : serving)
    }
}

// MARK: - Filters

extension ExpertList {
    /// What the record alone decides.
    private func isWanted(_ expert: Expert, at now: Instant) -> Bool {
        if let skill, expert.skills[skill.code].map({ $0 < skill.level }) ?? true { return false }
        if let clearance {
            guard let own = expert.clearance, own.level >= clearance, own.holds(until: now) else { return false }
        }
        switch mode {
        case nil: return true
        case .both: return expert.mode == .both
        case .remote, .onSite: return mode.map(expert.mode.serves) ?? true
        }
    }

    private func isAvailable(_ expert: Expert, _ question: AvailabilityQuestion?, _ served: inout ServedTaskings) throws -> Bool {
        guard let question else { return true }
        if question.objects(to: expert) { return false }
        return try !served.by(expert.id).contains { tasking in
            tasking.held.contains { $0.expert == expert.id && question.objects(toCommitment: $0.period) }
        }
    }

    private func isOnTask(_ expert: Expert, _ served: inout ServedTaskings) throws -> Bool {
        guard let onTask else { return true }
        return try served.ids(by: expert.id).isEmpty != onTask
    }
}
