import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import JournalProof
import Testing
import Varlink

@testable import CRRTService

/// The duty room is handed over: signed by one officer, accepted by another, and on record by both.
@Suite("Handovers")
struct HandoverTests {
    private static let digest = String(repeating: "0a", count: 32)

    private static func sign(_ to: String = "duty-desk-2", since: String? = nil, position: Int = 0, digest: String = digest)
        -> Handover.Sign.Parameters
    {
        let shift = Samples.today.startOfDay.adding(hours: -9).description
        return .init(to: to, since: since ?? shift, position: position, digest: digest)
    }

    private static func states(_ desk: InProcessDesk) throws -> [Handover.Signature.State] {
        try desk.call(Handover.List.self, .init(), as: TestSite.duty).handovers.map(\.state)
    }

    @Test("signed anew it replaces what was not accepted, and what was accepted stays")
    func life() throws {
        try InProcessDesk.with { (desk) throws in
            #expect(try Self.states(desk) == [])
            let first = try desk.call(Handover.Sign.self, Self.sign(), as: TestSite.duty)
            #expect(first.handover.state == .signed && first.handover.to == "duty-desk-2" && first.handover.by.name == "duty-desk")
            let other = String(repeating: "b", count: 64)
            _ = try desk.call(Handover.Sign.self, Self.sign(position: first.seq, digest: other), as: TestSite.duty)
            #expect(try Self.states(desk) == [.signed, .replaced])
            let accepted = try desk.call(Handover.Accept.self, .init(digest: other), as: TestSite.secondDuty).handover
            #expect(accepted.state == .accepted && accepted.digest == other && accepted.position == first.seq)
            #expect(accepted.acceptedBy?.name == "duty-desk-2" && accepted.acceptedAt != nil)
            // The other way round, in the evening.
            try desk.restart(killed: true, afterHours: 12)
            _ = try desk.call(Handover.Sign.self, Self.sign("duty-desk"), as: TestSite.secondDuty)
            #expect(try Self.states(desk) == [.signed, .accepted, .replaced])
            _ = try desk.call(Handover.Accept.self, .init(), as: TestSite.duty)
            #expect(try Self.states(desk) == [.accepted, .accepted, .replaced])
            let last = try desk.call(Handover.List.self, .init(limit: 1), as: TestSite.auditor).handovers
            #expect(last.map(\.by.name) == ["duty-desk-2"] && last.map(\.state) == [.accepted])
            let entries = try desk.call(Journal.Read.self, .init(subject: "handover"), as: TestSite.auditor).entries ?? []
            #expect(entries.map(\.event).suffix(2) == ["handover.signed", "handover.accepted"] && entries.count == 5)
        }
    }

    @Test("what a signature must have")
    func fields() throws {
        try InProcessDesk.with { (desk) throws in
            func fault(_ parameters: Handover.Sign.Parameters) throws -> String? {
                let error = try desk.ask(Handover.Sign.self, parameters, as: TestSite.duty).error?.as(Service.InvalidRecord.self)
                return error.map { "\($0.field): \($0.reason)" }
            }
            #expect(try fault(Self.sign("duty-desk"))?.hasPrefix("to: duty-desk is you") == true)
            #expect(
                try fault(Self.sign("ncp-est"))?.contains("there are duty-desk-2, both; the administrator adds them in principals.yaml")
                    == true)
            #expect(try fault(Self.sign(since: desk.clock.now.description))?.hasPrefix("since: ") == true)
            #expect(try fault(Self.sign(since: "yesterday"))?.hasPrefix("since: ") == true)
            #expect(try fault(Self.sign(position: -1))?.hasPrefix("position: ") == true)
            #expect(try fault(Self.sign(position: 9))?.hasPrefix("position: 9 is behind the end of the journal") == true)
            for digest in [
                "", String(repeating: "A", count: 64), String(repeating: "a", count: 63), String(repeating: "g", count: 64),
                String(repeating: "１", count: 64),
            ] {
                #expect(try fault(Self.sign(digest: digest))?.hasPrefix("digest: ") == true)
            }
            #expect(try Self.states(desk) == [])
        }
    }

    @Test("only another person, to whom it is, accepts, and only once what they have read")
    func accepting() throws {
        let site = TestSite(
            extraPrincipals: """
                  - {name: shared, users: [2201, 2202], roles: [duty], clearance: CTS}
                  - {name: alone, users: [2202], roles: [duty], clearance: CTS}

                """)
        try InProcessDesk.with(site) { (desk) throws in
            func accept(_ uid: UInt32, _ digest: String? = nil) throws -> String? {
                try desk.ask(Handover.Accept.self, .init(digest: digest), as: uid).errorName
            }
            #expect(try accept(TestSite.duty) == "IllegalTransition")
            _ = try desk.call(Handover.Sign.self, Self.sign(), as: TestSite.duty)
            #expect(try accept(TestSite.duty) == "PermissionDenied")
            #expect(try accept(TestSite.both) == "PermissionDenied")
            #expect(try accept(TestSite.secondDuty, String(repeating: "f", count: 64)) == "InvalidRecord")
            #expect(try accept(TestSite.secondDuty, Self.digest) == nil)
            #expect(try accept(TestSite.secondDuty, Self.digest) == "IllegalTransition")
            // Where the room is one principal of several people, it is handed over to its own name, and another of them accepts.
            _ = try desk.call(Handover.Sign.self, Self.sign("shared"), as: 2201)
            #expect(try accept(2201) == "PermissionDenied")
            #expect(try accept(2202) == nil)
            #expect(try desk.ask(Handover.Sign.self, Self.sign("alone"), as: 2202).errorName == "InvalidRecord")
        }
    }

    @Test("the operations centre reads of it in the journal, contact points do not, and positions are for who sees all")
    func readers() throws {
        try InProcessDesk.with(Onlooker.site) { (desk) throws in
            _ = try desk.call(Handover.Sign.self, Self.sign(), as: TestSite.duty)
            let operations: [UInt32: Bool] = [
                TestSite.duty: true, TestSite.authority: true, TestSite.council: false, TestSite.auditor: true, 2101: false, 2102: false,
                2106: false,
            ]
            for (uid, seesAll) in operations {
                let handovers = try desk.call(Handover.List.self, .init(), as: uid).handovers
                #expect(handovers.map(\.digest) == [Self.digest] && (handovers.first?.position != nil) == seesAll, "uid \(uid)")
                let read = try desk.call(Journal.Read.self, .init(subject: "handover"), as: uid)
                #expect(read.marking?.classification == .NR && read.marking?.releasableTo == nil, "uid \(uid)")
                let entries = read.entries ?? []
                #expect(entries.last?.event == "handover.signed" && (entries.last?.detail("position") != nil) == seesAll, "uid \(uid)")
            }
            for uid in [TestSite.contact("EST"), 2105] {
                #expect(try desk.call(Journal.Read.self, .init(), as: uid).entries?.isEmpty != false)
                #expect(try desk.call(Journal.Read.self, .init(subject: "handover"), as: uid).entries?.isEmpty != false)
            }
        }
    }

    @Test("a handover that is read without its beginning is passed over")
    func cutOff() throws {
        try InProcessDesk.with { (desk) throws in
            for _ in 0..<4 {
                _ = try desk.call(Handover.Sign.self, Self.sign(), as: TestSite.duty)
                _ = try desk.call(Handover.Accept.self, .init(), as: TestSite.secondDuty)
            }
            let entries = try desk.store.read { try $0.lastEntries(about: "handover", limit: 3) }
            #expect(entries.map(\.event) == ["handover.accepted", "handover.signed", "handover.accepted"])
            #expect(try Handovers.read(entries).map(\.state) == [.accepted])
            #expect(try desk.call(Handover.List.self, .init(limit: 3), as: TestSite.duty).handovers.count == 3)
            #expect(try desk.ask(Handover.List.self, .init(limit: 101), as: TestSite.duty).errorName == "InvalidRecord")
        }
    }
}
