import CRRTProtocol
import Varlink

/// An expert, team or effect: the calls of the daemon for it, and its table.
protocol RosterRecord: JSONCodable, Hashable, Sendable {
    static var rosterKind: RosterKind { get }
    var id: String { get }
    var offer: Roster.Offer? { get set }
    var revision: Int? { get set }

    static func get(_ id: String, _ context: CommandContext) throws(Failure) -> (record: Self, marking: Marking?)
    /// The records of a nation that the caller may see; of all nations for nil.
    static func list(nation: String?, _ context: CommandContext) throws(Failure) -> Listing<Self>
    /// Shows one record, with the facts that the daemon tells besides it.
    static func show(_ id: String, _ context: CommandContext) throws(Failure)
    static func table(_ records: [Self], _ times: TimeStyle) -> Table
    /// Puts it on the roster.
    func put(ifRevision: Int?, _ context: CommandContext) throws(Failure) -> StoredRecord<Self>
}

/// A record as it is on the roster after a put.
struct StoredRecord<Record: RosterRecord> {
    /// The daemon's reply, as JSON.
    let raw: [UInt8]
    let record: Record
    let seq: Int
    /// The ordered taskings that the rules object to since this change; nil if there is none.
    let serving: [Roster.Serving]?

    func words(_ times: TimeStyle) -> String {
        "\(record.id) stored\(Outcome.words(revision: record.revision ?? 1, seq: seq))" + ServingText.after(serving, times)
    }
}

extension Roster.Expert: RosterRecord {
    static var rosterKind: RosterKind { .expert }

    static func get(_ id: String, _ context: CommandContext) throws(Failure) -> (record: Self, marking: Marking?) {
        let reply = try context.daemon.call(Roster.GetExpert.self, .init(id: id)).reply
        return (reply.expert, Marking(of: reply))
    }

    static func list(nation: String?, _ context: CommandContext) throws(Failure) -> Listing<Self> {
        try context.list(
            Roster.ListExperts.self, member: "experts", page: { .init(nation: nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.experts, $0.next) })
    }

    static func show(_ id: String, _ context: CommandContext) throws(Failure) {
        let answer = try context.daemon.call(Roster.GetExpert.self, .init(id: id))
        context.show(answer) {
            RosterViews.page(answer.reply.expert, serving: answer.reply.serving, skillTitles: context.skillTitles(), context.times)
        }
    }

    static func table(_ records: [Self], _ times: TimeStyle) -> Table { RosterViews.table(records, times) }

    func put(ifRevision: Int?, _ context: CommandContext) throws(Failure) -> StoredRecord<Self> {
        let answer = try context.daemon.call(
            Roster.PutExpert.self, .init(expert: self, ifRevision: ifRevision, idempotencyKey: context.daemon.key()))
        return .init(raw: answer.raw, record: answer.reply.expert, seq: answer.reply.seq, serving: answer.reply.serving)
    }
}

extension Roster.Team: RosterRecord {
    static var rosterKind: RosterKind { .team }

    static func get(_ id: String, _ context: CommandContext) throws(Failure) -> (record: Self, marking: Marking?) {
        let reply = try context.daemon.call(Roster.GetTeam.self, .init(id: id)).reply
        return (reply.team, Marking(of: reply))
    }

    static func list(nation: String?, _ context: CommandContext) throws(Failure) -> Listing<Self> {
        try context.list(
            Roster.ListTeams.self, member: "teams", page: { .init(nation: nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.teams, $0.next) })
    }

    static func show(_ id: String, _ context: CommandContext) throws(Failure) {
        let answer = try context.daemon.call(Roster.GetTeam.self, .init(id: id))
        context.show(answer) {
            RosterViews.page(answer.reply.team, pending: answer.reply.pending ?? [], serving: answer.reply.serving, context.times)
        }
    }

    static func table(_ records: [Self], _ times: TimeStyle) -> Table { RosterViews.table(records, times) }

    func put(ifRevision: Int?, _ context: CommandContext) throws(Failure) -> StoredRecord<Self> {
        let answer = try context.daemon.call(
            Roster.PutTeam.self, .init(team: self, ifRevision: ifRevision, idempotencyKey: context.daemon.key()))
        return .init(raw: answer.raw, record: answer.reply.team, seq: answer.reply.seq, serving: answer.reply.serving)
    }
}

extension Roster.Effect: RosterRecord {
    static var rosterKind: RosterKind { .effect }

    static func get(_ id: String, _ context: CommandContext) throws(Failure) -> (record: Self, marking: Marking?) {
        let reply = try context.daemon.call(Roster.GetEffect.self, .init(id: id)).reply
        return (reply.effect, Marking(of: reply))
    }

    static func list(nation: String?, _ context: CommandContext) throws(Failure) -> Listing<Self> {
        try context.list(
            Roster.ListEffects.self, member: "effects", page: { .init(nation: nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.effects, $0.next) })
    }

    static func show(_ id: String, _ context: CommandContext) throws(Failure) {
        let answer = try context.daemon.call(Roster.GetEffect.self, .init(id: id))
        context.show(answer) { RosterViews.page(answer.reply.effect, serving: answer.reply.serving, context.times) }
    }

    static func table(_ records: [Self], _ times: TimeStyle) -> Table { RosterViews.table(records, times) }

    func put(ifRevision: Int?, _ context: CommandContext) throws(Failure) -> StoredRecord<Self> {
        let answer = try context.daemon.call(
            Roster.PutEffect.self, .init(effect: self, ifRevision: ifRevision, idempotencyKey: context.daemon.key()))
        return .init(raw: answer.raw, record: answer.reply.effect, seq: answer.reply.seq, serving: answer.reply.serving)
    }
}
