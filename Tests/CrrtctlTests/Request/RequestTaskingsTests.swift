import CRRTProtocol
import Testing

@testable import crrtctl

/// What a change of a request does to its taskings, and what comes after it.
@Suite("Effects of a changed request") struct RequestTaskingsTests {
    @Test("a stricter label asks the nations with people in it and the host anew")
    func stricterLabel() {
        let tasking = BoardSample.tasking(
            "ALB", .moving,
            [
                BoardSample.element("LVA-0003", .moving), BoardSample.element("EST-0002", .ordered),
                BoardSample.element("DEU-0001", .home, cause: .ill), BoardSample.element("USA-0004", .asked, batch: 1),
            ])
        let taskings = RequestTaskings([tasking])
        #expect(
            taskings.amended == [
                "TSK-ALB-2026-0001-1 is moving: EST LVA ALB (host) are asked anew about the label; until they agree, "
                    + "their people take no step but home"
            ])
        #expect(taskings.answers == "crrtctl consent show TSK-ALB-2026-0001-1")
        let open = RequestTaskings([BoardSample.tasking("ALB", .consented)])
        #expect(open.answers == nil && open.amended.first?.hasPrefix("declined by it: ") == true)
    }

    @Test("a request is validated before people are proposed for it")
    func afterMatch() {
        #expect(Match.next("REQ-ALB-2026-0001", .submitted, " --limit 5") == "crrtctl request validate REQ-ALB-2026-0001")
        #expect(
            Match.next("REQ-ALB-2026-0001", .validated, " --limit 5")
                == "crrtctl tasking propose REQ-ALB-2026-0001 --limit 5 --candidate 1")
        #expect(Match.next("REQ-ALB-2026-0001", nil, "") == "crrtctl tasking propose REQ-ALB-2026-0001 --candidate 1")
    }
}
