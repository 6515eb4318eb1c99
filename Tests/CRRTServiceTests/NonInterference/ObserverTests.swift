import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// An observer is told what the caller is told whose view they have, byte for byte, and changes nothing.
@Suite("Observers")
struct ObserverTests {
    /// An observer, and the caller as whom they read.
    struct Pair: Sendable, CustomStringConvertible {
        let description: String
        let observer: UInt32
        let twin: UInt32
        let nation: String
    }

    private static let pairs = [
        Pair(description: "of no nation", observer: TestSite.observer, twin: TestSite.duty, nation: "ALB"),
        Pair(description: "of no nation, of low clearance", observer: 2107, twin: 2101, nation: "ALB"),
        Pair(description: "of a contributing nation", observer: TestSite.observerOfEstonia, twin: TestSite.contact("EST"), nation: "EST"),
        Pair(description: "of a bystander", observer: 2110, twin: TestSite.contact("FRA"), nation: "FRA"),
    ]

    @Test("every method that reads answers as it answers the caller whose view they have", arguments: pairs)
    func sameView(pair: Pair) throws {
        try Self.withLife(of: pair) { desk, probes in
            let reading = Self.methods(desk) { if case .reading = $0 { true } else { false } }
            let asked = probes.filter { reading.contains($0.method) && !($0.method == Journal.Watch.name && $0.more) }
            #expect(Set(asked.map(\.method)).isSuperset(of: reading.subtracting([Journal.Watch.name])), "a method that reads has no probe")
            for probe in asked {
                let (one, other) = (Self.answer(probe, desk, pair.observer), Self.answer(probe, desk, pair.twin))
                // Of no nation, or of a nation: some methods are for one of them, and their twins, alone.
                guard one != other else { continue }
                Issue.record("\(pair), \(probe): \(one.first?.prefix(1000) ?? "") instead of \(other.first?.prefix(1000) ?? "")")
                return
            }
        }
    }

    @Test("no method that changes something is for them, and asking leaves everything as it was", arguments: pairs)
    func changesNothing(pair: Pair) throws {
        try Self.withLife(of: pair) { desk, probes in
            let reading = Self.methods(desk) { right in
                switch right {
                case .reading, .known, .anyone: true
                case .roles, .acting: false
                }
            }
            let before = desk.transcript(Journal.Export.name, Array("{}".utf8), more: true, as: TestSite.auditor).count
            for probe in probes where !reading.contains(probe.method) && !probe.method.hasPrefix("org.varlink") {
                let answer = desk.transcript(probe.method, probe.parameters.jsonBytes(), more: probe.more, as: pair.observer)
                #expect(answer.count == 1 && answer[0].contains("PermissionDenied"), "\(pair), \(probe): \(answer)")
            }
            #expect(desk.transcript(Journal.Export.name, Array("{}".utf8), more: true, as: TestSite.auditor).count == before)
        }
    }

    @Test("who gets a nation by another entry reads for that nation alone")
    func combined() throws {
        let estonia = try NationCode("EST")
        let caller = Caller(
            principal: .init(name: "both", uid: 1), roles: [.observer, .ncp], nation: estonia, clearance: .topSecret, entries: [])
        #expect(!caller.isOfOperations && caller.reads(for: estonia) && !caller.seesEverything)
    }

    private static func methods(_ desk: InProcessDesk, _ isWanted: (Right) -> Bool) -> Set<String> {
        Set(desk.instance.table(version: "test").rights.filter { isWanted($0.value) }.keys)
    }

    /// What happens in a world, and what a caller of this pair would ask of it.
    private static func withLife(of pair: Pair, _ body: (InProcessDesk, [Probes.Probe]) throws -> Void) throws {
        let scope = try #require(Onlooker.all.first { $0.uid == 2101 || $0.uid == 2102 })
        let onlooker = Onlooker(
            description: pair.description, uid: pair.observer, open: scope.open, hidden: scope.hidden, nation: pair.nation)
        try InProcessDesk.with(Onlooker.site) { desk in
            var world = try World(desk, onlooker, seed: 1, number: 1)
            try world.live(steps: 20)
            try world.pause()
            try body(desk, Probes(onlooker, try world.names(), seed: 1).all)
        }
    }

    private static func answer(_ probe: Probes.Probe, _ desk: InProcessDesk, _ uid: UInt32) -> [String] {
        desk.transcript(probe.method, probe.parameters.jsonBytes(), more: probe.more, as: uid)
    }
}
