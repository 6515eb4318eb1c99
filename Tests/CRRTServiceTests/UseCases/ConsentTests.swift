import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A nation's word: nobody else gives it, it holds for the exact terms, and it can be taken back at every stage.
@Suite("Consent")
struct ConsentTests {
    private static let control: UInt32 = 2101
    /// An exercise, where there are all roles; in it one who has all that a person can have, and still speaks for no Estonian.
    private static let site = TestSite(
        exercise: true,
        extraPrincipals: """
              - name: control
                users: [\(control)]
                roles: [excon]
                clearance: CTS
              - name: everything
                users: [2102]
                roles: [duty, authority, auditor, admin, excon, ncp]
                nation: LVA
                clearance: CTS

            """)
    private static let others: [UInt32] = [
        TestSite.duty, TestSite.authority, TestSite.auditor, TestSite.both, TestSite.administrator, TestSite.stranger, control, 2102, 0,
        TestSite.contact("LVA"), TestSite.contact("ALB"),
    ]

    @Test("nobody answers for a nation but its own contact point, at any stage", arguments: OneTasking.stages)
    func nobodyElse(stage: Tasking.State) throws {
        try OneTasking.with(Self.site, at: stage) { one in
            let (before, consents) = (try one.seq, try one.consents)
            for uid in Self.others {
                let answers = [
                    try one.desk.ask(Consents.Grant.self, .init(tasking: one.id, nation: "EST", kind: .contribute), as: uid).error,
                    try one.desk.ask(Consents.Refuse.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "x"), as: uid)
                        .error,
                    try one.desk.ask(Consents.Revoke.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "x"), as: uid)
                        .error,
                    try one.desk.ask(Taskings.Recall.self, .init(id: one.id, nation: "EST", reason: "x"), as: uid).error,
                ]
                for answer in answers {
                    #expect(
                        [VarlinkService.PermissionDenied.name, Service.NoSuchRecord.name].contains(answer?.name),
                        "uid \(uid): \(answer as Any)")
                }
            }
            #expect(try one.seq == before)
            #expect(try one.consents == consents)
        }
    }

    @Test("without every nation's consent nobody orders, in any role")
    func ordering() throws {
        try OneTasking.with(Self.site, at: .awaitingConsent) { one in
            try one.grant("ALB", .host)
            let before = try one.seq
            for uid in Self.others + [OneTasking.estonia] {
                let error = try one.desk.ask(Taskings.Order.self, .init(id: one.id), as: uid).error
                let missing = error?.as(Taskings.ConsentMissing.self)?.nations
                #expect(missing == ["EST"] || error?.name == VarlinkService.PermissionDenied.name, "uid \(uid): \(error as Any)")
                for event in [Taskings.Advance.Parameters.Event.depart, .begin, .release, .close] {
                    #expect(try one.desk.ask(Taskings.Advance.self, .init(id: one.id, event: event), as: uid).error != nil)
                }
            }
            #expect(try one.seq == before)
        }
    }

    @Test("a contributing nation takes its word back or recalls at every stage", arguments: OneTasking.stages, [false, true])
    func takenBack(stage: Tasking.State, recall: Bool) throws {
        try OneTasking.with(at: stage) { one in
            if stage == .awaitingConsent { try one.grant("EST", .contribute) }
            if recall {
                let recalled = try one.desk.call(
                    Taskings.Recall.self, .init(id: one.id, nation: "EST", reason: "crisis"), as: OneTasking.estonia)
                #expect(recalled.tasking?.recalledBy == "EST")
            } else {
                _ = try one.desk.call(
                    Consents.Revoke.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "crisis"),
                    as: OneTasking.estonia)
            }
            // What was never ordered cannot be recalled; its people are out for that cause all the same.
            #expect(try one.state == (stage.isProposed ? .declined : .recalled))
            #expect(try one.record.elements.map(\.left?.cause) == [recall ? .recalled : .revoked])
            #expect(try one.consents.first { $0.nation.description == "EST" }?.state == .revoked)
            func isTaken(_ event: Taskings.Advance.Parameters.Event) throws -> Bool {
                try one.desk.ask(Taskings.Advance.self, .init(id: one.id, event: event), as: TestSite.duty).error == nil
            }
            for event in [Taskings.Advance.Parameters.Event.depart, .begin, .release] { #expect(try !isTaken(event)) }
            #expect(try one.desk.ask(Taskings.Order.self, .init(id: one.id), as: TestSite.authority).error != nil)
            // Only once all are home, and only what was ordered, is closed with a report.
            let isAbroad = stage == .moving || stage == .onTask
            #expect(try isTaken(.close) == (stage == .ordered))
            #expect(try isTaken(.home) == isAbroad)
            #expect(try isTaken(.close) == isAbroad)
            #expect(try one.state == (stage.isProposed ? .declined : .recalled))
        }
    }

    @Test("silence is refusal: at the deadline, and not a moment later, also while the daemon was down", arguments: [false, true])
    func lapse(down: Bool) throws {
        try OneTasking.with(at: .awaitingConsent) { one in
            try one.grant("ALB", .host)
            // The policy's twelve hours; the clock passes them before the deadline has had its turn.
            if down {
                try one.desk.restart(killed: true, afterHours: 12)
                // Before anybody is answered.
                #expect(try one.state == .declined)
            } else {
                one.desk.clock.advance(hours: 12)
            }
            let late = try one.desk.ask(
                Consents.Grant.self, .init(tasking: one.id, nation: "EST", kind: .contribute), as: OneTasking.estonia)
            #expect(late.error?.as(Service.IllegalTransition.self)?.state == "lapsed")
            one.desk.settle()
            #expect(try one.state == .declined)
            let states = try one.consents.map(\.state)
            #expect(Set(states) == [.lapsed, .spent])
        }
    }

    @Test("consent is to the exact terms: other terms than those that were read are refused")
    func digest() throws {
        try OneTasking.with(at: .awaitingConsent) { one in
            let read = try one.desk.call(Taskings.Get.self, .init(id: one.id), as: OneTasking.estonia).tasking.digest
            let other = String(read.reversed())
            let refused = try one.desk.ask(
                Consents.Grant.self, .init(tasking: one.id, nation: "EST", kind: .contribute, digest: other), as: OneTasking.estonia)
            #expect(refused.error?.as(Consents.TermsChanged.self)?.digest == read)
            _ = try one.desk.call(
                Consents.Grant.self, .init(tasking: one.id, nation: "EST", kind: .contribute, digest: read), as: OneTasking.estonia)
        }
    }

    @Test("amended terms void what was granted and not ordered", arguments: [Tasking.State.awaitingConsent, .consented])
    func amended(stage: Tasking.State) throws {
        try OneTasking.with(at: stage) { one in
            if stage == .awaitingConsent { try one.grant("EST", .contribute) }
            try amend(one) { $0.summary = "Another purpose" }
            #expect(try one.state == .declined)
            #expect(try one.consents.allSatisfy { $0.state == .lapsed })
            #expect(try one.desk.ask(Taskings.Order.self, .init(id: one.id), as: TestSite.authority).error != nil)
        }
    }

    @Test("an ordered tasking keeps its terms when the label is raised; a longer period that was asked for does not")
    func amendedExtension() throws {
        try OneTasking.with(at: .onTask) { one in
            let agreed = try one.consents
            let asked = try one.desk.call(Taskings.Extend.self, .init(id: one.id, until: OneTasking.day(15)), as: TestSite.duty)
            try one.grant("ALB", .host)
            let longer = try #require(try one.consents.first { $0.nation.description == "EST" && $0.state == .requested }).digest
            try amend(one) { $0.classification = .NC }
            let late = try one.desk.ask(
                Consents.Grant.self, .init(tasking: one.id, nation: "EST", kind: .contribute, digest: longer), as: OneTasking.estonia)
            #expect(asked.tasking.extension != nil && late.errorName == "TermsChanged")
            let kept = try one.record
            #expect(kept.state == .onTask && kept.extension == nil)
            #expect(try one.consents.filter { consent in agreed.contains { $0.digest == consent.digest } } == agreed)
            #expect(try one.desk.store.read { try Invariants.broken($0) } == [])
        }
    }

    @Test("who may not read the request any more still calls their people home", arguments: [false, true])
    func hidden(recall: Bool) throws {
        try OneTasking.with(at: .onTask) { one in
            try amend(one) { $0.releasableTo = ["USA"] }
            #expect(
                try one.desk.ask(Requests.Get.self, .init(id: one.request), as: OneTasking.estonia).errorName == "NoSuchRecord")
            // Those who have given no word are told of nothing, as before.
            for uid in [TestSite.contact("LVA"), TestSite.stranger] {
                let refused = try one.desk.ask(Taskings.Recall.self, .init(id: one.id, nation: "LVA", reason: "x"), as: uid)
                #expect(["NoSuchRecord", "PermissionDenied"].contains(refused.errorName ?? ""))
            }
            if recall {
                _ = try one.desk.call(Taskings.Recall.self, .init(id: one.id, nation: "EST", reason: "x"), as: OneTasking.estonia)
            } else {
                _ = try one.desk.call(
                    Consents.Revoke.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "x"), as: OneTasking.estonia)
            }
            #expect(try one.state == .recalled)
        }
    }

    private func amend(_ one: OneTasking, _ change: (inout Requests.Request) -> Void) throws {
        var terms = OneTasking.terms()
        change(&terms)
        _ = try one.desk.call(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania)
    }
}
