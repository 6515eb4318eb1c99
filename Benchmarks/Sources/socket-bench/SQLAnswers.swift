import CRRTDomain
import Measuring
import SeededRoster

/// The same questions in SQL: who is eligible for each seat line, and which teams cover the request.
struct SQLAnswers {
    let roster: SeededRoster
    let file: SQLiteFile

    /// A kind of slot: a seat line, and the level that it needs.
    private struct Kind {
        let line: Int
        let level: Int
        var count: Int
    }

    /// By seat line; reads whole lists, as a match needs them.
    func eligible(_ request: Request) throws -> [Int] {
        var counts = request.seats.map { _ in 0 }
        for kind in kinds(request) { counts[kind.line] = try file.integers(holders(request, kind)).count }
        return counts
    }

    /// Teams that fill every slot with their own people. By Hall's theorem: of every set of kinds, at least as many members are
    /// eligible for one of them as there are slots of these kinds.
    func coveringTeams(_ request: Request) throws -> Int {
        let kinds = kinds(request)
        let fits = kinds.indices.map { "SELECT e, \(1 << $0) AS bit FROM (\(holders(request, kinds[$0])))" }
        let all = fits.joined(separator: " UNION ALL ")
        try file.run("DELETE FROM temp.fit; INSERT INTO temp.fit SELECT e, sum(bit) FROM (\(all)) GROUP BY e")
        let needs = (1..<1 << kinds.count).map { set in
            "(\(set), \(kinds.indices.reduce(0) { set >> $1 & 1 == 1 ? $0 + kinds[$1].count : $0 }))"
        }
        try file.run("DELETE FROM temp.need; INSERT INTO temp.need VALUES \(needs.joined(separator: ", "))")
        return try file.integers(covering(request)).count
    }

    private func covering(_ request: Request) -> String {
        """
        WITH g AS MATERIALIZED (SELECT m.t AS t, f.mask AS mask, count(*) AS c FROM temp.fit AS f JOIN q_member AS m ON m.e = f.e
                                GROUP BY m.t, f.mask),
        strong AS MATERIALIZED (SELECT g.t AS t, sum(c) AS n FROM g JOIN q_team AS t ON t.t = g.t
            WHERE \(stands(request, "t"))
              AND NOT EXISTS (SELECT 1 FROM q_team_refuses AS r WHERE r.t = g.t AND r.nation = '\(request.nation)')
            GROUP BY g.t HAVING n >= \(request.people) AND n >= max(t.strength))
        SELECT t FROM strong AS b WHERE NOT EXISTS (SELECT 1 FROM temp.need AS n
            WHERE (SELECT coalesce(sum(c), 0) FROM g WHERE g.t = b.t AND g.mask & n.s) < n.need)
        """
    }

    private func kinds(_ request: Request) -> [Kind] {
        var kinds: [Kind] = []
        for (line, seat) in request.seats.enumerated() {
            for person in 0..<seat.count {
                let level = seat.level(ofPerson: person).level
                if let last = kinds.last, last.line == line, last.level == level {
                    kinds[kinds.count - 1].count += 1
                } else {
                    kinds.append(Kind(line: line, level: level, count: 1))
                }
            }
        }
        return kinds
    }

    /// The conditions of a request for any offer.
    private func stands(_ request: Request, _ of: String) -> String {
        let allowed = SeededRoster.nations(in: request.releasableTo).subtracting(request.excludes)
            .subtracting(request.ownNationals ? [] : [request.nation])
        let nations = allowed.sorted().map { "'\($0)'" }.joined(separator: ", ")
        let fresh = roster.moment.adding(days: -90)
        return "\(of).nation IN (\(nations)) AND \(of).valid_until >= \(seconds(request.period.end))"
            + " AND \(of).valid_from <= \(seconds(request.period.start)) AND \(of).confirmed >= \(seconds(fresh))"
            + (request.maxNoticeHours.map { " AND \(of).notice <= \($0)" } ?? "")
    }

    private func holders(_ request: Request, _ kind: Kind) -> String {
        let seat = request.seats[kind.line]
        let clearance = max(seat.minClearance?.rank ?? 0, request.classification.rank)
        var sql = """
            SELECT h.e, h.notice, h.level FROM q_holder AS h WHERE h.skill = '\(seat.skill)' AND h.level >= \(kind.level)
            AND h.clearance >= \(clearance) AND h.until >= \(seconds(request.period.end)) AND \(stands(request, "h"))
            AND NOT EXISTS (SELECT 1 FROM q_away AS a WHERE a.e = h.e AND a.starts < \(seconds(request.period.end))
                            AND a.ends > \(seconds(request.period.start)))
            AND NOT EXISTS (SELECT 1 FROM q_refuses AS r WHERE r.e = h.e AND r.nation = '\(request.nation)')
            """
        if request.mode != .both { sql += " AND h.mode IN ('\(request.mode.rawValue)', 'both')" }
        for access in seat.accesses.sorted() {
            sql += " AND EXISTS (SELECT 1 FROM q_access AS c WHERE c.e = h.e AND c.access = '\(access)')"
        }
        for (language, profile) in request.languages.sorted(by: { $0.key < $1.key }) {
            let h = profile.halves
            sql += " AND EXISTS (SELECT 1 FROM q_language AS l WHERE l.e = h.e AND l.language = '\(language)'"
            sql += " AND l.l >= \(h[0]) AND l.s >= \(h[1]) AND l.r >= \(h[2]) AND l.w >= \(h[3]))"
        }
        return sql
    }

    private func seconds(_ instant: Instant) -> Int64 { instant.milliseconds / 1000 }
}
