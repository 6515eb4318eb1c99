public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// Standby periods.
///
/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// A period, also one that is withdrawn; nil where there is none.
    public func standby(_ id: StandbyID) throws -> StandbyPeriod? {
        let statement = try db.cachedStatement(sql: "SELECT record FROM standby WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id.text]).map(Self.period)
    }

    /// Whether a nation may read a period. It takes the same time whether the period exists or not.
    public func isReader(_ nation: NationCode, of standby: StandbyID) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM standby_reader WHERE nation = ? AND standby = ?)"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [nation.description, standby.text]) ?? false
    }

    /// The periods that are not withdrawn and of which any part lies between two instants, in order of their ends.
    ///
    /// - Parameters:
    ///   - from: The first instant.
    ///   - until: The first instant after; nil for no end.
    ///   - reader: Those that this nation may read; nil for all.
    public func standby(from: Instant, until: Instant? = nil, readBy reader: NationCode? = nil) throws -> [StandbyPeriod] {
        let sql = """
            SELECT record FROM standby WHERE state <> 'withdrawn' AND ends_at > ? \(until == nil ? "" : "AND starts_at < ?")
            \(reader == nil ? "" : Self.readable) ORDER BY ends_at
            """
        var arguments: StatementArguments = [from.milliseconds]
        if let until { arguments += [until.milliseconds] }
        if let reader { arguments += [reader.description] }
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(Self.period)
    }

    /// A condition on the periods that a nation may read.
    private static let readable = "AND id IN (SELECT standby FROM standby_reader WHERE nation = ?)"

    /// The periods in force at an instant.
    public func activeStandby(at instant: Instant) throws -> ActiveStandby {
        ActiveStandby(try standby(from: instant, until: Instant(milliseconds: instant.milliseconds + 1)), at: instant)
    }

    /// A period of a team, other than one, that overlaps a time; nil where there is none.
    public func standby(of team: TeamID, overlapping period: Period, besides id: StandbyID) throws -> StandbyPeriod? {
        let sql = """
            SELECT record FROM standby
            WHERE state <> 'withdrawn' AND team = ? AND ends_at > ? AND starts_at < ? AND id <> ? ORDER BY ends_at LIMIT 1
            """
        let arguments: StatementArguments = [team.text, period.start.milliseconds, period.end.milliseconds, id.text]
        return try String.fetchOne(db.cachedStatement(sql: sql), arguments: arguments).map(Self.period)
    }

    /// How many periods of a nation are not withdrawn and have not ended.
    public func countStandby(of nation: NationCode, after instant: Instant) throws -> Int {
        let sql = "SELECT count(*) FROM standby WHERE state <> 'withdrawn' AND nation = ? AND ends_at > ?"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [nation.description, instant.milliseconds]) ?? 0
    }

    /// In id order, after the id `after`; nil: from the first.
    ///
    /// - Parameters:
    ///   - nation: of this nation; nil: of every nation.
    ///   - from: that have not ended by this instant.
    ///   - reader: that this nation may read; nil for all.
    public func standby(
        nation: NationCode?, from: Instant, readBy reader: NationCode?, after: StandbyID?, limit: Int
    ) throws -> [StandbyPeriod] {
        let sql = """
            SELECT record FROM standby WHERE id > ? \(nation == nil ? "" : "AND +nation = ?") AND ends_at > ?
            \(reader == nil ? "" : Self.readable) ORDER BY id LIMIT ?
            """
        var arguments: StatementArguments = [after?.text ?? ""]
        if let nation { arguments += [nation.description] }
        arguments += [from.milliseconds]
        if let reader { arguments += [reader.description] }
        arguments += [limit]
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(Self.period)
    }

    private static func period(_ record: String) throws -> StandbyPeriod { try StandbyPeriod(Standby.Period(json: record.utf8)) }
}
