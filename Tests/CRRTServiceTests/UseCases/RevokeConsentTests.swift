import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// The host's word is for everybody, a contributing nation's for its own people; each can be taken back for what it was given for.
@Suite("Revoking")
struct RevokeConsentTests {
    @Test("a contributing nation's people come out at every stage, and the others stay", arguments: OneTasking.stages)
    func nation(stage: Tasking.State) throws {
        try SharedTasking.with(at: stage) { (tasking) throws in
            if stage == .awaitingConsent { try tasking.grant("EST") }
            let latvia = try tasking.part(of: "LVA")
            _ = try tasking.revoke("EST").reply()
            let left = stage == .moving || stage == .onTask ? "returning revoked" : "out revoked"
            #expect(try tasking.people.prefix(2) == ["EST-0001 \(left)", "EST-0002 \(left)"])
            #expect(try tasking.part(of: "LVA") == latvia && tasking.state == stage)
            #expect(try tasking.lastEntry.event == (stage.isProposed ? "consent.revoked" : "tasking.recalled"))
            #expect(try tasking.record.recalledBy?.description == (stage.isProposed ? nil : "EST"))
        }
    }

    @Test("the host's word is for everybody, at every stage", arguments: OneTasking.stages)
    func host(stage: Tasking.State) throws {
        try SharedTasking.with(at: stage) { (tasking) throws in
            if stage == .awaitingConsent { try tasking.grant("ALB", .host) }
            _ = try tasking.revoke("ALB", .host).reply()
            let isAbroad = stage == .moving || stage == .onTask
            let left = isAbroad ? "returning hostRevoked" : "out hostRevoked"
            #expect(try tasking.people == SharedTasking.people.map { "\($0) \(left)" })
            #expect(try tasking.state == (stage.isProposed ? .declined : .recalled))
            #expect(try tasking.consent("ALB", .host).state == .revoked)
            for nation in ["EST", "LVA"] {
                #expect(try tasking.consent(nation).state == (stage == .awaitingConsent ? .lapsed : isAbroad ? .granted : .spent))
            }
            #expect(try tasking.desk.call(Requests.Match.self, .init(id: tasking.request), as: TestSite.duty).leftOut == nil)
            #expect(try tasking.revoke("ALB", .host).errorName == "IllegalTransition")
        }
    }

    @Test("with the digest of a replacement's terms, the replacement alone", arguments: ["LTU", "ALB"])
    func batch(nation: String) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            _ = try tasking.replace(["LTU-0001"]).reply()
            try tasking.grant("LTU")
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            let kind: Consent.Kind = nation == "ALB" ? .host : .contribute
            let before = try (tasking.part(of: "EST"), tasking.part(of: "LVA"))
            let digest = try tasking.consent(nation, kind, batch: 1).digest
            _ = try tasking.revoke(nation, kind == .host ? .host : .contribute, digest: digest).reply()
            #expect(try tasking.people.last == "LTU-0001 out \(kind == .host ? "hostRevoked" : "revoked")")
            #expect(try (tasking.part(of: "EST"), tasking.part(of: "LVA")) == before && tasking.state == .onTask)
            #expect(try tasking.consent("ALB", .host).state == .granted)
        }
    }

    /// Estonia and the host have granted a longer stay, Latvia has not answered: it is in force for Estonia's people.
    private func withLonger(_ body: (SharedTasking) throws -> Void) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            try tasking.extend(to: 15)
            try tasking.grant("EST")
            try tasking.grant("ALB", .host)
            #expect(try tasking.record.extension != nil && tasking.longer("LVA").state == .requested)
            try body(tasking)
        }
    }

    @Test("who serves under a longer period cannot stay without it, while others have not answered", arguments: [false, true])
    func inForce(stated: Bool) throws {
        try withLonger { (tasking) throws in
            let latvia = try tasking.part(of: "LVA")
            _ = try tasking.revoke("EST", digest: stated ? tasking.longer("EST").digest : nil).reply()
            #expect(try tasking.people.prefix(2) == ["EST-0001 returning revoked", "EST-0002 returning revoked"])
            #expect(try tasking.record.refusedExtensions.isEmpty && tasking.part(of: "LVA") == latvia)
        }
    }

    @Test("the host's word to a longer period is for those who serve under it; without a digest, for everybody", arguments: [false, true])
    func hostInForce(stated: Bool) throws {
        try withLonger { (tasking) throws in
            let digest = stated ? try tasking.longer("ALB", .host).digest : nil
            _ = try tasking.revoke("ALB", .host, digest: digest).reply()
            #expect(
                try tasking.people == [
                    "EST-0001 returning hostRevoked", "EST-0002 returning hostRevoked",
                    stated ? "LVA-0001 onTask" : "LVA-0001 returning hostRevoked",
                ])
            guard stated else { return }
            // Latvia is not asked for what the host does not agree to.
            #expect(try tasking.record.extension == nil && tasking.longer("LVA").state == .lapsed)
            #expect(try tasking.record.refusedExtensions.map(\.nation.description) == ["ALB"])
        }
    }

    @Test("a longer period that is not in force falls, and nobody comes out")
    func notInForce() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            try tasking.extend(to: 15)
            try tasking.grant("EST")
            _ = try tasking.revoke("EST", digest: tasking.longer("EST").digest).reply()
            #expect(try tasking.people == SharedTasking.people.map { "\($0) onTask" })
            let refused = try tasking.record.refusedExtensions
            #expect(refused.map(\.nation.description) == ["EST"] && refused.allSatisfy(\.isRevoked))
            try tasking.grant("LVA")
            try tasking.grant("ALB", .host)
            let ends = try tasking.record.elements.map { "\($0.text) \($0.period.end)" }
            #expect(ends == ["EST-0001 \(OneTasking.day(10))", "EST-0002 \(OneTasking.day(10))", "LVA-0001 \(OneTasking.day(15))"])
        }
    }
}
