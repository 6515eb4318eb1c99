import ArgumentParser
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// Values of a file and of the command line in other letter cases than the contract's.
@Suite struct RecordSpellingTests {
    @Test(arguments: [
        (
            #"{"nation":"alb","classification":"ns","mode":"ONSITE","severity":"grayzone","precedence":"Flash"}"#,
            #"{"nation":"ALB","classification":"NS","mode":"onSite","severity":"grayZone","precedence":"flash"}"#
        ),
        (
            #"{"releasableTo":["nato","est"],"excludes":["lva"],"maxNoticeHours":"2d"}"#,
            #"{"releasableTo":["NATO","EST"],"excludes":["LVA"],"maxNoticeHours":48}"#
        ),
        (
            #"{"seats":[{"skill":"gx-skl-001","minLevel":3,"minClearance":"nc","accesses":["atomal"],"lead":true}]}"#,
            #"{"seats":[{"skill":"GX-SKL-001","minLevel":3,"minClearance":"NC","accesses":["ATOMAL"],"lead":true}]}"#
        ),
        (
            #"{"id":"est-0042","clearance":{"level":"ns"},"skills":{"gx-skl-001":3},"languages":{"ENG":"3332"},"noticeHours":"24h"}"#,
            #"{"id":"EST-0042","clearance":{"level":"NS"},"skills":{"GX-SKL-001":3},"languages":{"eng":"3332"},"noticeHours":24}"#
        ),
        (
            #"{"lead":"est-0001","members":["est-0001"],"offer":{"state":"Offered"}}"#,
            #"{"lead":"EST-0001","members":["EST-0001"],"offer":{"state":"offered"}}"#
        ),
        // What is no code stays as it was written, so that an error shows that. A text is never a code.
        (
            #"{"title":"alb","nation":"albania","mode":"here","skills":{"malware":3},"noticeHours":"soon","name":"est-0042"}"#,
            #"{"title":"alb","nation":"albania","mode":"here","skills":{"malware":3},"noticeHours":"soon","name":"est-0042"}"#
        ),
    ])
    func corrected(written: String, meant: String) throws {
        #expect(RecordSpelling.corrected(try JSONObject(json: Array(written.utf8))).jsonString() == meant)
    }

    @Test func commandLine() throws {
        #expect(try TaskingShow.parse(["tsk-alb-2026-0001-1"]).ids == ["TSK-ALB-2026-0001-1"])
        #expect(try RequestShow.parse(["req-alb-2026-0001", "nonsense"]).ids == ["REQ-ALB-2026-0001", "nonsense"])
        #expect(try RequestList.parse(["--state", "SUBMITTED", "--nation", "alb"]).state == .submitted)
        let terms = try RequestTermOptions.parse(["--classification", "ns", "--mode", "onsite", "--seat", "gx-skl-001:4X2@ns"])
        #expect(terms.classification == .NS && terms.mode == .onSite)
        #expect(terms.seats.map(\.word) == ["GX-SKL-001:4x2@NS"])
        let propose = try TaskingPropose.parse(["req-alb-2026-0001", "--expert", "est-0042@0", "--commander", "est"])
        #expect(propose.experts.map(\.expert) == ["EST-0042"] && propose.commander == "EST")
        #expect(throws: (any Error).self) { try RequestList.parse(["--state", "open"]) }
    }
}
