import CRRTDomain
import GRDB

/// Applies a change to the rows. The running daemon and a replay of the journal both use it, so their rows cannot differ.
enum Projection {
    /// - Parameters:
    ///   - record: the record as JSON text.
    ///   - seq: the journal entry that holds the change.
    static func apply(
        _ change: RecordChange, _ record: String, from seq: Int, _ db: Database, _ statements: PreparedStatements
    ) throws {
        switch change {
        case .expert(let expert): try apply(expert, record, statements)
        case .team(let team): try offer("team", team.id.text, team.nation, team.revision, record, db)
        case .effect(let effect): try offer("effect", effect.id.text, effect.nation, effect.revision, record, db)
        case .request(let request): try apply(request, record, db)
        case .tasking(let tasking): try apply(tasking, record, db)
        case .consent(let consent): try apply(consent, record, from: seq, db)
        case .campaign(let campaign): try apply(campaign, record, db)
        case .standby(let period): try apply(period, record, db)
        }
    }

    /// Rosters are mostly experts, and nations keep them current.
    private static func apply(_ expert: Expert, _ record: String, _ statements: PreparedStatements) throws {
        try statements.execute(
            """
            INSERT INTO expert (id, nation, revision, record) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, record = excluded.record
            """,
            [.text(expert.id.text), .text(expert.nation.description), .integer(expert.revision), .text(record)])
    }

    /// `table` is one of two fixed names, never input.
    private static func offer(
        _ table: String, _ id: String, _ nation: NationCode, _ revision: Int, _ record: String, _ db: Database
    ) throws {
        let sql = """
            INSERT INTO \(table) (id, nation, revision, record) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, record = excluded.record
            """
        try db.cachedStatement(sql: sql).execute(arguments: [id, nation.description, revision, record])
    }

    private static func apply(_ request: Request, _ record: String, _ db: Database) throws {
        guard let id = request.id else { throw InvalidField("id", "is missing") }
        let sql = """
            INSERT INTO request (id, nation, year, number, state, ends_at, revision, record, linked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, ends_at = excluded.ends_at, revision = excluded.revision,
                record = excluded.record, linked = excluded.linked
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            id.description, id.nation.description, id.year, id.number, request.state.rawValue, request.period.end.milliseconds,
            request.revision, record, !request.campaigns.isEmpty,
        ])
    }

    private static func apply(_ campaign: Campaign, _ record: String, _ db: Database) throws {
        let sql = """
            INSERT INTO campaign (id, state, revision, record) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, revision = excluded.revision, record = excluded.record
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            campaign.id.description, campaign.state.rawValue, campaign.revision, record,
        ])
    }

    private static func apply(_ standby: StandbyPeriod, _ record: String, _ db: Database) throws {
        let sql = """
            INSERT INTO standby (id, nation, team, starts_at, ends_at, state, revision, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET team = excluded.team, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                state = excluded.state, revision = excluded.revision, record = excluded.record
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            standby.id.text, standby.nation.description, standby.team?.text, standby.period.start.milliseconds,
            standby.period.end.milliseconds, standby.state.rawValue, standby.revision, record,
        ])
        try db.cachedStatement(sql: "DELETE FROM standby_reader WHERE standby = ?").execute(arguments: [standby.id.text])
        let insert = try db.cachedStatement(sql: "INSERT INTO standby_reader (nation, standby) VALUES (?, ?)")
        for nation in standby.readers.sorted() { try insert.execute(arguments: [nation.description, standby.id.text]) }
    }

    private static func apply(_ tasking: Tasking, _ record: String, _ db: Database) throws {
        let (id, period) = (tasking.id.description, tasking.period)
        let sql = """
            INSERT INTO tasking (id, request, number, state, starts_at, ends_at, revision, record, active, holds)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                revision = excluded.revision, record = excluded.record, active = excluded.active, holds = excluded.holds
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            id, tasking.request.description, tasking.id.number, tasking.state.rawValue, period.start.milliseconds,
            period.end.milliseconds, tasking.revision, record, tasking.isActive, tasking.holdsPeople,
        ])
        try db.cachedStatement(sql: "DELETE FROM assignment WHERE tasking = ?").execute(arguments: [id])
        let insert = try db.cachedStatement(
            sql: "INSERT INTO assignment (tasking, seat, expert, batch, starts_at, ends_at, state) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for element in tasking.elements {
            guard let assignment = element.assignment else { continue }
            try insert.execute(arguments: [
                id, assignment.seat, assignment.expert.text, element.batch, element.period.start.milliseconds,
                element.period.end.milliseconds, element.state.rawValue,
            ])
        }
    }

    /// - Parameter seq: kept from the first entry with this consent, which asks for it.
    private static func apply(_ consent: Consent, _ record: String, from seq: Int, _ db: Database) throws {
        let sql = """
            INSERT INTO consent (tasking, nation, kind, asked, digest, state, reply_by, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (tasking, nation, kind, digest) DO UPDATE SET state = excluded.state, reply_by = excluded.reply_by,
                record = excluded.record
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            consent.tasking.description, consent.nation.description, consent.kind.rawValue, seq, consent.digest,
            consent.state.rawValue, consent.replyBy.milliseconds, record,
        ])
    }
}
