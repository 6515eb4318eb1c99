import CRRTDomain
import CRRTProtocol
import Foundation
import Measuring
import SeededRoster
import Varlink

/// A daemon with a long journal, of which one contact point sees little, and a roster for which some matches are hard.
struct AbuseWorld {
    /// Contact points: of Estonia, whose offers make the journal long; of France, who abuses; of Albania, who only wants to work.
    private static let (estonia, france, albania) = (UInt32(60_950), UInt32(60_951), UInt32(60_952))
    /// Two duty officers: one abuses, one only wants to work.
    private static let (duty, otherDuty) = (UInt32(60_953), UInt32(60_954))
    private static let perImport = 5_000

    private let daemon: Daemon
    /// The contact point whose changes are measured.
    let writer: RawConnection

    /// - Parameter daemon: serves, and has been filled.
    init(_ daemon: Daemon) throws {
        self.daemon = daemon
        writer = try RawConnection(daemon.socket, as: Self.albania)
    }

    /// A new connection of the duty officer whose reads are measured.
    func connectReader() throws -> RawConnection { try RawConnection(daemon.socket, as: Self.otherDuty) }

    /// The command line of one kind of abuse.
    func abuse(_ kind: String, script: String) -> [String] {
        [script, daemon.socket, kind, "--contact", String(Self.france), "--duty", String(Self.duty)]
    }

    /// What others ask meanwhile: single records and small lists.
    var reads: [[UInt8]] {
        [
            Tools.message(Roster.GetExpert.self, .init(id: "ALB-H0001")) + [0],
            Tools.message(Roster.ListExperts.self, .init(nation: "ALB", limit: 20)) + [0],
            Tools.message(Requests.List.self, .init(limit: 20)) + [0],
            Tools.message(Taskings.List.self, .init(limit: 20)) + [0],
        ]
    }

    /// What they change: one and the same offer, back and forth.
    func change(_ number: Int) -> [UInt8] {
        Tools.message(
            Roster.PutExpert.self,
            .init(
                expert: .init(
                    id: "ALB-H0001", nation: "ALB", skills: [World.skills[0]: 4], noticeHours: 12 + number % 2, mode: .both))) + [0]
    }

    /// Makes the roster and the journal.
    ///
    /// - Parameters:
    ///   - base: midnight today.
    ///   - entries: of the journal, about.
    static func fill(_ daemon: Daemon, base: Instant, entries: Int) throws {
        let client = try client(daemon, estonia)
        for round in 0..<max(1, entries / (4 * perImport)) {
            for part in 0..<4 {
                let records = (0..<perImport).map { number in
                    Roster.Record(
                        expert: .init(
                            id: "EST-P\(part)\(number)", nation: "EST", skills: [World.skills[(number + part) % 60]: 3],
                            noticeHours: 24 + round % 100, mode: .both))
                }
                _ = try client.call(Roster.Import.self, .init(records: records))
            }
        }
        var random = SplitMix64(seed: 5, part: 14)
        for (index, nation) in nations.enumerated() {
            let records = (0..<8).map { number in
                var skills: [String: Int] = [:]
                for _ in 0..<3 { skills[World.skills[random.below(40)]] = 3 + random.below(3) }
                return Roster.Record(
                    expert: .init(
                        id: nation + "-H000\(number)", nation: nation,
                        clearance: .init(level: .NR, validUntil: base.adding(days: 900).date.description), skills: skills,
                        noticeHours: 10 + random.below(5), mode: .both))
            }
            _ = try Self.client(daemon, contact(index)).call(Roster.Import.self, .init(records: records))
        }
    }

    private static func client(_ daemon: Daemon, _ uid: UInt32) throws -> VarlinkClient {
        let client = VarlinkClient(fileDescriptor: try RawConnection.connect(daemon.socket, as: uid))
        client.timeout = 600
        return client
    }

    private static let nations = World.nations.map(\.code)

    private static func contact(_ index: Int) -> UInt32 {
        switch nations[index] {
        case "EST": estonia
        case "FRA": france
        case "ALB": albania
        default: UInt32(60_960 + index)
        }
    }

    /// Writes the configuration.
    static func write(_ site: Site) throws {
        var text = "principals:\n  - {name: duty, users: [\(duty), \(otherDuty)], roles: [duty], clearance: CTS}\n"
        for (index, nation) in nations.enumerated() {
            text += "  - {name: \(Site.contact(nation)), users: [\(contact(index))], roles: [ncp], nation: \(nation), clearance: CTS}\n"
        }
        try site.write(exercise: false, principals: text)
    }
}
