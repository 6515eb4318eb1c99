import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// The page on which a nation decides, and that what it agrees to is what that page shows.
@Suite("The terms in words")
struct TermsPageTests {
    private static let times = TimeStyle(now: try! Instant("2026-12-01T00:00:00Z"), dateTimeGroups: false)
    /// SHA-256 of `canonical`, by another program.
    private static let digest = "7781f017cd1f4d36549e55273dbf590b9a52f1b73d8e79b4f7186d74ec493d0b"
    private static let canonical =
        #"{"batch":1,"elements":[{"end":"2026-12-14T06:00:00Z","expert":"EST-0042","minLevel":4,"seat":1,"skill":"GX-SKL-005","#
        + #""start":"2026-12-04T06:00:00Z"},{"accesses":["OT"],"end":"2026-12-14T06:00:00Z","expert":"EST-0043","lead":true,"#
        + #""minClearance":"NS","minLevel":3,"seat":2,"skill":"PD-WRL-003","start":"2026-12-04T06:00:00Z"}],"host":"ALB","#
        + #""label":{"classification":"NR","releasableTo":["ALB","EST","LVA"]},"mode":"onSite","nation":"EST","place":"Tirana","#
        + #""purpose":{"sector":"health","severity":"SL-3","summary":"Worm in hospitals\nsecond line"},"#
        + #""tasking":"TSK-ALB-2026-0001-1","version":2}"#

    private static func consent(_ change: (inout JSONObject) -> Void = { _ in }) throws -> Consents.Consent {
        var terms = try JSONObject(json: canonical.utf8)
        change(&terms)
        return .init(
            tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: .contribute, state: .requested, replyBy: "2026-12-01T11:00:00Z",
            digest: digest, batch: 1, terms: terms)
    }

    private static func lines(_ consents: [Consents.Consent]) -> [String] {
        let tasking = BoardSample.tasking("ALB", .onTask)
        let page = ConsentViews.page(tasking, consents, skillTitles: ["GX-SKL-005": "Directory recovery"], times, isWide: false)
        return Block.lines(page, legend: true, columns: nil)
    }

    @Test("what, where, when, who, which label, until when to answer, and the digest")
    func page() throws {
        let lines = Self.lines([try Self.consent()])
        #expect(lines.contains("What EST agrees to (contribute, replacement 1)"))
        for end in [
            "tasking: TSK-ALB-2026-0001-1", "host: ALB", "purpose: Worm in hospitals", "  second line", "sector: health",
            "severity: SL-3", "label: NR releasable to ALB EST LVA", "mode: onSite", "place: Tirana", "batch: 1, a replacement",
            "answer by: 2026-12-01 11:00Z (in 11 h)", "digest: \(Self.digest)  of the terms above",
        ] { #expect(lines.contains { $0.hasSuffix(end) }, "\(end)") }
        let table = try #require(lines.firstIndex { $0.hasPrefix("WHO") })
        #expect(
            lines[table...].prefix(3).map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") } == [
                "WHO SEAT SKILL LEVEL CLEARANCE ACCESSES LEAD START UNTIL TITLE",
                "EST-0042 1 GX-SKL-005 4 2026-12-04 06:00Z 2026-12-14 06:00Z Directory recovery",
                "EST-0043 2 PD-WRL-003 3 NS OT one leads 2026-12-04 06:00Z 2026-12-14 06:00Z",
            ])
        // The tasking's own people, which are others', are not on the page.
        #expect(!lines.contains { $0.contains("DEU-0001") })
    }

    @Test("every member is shown, also one that this version does not know")
    func unknownMembers() throws {
        let lines = Self.lines([
            try Self.consent { terms in
                terms["tollRule"] = "each its own"
                terms["label"]?.setMember("caveat", "none")
                terms["purpose"] = "a text"
                terms["elements"] = [
                    ["expert": "EST-0042", "seat": 1, "arms": true], ["effect": "EST-EFF-01", "leadHours": 4, "range": 7],
                ]
            }
        ])
        for words in [
            "tollRule: each its own", "caveat: none", "purpose: a text", "arms true", "effect: EST-EFF-01", "ready in: 4 h", "range: 7",
        ] { #expect(lines.contains { $0.contains(words) }, "\(words)") }
        #expect(lines.contains { $0.contains("digest: \(Self.digest)  DIFFERS from the terms above") })
    }

    @Test("what is granted is what the digest is of: a changed word, another nation or tasking is refused")
    func digest() throws {
        try Self.consent().checkDigest()
        var old = try Self.consent()
        old.terms = nil
        try old.checkDigest()
        #expect {
            try Self.consent { $0["place"] = "Durres" }.checkDigest()
        } throws: { error in
            guard let failure = error as? Failure else { return false }
            return failure.status == .failed && failure.text.contains("is not that of the terms that are shown; nothing was granted")
                && failure.details.last == "digest asked to agree to: \(Self.digest)" && failure.next?.contains("consent show") == true
        }
        for change in [
            { $0.nation = "LVA" }, { $0.tasking = "TSK-ALB-2026-0001-2" },
        ] as [(inout Consents.Consent) -> Void] {
            var other = try Self.consent()
            change(&other)
            #expect { try other.checkDigest() } throws: { ($0 as? Failure)?.text.contains("of another tasking or nation") == true }
        }
    }

    @Test("where the terms are not on record in words, it says so, and shows the tasking and the digest")
    func older() throws {
        var old = try Self.consent()
        (old.terms, old.batch) = (nil, nil)
        let lines = Self.lines([old])
        #expect(lines.contains { $0.hasPrefix("The terms of EST's consent (contribute) are not on record in words") })
        #expect(lines.contains { $0.hasSuffix("people: DEU-0001@0 USA-0002@0") })
        #expect(lines.contains("terms: \(Self.digest)"))
    }

    @Test("what differs from the terms that the nation agreed to before stands above the digest")
    func change() throws {
        var before = try Self.consent()
        before.state = .granted
        var asked = try Self.consent { terms in
            terms["label"] = ["classification": "NC", "releasableTo": ["ALB", "EST", "LVA"]]
            terms["legalBasis"] = "SOFA"
            terms["place"] = nil
            terms["elements"] = [["expert": "EST-0042", "end": "2026-12-20T06:00:00Z", "minLevel": 4, "seat": 1]]
        }
        asked.digest = String(repeating: "a", count: 64)
        let lines = Self.lines([before, asked])
        let heading = try #require(lines.firstIndex(of: "Changed since the nation last agreed"))
        #expect(
            lines[heading...].dropFirst().prefix(7).map { $0.drop { $0 == " " } } == [
                "legalBasis: SOFA (was nothing)", "place: nothing (was Tirana)", "label.classification: NC (was NR)",
                "EST-0042 end: 2026-12-20 06:00Z (was 2026-12-14 06:00Z)", "EST-0042 skill: nothing (was GX-SKL-005)",
                "EST-0042 start: nothing (was 2026-12-04 06:00Z)", "people: EST-0042 (was EST-0042 EST-0043)",
            ])
        #expect(Self.lines([asked]).allSatisfy { !$0.contains("last agreed") }, "nothing was agreed to before")
        // Other people, under the same words, in the place of some.
        var others = try Self.consent { $0["elements"] = [["expert": "EST-0050", "seat": 1]] }
        (others.digest, others.batch) = (String(repeating: "b", count: 64), 2)
        #expect(Self.lines([before, others]).contains("But for the people, nothing has changed since the nation last agreed."))
        // What another nation agreed to is not compared with, nor what was refused, or lapsed before all who are needed had agreed.
        var (foreign, refused, lapsed) = (before, before, before)
        foreign.nation = "LVA"
        refused.state = .refused
        lapsed.state = .lapsed
        #expect(Self.lines([foreign, refused, lapsed, asked]).allSatisfy { !$0.contains("last agreed") })
    }

    @Test("an effect that one person has granted when the terms changed was not agreed to")
    func halfGranted() throws {
        var (before, asked) = (try Self.consent(), try Self.consent { $0["place"] = "Durres" })
        (before.kind, asked.kind, asked.digest) = (.effect, .effect, String(repeating: "a", count: 64))
        before.state = .lapsed
        let one = Consents.Principal(name: "ncp-est", uid: 3001)
        for (granters, isAgreed) in [([one], false), ([one, .init(name: "ncp-est-2", uid: 3101)], true)] {
            before.decidedBy = granters
            #expect(Self.lines([before, asked]).contains { $0.contains("last agreed") } == isAgreed)
        }
    }

    @Test("many nations of a label are counted, and listed on a line of their own")
    func manyNations() throws {
        let nations = (0..<9).map { "A\($0)B" }
        let lines = Self.lines([
            try Self.consent { $0["label"] = ["classification": "NR", "releasableTo": .array(nations.map { .string($0) })] }
        ])
        #expect(lines.contains { $0.hasSuffix("label: NR releasable to 9 nations") })
        #expect(lines.contains { $0.hasSuffix("releasable to: \(nations.joined(separator: " "))") })
    }

    @Test("the page is about what waits for the caller's answer; who sees all answers reads the host's terms")
    func decided() throws {
        func one(_ nation: String, _ kind: Consents.Consent.Kind, _ state: Consents.Consent.State, batch: Int) throws -> Consents.Consent {
            var consent = try Self.consent()
            (consent.nation, consent.kind, consent.state, consent.batch) = (nation, kind, state, batch)
            return consent
        }
        let own = [try one("EST", .contribute, .granted, batch: 0), try one("EST", .contribute, .requested, batch: 1)]
        #expect(ConsentViews.decided(own).map(\.batch) == [1])
        #expect(ConsentViews.decided([own[0]]).map(\.batch) == [0])
        let all = own + [try one("ALB", .host, .granted, batch: 0), try one("ALB", .host, .refused, batch: 1)]
        #expect(ConsentViews.decided(all).map(\.nation) == ["ALB"])
        #expect(ConsentViews.decided([try one("EST", .contribute, .refused, batch: 0)]).map(\.state) == [.refused])
    }

    @Test("to wait for the order is to wait for one's own people")
    func pending() throws {
        let granted = [try Self.consent()]
        func isPending(_ state: Taskings.Tasking.State, _ elements: Taskings.Element...) -> Bool {
            ConsentGrant.isPending(BoardSample.tasking("ALB", state, elements), granted)
        }
        let others = BoardSample.element("DEU-0001", .onTask)
        #expect(isPending(.onTask, others, BoardSample.element("EST-0042", .agreed, batch: 1)))
        #expect(!isPending(.onTask, others, BoardSample.element("EST-0042", .ordered, batch: 1)))
        #expect(!isPending(.onTask, others, BoardSample.element("LVA-0003", .asked, batch: 1)))
        #expect(isPending(.consented, BoardSample.element("EST-0042", .agreed)))
    }
}

extension JSONValue {
    /// Sets a member of an object.
    fileprivate mutating func setMember(_ name: String, _ value: JSONValue) {
        guard var object = objectValue else { return }
        object[name] = value
        self = .object(object)
    }
}
