import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// The whole story as one test: an Ally asks, a team goes and comes home, every nation's word on record. Begin reading here.
@Suite("From a request to a dispatched team", .needsOtherUsers)
struct RequestToDispatchTests {
    @Test("submit, validate, match, propose, consent, order, depart, begin, release, close – over a SIGKILL")
    func wholeStory() throws {
        try RunningDaemon.with { daemon in
            try daemon.importSampleRoster()

            // Albania asks; the duty desk validates.
            let albania = try daemon.connect(uid: TestSite.contact("ALB"))
            var terms = try MovedSamples.scenario("albania-2022")
            // The work begins at once: no team is on task before that.
            let start = RealClock.now.adding(seconds: 5)
            terms.start = start.description
            let submitted = try albania.call(Requests.Submit.self, .init(request: terms)).request
            let id = try #require(submitted.id)
            #expect(submitted.state == .submitted)
            #expect(id.hasPrefix("REQ-ALB-"))
            var duty = try daemon.connect(uid: TestSite.duty)
            let validated = try duty.call(Requests.Validate.self, .init(id: id, ifRevision: submitted.revision)).request
            #expect(validated.state == .validated)

            // Who could go.
            let match = try duty.call(Requests.Match.self, .init(id: id))
            let best = try #require(match.candidates.first { $0.openSeats == 0 })
            #expect(best.assignments.count == 7)
            #expect(Set(best.assignments.map(\.expert)).count == 7)
            #expect(best.proven)

            // The desk proposes; each nation and the host are asked.
            let proposed = try duty.call(
                Taskings.Propose.self,
                .init(
                    request: id, kind: .init(rawValue: best.kind.rawValue)!, team: best.team,
                    assignments: best.assignments.map { .init(seat: $0.seat, expert: $0.expert) },
                    replyBy: MovedSamples.today.startOfDay.adding(days: 2).description)
            ).tasking
            #expect(proposed.state == .awaitingConsent)
            #expect(proposed.consents.count == best.nations.count + 1)

            // The machine dies; what was answered is there.
            let before = try duty.call(Journal.Read.self, .init(limit: 1000)).entries ?? []
            daemon.kill()
            try daemon.start()
            duty = try daemon.connect(uid: TestSite.duty)
            #expect(try duty.call(Journal.Read.self, .init(limit: 1000)).entries == before)
            var kept = try duty.call(Taskings.Get.self, .init(id: proposed.id)).tasking
            // Worked out anew at each look: by now the people may be an hour later.
            (kept.lateHours, kept.lateMinutes) = (proposed.lateHours, proposed.lateMinutes)
            #expect(kept == proposed)

            // No order before all have agreed.
            let authority = try daemon.connect(uid: TestSite.authority)
            let early = try authority.ask(Taskings.Order.self, .init(id: proposed.id)).error?.as(Taskings.ConsentMissing.self)
            #expect(Set(early?.nations ?? []) == Set(best.nations + ["ALB"]))

            for consent in proposed.consents {
                let contact = try daemon.connect(uid: TestSite.contact(consent.nation))
                let granted = try contact.call(
                    Consents.Grant.self,
                    .init(
                        tasking: proposed.id, nation: consent.nation, kind: .init(rawValue: consent.kind.rawValue)!,
                        digest: try contact.call(Taskings.Get.self, .init(id: proposed.id)).tasking.digest,
                        conditions: consent.kind == .host ? "Report to the desk in Tirana" : nil)
                ).consent
                #expect(granted.state == .granted)
                #expect(granted.decidedBy?.map(\.uid) == [Int(TestSite.contact(consent.nation))])
            }
            let consented = try duty.call(Taskings.Get.self, .init(id: proposed.id)).tasking
            #expect(consented.state == .consented)

            // Another person orders; the team goes and comes home.
            let ordered = try authority.call(Taskings.Order.self, .init(id: proposed.id, ifRevision: consented.revision)).tasking
            #expect(ordered.state == .ordered)
            #expect(ordered.orderedBy?.uid == Int(TestSite.authority))
            #expect(try duty.call(Requests.Get.self, .init(id: id)).request.filled == .fully)
            for (event, state) in [
                (Taskings.Advance.Parameters.Event.depart, Taskings.Tasking.State.moving), (.begin, .onTask), (.release, .returning),
                (.home, .returning),
            ] {
                if event == .begin { RealClock.wait(until: start) }
                #expect(try duty.call(Taskings.Advance.self, .init(id: proposed.id, event: event)).tasking.state == state)
            }
            let home = try duty.call(
                Taskings.Advance.self, .init(id: proposed.id, event: .close, report: "Services restored; all home")
            ).tasking
            #expect(home.state == .closed)
            #expect(home.consents.allSatisfy { $0.state == .spent })
            let closed = try duty.call(Requests.Close.self, .init(id: id, outcome: "recovered")).request
            #expect(closed.state == .closed)

            // The record holds, and says who did what.
            let auditor = try daemon.connect(uid: TestSite.auditor)
            let verdict = try auditor.call(Journal.Verify.self, .init())
            #expect(verdict.intact)
            let events = try auditor.call(Journal.Read.self, .init(limit: 1000, subject: proposed.id)).entries?.map(\.event)
            let grants = [String](repeating: "consent.granted", count: proposed.consents.count)
            #expect(
                events == ["tasking.proposed"] + grants + [
                    "tasking.ordered", "tasking.departed", "tasking.begun", "tasking.released", "tasking.home", "tasking.closed",
                ])
            #expect(daemon.stop() == 0)
        }
    }
}
