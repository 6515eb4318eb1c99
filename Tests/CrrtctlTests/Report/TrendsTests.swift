import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

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
        #expect(groups[1].rows.map(\.filed.count).reduce(0, +) == 6, "the hostile one names two in words")
        #expect(groups[2].rows.map { "\($0.name) \($0.filed.count)" } == ["grayZone 2", "clearTrigger 1", "not stated 1"])
    }

    @Test func mediansOfWhatHappened() {
        let view = TrendsSample.view
        let filed = view.data.filed
        #expect(TrendsView.steps.map { view.median(filed, $0.time) } == ["40 min of 2", "6 h of 1", "2 d of 1"])
        #expect(view.median(Array(filed.suffix(2)), \.validated) == "-")
    }

    /// A lapse is no refusal; what was revoked had been granted; few answers have no share; open ones are asked, and not over.
    @Test func answersAreCountedFairly() {
        let data = TrendsSample.data()
        let answers = data.answers(to: .help)
        #expect(answers.map(\.nation) == ["EST", "FIN", "LVA"])
        #expect([answers[0].granted, answers[0].refused, answers[0].lapsed, answers[0].asked] == [8, 2, 2, 12])
        #expect(answers.map(\.share) == ["66 %", "few", "few"] && answers.map(\.median) == ["1 h", "-", "0 s"])
        #expect(answers[1].asked == 1 && answers[1].over == 0 && answers[2].granted == 1 && answers[2].revoked == 1)
        #expect(TrendsSample.data("2027-02-01T00:00:00Z").questions.isEmpty)
        #expect(data.recalls == ["EST": 1], "a consent that is taken back after the order is no recall")
    }

    /// The host's word, a longer stay, a replacement and a stricter label are other questions than the one for help.
    @Test func questionsAreToldApart() {
        var consent = TrendsSample.consent("EST", .refused)
        func question(_ change: (inout Consents.Consent) -> Void) -> TrendsAnswers.Question {
            var changed = consent
            change(&changed)
            return .init(changed)
        }
        #expect(question { _ in } == .help)
        #expect(question { $0.batch = 0 } == .help && question { $0.batch = 2 } == .replacement)
        #expect(question { $0.until = "2027-03-12T00:00:00Z" } == .longer && question { $0.kind = .effect } == .effect)
        #expect(question { ($0.kind, $0.until) = (.host, "2027-03-12T00:00:00Z") } == .host)
        consent.terms = JSONObject([])
        #expect(question { _ in } == .label && question { $0.batch = 0 } == .help)
    }

    /// A question counts by when it was asked, also where its request was filed the year before.
    @Test func questionsOfEarlierRequests() {
        let data = TrendsSample.data("2027-01-05T11:30:00Z", "2027-01-06T00:00:00Z")
        #expect(data.filed.isEmpty && data.answers(to: .help).map(\.nation) == ["FIN", "LVA"])
    }

    @Test func sectorsInWords() {
        func sectors(_ words: String?) -> [String] {
            var request = TrendsSample.requests[3]
            request.sector = words
            return TrendsData.Filed(request: request, at: SampleReports.now).sectors
        }
        #expect(sectors("government, Finance,  MEDIA") == ["government", "finance", "media"])
        #expect(sectors("Health, health") == ["health"] && sectors(" , ") == ["not stated"] && sectors(nil) == ["not stated"])
    }

    @Test func howTheyEnded() {
        let view = TrendsSample.view
        #expect(view.states.map { "\($0.name) \(TrendsView.counts($0).joined(separator: " "))" } == ["closed 4 4 1 1"])
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
        #expect(data.answers(to: .help) == [TrendsAnswers(nation: "NOR", void: 1)] && data.answers(to: .help)[0].asked == 0)
    }
}
