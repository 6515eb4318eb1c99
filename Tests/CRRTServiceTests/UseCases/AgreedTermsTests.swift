import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Nobody takes a step under terms that their nation has not agreed to.
@Suite("Agreed terms")
struct AgreedTermsTests {
    private static let held: [Tasking.State] = [.ordered, .moving, .onTask]

    @Test("once a tasking is ordered its request is not amended, and the refusal names the tasking", arguments: held)
    func amending(stage: Tasking.State) throws {
        try OneTasking.with(at: stage) { (one) throws in
            let before = try one.seq
            let changes: [(inout Requests.Request) -> Void] = [
                { $0.summary = "Another one" }, { $0.mode = .remote }, { $0.location = "Elsewhere" }, { $0.end = OneTasking.day(11) },
                { $0.seats[0].count = 2 },
                { ($0.classification, $0.title) = (.NC, "Another title") }, { $0.releasableTo = ["NATO", "ALB"] },
                { $0.classification = .NU }, { ($0.classification, $0.releasableTo) = (.NU, ["EST"]) }, { _ in },
            ]
            for change in changes {
                let refusal = try amend(one, change).error?.as(Service.IllegalTransition.self)
                #expect(refusal?.event == "amend" && refusal?.message.contains(one.id) == true, "\(refusal?.message ?? "taken")")
            }
            #expect(try one.seq == before)
        }
    }

    @Test("a label is made stricter at any time, and then there is no step but home", arguments: held, [false, true])
    func relabelled(stage: Tasking.State, narrowed: Bool) throws {
        try OneTasking.with(at: stage) { (one) throws in
            let request = try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.albania).request
            // Now, so that the questions that the label asks do not come due before a step is tried.
            one.desk.waitFor(OneTasking.day(0), orLater: true)
            _ = try amend(one) { if narrowed { $0.releasableTo = ["EST", "ALB"] } else { $0.classification = .NS } }.reply()
            let relabelled = try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.albania).request
            #expect(relabelled.state == request.state && relabelled.revision == 3)
            let steps: [Taskings.Advance.Parameters.Event] = stage == .ordered ? [.depart] : stage == .moving ? [.begin] : []
            for step in steps {
                let error = try one.desk.ask(Taskings.Advance.self, .init(id: one.id, event: step), as: TestSite.duty).error
                #expect(error?.as(Taskings.ConsentMissing.self)?.nations == ["ALB", "EST"])
            }
            if stage == .onTask {
                let longer = try one.desk.ask(Taskings.Extend.self, .init(id: one.id, until: OneTasking.day(12)), as: TestSite.duty)
                #expect(longer.errorName == "ConsentMissing")
            }
            if stage == .ordered {
                _ = try one.desk.call(Taskings.Abort.self, .init(id: one.id, reason: "label"), as: TestSite.authority)
            } else {
                _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .release), as: TestSite.duty)
                _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .home), as: TestSite.duty)
                _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .close), as: TestSite.duty)
            }
        }
    }

    @Test("to a stricter label each nation is asked anew: a yes of both lets people go on, a no or no answer leaves them where they are")
    func askedAnew() throws {
        for answer in ["granted", "refused", "lapsed"] {
            try OneTasking.with(at: .ordered) { (one) throws in
                let before = try one.record
                _ = try amend(one) { $0.classification = .NS }.reply()
                let asked = try one.consents.filter { $0.state == .requested }
                #expect(asked.count == 2 && asked.allSatisfy { $0.isRenewal && $0.terms?.classification == .secret })
                #expect(try one.record.elements == before.elements)
                try one.grant("ALB", .host)
                switch answer {
                case "granted": try one.grant("EST", .contribute)
                case "refused":
                    _ = try one.desk.call(
                        Consents.Refuse.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "not at NS"),
                        as: OneTasking.estonia)
                default:
                    one.desk.clock.advance(hours: 13)
                    one.desk.settle()
                }
                let departed = try one.desk.ask(Taskings.Advance.self, .init(id: one.id, event: .depart), as: TestSite.duty)
                #expect(departed.errorName == (answer == "granted" ? nil : "TermsChanged"), "\(answer)")
                let states = try one.consents.filter { $0.nation.description == "EST" }.map(\.state)
                #expect(states.contains(.granted) && states.contains(.spent) == (answer == "granted"), "\(answer): \(states)")
                #expect(try one.desk.store.read { try Invariants.broken($0) } == [])
            }
        }
    }

    @Test(
        "the title is corrected at any time, and nothing else changes by it",
        arguments: [Tasking.State.awaitingConsent, .consented, .onTask])
    func corrected(stage: Tasking.State) throws {
        try OneTasking.with(at: stage) { (one) throws in
            let (tasking, consents) = (try one.record, try one.consents)
            let before = try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.albania).request
            func correct(_ title: String?, as uid: UInt32 = OneTasking.albania) throws -> String? {
                try one.desk.ask(Requests.Correct.self, .init(id: one.request, title: title), as: uid).errorName
            }
            #expect(try correct(nil) == "InvalidRecord" && correct("") == "InvalidRecord" && correct(before.title) == "InvalidRecord")
            #expect(try correct("Theirs", as: OneTasking.estonia) != nil)
            #expect(try correct("The right title") == nil)
            let after = try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.albania).request
            #expect(after.title == "The right title" && after.state == before.state && after.revision == (before.revision ?? 0) + 1)
            #expect(try one.record == tasking && one.consents == consents)
            if stage == .consented { _ = try one.desk.call(Taskings.Order.self, .init(id: one.id), as: TestSite.authority) }
        }
    }

    @Test("a request that is over is still relabelled, and keeps its state and its remark")
    func relabelledWhenOver() throws {
        try OneTasking.with(at: .consented) { (one) throws in
            _ = try one.desk.call(Requests.Cancel.self, .init(id: one.request, reason: "no longer"), as: OneTasking.albania)
            let refusal = try amend(one, { $0.summary = "Other" }).errorName
            #expect(refusal == "IllegalTransition")
            one.desk.clock.advance(hours: 60 * 24)
            let request = try amend(one, { $0.classification = .NS }).reply().request
            #expect(request.state == .cancelled && request.remark == "no longer" && request.classification == .NS)
        }
    }

    @Test("an amendment that changes nothing leaves state, taskings and consents as they are", arguments: [false, true])
    func sameTerms(returned: Bool) throws {
        try OneTasking.with(at: .consented) { (one) throws in
            var id = one.request
            if returned {
                id = try #require(
                    try one.desk.call(Requests.Submit.self, .init(request: OneTasking.terms()), as: OneTasking.albania).request.id)
                _ = try one.desk.call(Requests.Return.self, .init(id: id, reason: "which seats?"), as: TestSite.duty)
            }
            let terms = try one.desk.call(Requests.Get.self, .init(id: id), as: OneTasking.albania).request
            let amended = try one.desk.call(Requests.Amend.self, .init(id: id, request: terms), as: OneTasking.albania).request
            #expect(amended.state == (returned ? .submitted : .validated), "what was returned is filed again")
            #expect(try one.state == .consented)
            _ = try one.desk.call(Taskings.Order.self, .init(id: one.id), as: TestSite.authority)
            #expect(try one.desk.store.read { try Invariants.broken($0) } == [])
        }
    }

    @Test("what stands in the way of an amendment or of closing is ended in a way that its state has", arguments: [.consented] + held)
    func endingSteps(stage: Tasking.State) throws {
        let ways: [Tasking.State: String] = [
            .consented: "abort", .ordered: "release and close, or abort", .moving: "release, report home and close, or abort",
            .onTask: "release, report home and close, or abort",
        ]
        let way = try #require(ways[stage])
        try OneTasking.with(at: stage) { (one) throws in
            func closing() throws -> String? {
                try one.desk.ask(Requests.Close.self, .init(id: one.request, outcome: "done"), as: TestSite.duty).error?
                    .as(Service.IllegalTransition.self)?.message
            }
            #expect(try closing()?.contains("is still \(stage.rawValue); \(way) it first") == true)
            guard stage != .consented else { return }
            let refusal = try amend(one) { $0.summary = "Another one" }.error?.as(Service.IllegalTransition.self)?.message
            #expect(refusal?.contains("First have the duty desk \(way) \(one.id), or file a new request") == true, "\(refusal ?? "")")
            guard stage == .moving else { return }
            _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .release), as: TestSite.duty)
            #expect(try closing()?.contains("is still returning; report home and close it first") == true)
            _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .home), as: TestSite.duty)
            #expect(try closing()?.contains("is still returning; close it first") == true)
        }
    }

    @Test("a refusal for changed terms names the digest that they have now")
    func presentDigest() throws {
        try OneTasking.with(at: .ordered) { (one) throws in
            _ = try amend(one) { $0.classification = .NS }.reply()
            _ = try one.desk.call(
                Consents.Refuse.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "not so"), as: OneTasking.estonia)
            try one.grant("ALB", .host)
            let refusal = try one.desk.ask(Taskings.Advance.self, .init(id: one.id, event: .depart), as: TestSite.duty).error?
                .as(Consents.TermsChanged.self)
            let record = try one.record
            #expect(refusal?.digest != record.digest && refusal?.digest.count == 64)
            #expect(refusal?.message.contains("(classification)") == true, "\(refusal?.message ?? "")")
        }
    }

    @Test("a request that people have come home from does not expire; it waits to be closed")
    func carriedOut() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            one.desk.waitFor(OneTasking.day(11))
            one.desk.settle()
            for event in [Taskings.Advance.Parameters.Event.release, .home, .close] {
                _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: event), as: TestSite.duty)
                one.desk.settle()
            }
            #expect(try one.desk.call(Requests.Get.self, .init(id: one.request), as: TestSite.duty).request.state == .validated)
            let closed = try one.desk.call(Requests.Close.self, .init(id: one.request, outcome: "recovered"), as: TestSite.duty).request
            #expect(closed.state == .closed && closed.remark == "recovered")
        }
        try OneTasking.with(at: .onTask) { (one) throws in
            _ = try one.desk.call(Taskings.Recall.self, .init(id: one.id, nation: "EST", reason: "crisis"), as: OneTasking.estonia)
            func state() throws -> Requests.Request.State? {
                try one.desk.call(Requests.Get.self, .init(id: one.request), as: TestSite.duty).request.state
            }
            one.desk.waitFor(OneTasking.day(11))
            one.desk.settle()
            #expect(try state() == .validated, "somebody is still on the way home")
            _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .home), as: TestSite.duty)
            one.desk.settle()
            #expect(try state() == .expired)
        }
    }

    @Test("what an amendment changed stands in the journal, field by field")
    func changedFields() throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            _ = try amend(one) { ($0.title, $0.location) = ("More help", "Tirana") }.reply()
            let entries = try one.desk.call(Journal.Read.self, .init(limit: 100, subject: one.request), as: TestSite.auditor).entries ?? []
            let detail = entries.last?.payload["detail"]?.objectValue?["changed"]?.stringValue
            #expect(detail == "title: Help -> \"More help\"\nlocation: nothing -> Tirana")
        }
    }

    @Test("of seats the journal says which one was changed in what, and what was asked for in addition")
    func changedSeats() throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            _ = try amend(one) { terms in
                terms.seats[0].minLevel = 4
                terms.seats.append(.init(skill: "GX-SKL-001", minLevel: 2, count: 1))
            }.reply()
            let entries = try one.desk.call(Journal.Read.self, .init(limit: 100, subject: one.request), as: TestSite.auditor).entries ?? []
            let lines = entries.last?.payload["detail"]?.objectValue?["changed"]?.stringValue?.split(separator: "\n").map(String.init) ?? []
            #expect(lines.first == "seats[0].minLevel: 3 -> 4" && lines.contains("seats[1].skill: nothing -> GX-SKL-001"), "\(lines)")
            #expect(lines.allSatisfy { $0.hasPrefix("seats[") })
        }
    }

    @Test("nobody departs or begins after the agreed end, and nobody begins before the start")
    func period() throws {
        try OneTasking.with(at: .ordered) { (one) throws in
            func advance(_ event: Taskings.Advance.Parameters.Event) throws -> String? {
                try one.desk.ask(Taskings.Advance.self, .init(id: one.id, event: event), as: TestSite.duty).errorName
            }
            #expect(try advance(.begin) == "IllegalTransition", "a month before the start")
            one.desk.waitFor(OneTasking.day(10))
            #expect(try advance(.depart) == "IllegalTransition")
            #expect(try advance(.begin) == "IllegalTransition")
            #expect(try one.state == .ordered)
        }
        try OneTasking.with(at: .moving) { (one) throws in
            for wait in [false, true] {
                if wait { one.desk.waitFor(OneTasking.day(10)) }
                let refusal = try one.desk.ask(Taskings.Advance.self, .init(id: one.id, event: .begin), as: TestSite.duty).errorName
                #expect(refusal == "IllegalTransition")
            }
            let home = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .release), as: TestSite.duty).tasking
            #expect(home.state == .returning && home.overdue == true)
            #expect(try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .home), as: TestSite.duty).tasking.overdue == nil)
            #expect(try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .close), as: TestSite.duty).tasking.state == .closed)
        }
        try OneTasking.with(at: .onTask) { (one) throws in
            one.desk.waitFor(OneTasking.day(10))
            // Who is overdue can stay longer, once their nation and the host agree.
            let longer = Taskings.Extend.Parameters(id: one.id, until: OneTasking.day(12), replyBy: OneTasking.day(11))
            #expect(try one.desk.ask(Taskings.Extend.self, longer, as: TestSite.duty).error == nil)
        }
    }

    @Test("an expert who has not come home is ordered back to back, and goes only once they have")
    func backToBack() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            var terms = OneTasking.terms(nation: "LVA")
            (terms.start, terms.end) = (OneTasking.day(10), OneTasking.day(20))
            let second = try OneTasking.validated(terms, one.desk)
            one.desk.waitFor(OneTasking.day(10))
            let proposal = Taskings.Propose.Parameters(
                request: second, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")], replyBy: OneTasking.day(11))
            let id = try one.desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("LVA", .host)] {
                _ = try one.desk.call(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            _ = try one.desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            for event in [Taskings.Advance.Parameters.Event.depart, .begin] {
                let refusal = try one.desk.ask(Taskings.Advance.self, .init(id: id, event: event), as: TestSite.duty).error?
                    .as(Taskings.AlreadyCommitted.self)
                #expect(refusal?.tasking == one.id && refusal?.message.contains("past its end") == true, "\(refusal?.message ?? "")")
            }
            _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .release), as: TestSite.duty)
            #expect(
                try one.desk.ask(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty).errorName == "AlreadyCommitted")
            _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .home), as: TestSite.duty)
            _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .close), as: TestSite.duty)
            _ = try one.desk.call(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty)
            #expect(try one.desk.store.read { try Invariants.broken($0) } == [])
        }
    }

    @Test("two persons grant an effect under the same conditions, and the second is shown the first's")
    func sameConditions() throws {
        let cases: [(first: String?, second: String?, same: Bool)] = [
            (nil, nil, true), ("At night", "At night", true), ("At night", "By day", false), ("At night", nil, false),
            (nil, "At night", false),
            // The same to Swift, and not the same bytes.
            ("Caf\u{e9}", "Cafe\u{301}", false),
        ]
        for (first, second, same) in cases {
            try withEffect { (desk, id) throws in
                func grant(_ conditions: String?, second: Bool) throws -> Answer<Consents.Grant.Reply> {
                    try desk.ask(
                        Consents.Grant.self, .init(tasking: id, nation: "SWE", kind: .effect, conditions: conditions),
                        as: TestSite.contact("SWE", second: second))
                }
                _ = try grant(first, second: false).reply()
                let answer = try grant(second, second: true)
                guard !same else { return #expect(try answer.reply().consent.conditions == first) }
                let refusal = answer.error?.as(Service.InvalidRecord.self)
                #expect(refusal?.field == "conditions" && refusal?.reason.contains(first ?? "without conditions") == true)
                let agreed = try grant(first, second: true).reply().consent
                #expect(agreed.state == .granted && agreed.conditions == first)
            }
        }
    }

    @Test("revoked without a digest is all that was granted; with one it is those terms alone", arguments: [nil, "extension", "present"])
    func revoked(which: String?) throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            _ = try one.desk.call(Taskings.Extend.self, .init(id: one.id, until: OneTasking.day(15)), as: TestSite.duty)
            try one.grant("EST", .contribute)
            func own() throws -> (present: Consent, longer: Consent) {
                let own = try one.consents.filter { $0.nation.description == "EST" }
                return (try #require(own.first { $0.until == nil }), try #require(own.first { $0.until != nil }))
            }
            let digest = try which.map { $0 == "present" ? try own().present.digest : try own().longer.digest }
            let reply = try one.desk.call(
                Consents.Revoke.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "x", digest: digest),
                as: OneTasking.estonia)
            let (present, longer) = try own()
            #expect(reply.consent.state == .revoked)
            switch which {
            case "extension":
                #expect(try one.state == .onTask)
                #expect(present.state == .granted && longer.state == .revoked)
                let refused = try one.record.refusedExtensions
                #expect(refused.map(\.nation.description) == ["EST"] && refused.first?.reason == "x")
                #expect(refused.first?.isRevoked == true)
                let shown = try one.desk.call(Taskings.Get.self, .init(id: one.id), as: OneTasking.estonia).tasking
                #expect(shown.refusedExtensions?.first?.revoked == true)
            case "present":
                #expect(try one.state == .recalled)
                #expect(present.state == .revoked && longer.state == .lapsed && longer.isVoided)
            default:
                #expect(try one.state == .recalled)
                #expect(present.state == .revoked && longer.state == .revoked)
            }
        }
    }

    @Test("refused extensions and who recalled stay on the tasking, to its end and for who may see them")
    func kept() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            for (number, nation) in ["EST", "ALB"].enumerated() {
                _ = try one.desk.call(Taskings.Extend.self, .init(id: one.id, until: OneTasking.day(11 + number)), as: TestSite.duty)
                let kind: Consents.Refuse.Parameters.Kind = nation == "EST" ? .contribute : .host
                _ = try one.desk.call(
                    Consents.Refuse.self, .init(tasking: one.id, nation: nation, kind: kind, reason: "no"), as: TestSite.contact(nation))
            }
            _ = try one.desk.call(Taskings.Extend.self, .init(id: one.id, until: OneTasking.day(13)), as: TestSite.duty)
            one.desk.advance(hours: 12)
            _ = try one.desk.call(Taskings.Recall.self, .init(id: one.id, nation: "EST", reason: "crisis"), as: OneTasking.estonia)
            func shown(_ uid: UInt32) throws -> Taskings.Tasking {
                try one.desk.call(Taskings.Get.self, .init(id: one.id), as: uid).tasking
            }
            for uid in [TestSite.duty, OneTasking.albania] {
                let tasking = try shown(uid)
                #expect(tasking.state == .recalled && tasking.recalledBy == "EST")
                let refused = tasking.refusedExtensions ?? []
                #expect(refused.map(\.end) == (11...13).map(OneTasking.day))
                #expect(refused.allSatisfy { $0.revoked == nil })
                #expect(refused.prefix(2).map(\.nation) == ["EST", "ALB"] && refused.map(\.reason) == ["no", "no", nil])
            }
            #expect(try shown(OneTasking.estonia).recalledBy == "EST")
            #expect(try shown(OneTasking.estonia).refusedExtensions?.allSatisfy { $0.nation == "EST" } == true)
        }
    }

    @Test("only silence lapses; what ends with the tasking, by another's refusal or by new terms is void")
    func voided() throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            _ = try one.desk.call(
                Consents.Refuse.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "no"), as: OneTasking.estonia)
            let host = try #require(try one.consents.first { $0.kind == .host })
            #expect(host.state == .lapsed && host.isVoided)
            let shown = try one.desk.call(Taskings.Get.self, .init(id: one.id), as: TestSite.duty).tasking.consents
            #expect(shown.map(\.voided) == [true, nil])
        }
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            one.desk.advance(hours: 12)
            #expect(try one.consents.allSatisfy { $0.state == .lapsed && !$0.isVoided }, "both were silent")
        }
        try OneTasking.with(at: .consented) { (one) throws in
            _ = try amend(one) { $0.summary = "Other" }.reply()
            #expect(try one.consents.allSatisfy { $0.state == .lapsed && $0.isVoided })
        }
    }

    /// Each field that no nation consents to, and all of them at once.
    @Test("an amendment of what no nation consents to is a correction, at any stage", arguments: [Tasking.State.consented, .onTask])
    func correcting(stage: Tasking.State) throws {
        let changes: [(inout Requests.Request) -> Void] = [
            { $0.title = "Right" }, { $0.incident = .init(entities: ["Registry"]) }, { $0.costEstimate = "9 EUR" },
            { $0.shareWith = ["LVA"] }, { $0.references = ["ticket 1"] },
        ]
        let all: (inout Requests.Request) -> Void = { request in for change in changes { change(&request) } }
        for change in changes + [all] {
            try OneTasking.with(at: stage) { (one) throws in
                let (tasking, consents) = (try one.record, try one.consents)
                let amended = try amend(one, change).reply().request
                #expect(try one.record == tasking && one.consents == consents && amended.state == .validated)
                #expect(try amend(one) { $0.summary = "Other" }.error?.name == (stage == .onTask ? Service.IllegalTransition.name : nil))
            }
        }
        // The campaign that is linked has to be there.
        try OneTasking.with(at: stage) { (one) throws in
            let open = Campaigns.Open.Parameters(title: "Wipers", domains: [.energy], classification: .NR, releasableTo: ["NATO"])
            let campaign = try one.desk.call(Campaigns.Open.self, open, as: TestSite.duty).campaign.id
            let (tasking, consents) = (try one.record, try one.consents)
            let amended = try amend(one) { $0.campaigns = [campaign] }.reply().request
            #expect(try one.record == tasking && one.consents == consents && amended.campaigns == [campaign])
        }
        #expect(RequestField.allCases.count { $0.kind == .correction } == changes.count + 1, "a new field has its case here")
    }

    @Test("a returned request is filed again by a correction, too") func returned() throws {
        try OneTasking.with(at: .consented) { (one) throws in
            _ = try amend(one) { $0.summary = "Other" }.reply()
            _ = try one.desk.call(Requests.Return.self, .init(id: one.request, reason: "Which systems?"), as: TestSite.duty)
            let again = try amend(one) { ($0.summary, $0.title) = ("Other", "Right") }.reply().request
            #expect(again.state == .submitted && again.title == "Right")
        }
    }

    @Test("an incident that has not come yet is refused with its field") func future() throws {
        try OneTasking.with(at: .consented) { (one) throws in
            let later = one.desk.clock.now.adding(hours: 1).description
            let field = try amend(one) { $0.incident = .init(began: later) }.error?.as(Service.InvalidRecord.self)?.field
            #expect(field == "request.incident.began")
        }
    }

    private func amend(_ one: OneTasking, _ change: (inout Requests.Request) -> Void) throws -> Answer<Requests.Amend.Reply> {
        var terms = OneTasking.terms()
        change(&terms)
        return try one.desk.ask(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania)
    }

    private func withEffect(_ body: (InProcessDesk, String) throws -> Void) throws {
        try InProcessDesk.with { (desk) throws in
            let effect = Roster.Effect(
                id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NR, releasableTo: ["NATO"])
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("SWE"))
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let id = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .effect, effects: ["SWE-EFF-01"]), as: TestSite.duty
            ).tasking.id
            try body(desk, id)
        }
    }
}
