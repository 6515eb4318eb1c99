import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Puts one record on the roster, as a new one or in place of an existing one.
private struct Put<Record: OfferedRecord> {
    let command: Command

    /// - Parameter read: reads and checks the wire record, given the existing one.
    func run(
        _ id: String, ifRevision: Int?, _ read: (Record?) throws(InvalidField) -> Record
    ) throws -> (Record, seq: Int, serving: [Roster.Serving]?) {
        guard let key = try? Record.ID(id) else {
            _ = try read(nil)
            throw Refusal.invalid("id", "cannot be read")
        }
        guard command.caller.speaks(for: key.nation) else { throw Refusal.permission(of: [key.nation]) }
        let existing = try RosterRules.present(Record.self, key, command)
        var record = try read(existing)
        try record.check(command.site.catalogue)
        try RosterRules.check(record, command)
        try Refusal.checkRevision(ifRevision, against: existing?.revision ?? 0, key)
        record.revision = (existing?.revision ?? 0) + 1
        let (seq, serving) = try command.change(record, Record.putEvent)
        return (record, seq, serving.isEmpty ? nil : serving)
    }
}

enum PutExpert {
    static func run(_ parameters: Roster.PutExpert.Parameters, _ command: Command) throws -> Roster.PutExpert.Reply {
        var former: Expert?
        let (expert, seq, serving) = try Put<Expert>(command: command).run(parameters.expert.id, ifRevision: parameters.ifRevision) {
            (existing) throws(InvalidField) in
            former = existing
            return try Expert(offered: parameters.expert, existing: existing, now: command.now)
        }
        if expert.name != former?.name { try command.transaction.setName(expert.name, of: expert.id) }
        if expert.partner != former?.partner { try command.transaction.setPartner(expert.partner, of: expert.id) }
        return .init(expert: Roster.Expert(expert), seq: seq, serving: serving)
    }
}

enum PutTeam {
    static func run(_ parameters: Roster.PutTeam.Parameters, _ command: Command) throws -> Roster.PutTeam.Reply {
        let (team, seq, serving) = try Put<Team>(command: command).run(parameters.team.id, ifRevision: parameters.ifRevision) {
            (existing) throws(InvalidField) in try Team(parameters.team, existing: existing, now: command.now)
        }
        return .init(team: Roster.Team(team), seq: seq, serving: serving)
    }
}

enum PutEffect {
    static func run(_ parameters: Roster.PutEffect.Parameters, _ command: Command) throws -> Roster.PutEffect.Reply {
        let (effect, seq, serving) = try Put<Effect>(command: command).run(parameters.effect.id, ifRevision: parameters.ifRevision) {
            (existing) throws(InvalidField) in try Effect(parameters.effect, existing: existing, now: command.now)
        }
        return .init(effect: Roster.Effect(effect), seq: seq, serving: serving)
    }
}

/// Rules about the roster as a whole, beyond the fields of one record.
enum RosterRules {
    /// The record that a new one would replace; nil where there is none. If it is above the caller's clearance, they learn only that the id
    /// is in use.
    static func present<Record: OfferedRecord>(_: Record.Type, _ id: Record.ID, _ context: some Context) throws -> Record? {
        guard let record = try Record.load(id, context.rows) else { return nil }
        guard try context.sees(record.change) else { throw InvalidField("id", "\(id) is not free; choose another") }
        return record
    }

    static func check(_ record: some OfferedRecord, _ context: some Context) throws {
        try checkOffer(record, context)
        if let team = record as? Team { try checkMembers(team, context) }
    }

    static func checkOffer(_ record: some OfferedRecord, _ context: some Context) throws(InvalidField) {
        guard record.offer.confirmedAt <= context.now.adding(hours: 1) else {
            throw InvalidField("offer.confirmedAt", "\(record.offer.confirmedAt) is in the future")
        }
        if let effect = record as? Effect { try context.caller.checkClearance(for: effect.classification) }
    }

    static func checkMembers(_ team: Team, _ context: some Context) throws {
        var known: Set<ExpertID> = []
        if let fault = try memberFaults(team, context, known: &known).first { throw fault }
    }

    /// The members that are not on the roster.
    ///
    /// - Parameter known: experts on the roster or in the same batch. Members that are found are added, so that each is looked up once.
    static func memberFaults(_ team: Team, _ context: some Context, known: inout Set<ExpertID>) throws -> [InvalidField] {
        var faults: [InvalidField] = []
        // The lead nation must not learn whether a foreign expert exists. Foreign members are pending until their nation names the team.
        for (index, member) in team.members.enumerated() where member.nation == team.nation && !known.contains(member) {
            guard try context.rows.expert(member) == nil else {
                known.insert(member)
                continue
            }
            faults.append(InvalidField("members[\(index)]", "\(member) is not on the roster; put the expert first"))
        }
        return faults
    }
}
