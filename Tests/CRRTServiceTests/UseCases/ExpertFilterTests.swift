import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// The filters of the list of experts.
@Suite("The list of experts, filtered")
struct ExpertFilterTests {
    private static let lowDuty: UInt32 = 2150
    private static let site = TestSite(
        extraPrincipals: "  - name: low-duty\n    users: [\(lowDuty)]\n    roles: [duty]\n    clearance: NU\n")

    private static func date(_ day: Int) -> String { Samples.today.startOfDay.adding(days: day).date.description }
    private static func time(_ day: Int) -> String { Samples.today.startOfDay.adding(days: day).description }

    /// Estonians who differ in what filters look at.
    private static let people: [Roster.Expert] = [
        expert("EST-CTS") { $0.clearance = .init(level: .CTS, validUntil: date(900)) },
        expert("EST-ENDED") { $0.clearance = .init(level: .CTS, validUntil: date(-1)) },
        expert("EST-NC") { $0.clearance = .init(level: .NC, validUntil: date(20)) },
        expert("EST-NU") { $0.clearance = .init(level: .NU) },
        expert("EST-NONE") { $0.clearance = nil },
        expert("EST-REMOTE") { $0.mode = .remote },
        expert("EST-SITE") { $0.mode = .onSite },
        expert("EST-AWAY") { $0.unavailable = [.init(start: time(5), end: time(8))] },
        expert("EST-PROMISED") { $0.externalCommitments = [.init(start: time(5), end: time(8), to: .ucpm)] },
        expert("EST-SUSPENDED") { $0.offer = .init(state: .suspended) },
        expert("EST-LATER") { $0.offer = .init(state: .offered, validFrom: time(6)) },
        expert("EST-UNTIL") { $0.offer = .init(state: .offered, validFrom: time(-10), validUntil: time(6)) },
        expert("EST-STALE") { $0.offer = .init(state: .offered, validFrom: time(-999), confirmedAt: time(-300)) },
    ]

    private static func expert(_ id: String, _ change: (inout Roster.Expert) -> Void) -> Roster.Expert {
        var expert = OneTasking.expert(id)
        change(&expert)
        return expert
    }

    private static func with(_ body: (InProcessDesk) throws -> Void) throws {
        try InProcessDesk.with(site) { (desk) throws in
            let records = people.map { Roster.Record(expert: $0) }
            _ = try desk.call(Roster.Import.self, .init(records: records), as: OneTasking.estonia)
            try body(desk)
        }
    }

    private static func ids(
        _ parameters: Roster.ListExperts.Parameters, _ desk: InProcessDesk, as uid: UInt32 = TestSite.duty
    ) throws -> Set<String> {
        Set((try desk.call(Roster.ListExperts.self, parameters, as: uid).experts ?? []).map { String($0.id.dropFirst(4)) })
    }

    private static let all = Set(people.map { String($0.id.dropFirst(4)) })

    @Test("clearance: this level or above, and not ended; mode: who can work so")
    func clearanceAndMode() throws {
        try Self.with { (desk) throws in
            let nato = Self.all.subtracting(["ENDED", "NONE"])
            for (level, expected) in [
                (.CTS, ["CTS"]), (.NS, nato.subtracting(["NC", "NU"])), (.NC, nato.subtracting(["NU"])), (.NU, nato),
            ] as [(Roster.Classification, Set<String>)] { #expect(try Self.ids(.init(clearance: level), desk) == expected, "\(level)") }
            for (mode, expected) in [
                (Roster.ListExperts.Parameters.Mode.remote, Self.all.subtracting(["SITE"])), (.onSite, Self.all.subtracting(["REMOTE"])),
                (.both, Self.all.subtracting(["SITE", "REMOTE"])),
            ] { #expect(try Self.ids(.init(mode: mode), desk) == expected, "\(mode)") }
            #expect(
                try Self.ids(.init(skill: "PD-WRL-003:4", clearance: .NS, mode: .both, availableFrom: Self.time(6)), desk) == [
                    "CTS", "LATER",
                ])
        }
    }

    @Test("available: at an instant, and for all of a period")
    func available() throws {
        try Self.with { (desk) throws in
            let stand = Self.all.subtracting(["ENDED", "NONE", "SUSPENDED", "STALE"])
            for (from, until, gone) in [
                (1, nil, ["LATER"]), (5, nil, ["LATER", "AWAY", "PROMISED"]), (6, nil, ["UNTIL", "AWAY", "PROMISED"]),
                (8, nil, ["UNTIL"]), (30, nil, ["UNTIL", "NC"]),
                (1, 5, ["LATER"]), (1, 6, ["LATER", "AWAY", "PROMISED"]), (7, 9, ["UNTIL", "AWAY", "PROMISED"]), (8, 21, ["UNTIL"]),
                (8, 22, ["UNTIL", "NC"]),
            ] as [(Int, Int?, Set<String>)] {
                let found = try Self.ids(.init(availableFrom: Self.time(from), availableUntil: until.map(Self.time)), desk)
                #expect(found == stand.subtracting(gone), "\(from) to \(until.map { "\($0)" } ?? "-")")
            }
        }
    }

    @Test("pages are as long as asked for, whatever is left out between them")
    func pages() throws {
        try Self.with { (desk) throws in
            var (found, after): ([String], String?) = ([], nil)
            repeat {
                let page = try desk.call(
                    Roster.ListExperts.self, .init(limit: 2, after: after, mode: .both, availableFrom: Self.time(8)), as: TestSite.duty)
                #expect(page.experts?.count == 2 || page.next == nil)
                found += (page.experts ?? []).map(\.id)
                after = page.next
            } while after != nil
            #expect(found == ["EST-AWAY", "EST-CTS", "EST-LATER", "EST-NC", "EST-NU", "EST-PROMISED"])
        }
    }

    @Test("what cannot be understood is named")
    func faults() throws {
        try Self.with { (desk) throws in
            for (parameters, field) in [
                (Roster.ListExperts.Parameters(availableFrom: "tomorrow"), "availableFrom"),
                (.init(availableUntil: Self.time(1)), "availableFrom"),
                (.init(availableFrom: Self.time(1), availableUntil: Self.time(1)), "availableUntil"),
                (.init(availableFrom: Self.time(1), availableUntil: "x"), "availableUntil"),
            ] {
                let error = try desk.ask(Roster.ListExperts.self, parameters, as: TestSite.duty).error
                #expect(error?.as(Service.InvalidRecord.self)?.field == field)
            }
        }
    }

    @Test("on task: whom an ordered tasking holds until they are home, with the tasking and its label")
    func onTask() throws {
        for stage in OneTasking.stages {
            try OneTasking.with(at: stage, classification: .NC) { (one) throws in
                _ = try one.desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0002")), as: OneTasking.estonia)
                let isHeld = [.ordered, .moving, .onTask].contains(stage)
                for uid in [TestSite.duty, OneTasking.estonia] {
                    let listed = try one.desk.call(Roster.ListExperts.self, .init(onTask: true), as: uid)
                    #expect(listed.experts?.map(\.id) == (isHeld ? ["EST-0001"] : []), "\(stage)")
                    #expect(listed.serving?.map(\.tasking) == (isHeld ? [one.id] : nil))
                    #expect(listed.serving?.first.map(\.state) == (isHeld ? stage.rawValue : nil))
                    #expect((listed.marking?.classification == .NC) == isHeld, "\(stage)")
                    #expect(try Self.ids(.init(onTask: false), one.desk, as: uid) == (isHeld ? ["0002"] : ["0001", "0002"]))
                    let during = Roster.ListExperts.Parameters(availableFrom: OneTasking.day(9), availableUntil: OneTasking.day(12))
                    #expect(try Self.ids(during, one.desk, as: uid) == (isHeld ? ["0002"] : ["0001", "0002"]))
                    let later = Roster.ListExperts.Parameters(availableFrom: OneTasking.day(10), availableUntil: OneTasking.day(12))
                    #expect(try Self.ids(later, one.desk, as: uid) == ["0001", "0002"])
                }
                #expect(try Self.ids(.init(onTask: true), one.desk, as: TestSite.contact("LVA")).isEmpty)
            }
        }
    }

    @Test("who may not see the tasking is told that its people are free")
    func hidden() throws {
        try OneTasking.with(Self.site, at: .onTask, classification: .NC) { (one) throws in
            let busy = try one.desk.call(Roster.ListExperts.self, .init(onTask: true), as: Self.lowDuty)
            #expect(busy.experts == [] && busy.serving == nil)
            let period = Roster.ListExperts.Parameters(availableFrom: OneTasking.day(1), availableUntil: OneTasking.day(2))
            for parameters in [period, .init(availableFrom: OneTasking.day(1)), .init(onTask: false)] {
                #expect(try Self.ids(parameters, one.desk, as: Self.lowDuty) == ["0001"])
                #expect(try Self.ids(parameters, one.desk).isEmpty)
            }
        }
    }
}
