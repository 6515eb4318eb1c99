import CRRTDomain
import CRRTMatching
import Measuring
import Reference
import SeededRoster

/// Asks the index and the C reference every question about every request, and compares the answers.
struct MatchFigures {
    let roster: SeededRoster
    let index: RosterIndex
    let reference: CReference
    let rows: Rows
    private var ours: [Question: Repeated] = [:]
    private var theirs: [Question: Repeated] = [:]
    /// Times of the reference: of the assembly alone, and of the teams alone.
    private var parts: [Int: Repeated] = [:]
    private(set) var differences = 0
    private(set) var unproven = 0

    init(_ roster: SeededRoster, _ index: RosterIndex, _ reference: CReference, _ rows: Rows) {
        self.roster = roster
        self.index = index
        self.reference = reference
        self.rows = rows
    }

    /// Answers are compared first, which also warms up. Then each question goes through all requests, first of ours and then of C, so that
    /// neither finds the other's data in the caches. This is done three times, and the median of each request counts.
    mutating func run(_ queries: [MatchQuery]) {
        for (number, query) in queries.enumerated() { compare(query, number) }
        for _ in 0..<3 {
            for question in Question.allCases {
                for (number, query) in queries.enumerated() {
                    ours[question, default: Repeated(queries.count)].measure(number) { index.answer(query, question.kinds) }
                }
            }
            for number in queries.indices { askReference(number, of: queries.count) }
        }
        for question in Question.allCases {
            ours[question].map { rows.add(Row("matching", roster.expertCount, question.rawValue, "crrtd", $0.medians)) }
            theirs[question].map { rows.add(Row("matching", roster.expertCount, question.rawValue, "C", $0.medians)) }
        }
        parts[0].map { rows.add(Row("parts of C", roster.expertCount, "assembly alone", "C", $0.medians)) }
        parts[1].map { rows.add(Row("parts of C", roster.expertCount, "covering teams alone", "C", $0.medians)) }
    }

    private mutating func askReference(_ number: Int, of count: Int) {
        let eligible = microseconds { reference.eligible(number) }
        let assembled = microseconds { reference.assemble(number) }
        let teams = microseconds { reference.teams(number, limit: 3) }
        parts[0, default: Repeated(count)].add(number, assembled)
        parts[1, default: Repeated(count)].add(number, teams)
        theirs[.eligible, default: Repeated(count)].add(number, eligible)
        theirs[.assembled, default: Repeated(count)].add(number, eligible + assembled)
        theirs[.team, default: Repeated(count)].add(number, eligible + teams)
        theirs[.teamAndAssembled, default: Repeated(count)].add(number, eligible + assembled + teams)
    }

    /// Other weights. Proving an optimum takes longer where nations cost little and people differ much.
    mutating func weigh(_ queries: [MatchQuery], from first: Int, _ name: String) {
        var ours = Repeated(queries.count)
        var theirs = Repeated(queries.count)
        for (offset, query) in queries.enumerated() { compare(query, first + offset) }
        for _ in 0..<3 {
            for (offset, query) in queries.enumerated() { ours.measure(offset) { index.answer(query, [.assembled]) } }
            for offset in queries.indices {
                theirs.measure(offset) {
                    _ = reference.eligible(first + offset)
                    return reference.assemble(first + offset)
                }
            }
        }
        rows.add(Row("weights", roster.expertCount, name, "crrtd", ours.medians))
        rows.add(Row("weights", roster.expertCount, name, "C", theirs.medians))
    }

    private mutating func compare(_ query: MatchQuery, _ number: Int) {
        let report = index.answer(query, [.team, .assembled])
        let assembled = report.candidates.first { $0.kind == .assembled }
        let teams = report.candidates.filter { $0.kind == .team }.map(\.cost)
        differ(query, "eligible", report.seats.map(\.eligible), reference.eligible(number))
        let best = reference.assemble(number)
        let slots = query.request.people
        if assembled?.proven ?? true {
            differ(query, "assembled", [assembled?.cost ?? 0, assembled?.openSeats ?? slots], [best.cost, best.open])
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

/// Several measurements of each of many requests, of which the median counts.
private struct Repeated {
    private var times: [Sample]

    init(_ count: Int) { times = Array(repeating: Sample(), count: count) }

    mutating func add(_ number: Int, _ microseconds: Double) { times[number].add(microseconds) }

    mutating func measure<Value>(_ number: Int, _ body: () -> Value) { _ = times[number].measure(body) }

    var medians: Sample {
        var all = Sample()
        for sample in times { all.add(sample.median) }
        return all
    }
}

/// The Swift interface of the C reference.
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
