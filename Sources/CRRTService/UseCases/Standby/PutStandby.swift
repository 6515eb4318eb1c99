import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A nation states a standby period, or changes one.
enum PutStandby {
    static func run(_ parameters: Standby.Put.Parameters, _ command: Command) throws -> Standby.Put.Reply {
        let plan = try StandbyPlan(parameters.period, KnownExperts(), command)
        try Refusal.checkRevision(parameters.ifRevision, against: plan.existing?.revision ?? 0, plan.standby.id)
        if plan.isOneMore { try plan.checkNumber(adding: 1) }
        let seq = try plan.append()
        try plan.checkOverlap()
        let clashes = try StandbyClashes(command).wire(of: [plan.standby])
        return .init(period: command.shown(plan.standby), seq: seq, clashes: clashes.isEmpty ? nil : clashes)
    }
}

/// One period that a nation states, checked against the rows.
struct StandbyPlan {
    /// The most periods of a nation that have not ended.
    private static let most = 2000

    let command: Command
    let standby: StandbyPeriod
    /// The period with this id; nil for a new one.
    let existing: StandbyPeriod?

    /// - Parameter known: The experts that earlier periods of an import name.
    /// - Throws: `PermissionDenied` for another nation's; `InvalidField` for the first field that is refused.
    init(_ wire: Standby.Period, _ known: KnownExperts, _ command: Command) throws {
        var stated = try StandbyPeriod(stated: wire)
        guard command.caller.speaks(for: stated.nation) else { throw Refusal.permission(of: [stated.nation]) }
        try command.site.catalogue.check(stated.nation)
        stated.nations = try Self.otherNations(in: stated, known, command)
        guard stated.leadNation == stated.nation || stated.nations.contains(stated.leadNation) else {
            throw InvalidField("leadNation", "\(stated.leadNation) has no people in it; name \(stated.nation) or one that has")
        }
        guard stated.period.end > command.now else { throw InvalidField("end", "\(stated.period.end) has passed") }
        existing = try command.rows.standby(stated.id)
        if let existing, existing.period.end <= command.now {
            throw InvalidField("id", "is of a period that ended \(existing.period.end), which stays as it was; take another id")
        }
        if let existing, existing.state != .withdrawn, existing.promisesSame(as: stated) {
            stated.confirmedBy = existing.confirmedBy.filter(stated.nations.contains)
            stated.swap = existing.swap
        }
        stated.revision = (existing?.revision ?? 0) + 1
        stated.state = existing?.state ?? .offered
        if existing != nil { try stated.take(.offer) }
        if stated.isConfirmedByAll { try stated.take(.confirm) }
        self.command = command
        standby = stated
    }

    /// The other nations whose people are in a team. The lead nation lists them, and learns nothing of their rosters here.
    private static func otherNations(in stated: StandbyPeriod, _ known: KnownExperts, _ command: Command) throws -> [NationCode] {
        switch stated.people {
        case .team(let id):
            guard let team = try command.rows.team(id) else {
                throw InvalidField("team", "\(id) is not on the roster; put the team first")
            }
            return Set(team.members.map(\.nation)).subtracting([stated.nation]).sorted()
        case .pool(let experts):
            for (index, expert) in experts.enumerated() where try !known.holds(expert, command.rows) {
                throw InvalidField("experts[\(index)]", "\(expert) is not on the roster; put the expert first")
            }
            return []
        }
    }

    /// Whether the record already says this.
    var changesNothing: Bool {
        guard var existing else { return false }
        existing.revision = standby.revision
        return existing == standby
    }

    /// - Returns: The position of the entry.
    func append() throws -> Int { try command.append(.standbyPut, standby.id, [.standby(standby)]) }

    /// Checks, once all periods of a batch are on record, that the team has no other period at the same time.
    func checkOverlap() throws {
        guard let team = standby.team,
            let other = try command.rows.standby(of: team, overlapping: standby.period, besides: standby.id)
        else { return }
        throw InvalidField(
            "start", "\(team) stands by already from \(other.period.start) to \(other.period.end) (\(other.id)); change one of the two")
    }

    /// Whether its nation has one more period with it.
    var isOneMore: Bool { existing.map { $0.state == .withdrawn } ?? true }

    /// - Parameter count: How many more periods its nation would have.
    func checkNumber(adding count: Int) throws(InvalidField) {
        let present = (try? command.rows.countStandby(of: standby.nation, after: command.now)) ?? Self.most
        guard present + count <= Self.most else {
            throw InvalidField(
                "id", "is one too many: \(standby.nation) has \(present) periods that have not ended, at most \(Self.most) are allowed")
        }
    }
}

/// Experts that are on record, each looked up once.
final class KnownExperts {
    private var answers: [ExpertID: Bool] = [:]

    func holds(_ expert: ExpertID, _ rows: ReadTransaction) throws -> Bool {
        if let known = answers[expert] { return known }
        let answer = try rows.holds(expert: expert)
        answers[expert] = answer
        return answer
    }
}

extension StandbyPeriod {
    /// Whether what other nations confirm is the same: who, when, and how soon.
    fileprivate func promisesSame(as other: StandbyPeriod) -> Bool {
        people == other.people && period == other.period && noticeHours == other.noticeHours
    }
}
