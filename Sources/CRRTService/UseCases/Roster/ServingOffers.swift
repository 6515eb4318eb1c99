import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Finds the ordered taskings in which offers serve. Lookups are cached for all offers of a call, and hidden taskings are excluded by their
/// label, without being read.
///
/// It stays valid as long as nothing but offers changes.
struct ServedTaskings {
    private let context: any Context
    private let areSeen: Bool
    private var effects: [NationCode: [EffectID: [TaskingID]]] = [:]
    private var teams: [ExpertID: [TeamID: [TaskingID]]] = [:]

    /// - Parameter areSeen: whether to find only taskings that the caller may see.
    init(_ context: some Context, areSeen: Bool) {
        self.context = context
        self.areSeen = areSeen
    }

    /// The ordered taskings in which an expert, team or effect serves.
    mutating func by<ID: NationalIdentifier>(_ id: ID) throws -> [Tasking] {
        try ids(by: id).compactMap { try context.rows.tasking($0) }
    }

    mutating func ids<ID: NationalIdentifier>(by id: ID) throws -> [TaskingID] {
        switch id {
        case let expert as ExpertID: try wanted(context.rows.orderedTaskings(of: expert))
        case let team as TeamID:
            Set(try (context.rows.team(team)?.members ?? []).flatMap { try teamTaskings(of: $0)[team] ?? [] }).sorted()
        case let effect as EffectID: try effectTaskings(of: effect.nation)[effect] ?? []
        default: []
        }
    }

    /// Cached by member, because an expert may be a member of many teams.
    private mutating func teamTaskings(of member: ExpertID) throws -> [TeamID: [TaskingID]] {
        if let known = teams[member] { return known }
        var found: [TeamID: [TaskingID]] = [:]
        for id in try wanted(context.rows.orderedTaskings(of: member)) {
            guard let team = try context.rows.tasking(id)?.team else { continue }
            found[team, default: []].append(id)
        }
        teams[member] = found
        return found
    }

    private mutating func effectTaskings(of nation: NationCode) throws -> [EffectID: [TaskingID]] {
        if let known = effects[nation] { return known }
        let taskings = try wanted(context.rows.taskingsWithEffects(of: nation))
        let found = Dictionary(grouping: try context.rows.effectsServing(in: taskings), by: \.effect).mapValues { $0.map(\.tasking) }
        effects[nation] = found
        return found
    }

    private func wanted(_ ids: [TaskingID]) throws -> [TaskingID] {
        guard areSeen, !context.caller.seesEverything else { return ids }
        // So that an offer in no tasking takes as long as one in a hidden tasking.
        if ids.isEmpty, let none = Self.none { _ = try context.sees(tasking: none) }
        return try ids.filter { try context.sees(tasking: $0) }
    }

    /// No tasking has this id.
    private static let none = try? TaskingID("TSK-ALB-1900-0001-1")
}

extension Context {
    /// The visible ordered taskings in which an offer serves, which its nation should know before it changes the offer.
    ///
    /// - Returns: nil where there are none, so that the field is omitted.
    func serving<ID: NationalIdentifier>(_ id: ID) throws -> [Roster.Serving]? {
        var served = ServedTaskings(self, areSeen: true)
        let found = try served.by(id).map { tasking in
            let concerns = try visibleConcerns(of: tasking).filter { $0.record == id.text }
            return Roster.Serving(id.text, try view(of: tasking), concerns: concerns.map(\.words), at: now)
        }
        return found.isEmpty ? nil : found
    }
}

extension Roster.Serving {
    /// - Parameter tasking: As the caller sees it. Of a person or an effect, the planned time is their own; others may stay longer.
    init(_ record: String, _ tasking: Tasking, concerns: [String], at now: Instant) {
        let own = tasking.held.last { $0.text == record }
        let period = own?.period ?? tasking.period
        self.init(
            record: record, tasking: tasking.id.description, state: tasking.state.rawValue, start: period.start.description,
            end: period.end.description, overdue: own?.isOverdue(at: now) ?? tasking.isOverdue(at: now) ? true : nil,
            concerns: concerns.isEmpty ? nil : concerns)
    }
}

extension Command {
    /// Appends a change of an offer. For each new objection to an ordered tasking in which it serves, another entry about that tasking
    /// follows, which alerts the desk.
    ///
    /// - Returns: the position of the change, and the visible taskings with new objections.
    func change<Record: OfferedRecord>(
        _ record: Record, _ event: JournalEvent, detail: [String: String?] = [:]
    ) throws -> (seq: Int, serving: [Roster.Serving]) {
        var served = ServedTaskings(self, areSeen: false)
        return try change(record, event, detail: detail, &served)
    }

    /// The same for one of many changes.
    ///
    /// - Parameter served: all taskings in which offers serve, visible or not.
    func change<Record: OfferedRecord>(
        _ record: Record, _ event: JournalEvent, detail: [String: String?], _ served: inout ServedTaskings
    ) throws -> (seq: Int, serving: [Roster.Serving]) {
        let served = try served.by(record.id)
        let before = try served.map { Set(try concerns(of: $0)) }
        let seq = try append(event, record.id, [record.change], detail: detail)
        var serving: [Roster.Serving] = []
        for (tasking, known) in zip(served, before) {
            let new = try concerns(of: tasking).filter { !known.contains($0) }
            guard !new.isEmpty else { continue }
            // The entry contains a changed effect, whose label decides who may read the entry.
            var labelled: [RecordChange] = []
            if case .effect = record.change { labelled = [record.change] }
            for concern in new {
                _ = try append(
                    .taskingAffected, tasking.id, labelled,
                    detail: ["nation": concern.nation.description, "offer": concern.record, "concern": concern.words])
            }
            guard try sees(.tasking(tasking)) else { continue }
            let told = try visibleConcerns(of: tasking).filter(new.contains).map { concern in
                (concern.record == record.id.text ? "" : concern.record + ": ") + concern.words
            }
            guard !told.isEmpty else { continue }
            serving.append(Roster.Serving(record.id.text, try view(of: tasking), concerns: told, at: now))
        }
        return (seq, serving)
    }
}
