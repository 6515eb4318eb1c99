import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// The numbers of the trends. How they look stands in Reports.txt.
@Suite struct TrendsTests {
    /// The end is no part of the time.
    @Test func filedInThisTime() {
        #expect(TrendsSample.data().filed.map { $0.request.id?.suffix(1) } == ["1", "2", "3", "4"])
        #expect(TrendsSample.data("2027-01-05T10:00:00Z", "2027-01-06T10:00:00Z").filed.map { $0.request.id?.suffix(1) } == ["1"])
    }

    @Test func monthsWithoutRequestsAreTold() {
        let months = TrendsSample.view.groups[0].rows
        #expect(months.map(\.name) == ["2027-01", "2027-02", "2027-03"] && months.map(\.filed.count) == [2, 0, 2])
        #expect(TrendsView.month(after: "2027-12") == "2028-01" && TrendsView.month(after: "2027-09") == "2027-10")
    }

    /// A request counts in each of its sectors, and once in its severity.
    @Test func sectorsAndSeverities() {
        let groups = TrendsSample.view.groups
        #expect(groups[1].rows.map(\.filed.count).reduce(0, +) == 5)
        #expect(groups[2].rows.map { "\($0.name) \($0.filed.count)" } == ["grayZone 2", "clearTrigger 1", "not stated 1"])
    }

    @Test func mediansOfWhatHappened() {
        let view = TrendsSample.view
        let filed = view.data.filed
        #expect(TrendsView.steps.map { view.median(filed, $0.time) } == ["40 min of 2", "6 h of 1", "2 d of 1"])
        #expect(view.median(Array(filed.suffix(2)), \.validated) == "-")
    }

    /// A lapse is no refusal; what was revoked had been granted; few answers have no share; open ones count for none.
    @Test func answersAreCountedFairly() {
        let answers = TrendsSample.data().answers
        #expect(answers.map(\.nation) == ["EST", "FIN", "LVA"])
        #expect(answers[0] == TrendsData.Answers(nation: "EST", granted: 8, refused: 2, lapsed: 2))
        #expect(answers.map(\.share) == ["66 %", "few", "few"])
        #expect(answers[1].open == 1 && answers[1].asked == 0 && answers[2].granted == 1)
        #expect(TrendsSample.data("2027-02-01T00:00:00Z").answers.isEmpty)
    }

    @Test func voidQuestionsAreOfNoNation() {
        let entries = [
            TrendsSample.entry(
                "2027-01-05T13:00:00Z", .taskingProposed, "TSK-ALB-2027-0001-1", [TrendsSample.consent("NOR", .requested)]),
            TrendsSample.entry(
                "2027-01-05T14:00:00Z", .taskingAborted, "TSK-ALB-2027-0001-1", [TrendsSample.consent("NOR", .lapsed, voided: true)]),
        ]
        let from = SampleReports.now.adding(days: -365)
        let data = TrendsData(from: from, until: SampleReports.now, requests: [], taskings: [], entries: entries)
        #expect(data.answers == [TrendsData.Answers(nation: "NOR", void: 1)])
    }
}
