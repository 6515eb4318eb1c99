import CRRTDomain
import CRRTMatching
import Measuring
import SeededRoster

/// What the index costs: building it, its memory, and one change.
struct IndexFigures {
    let roster: SeededRoster
    let rows: Rows
    private let group = "index"

    /// In order of id, as rows are read when a daemon starts.
    func build() throws -> RosterIndex {
        var index = RosterIndex()
        let inOrder = (0..<roster.expertCount).sorted { roster.expertID($0) < roster.expertID($1) }
        let before = residentBytes()
        var micros = 0.0
        for start in stride(from: 0, to: roster.expertCount, by: 4096) {
            let chunk = try inOrder[start..<min(start + 4096, roster.expertCount)].map { try roster.expert($0) }
            var sample = Sample()
            sample.measure { for expert in chunk { index.put(expert) } }
            micros += sample.median
        }
        let teams = try (0..<roster.teamCount).map { try roster.team($0) }
        var sample = Sample()
        sample.measure { for team in teams { index.put(team) } }
        add("build", (micros + sample.median) / 1000, "ms")
        add("resident memory", Double(residentBytes() - before) / 1_048_576, "MiB")
        return index
    }

    /// Each change is undone, so that the index is unchanged afterwards.
    func changes(_ index: inout RosterIndex) throws {
        var random = SplitMix64(seed: roster.seed, part: 7)
        let numbers = (0..<2000).map { _ in random.below(roster.expertCount) }
        let changed = try numbers.map { try roster.expert($0, revised: 1) }
        let original = try numbers.map { try roster.expert($0) }
        var put = Sample()
        for expert in changed + original { put.measure { index.put(expert) } }
        rows.add(Row(group, roster.expertCount, "put of one expert", "crrtd", put))

        // While a reader has a copy, a change must not copy all of the index.
        var held = Sample()
        for expert in changed + original {
            let copy = index
            held.measure { index.put(expert) }
            withExtendedLifetime(copy) {}
        }
        rows.add(Row(group, roster.expertCount, "put beside a copy that is held", "crrtd", held))
        try commitments(&index, original)
    }

    private func commitments(_ index: inout RosterIndex, _ experts: [Expert]) throws {
        let nation = try NationCode("ALB")
        let period = try Period(start: roster.base, end: roster.base.adding(days: 20))
        var sample = Sample()
        for number in 1...200 {
            let tasking = TaskingID(request: RequestID(nation: nation, year: 2027, number: number, exercise: false), number: 1)
            sample.measure {
                for expert in experts[number * 8..<number * 8 + 8] {
                    index.commit(Commitment(tasking: tasking, expert: expert.id, period: period))
                }
                index.release(tasking)
            }
        }
        rows.add(Row(group, roster.expertCount, "commit and release of eight people", "crrtd", sample))
    }

    private func add(_ name: String, _ value: Double, _ unit: String) {
        rows.add(Row(group, roster.expertCount, name, "crrtd", value, unit))
    }
}
