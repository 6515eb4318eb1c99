import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The ordered taskings that an offer serves in: what a nation should know before it changes the offer, and the desk after.
extension Context {
    /// The ordered taskings that an expert, team or effect serves in, whether the caller may see them or not.
    func taskingsServed<ID: NationalIdentifier>(by id: ID) throws -> [Tasking] {
        switch id {
        case let expert as ExpertID:
            return try reading.orderedTaskings(of: expert).compactMap { try reading.tasking($0) }
        case let team as TeamID:
            let ids = Set(try (reading.team(team)?.members ?? []).flatMap { try reading.orderedTaskings(of: $0) })
            return try ids.sorted().compactMap { try reading.tasking($0) }.filter { $0.team == team }
        case let effect as EffectID:
            return try reading.taskingsWithEffects(of: effect.nation).compactMap { try reading.tasking($0) }
                .filter { $0.state.holdsPeople && $0.effects.contains(effect) }
        default: return []
        }
    }

    /// The same for the caller: only taskings that they may see; nil where there are none, so that the field stays off the wire.
    func serving<ID: NationalIdentifier>(_ id: ID) throws -> [Roster.Serving]? {
        let found = try taskingsServed(by: id).filter { try sees(.tasking($0)) }.map { tasking in
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
        let served = try taskingsServed(by: record.id)
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
