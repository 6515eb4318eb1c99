import GRDB
import SeededNumbers
import Testing

@testable import CRRTStore

/// Answers that rows share, against a dictionary of their columns.
@Suite struct KnownAnswersTests {
    private struct Refused: Error {}

    @Test(arguments: [1, 2, 3] as [UInt64]) func onceForAllRowsWithTheSameColumns(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let texts: [String?] = [nil, "A", "B", "AB", "BA", "\u{FF}"]
        let rows = (0..<500).map { _ in (0..<3).map { _ in texts.randomElement(using: &random)! } }
        try DatabaseQueue().write { db in
            try db.execute(sql: "CREATE TABLE t (number INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT)")
            for row in rows { try db.execute(sql: "INSERT INTO t (a, b, c) VALUES (?, ?, ?)", arguments: StatementArguments(row)) }
            let statement = try db.makeStatement(sql: "SELECT number, a, b, c FROM t ORDER BY number")
            let cursor = try Row.fetchCursor(statement)
            var (known, expected, asked) = (KnownAnswers(), [[String?]: Bool](), 0)
            for row in rows {
                _ = try cursor.next()
                // Nothing is kept of a question that throws.
                #expect(throws: Refused.self, "\(row)") {
                    guard expected[row] == nil else { throw Refused() }
                    _ = try known.answer(for: 1...3, of: statement) { throw Refused() }
                }
                let answer = known.answer(for: 1...3, of: statement) {
                    asked += 1
                    expected[row] = row[0] == "A"
                    return row[0] == "A"
                }
                #expect(answer == expected[row], "\(row)")
            }
            #expect(asked == expected.count && asked > 100)
        }
    }
}
