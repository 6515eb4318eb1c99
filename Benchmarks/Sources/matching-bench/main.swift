import CRRTDomain
import CRRTMatching
import Glibc
import Measuring
import SeededRoster

/// matching-bench [--sizes 1000,10000] [--requests 200] [--seed 1] [--rows FILE] [--problems FILE] [--small COUNT] [--words FILE]
///                [--loop QUESTION:COUNT] [--plans FILE] [--planned FROM:COUNT]
///
/// Figures of matching in process, beside the C reference; problems for CP-SAT; exit status 1 where answers differ. With --plans, only
/// plans for CP-SAT.
struct MatchingBench {
    var sizes = [1000, 10_000, 100_000]
    var requests = 200
    var seed: UInt64 = 1
    var rows = Rows(path: nil)
    /// JSON lines for CP-SAT.
    var problems: UnsafeMutablePointer<FILE>?
    var small = 0
    /// JSON lines of plans for CP-SAT, and the numbers of the instances, of which there are two each.
    var plans: UnsafeMutablePointer<FILE>?
    var planned = 0..<200
    /// The file to which the reference's words are written for `reference-bench`.
    var words: String?
    /// Ask only this question, this number of times: for perf and valgrind.
    var loop: (question: Question, count: Int)?
    private var differences = 0
    private static let weights = [0, 40, 500, 5000]
    // A Monday; nothing depends on it.
    private static let base = Instant(milliseconds: 1_804_464_000_000)

    init() throws {
        var options = Options()
        if let text = options.value("sizes") { sizes = text.split(separator: ",").compactMap { Int($0) } }
        if let text = options.value("requests"), let count = Int(text) { requests = count }
        if let text = options.value("seed"), let number = UInt64(text) { seed = number }
        rows = Rows(path: options.value("rows"))
        if let path = options.value("problems") {
            guard let file = fopen(path, "w") else { throw Failure("cannot write \(path)") }
            problems = file
        }
        if let text = options.value("small"), let count = Int(text) { small = count }
        if let path = options.value("plans") {
            guard let file = fopen(path, "w") else { throw Failure("cannot write \(path)") }
            plans = file
        }
        if let range = options.value("planned")?.split(separator: ":"), let from = Int(range[0]),
            let count = range.last.flatMap({ Int($0) })
        {
            planned = from..<from + count
        }
        words = options.value("words")
        if let parts = options.value("loop")?.split(separator: ":"), parts.count == 2, let question = Question(rawValue: String(parts[0])) {
            loop = (question, Int(parts[1]) ?? 1)
        }
        try options.end()
    }

    mutating func run() throws -> Int32 {
        if let plans {
            try writePlans(plans)
            fclose(plans)
            return 0
        }
        say("load average \(loadAverage())")
        for size in sizes { try measure(size) }
        if problems != nil { try smallProblems() }
        problems.map { _ = fclose($0) }
        if differences > 0 { say("\(differences) DIFFERENCES") }
        return differences == 0 ? 0 : 1
    }

    private mutating func measure(_ size: Int) throws {
        let roster = SeededRoster(experts: size, seed: seed, base: Self.base)
        let figures = IndexFigures(roster: roster, rows: rows)
        var index = try figures.build()
        let queries = try (0..<requests).map { roster.query(try roster.request($0)) }
        if let loop { return repeated(index, queries, loop.question, loop.count) }
        try figures.changes(&index)

        let others = [0, 40, 5000].map { weight in queries.prefix(50).map { query in roster.query(query.request, nationWeight: weight) } }
        let reference = try reference(roster, queries + others.joined())
        var matching = MatchFigures(roster, index, reference, rows)
        matching.run(queries)
        for (number, group) in others.enumerated() {
            let weight = [0, 40, 5000][number]
            matching.weigh(group, from: queries.count + number * group.count, "assembled, nation \(weight)")
        }
        differences += matching.differences
        say("\(size): compared with C, \(matching.differences) differences, \(matching.unproven) not proven")
        try wide(roster, index)
        if problems != nil, size <= 100_000 { try write(Problems(roster), index, queries.prefix(40), kinds: [.assembled, .team]) }
    }

    private func reference(_ roster: SeededRoster, _ queries: [MatchQuery]) throws -> CReference {
        var encoded = ReferenceWords()
        for number in 0..<roster.expertCount { encoded.add(try roster.expert(number)) }
        for number in 0..<roster.teamCount { encoded.add(try roster.team(number), members: roster.members(ofTeam: number)) }
        for query in queries { encoded.add(query) }
        if let words {
            guard let file = fopen(words, "w") else { throw Failure("cannot write \(words)") }
            fwrite(encoded.words, MemoryLayout<Int32>.size, encoded.words.count, file)
            fclose(file)
        }
        return try CReference(encoded, rows, size: roster.expertCount)
    }

    /// A request for forty people from all nations, within the time budget. The log says whether the answer is proven.
    private func wide(_ roster: SeededRoster, _ index: RosterIndex) throws {
        let request = try roster.wideRequest()
        for weight in Self.weights {
            let query = roster.query(request, nationWeight: weight)
            var sample = Sample()
            let report = sample.measure { index.answer(query, [.team, .assembled]) }
            let best = report.candidates.first { $0.kind == .assembled }
            rows.add(Row("forty slots", roster.expertCount, "nation \(weight)", "crrtd", sample.median / 1000, "ms"))
            let proof = best.map { $0.proven ? "proven" : "not proven, at least \($0.lowerBound ?? 0)" } ?? "nobody"
            say("    cost \(best?.cost ?? 0), \(best?.nations.count ?? 0) nations, \(best?.openSeats ?? 40) open, \(proof)")
        }
    }

    private func repeated(_ index: RosterIndex, _ queries: [MatchQuery], _ question: Question, _ count: Int) {
        var sample = Sample()
        for number in 0..<count { _ = sample.measure { index.answer(queries[number % queries.count], question.kinds) } }
        say("\(question.rawValue): median \(sample.median) us, p99 \(sample.p99) us")
    }

    private func write(
        _ problems: Problems, _ index: RosterIndex, _ queries: some Sequence<MatchQuery>, kinds: Set<CandidateKind>
    ) throws {
        for query in queries {
            for weight in Self.weights {
                var query = query
                query.weights.nation = weight
                query.kinds = kinds
                var sample = Sample()
                let report = sample.measure { index.answer(query, kinds, budgetMilliseconds: 60_000) }
                for line in problems.lines(query, report, micros: sample.median) { fputs(line + "\n", self.problems) }
            }
        }
    }

    /// Rosters so small that people are scarce and every choice constrains another.
    private func smallProblems() throws {
        for number in 0..<small {
            var random = SplitMix64(seed: seed, part: 8, number: number)
            let trades = random.within(1...3)
            let roster = SeededRoster(
                experts: random.within(33...140), seed: seed &+ UInt64(number) &* 7919, base: Self.base, trades: trades)
            let problems = try Problems(roster)
            let request = try roster.request(number, mild: true, people: 3...9)
            try write(problems, problems.index, [roster.query(request)], kinds: Set(CandidateKind.allCases))
        }
    }

    /// Plans of several requests, each with a second of processor time, so that other work on the machine cuts none short.
    private func writePlans(_ file: UnsafeMutablePointer<FILE>) throws {
        var samples: [Int: Sample] = [:]
        for number in planned {
            for isScarce in [false, true] {
                let problem = try PlanProblem(number, isScarce: isScarce, seed: seed, base: Self.base)
                let index = problem.index
                let end = computingNanoseconds() + 1_000_000_000
                var sample = Sample()
                let report = sample.measure { index.plan(problem.query, outOfTime: { computingNanoseconds() >= end }) }
                samples[problem.query.requests.count, default: Sample()].add(sample.median)
                fputs(problem.line(report, micros: sample.median) + "\n", file)
            }
        }
        for (requests, sample) in samples.sorted(by: { $0.key < $1.key }) {
            rows.add(Row("plans", 0, "\(requests) requests", "crrtd", sample))
        }
    }
}

do {
    var bench = try MatchingBench()
    exit(try bench.run())
} catch {
    say("matching-bench: \(error)")
    exit(2)
}
