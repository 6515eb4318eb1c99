import CRRTDomain
import CRRTMatching
import Measuring
import Reference
import SeededRoster

/// Every question of every request, put to the index and to the C reference in turn, and their answers compared.
struct MatchFigures {
    let roster: SeededRoster
    let index: RosterIndex
    let reference: CReference
    let rows: Rows
    private var ours: [Question: Sample] = [:]
    private var theirs: [Question: Sample] = [:]
    private var assembly = Sample()
    private var covering = Sample()
    private(set) var differences = 0
    private(set) var unproven = 0

    init(_ roster: SeededRoster, _ index: RosterIndex, _ reference: CReference, _ rows: Rows) {
        self.roster = roster
        self.index = index
        self.reference = reference
        self.rows = rows
    }

    /// `queries` in the order in which the reference was given them.
    mutating func run(_ queries: [MatchQuery]) {
        // Once to warm up, with everything compared; then in turn, so that both see the same machine.
        for (number, query) in queries.enumerated() { compare(query, number) }
        for (number, query) in queries.enumerated() {
            askReference(number)
            for question in Question.allCases {
                var sample = ours[question, default: Sample()]
                _ = sample.measure { index.answer(query, question.kinds) }
                ours[question] = sample
            }
        }
        for question in Question.allCases {
            ours[question].map { rows.add(Row("matching", roster.expertCount, question.rawValue, "crrtd", $0)) }
            theirs[question].map { rows.add(Row("matching", roster.expertCount, question.rawValue, "C", $0)) }
        }
        rows.add(Row("parts of C", roster.expertCount, "assembly alone", "C", assembly))
        rows.add(Row("parts of C", roster.expertCount, "covering teams alone", "C", covering))
    }

    private mutating func askReference(_ number: Int) {
        var eligible = Sample()
        var assembled = Sample()
        var teams = Sample()
        _ = eligible.measure { reference.eligible(number) }
        _ = assembled.measure { reference.assemble(number) }
        _ = teams.measure { reference.teams(number, limit: 3) }
        assembly.add(assembled.median)
        covering.add(teams.median)
        theirs[.eligible, default: Sample()].add(eligible.median)
        theirs[.assembled, default: Sample()].add(eligible.median + assembled.median)
        theirs[.team, default: Sample()].add(eligible.median + teams.median)
        theirs[.teamAndAssembled, default: Sample()].add(eligible.median + assembled.median + teams.median)
    }

    /// Other weights: proof takes longer where nations cost little and people differ much.
    mutating func weigh(_ queries: [MatchQuery], from first: Int, _ name: String) {
        var ours = Sample()
        var theirs = Sample()
        for (offset, query) in queries.enumerated() {
            compare(query, first + offset)
            _ = ours.measure { index.answer(query, [.assembled]) }
            _ = theirs.measure {
                _ = reference.eligible(first + offset)
                return reference.assemble(first + offset)
            }
        }
        rows.add(Row("weights", roster.expertCount, name, "crrtd", ours))
        rows.add(Row("weights", roster.expertCount, name, "C", theirs))
    }

    private mutating func compare(_ query: MatchQuery, _ number: Int) {
        let report = index.answer(query, [.team, .assembled])
        let assembled = report.candidates.first { $0.kind == .assembled }
        let teams = report.candidates.filter { $0.kind == .team }.map(\.cost)
        differ(query, "eligible", report.seats.map(\.eligible), reference.eligible(number))
        let best = reference.assemble(number)
        let places = query.request.people
        if assembled?.proven ?? true {
            differ(query, "assembled", [assembled?.cost ?? 0, assembled?.openSeats ?? places], [best.cost, best.open])
        } else {
            unproven += 1
        }
        differ(query, "teams", teams, reference.teams(number, limit: 3))
    }

    private mutating func differ(_ query: MatchQuery, _ what: String, _ ours: [Int], _ theirs: [Int]) {
        guard ours != theirs else { return }
        differences += 1
        say("DIFFERENCE \(query.request.title), nation weight \(query.weights.nation), \(what): crrtd \(ours), C \(theirs)")
    }
}

/// The C reference as Swift sees it.
final class CReference {
    private let handle: OpaquePointer

    init(_ words: ReferenceWords, _ rows: Rows, size: Int) throws {
        var build = Sample()
        let handle = build.measure { words.words.withUnsafeBufferPointer { reference_open($0.baseAddress, $0.count) } }
        guard let handle else { throw Failure("the C reference does not understand the words") }
        self.handle = handle
        rows.add(Row("index", size, "build", "C", build.median / 1000, "ms"))
        rows.add(Row("index", size, "resident memory", "C", Double(reference_bytes(handle)) / 1_048_576, "MiB"))
    }

    deinit { reference_close(handle) }

    func eligible(_ request: Int) -> [Int] {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 40) { lines in
            reference_eligible(handle, Int32(request), lines.baseAddress)
            return lines.prefix(Int(reference_lines(handle, Int32(request)))).map { Int($0) }
        }
    }

    func assemble(_ request: Int) -> (cost: Int, open: Int) {
        let answer = reference_assemble(handle, Int32(request))
        return (Int(answer.cost), Int(answer.open))
    }

    /// The costs of the cheapest covering teams.
    func teams(_ request: Int, limit: Int) -> [Int] {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 16) { costs in
            var found: Int32 = 0
            _ = reference_teams(handle, Int32(request), Int32(limit), costs.baseAddress, &found)
            return costs.prefix(Int(found)).map { Int($0) }
        }
    }
}
