import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The ordered taskings that offers serve in, for as many offers as a command or question is about: what they have in common is looked
/// up once, and each tasking that is left out is left out by its label, before it is read.
///
/// It holds as long as nothing but offers changes.
struct ServedTaskings {
    private let context: any Context
    private let areSeen: Bool
    private var effects: [NationCode: [EffectID: [TaskingID]]] = [:]
    private var teams: [ExpertID: [TeamID: [TaskingID]]] = [:]

    /// - Parameter areSeen: only those that the caller may see; else all.
    init(_ context: some Context, areSeen: Bool) {
        self.context = context
        self.areSeen = areSeen
    }

    /// The ordered taskings that an expert, team or effect serves in.
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

    /// A member of many teams has the same taskings in each of them.
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
        // Of an offer in one hidden tasking no more is looked up than of one in none.
        if ids.isEmpty, let none = Self.none { _ = try context.sees(tasking: none) }
        return try ids.filter { try context.sees(tasking: $0) }
    }

    /// No tasking has this id.
    private static let none = try? TaskingID("TSK-ALB-1900-0001-1")
}

extension Context {
    /// The ordered taskings that an offer serves in, as far as the caller may see them: what a nation should know before it changes the
    /// offer.
    ///
    /// - Returns: nil where there are none, so that the field stays off the wire.
    func serving<ID: NationalIdentifier>(_ id: ID) throws -> [Roster.Serving]? {
        var served = ServedTaskings(self, areSeen: true)
        let found = try served.by(id).map { tasking in
            let concerns = try concernsSeen(of: tasking).filter { $0.record == id.text }
            return Roster.Serving(id.text, tasking, concerns: concerns.map(\.words), at: now)
        }
        return found.isEmpty ? nil : found
    }
}

extension Roster.Serving {
    init(_ record: String, _ tasking: Tasking, concerns: [String], at now: Instant) {
        self.init(
            record: record, tasking: tasking.id.description, state: tasking.state.rawValue, start: tasking.period.start.description,
            end: tasking.period.end.description, overdue: tasking.isOverdue(at: now) ? true : nil,
            concerns: concerns.isEmpty ? nil : concerns)
    }
}

extension Command {
    /// Journals a change of an offer. Where the rules object to it for an ordered tasking that it serves in, and did not before, an entry
    /// about that tasking follows: it alerts the desk.
    ///
    /// - Returns: the change's position, and the taskings newly objected to that the caller may see.
    func change<Record: OfferedRecord>(
        _ record: Record, _ event: JournalEvent, detail: [String: String?] = [:]
    ) throws -> (seq: Int, serving: [Roster.Serving]) {
        var served = ServedTaskings(self, areSeen: false)
        return try change(record, event, detail: detail, &served)
    }

    /// The same as one of many changes.
    ///
    /// - Parameter served: all taskings that offers serve in.
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
            // An effect bears a label, so that the entry has to bear the effect. What is new of a tasking is about the record that changed,
            // or about a member of that team.
            var labelled: [RecordChange] = []
            if case .effect = record.change { labelled = [record.change] }
            for concern in new {
                _ = try append(
                    .taskingAffected, tasking.id, labelled,
                    detail: ["nation": concern.nation.description, "offer": concern.record, "concern": concern.words])
            }
            guard try sees(.tasking(tasking)) else { continue }
            let told = try concernsSeen(of: tasking).filter(new.contains).map { concern in
                (concern.record == record.id.text ? "" : concern.record + ": ") + concern.words
            }
            guard !told.isEmpty else { continue }
            serving.append(Roster.Serving(record.id.text, tasking, concerns: told, at: now))
        }
        return (seq, serving)
    }
}
