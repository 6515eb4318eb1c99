import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct PlanViewsTests {
    @Test func page() {
        let lines = Block.lines(PlanViews(plan: PlanSample.plan, times: PlanSample.times).page, legend: true, columns: nil)
        #expect(
            lines == [
                "PRECEDENCE  REQUEST            PEOPLE  OPEN  READY IN  COST  GIVES WAY  KIND       TEAM",
                "flash       REQ-ALB-2027-0001       2     0      24 h  1040  cost 40    augmented  EST-CRRT-1",
                "routine     REQ-NOR-2027-0001       2     1      48 h   540  1 seat     assembled",
                "routine     REQ-FIN-2027-0001       1     1                             none",
                "           together: 2 open seats, 2 people outside standing teams, cost 1580",
                "one after the other: 3 open seats, 2 people outside standing teams, cost 1500",
                "             proven: no plan is better",
                "", "People",
                "REQUEST            SEAT  EXPERT    FROM  LEVEL  READY IN",
                "REQ-ALB-2027-0001     0  EST-0001  EST       4      24 h",
                "REQ-ALB-2027-0001     0  LVA-0002  LVA       4      24 h",
                "REQ-NOR-2027-0001     0  EST-0003  EST       4      48 h",
                "", "Contested",
                "EXPERT    SERVES             ALSO WANTED BY",
                "EST-0001  REQ-ALB-2027-0001  REQ-NOR-2027-0001",
                "", "Timeline",
                "REQ-ALB-2027-0001  ----    ========================================",
                "REQ-NOR-2027-0001  !!!!!!!!========",
                "REQ-FIN-2027-0001                                          !!!!!!!!",
                "                   1 Mar                                     13 Mar",
                "- until they are ready, = the work, ! the work without all of them",
            ])
    }

    @Test func commands() {
        let lines = Block.lines(PlanViews(plan: PlanSample.plan, times: PlanSample.times).commands, legend: true, columns: nil)
        #expect(
            lines == [
                "crrtctl tasking propose REQ-ALB-2027-0001 --team EST-CRRT-1 --expert EST-0001@0 --expert LVA-0002@0",
                "crrtctl tasking propose REQ-NOR-2027-0001 --expert EST-0003@0 --reply-by +6h",
            ], "the work of the second has begun")
        // Sent now, whatever the instant of the plan, and answered before the work is over.
        var plan = PlanSample.plan
        plan.requests[1].end = PlanSample.now.adding(hours: 2).description
        let last = PlanViews(plan: plan, times: PlanSample.times, at: PlanSample.now.adding(days: -9)).proposals.last
        #expect(last?.hasSuffix(" --reply-by 2027-03-01T08:00:00Z") == true, "\(last ?? "")")
    }

    /// Sums may be the same where other requests are served worse.
    @Test func openThen() {
        var plan = PlanSample.plan
        plan.inTurn = plan.total
        plan.openInTurn = [.init(request: "REQ-NOR-2027-0001", before: 2, after: 1)]
        let lines = Block.lines(PlanViews(plan: plan, times: PlanSample.times).page, legend: true, columns: nil)
        #expect(lines.contains { $0.hasSuffix("open then: REQ-NOR-2027-0001 2") })
        #expect(!lines.contains { $0.hasSuffix("one after the other: the same") })
    }

    @Test func unprovenAndEmpty() {
        var plan = PlanSample.plan
        (plan.proven, plan.lowerBound, plan.inTurn, plan.waiting) = (false, 1490, plan.total, ["REQ-SWE-2027-0001"])
        let lines = Block.lines(PlanViews(plan: plan, times: PlanSample.times).page, legend: true, columns: nil)
        #expect(lines.contains { $0.hasSuffix("no; the time limit ended the search. At best \(plan.total.cost - 1490) less in cost") })
        #expect(lines.contains("one after the other: the same") && lines.contains("   left out for now: REQ-SWE-2027-0001"))
        plan.requests = []
        let views = PlanViews(plan: plan, times: PlanSample.times)
        #expect(Block.lines(views.page, legend: true, columns: nil) == ["nothing to plan"])
        #expect(Block.lines(views.commands, legend: true, columns: nil) == ["nothing to propose"])
    }

    @Test func plannedPerson() throws {
        let person = try WordInput.plannedPerson("req-alb-2026-0001:est-0042@1")
        #expect(person.request == "REQ-ALB-2026-0001" && person.expert == "EST-0042" && person.seat == 1)
        for wrong in ["EST-0042@0", ":EST-0042@0", "REQ-ALB-2026-0001:EST-0042", "a:b:c@0", ""] {
            #expect(throws: InvalidField.self, "\(wrong)") { try WordInput.plannedPerson(wrong) }
        }
    }
}
