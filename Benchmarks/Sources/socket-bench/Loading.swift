import CRRTProtocol
import Measuring
import SeededRoster
import Varlink

/// Imports the roster, as contact points do: nation by nation, all experts first, then the teams that name them.
struct Loading {
    /// Well below the 16 MiB that one message may have.
    private static let mostBytes = 6 << 20
    let roster: SeededRoster
    let daemon: Daemon

    /// - Returns: seconds that the imports took, and the longest single one.
    func run() throws -> (all: Double, longest: Double) {
        var sample = Sample()
        let experts = Dictionary(grouping: 0..<roster.expertCount) { roster.nation(ofExpert: $0) }
        for nation in World.nations.map(\.code) {
            try send(experts[nation] ?? [], nation, &sample) { .init(expert: Roster.Expert(try roster.expert($0))) }
        }
        let teams = Dictionary(grouping: 0..<roster.teamCount) { roster.nation(ofTeam: $0) }
        for nation in World.nations.map(\.code) {
            try send(teams[nation] ?? [], nation, &sample) { .init(team: Roster.Team(try roster.team($0))) }
        }
        return (sample.values.reduce(0, +) / 1e6, (sample.values.max() ?? 0) / 1e6)
    }

    private func send(_ numbers: [Int], _ nation: String, _ sample: inout Sample, _ record: (Int) throws -> Roster.Record) throws {
        guard !numbers.isEmpty else { return }
        let client = try daemon.connect(as: Site.contact(nation))
        var batch: [Roster.Record] = []
        var bytes = 0
        for (position, number) in numbers.enumerated() {
            let next = try record(number)
            batch.append(next)
            bytes += next.jsonBytes().count
            if bytes < Self.mostBytes, position < numbers.count - 1 { continue }
            let parameters = Roster.Import.Parameters(records: batch).jsonBytes()
            _ = try sample.measure { try client.callRaw(Roster.Import.name, parameters) }
            batch = []
            bytes = 0
        }
    }
}
