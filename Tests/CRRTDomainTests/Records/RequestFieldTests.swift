import CRRTDomain
import Testing

/// What a change of each field of a request means, written out once more by hand.
@Suite("Fields of a request")
struct RequestFieldTests {
    @Test("which change is a correction, which is about the label, and which is one of terms")
    func kinds() {
        let corrections: Set<RequestField> = [.title, .incident, .costEstimate, .shareWith, .references, .campaigns]
        let label: Set<RequestField> = [.classification, .releasableTo]
        for field in RequestField.allCases {
            #expect(field.kind == (corrections.contains(field) ? .correction : label.contains(field) ? .label : .terms), "\(field)")
        }
    }

    @Test("each field that is changed alone is found alone")
    func changes() throws {
        let before = try RecordSamples().request(replyBy: RecordSamples().start, effects: ["sinkhole"])
        let changes: [RequestField: (inout Request) throws -> Void] = [
            .title: { $0.title = "Other" }, .summary: { $0.summary = "More" }, .severity: { $0.severity = .grayZone },
            .precedence: { $0.precedence = .flash }, .classification: { $0.classification = .secret },
            .releasableTo: { $0.releasableTo = ["EU"] }, .excludes: { $0.excludes = [try NationCode("LVA")] },
            .sector: { $0.sector = "energy" }, .mode: { $0.mode = .onSite }, .location: { $0.location = "Tallinn" },
            .period: { $0.period = try Period(start: $0.period.start, end: $0.period.end.adding(days: 1)) },
            .replyBy: { $0.replyBy = nil }, .maxNoticeHours: { $0.maxNoticeHours = 7 }, .ownNationals: { $0.ownNationals = true },
            .seats: { $0.seats[0].count = 2 }, .effects: { $0.effects = ["blocklist"] },
            .languages: { $0.languages = [try LanguageCode("fra"): try LanguageProfile("2222")] },
            .references: { $0.references = ["ticket 417"] },
            .mission: { $0.mission = .assess }, .incident: { $0.incident = try Incident(entities: ["Ministry"]) },
            .legalBasis: { $0.legalBasis = "NATO SOFA" }, .costRule: { $0.costRule = "Each its own" },
            .costEstimate: { $0.costEstimate = "40000 EUR" }, .shareWith: { $0.shareWith = ["LVA"] },
            .noPartners: { $0.noPartners = true },
            .campaigns: { $0.campaigns = [CampaignID(number: 483_920, exercise: false)] },
        ]
        #expect(Set(changes.keys) == Set(RequestField.allCases))
        for (field, change) in changes {
            var after = before
            try change(&after)
            #expect(after.changes(since: before) == [field], "\(field)")
        }
        var derived = before
        (derived.state, derived.remark, derived.revision) = (.closed, "done", 9)
        #expect(derived.changes(since: before) == [])
    }

    @Test("an accented letter that is composed otherwise is a change")
    func spelling() throws {
        var (one, other) = (try RecordSamples().request(), try RecordSamples().request())
        (one.title, other.title) = ("Caf\u{e9}", "Cafe\u{301}")
        #expect(one.title == other.title && one.changes(since: other) == [.title])
        (one.title, other.title) = ("Help", "Help")
        (one.incident, other.incident) = (try Incident(entities: ["Caf\u{e9}"]), try Incident(entities: ["Cafe\u{301}"]))
        #expect(one.incident == other.incident && one.changes(since: other) == [.incident])
    }
}
