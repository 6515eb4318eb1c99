import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// The guided submission, with answers that the test types.
@Suite struct RequestFormTests {
    private final class Script {
        var typed: [String]
        var shown = ""

        init(_ typed: [String]) { self.typed = typed }

        var prompt: Prompt {
            Prompt(write: { self.shown += $0 }, readLine: { self.typed.isEmpty ? nil : self.typed.removeFirst() })
        }
    }

    private static let catalogue = [
        Roster.Skill(code: "GX-SKL-001", title: "Malware reverse engineering", framework: "GX"),
        Roster.Skill(code: "GX-SKL-002", title: "Memory and live-system forensics", framework: "GX"),
        Roster.Skill(code: "PD-WRL-002", title: "Digital Forensics", framework: "NICE"),
    ]

    private static let now = (try? Instant("2026-11-23T12:00:00Z"))!

    private static let nations = [
        Roster.Nation(code: "ALB", name: "Albania", groups: ["NATO"]), Roster.Nation(code: "EST", name: "Estonia", groups: ["NATO"]),
    ]

    private func form(_ script: Script, keep: @escaping (JSONObject) -> Void = { _ in }) -> RequestForm {
        RequestForm(
            prompt: script.prompt, times: TimeStyle(now: Self.now, dateTimeGroups: false), catalogue: Self.catalogue, nations: Self.nations,
            keep: keep)
    }

    private static let usual = [
        "alb", "Wiper", "", "", "", "imm", "1", "Tirana", "", "",
        "malware", "", "4", "2", "ns", "yes", "", "no",
    ]

    @Test func wholeForm() throws {
        let script = Script(Self.usual + ["y"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .file)
        #expect(
            request.jsonString()
                == #"{"nation":"ALB","title":"Wiper","classification":"NR","releasableTo":["NATO"],"precedence":"immediate","mode":"onSite","#
                + #""location":"Tirana","start":"2026-11-25T12:00:00Z","end":"2026-12-09T12:00:00Z","#
                + #""seats":[{"skill":"GX-SKL-001","minLevel":4,"count":2,"minClearance":"NS","lead":true}]}"#)
        #expect(script.shown.contains("GX-SKL-001:4x2@NS,lead  Malware reverse engineering"))
        #expect(script.typed.isEmpty)
    }

    /// Each mistake is told and asked again; none of them ends the form.
    @Test func mistakes() throws {
        let script = Script([
            "Albania", "?", "ALB", "", "Wiper", "", "secret!", "9", "2", "", "", "3", "", "2026-12-01 06:00", "2026-12-01 06:00Z", "",
            "xyzzy",
            "forensics", "7", "2", "8", "3", "", "", "", "GX-SKL-001:9", "GX-SKL-001:3,lead", "", "",
        ])
        var request = JSONObject()
        try form(script).fill(&request)
        for text in [
            "this has to be answered", "type a number or a name", "there are 1 to 5", "write '2026-12-01T06:00:00Z'",
            "no skill is known by 'xyzzy'",
            "there are 1 to 2", "no number from 1 to 5", "'9' is no level from 1 to 5",
        ] {
            #expect(script.shown.contains(text), "\(text)\n\(script.shown)")
        }
        let seats = try (request["seats"]?.arrayValue ?? []).map { try Requests.Seat(json: $0.jsonBytes()).word }
        #expect(seats == ["PD-WRL-002:3", "GX-SKL-001:3,lead"])
    }

    @Test func backAndChange() throws {
        var typed = Self.usual
        typed.insert(contentsOf: ["<", "Other title"], at: 2)
        let script = Script(typed + ["1", "EST", "?", "x", "99", "n"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(request["title"] == "Other title")
        #expect(throws: Failure(.cancelled, "nothing was filed")) { try form(script).review(&request) }
        #expect(request["nation"] == "EST")
        #expect(script.typed.isEmpty)
    }

    /// Going back shows each answer, and Enter keeps it; so does the way forward again.
    @Test func backKeepsAnswers() throws {
        let script = Script(
            Array(Self.usual.prefix(10)) + ["<", "<", "<", "", "", ""] + Self.usual.dropFirst(10).dropLast() + ["<", "", "no"])
        var (request, plain) = (JSONObject(), JSONObject())
        try form(script).fill(&request)
        try form(Script(Self.usual)).fill(&plain)
        #expect(request == plain)
        #expect(script.shown.contains("Where [Tirana]: ") && script.shown.contains("When does it end [2026-12-09T12:00:00Z]"))
        #expect(script.typed.isEmpty)
    }

    /// On the review one seat is changed, taken back or added, and the others stay.
    @Test func seatsStay() throws {
        let two = Array(Self.usual.prefix(16)) + ["GX-SKL-002:3", ""] + ["no"]
        let script = Script(two + ["11", "1", "", "4", "<", "", "2", "", "", "11", "PD-WRL-002:3x2", "drop 0", "", "y"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .file)
        let seats = try (request["seats"]?.arrayValue ?? []).map { try Requests.Seat(json: $0.jsonBytes()).word }
        #expect(seats == ["GX-SKL-002:4x2", "PD-WRL-002:3x2"])
        #expect(script.shown.contains("taken back: GX-SKL-001:4x2@NS,lead"))
        #expect(script.typed.isEmpty)
    }

    /// Every field can be reached from the review, those that were not asked for as well.
    @Test func everythingIsOnTheReview() throws {
        let script = Script(Self.usual + ["13", "energy", "15", "2d", "13", "-", "y"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .file)
        #expect(request["maxNoticeHours"] == 48 && request["sector"] == nil)
        for question in RequestQuestion.all + RequestQuestion.more { #expect(script.shown.contains(" \(question.field):")) }
    }

    /// Whatever a request began with, the review shows all of it.
    @Test func nothingIsFiledUnseen() throws {
        var request = try JSONObject(json: Array(Self.whole.utf8))
        let script = Script(["n"])
        #expect(throws: Failure(.cancelled, "nothing was filed")) { try form(script).review(&request) }
        for leaf in Self.leaves(.object(request)) {
            let word = (try? Instant(leaf)) == nil ? leaf : TimeStyle(now: Self.now, dateTimeGroups: false).full(leaf)
            #expect(script.shown.contains(word), "\(leaf)\n\(script.shown)")
        }
        // Each field of the contract has its question.
        let fields = Set((RequestQuestion.all + RequestQuestion.more + RequestQuestion.rest).map(\.field))
        for field in RequestField.allCases where field != .period && field != .incident { #expect(fields.contains(field.rawValue)) }
        for path in Self.paths(.object(request["incident"]?.objectValue ?? [:]), "incident") { #expect(fields.contains(path), "\(path)") }
    }

    private static let whole = """
        {"nation":"ALB","title":"Wiper","summary":"Since Friday","severity":"grayZone","precedence":"flash","classification":"NR",
         "releasableTo":["NATO"],"excludes":["EST"],"sector":"health","mode":"both","location":"Tirana","start":"2026-11-25T12:00:00Z",
         "end":"2026-12-09T12:00:00Z","replyBy":"2026-11-24T12:00:00Z","maxNoticeHours":48,"ownNationals":true,"noPartners":true,"campaigns":["CMP-483920"],
         "seats":[{"skill":"GX-SKL-001","minLevel":4,"count":2,"minClearance":"NS","accesses":["ATOMAL"],"lead":true}],
         "effects":["sinkhole"],"languages":{"eng":"3332"},"references":["ticket 417","DTG 010600Z DEC 26"],"mission":"respond",
         "legalBasis":"NATO SOFA","costRule":"Where they fall","costEstimate":"40000 EUR","shareWith":["EST"],
         "incident":{"class":"fraud","sectors":["I.5"],"entities":["Registry"],"began":"2026-11-20T01:00:00Z",
          "found":"2026-11-21T01:00:00Z","impact":{"people":12345,"services":["mail at home"],"spillOver":["EST"]},
          "measures":"Cut off","otherHelp":["EU Reserve"],"attribution":{"note":"Known tools","confidence":"moderate"}}}
        """

    private static func leaves(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(leaves)
        case .object(let object): object.members.flatMap { leaves($0.value) }
        case .bool: []
        default: [value.jsonString()]
        }
    }

    private static func paths(_ value: JSONValue, _ path: String) -> [String] {
        guard let object = value.objectValue else { return [path] }
        return object.members.flatMap { paths($0.value, path + "." + $0.name) }
    }

    /// What few requests state is named with its number, asked for there, and taken back again.
    @Test func restOnTheReview() throws {
        func number(_ field: String) -> String {
            let all = RequestQuestion.all + RequestQuestion.more + RequestQuestion.rest
            return "\((all.firstIndex { $0.field == field } ?? -1) + 1)"
        }
        let script = Script(
            Self.usual + [
                number("legalBasis"), "NATO SOFA", number("shareWith"), "xyz", "est", number("references"), "ticket 1; note 2",
                number("incident.impact.people"), "many", "12000", number("incident.attribution.note"), "Known tools",
                number("incident.began"), "-36h", number("legalBasis"), "-", "y",
            ])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .file)
        #expect(request["legalBasis"] == nil && request["shareWith"] == ["EST"] && request["references"] == ["ticket 1", "note 2"])
        #expect(
            request["incident"]?.jsonString()
                == #"{"impact":{"people":12000},"attribution":{"note":"Known tools","confidence":"low"},"began":"2026-11-22T00:00:00Z"}"#)
        #expect(script.shown.contains("not stated: \(number("mission")) mission, \(number("legalBasis")) legalBasis"))
        #expect(script.shown.contains("'many' is no number of people") && script.shown.contains("'XYZ' is not known here"))
        #expect(script.shown.contains(" references: ticket 1; note 2\n"))
        #expect(script.typed.isEmpty)
    }

    /// What cannot be right is told at the question.
    @Test func checks() throws {
        var typed = Self.usual
        typed[0] = "abl"
        typed.insert("alb", at: 1)
        // Behind them: the label, the release, the end.
        typed.insert("nto", at: 5)
        typed[6] = "nato"
        typed[11] = "2026-11-24 06:00Z"
        typed.insert("", at: 12)
        let script = Script(typed)
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(script.shown.contains("'ABL' is not known here; nearest: ALB (Albania)"), "\(script.shown)")
        #expect(script.shown.contains("'NTO' is not known here; nearest: NATO"))
        #expect(script.shown.contains("2026-11-24T06:00:00Z is not after 2026-11-25T12:00:00Z, when the work begins"))
        #expect(script.typed.isEmpty)
    }

    /// A start behind the end asks for the end anew.
    @Test func laterStart() throws {
        let script = Script(Self.usual + ["9", "2027-01-01 06:00Z", "+3d", "y"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .file)
        #expect(request["end"] == "2027-01-04T06:00:00Z")
        #expect(script.typed.isEmpty)
    }

    /// After every answer all answers are kept, wherever the input ends.
    @Test func keptAnswers() throws {
        for length in 1..<Self.usual.count {
            var kept: JSONObject?
            var request = JSONObject()
            #expect(throws: Failure.self) {
                try form(Script(Array(Self.usual.prefix(length)))) { kept = $0 }.fill(&request)
            }
            #expect(kept?["nation"] == "ALB", "\(length)")
            if length > 1 { #expect(kept?["title"] == "Wiper") }
            if length > 15 { #expect(kept?["seats"]?.arrayValue?.count == 1) }
            // The rest is asked for on the next day.
            if var again = kept, length > 15 {
                try form(Script(["", "no"])).fill(&again)
                #expect(again["location"] == "Tirana")
            }
        }
    }

    @Test func saveForLater() throws {
        let script = Script(Self.usual + ["s", "draft.json"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .save("draft.json"))
    }

    /// Wherever it ends, it is given up, and nothing loops.
    @Test func endOfInput() throws {
        for length in 0..<Self.usual.count {
            let script = Script(Array(Self.usual.prefix(length)))
            var request = JSONObject()
            #expect(throws: Failure.self) { try form(script).fill(&request) }
        }
    }

    @Test func onlyWhatIsMissing() throws {
        var request = try JSONObject(json: Array(#"{"nation":"ALB","title":"t","classification":"NR","releasableTo":["NATO"]}"#.utf8))
        let script = Script(["", "", "2", "+1d", "", "GX-SKL-002:3", "", ""])
        try form(script).fill(&request)
        #expect(!script.shown.contains("Requesting nation"))
        #expect(request["mode"] == "remote" && request["location"] == nil)
        #expect(script.typed.isEmpty)
    }

    /// A draft whose required questions are answered goes on with the review, where all else can be stated.
    @Test func aDraftGoesOnWhereItWasLeft() throws {
        var request = JSONObject()
        #expect(!RequestForm.isReady(request))
        try form(Script(Self.usual)).fill(&request)
        #expect(RequestForm.isReady(request))
        request["summary"] = .string(try #require(try RequestTemplate.object("hospital-ransomware")["summary"]?.stringValue))
        #expect(!RequestForm.isReady(request), "the template's summary is a question itself")
        request["summary"] = "Wiper at two hospitals"
        request["seats"] = nil
        #expect(!RequestForm.isReady(request))
    }

    @Test func campaignsAndCodesAreCheckedAtTheirQuestions() {
        let check = AnswerCheck(
            nations: Self.nations, now: Self.now, campaignFault: { $0 == "CMP-483921" ? "CMP-483921 is closed" : nil },
            codes: { list in list == .sectors ? [.init(code: "I.1.a", title: "Electricity")] : [] })
        func fault(_ field: String, _ value: JSONValue) -> String? {
            do throws(InvalidField) { try check.check(field, value, [:]) } catch { return error.reason }
            return nil
        }
        #expect(fault("campaigns", ["CMP-483920"]) == nil)
        #expect(fault("campaigns", ["CMP-483920", "CMP-483921"]) == "CMP-483921 is closed")
        #expect(fault("campaigns", ["CMX-000000"])?.contains("they look like CMX-483920") == true)
        #expect(fault("incident.sectors", ["i.1.A"]) == nil)
        #expect(fault("incident.sectors", ["I.1.a", "I.9"])?.contains("crrtctl sector list WORDS") == true)
        #expect(fault("incident.class", "anything") == nil, "the daemon does not tell its codes")
    }
}
