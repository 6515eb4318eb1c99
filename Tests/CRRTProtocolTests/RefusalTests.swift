import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

/// What the domain does not accept is refused with the path of the field, as the one who wrote the record knows it.
@Suite struct RefusalTests {
    /// A change to a good record, as JSON values by path, and the field that the refusal must name.
    struct Bad: Sendable, CustomTestStringConvertible {
        var changes: [(path: String, value: JSONValue?)]
        var field: String
        var testDescription: String {
            "\(changes.map { "\($0.path) = \($0.value.map { $0.jsonString() } ?? "absent")" }) refused at \(field)"
        }

        init(_ path: String, _ value: JSONValue?, at field: String? = nil) {
            changes = [(path, value)]
            self.field = field ?? path
        }

        init(_ changes: [(String, JSONValue?)], at field: String) {
            self.changes = changes.map { (path: $0.0, value: $0.1) }
            self.field = field
        }

        func applied(to json: String) throws -> [UInt8] {
            var record = JSONValue.object(try JSONObject(json: json))
            for change in changes { record.set(change.path.split(separator: ".").map(String.init), change.value) }
            return record.jsonBytes()
        }
    }

    private func refused(_ bad: Bad, _ json: String, _ read: ([UInt8]) throws -> Void) throws {
        try read(Array(json.utf8))
        let error = #expect(throws: InvalidField.self) { try read(bad.applied(to: json)) }
        #expect(error?.field == bad.field, "\(error?.reason ?? "")")
        #expect(error?.reason.isEmpty == false)
    }

    // MARK: - Roster

    private static let offer = #"{"state":"offered","validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z"}"#
    private static let expert = """
        {"id":"EST-0042","nation":"EST","clearance":{"level":"NS","validUntil":"2027-03-01"},"accesses":["ATOMAL","BOHEMIA"],
        "skills":{"PD-WRL-003":4,"GX-SKL-001":2},"languages":{"eng":"3332"},"noticeHours":12,"mode":"both",
        "unavailable":[{"start":"2026-12-24T00:00:00Z","end":"2026-12-27T00:00:00Z"}],"excludes":["ALB","PRT"],"teams":["PRT-CRRT-1"],
        "offer":\(offer)}
        """

    @Test(arguments: [
        Bad("id", "EST0042"), Bad("id", "est-0042"), Bad("id", "EST-"), Bad("id", "EST-1234567890123456789012345"), Bad("id", "ES-0042"),
        Bad("id", "ALB-0042", at: "nation"), Bad("nation", "EE"), Bad("nation", "est"), Bad("nation", "ESTO"), Bad("nation", "ALB"),
        Bad("name", .string(String(repeating: "n", count: 201))), Bad("name", "a\u{1B}[2Jb"),
        Bad("clearance", ["level": "NS"], at: "clearance.validUntil"), Bad("clearance.validUntil", "2027-02-29"),
        Bad("clearance.validUntil", "2027-3-1"), Bad("accesses", ["ATOMAL", "ATOMAL"], at: "accesses[1]"),
        Bad("accesses", ["atomal"], at: "accesses[0]"),
        Bad("skills", [:]), Bad("skills", ["PD-WRL-003": 6], at: "skills.PD-WRL-003"),
        Bad("skills", ["PD-WRL-003": 0], at: "skills.PD-WRL-003"),
        Bad("skills", ["python": 3]), Bad("skills", ["GX-SKL-001": 3, "PD-WRL-003": 9, "PD-WRL-004": 9], at: "skills.PD-WRL-003"),
        Bad("languages", ["en": "3332"]), Bad("languages", ["eng": "3"], at: "languages.eng"),
        Bad("languages", ["eng": "3336"], at: "languages.eng"),
        Bad("noticeHours", -1), Bad("noticeHours", 8761), Bad("location", .string(String(repeating: "l", count: 201))),
        Bad("unavailable", [["start": "2026-12-24", "end": "2026-12-27T00:00:00Z"]], at: "unavailable[0].start"),
        Bad("unavailable", [["start": "2026-12-24T00:00:00", "end": "2026-12-27T00:00:00Z"]], at: "unavailable[0].start"),
        Bad("unavailable", [["start": "2026-12-24T00:00:00Z", "end": "2026-12-27T00:00:00"]], at: "unavailable[0].end"),
        Bad(
            "unavailable",
            [
                ["start": "2026-12-24T00:00:00Z", "end": "2026-12-27T00:00:00Z"],
                ["start": "2026-12-27T00:00:00Z", "end": "2026-12-27T00:00:00Z"],
            ], at: "unavailable[1].end"),
        Bad("excludes", ["ALB", "EST"], at: "excludes"), Bad("excludes", ["PRT", "ALB", "PRT"], at: "excludes[2]"),
        Bad("excludes", ["PT"], at: "excludes[0]"), Bad("teams", ["CRRT-1"], at: "teams[0]"),
        Bad("teams", ["PRT-1", "PRT-1"], at: "teams[1]"),
        Bad("offer.validUntil", "2025-01-01T00:00:00Z"), Bad("offer.validFrom", "soon"), Bad("offer.confirmedAt", "2026-01-01T00:00:00"),
    ])
    func experts(bad: Bad) throws {
        try refused(bad, RefusalTests.expert) { _ = try Expert(Roster.Expert(json: $0), existing: nil, now: Instant(seconds: 0)) }
    }

    private static let team = """
        {"id":"EST-CRRT-1","name":"Team","nation":"EST","members":["EST-1","ALB-2"],"lead":"EST-1","noticeHours":12,"minimumStrength":2,
        "excludes":["PRT"],"offer":\(offer)}
        """

    @Test(arguments: [
        Bad("id", "CRRT"), Bad("nation", "ALB"), Bad("nation", "AL"), Bad("name", " "), Bad("members", []),
        Bad("members", ["EST-1", "bob"], at: "members[1]"),
        Bad("members", ["EST-1", "ALB-2", "EST-1"], at: "members[2]"), Bad("lead", "EST-3"), Bad("lead", "x"), Bad("noticeHours", 9999),
        Bad("kit", .string(String(repeating: "k", count: 1001))), Bad("transportKg", -1), Bad("selfSufficientDays", 366),
        Bad("travelLeadHours", ["XX": 3]), Bad("travelLeadHours", ["TUR": 8761], at: "travelLeadHours.TUR"),
        Bad("minimumStrength", 0), Bad("minimumStrength", 3), Bad("excludes", ["EST"]), Bad("excludes", ["X"], at: "excludes[0]"),
        Bad("offer.validUntil", "2026-01-01T00:00:00Z"),
    ])
    func teams(bad: Bad) throws {
        try refused(bad, RefusalTests.team) { _ = try Team(Roster.Team(json: $0), existing: nil, now: Instant(seconds: 0)) }
    }

    private static let effect = """
        {"id":"EST-EFF-01","nation":"EST","title":"Sinkhole","category":"defensive","kind":"sinkhole","leadHours":4,"classification":"NR",
        "releasableTo":["NATO"],"offer":\(offer)}
        """

    @Test(arguments: [
        Bad("id", "EFF"), Bad("nation", "SWE"), Bad("title", ""), Bad("kind", "Sink hole"), Bad("leadHours", -2), Bad("releasableTo", []),
        Bad("releasableTo", ["NATO", "NATO"], at: "releasableTo[1]"), Bad("conditions", .string(String(repeating: "c", count: 4001))),
        Bad("offer.confirmedAt", "yesterday"),
    ])
    func effects(bad: Bad) throws {
        try refused(bad, RefusalTests.effect) { _ = try Effect(Roster.Effect(json: $0), existing: nil, now: Instant(seconds: 0)) }
    }

    // MARK: - Requests

    private static let request = """
        {"id":"REQ-ALB-2026-0001","nation":"ALB","title":"Request","classification":"NR","releasableTo":["NATO"],"mode":"both",
        "start":"2026-12-01T00:00:00Z","end":"2026-12-09T00:00:00Z","seats":[{"skill":"PD-WRL-003","minLevel":3,"count":2},
        {"skill":"GX-SKL-001","minLevel":2,"accesses":["ATOMAL"]}],"languages":{"eng":"2222"}}
        """

    @Test(arguments: [
        Bad("id", "REQ-ALB-26-1"), Bad("id", "TSK-ALB-2026-0001-1"), Bad("id", "REQ-EST-2026-0001", at: "nation"), Bad("nation", "AL"),
        Bad("title", "\n"),
        Bad("summary", .string(String(repeating: "s", count: 8001))), Bad("releasableTo", []),
        Bad("releasableTo", ["NATO", "EST", "NATO"], at: "releasableTo[2]"),
        Bad("excludes", ["ALB"]), Bad("excludes", ["EST", "EST"], at: "excludes[1]"), Bad("start", "2026-12-01T00:00:00"),
        Bad("start", "2026-12-01"),
        Bad("end", "2026-12-09 24:00Z"), Bad("end", "2026-12-01T00:00:00Z"), Bad("end", "2026-11-01T00:00:00Z"), Bad("replyBy", "tomorrow"),
        Bad("replyBy", "2026-12-10T00:00:00Z"), Bad("maxNoticeHours", -1), Bad("seats", []),
        Bad("seats", [["skill": "PD-WRL-003", "minLevel": 6]], at: "seats[0].minLevel"),
        Bad("seats", [["skill": "x", "minLevel": 3]], at: "seats[0].skill"),
        Bad("seats", [["skill": "PD-WRL-003", "minLevel": 3, "count": 0]], at: "seats[0].count"),
        Bad(
            "seats", [["skill": "PD-WRL-003", "minLevel": 3], ["skill": "PD-WRL-003", "minLevel": 3, "accesses": ["A", "A"]]],
            at: "seats[1].accesses[1]"),
        Bad("seats", [["skill": "PD-WRL-003", "minLevel": 3, "count": 40], ["skill": "PD-WRL-003", "minLevel": 3]], at: "seats"),
        Bad("effects", ["sinkhole", "Two words"], at: "effects[1]"), Bad("languages", ["english": "2222"]),
        Bad("languages", ["eng": "x"], at: "languages.eng"),
        Bad("shareWith", ["EST", "LVA", "EST"], at: "shareWith[2]"), Bad("legalBasis", .string(String(repeating: "b", count: 1001))),
        Bad("costRule", .string(String(repeating: "r", count: 1001))),
        Bad("costEstimate", .string(String(repeating: "e", count: 201))), Bad("incident", ["class": "power grid"], at: "incident.class"),
        Bad("incident", ["sectors": ["I.1", "I.1"]], at: "incident.sectors[1]"),
        Bad("incident", ["sectors": ["I.1", ""]], at: "incident.sectors[1]"),
        Bad("incident", ["entities": ["a", " "]], at: "incident.entities[1]"),
        Bad("incident", ["began": "monday"], at: "incident.began"),
        Bad("incident", ["began": "2026-11-20T00:00:00Z", "found": "2026-11-19T00:00:00Z"], at: "incident.found"),
        Bad("incident", ["impact": ["people": -1]], at: "incident.impact.people"),
        Bad("incident", ["impact": ["services": [""]]], at: "incident.impact.services[0]"),
        Bad("incident", ["impact": ["spillOver": ["EST", "EST"]]], at: "incident.impact.spillOver[1]"),
        Bad("incident", ["impact": ["spillOver": ["ALB"]]], at: "incident.impact.spillOver"),
        Bad("incident", ["measures": .string(String(repeating: "m", count: 4001))], at: "incident.measures"),
        Bad("incident", ["otherHelp": [""]], at: "incident.otherHelp[0]"),
        Bad("incident", ["attribution": ["note": "", "confidence": "low"]], at: "incident.attribution.note"),
    ])
    func requests(bad: Bad) throws {
        try refused(bad, RefusalTests.request) { _ = try Request(Requests.Request(json: $0)) }
    }

    // MARK: - What is read back from the store

    @Test(arguments: [
        Bad("id", "REQ-ALB-2026-0001"), Bad("team", "x"), Bad("assignments", [["seat": 0, "expert": "?"]], at: "assignments[0].expert"),
        Bad("effects", ["x"], at: "effects[0]"), Bad("nations", ["ALB", "?"], at: "nations[1]"), Bad("start", "now"), Bad("end", "now"),
        Bad("replyBy", nil),
        Bad("proposedBy", nil), Bad("proposedBy.uid", -1), Bad("proposedBy.uid", 4_294_967_296),
        Bad("orderedBy", ["name": "x", "uid": -1], at: "orderedBy.uid"),
        Bad("extension", ["end": "x", "digest": "d", "replyBy": "2026-12-10T00:00:00Z"], at: "extension.end"),
        Bad("extension", ["end": "2026-12-10T00:00:00Z", "digest": "d", "replyBy": "x"], at: "extension.replyBy"),
    ])
    func taskings(bad: Bad) throws {
        let tasking = """
            {"id":"TSK-ALB-2026-0001-1","request":"REQ-ALB-2026-0001","kind":"assembled","assignments":[],"nations":[],
            "start":"2026-12-01T00:00:00Z",
            "end":"2026-12-02T00:00:00Z","state":"consented","consents":[],"digest":"d","revision":1,
            "replyBy":"2026-12-01T00:00:00Z",
            "proposedBy":{"name":"duty","uid":7}}
            """
        try refused(bad, tasking) { _ = try Tasking(Taskings.Tasking(json: $0)) }
    }

    @Test(arguments: [
        Bad("tasking", "x"), Bad("nation", "x"), Bad("replyBy", "x"), Bad("decidedAt", "x"),
        Bad("decidedBy", [["name": "a", "uid": 1], ["name": "b", "uid": -1]], at: "decidedBy[1].uid"),
    ])
    func consents(bad: Bad) throws {
        let consent = """
            {"tasking":"TSK-ALB-2026-0001-1","nation":"EST","kind":"contribute","state":"granted",
            "replyBy":"2026-12-01T00:00:00Z","digest":"d"}
            """
        try refused(bad, consent) { _ = try Consent(Consents.Consent(json: $0)) }
    }
}

extension JSONValue {
    /// Sets or removes a member of an object, or of an object within it.
    fileprivate mutating func set(_ path: [String], _ value: JSONValue?) {
        guard case .object(var object) = self, let name = path.first else { return }
        if path.count == 1 {
            object[name] = value
        } else {
            var inner = object[name] ?? .object([:])
            inner.set(Array(path.dropFirst()), value)
            object[name] = inner
        }
        self = .object(object)
    }
}
