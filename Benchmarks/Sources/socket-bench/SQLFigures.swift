import CRRTDomain
import CRRTProtocol
import Measuring
import SeededRoster

/// The questions put to the rows of crrtd's own database, and the answers compared with what Match said.
struct SQLFigures {
    let roster: SeededRoster
    let rows: Rows

    /// - Returns: how many answers differ.
    func run(database: String, _ requests: [CRRTDomain.Request], _ replies: [Requests.Match.Reply]) throws -> Int {
        let file = try SQLiteFile(database)
        var fill = Sample()
        try fill.measure { try SQLSchema.fill(file) }
        rows.add(Row("index", roster.expertCount, "build", "SQLite", fill.median / 1000, "ms"))
        let answers = SQLAnswers(roster: roster, file: file)
        var eligible = Sample()
        var covering = Sample()
        var differences = 0
        for (request, reply) in zip(requests, replies) {
            let counts = try eligible.measure { try answers.eligible(request) }
            let teams = try covering.measure { try answers.coveringTeams(request) }
            let found = reply.candidates.count { $0.kind == .team }
            guard counts != reply.seats.map(\.eligible) || min(teams, 3) != found else { continue }
            differences += 1
            say("DIFFERENCE \(request.title): SQL \(counts), \(teams) teams; crrtd \(reply.seats.map(\.eligible)), \(found) teams")
        }
        rows.add(Row("matching", roster.expertCount, "eligible lists", "SQLite", eligible))
        rows.add(Row("matching", roster.expertCount, "team", "SQLite", covering))
        return differences
    }
}
