import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// All missing fields are named, not the first alone.
@Suite struct RequiredFieldTests {
    /// The fields without which the check refuses a record are those of the table, no more and no fewer.
    @Test(arguments: RosterKind.allCases) func tableOfRoster(kind: RosterKind) throws {
        for record in SheetExamples(nation: "EST", now: try TimeInput.instant("2026-12-01 06:00Z", now: .init(milliseconds: 0))).records(
            kind)
        {
            let bytes = record.expert?.jsonBytes() ?? record.team?.jsonBytes() ?? record.effect?.jsonBytes() ?? []
            let names = Self.missing(try JSONObject(json: bytes)) { object throws(JSONError) in
                switch kind {
                case .expert: _ = try Roster.Expert(json: object.jsonBytes())
                case .team: _ = try Roster.Team(json: object.jsonBytes())
                case .effect: _ = try Roster.Effect(json: object.jsonBytes())
                }
            }
            #expect(Set(names) == Set(RecordYAML.required(kind).map(\.name)))
        }
    }

    @Test func tableOfRequests() throws {
        let text =
            #"{"nation":"ALB","title":"t","classification":"NR","releasableTo":["NATO"],"mode":"both","start":"2026-12-02T06:00:00Z","#
            + #""end":"2026-12-03T06:00:00Z","seats":[],"summary":"s"}"#
        let names = Self.missing(try JSONObject(json: Array(text.utf8))) { object throws(JSONError) in
            _ = try Requests.Request(json: object.jsonBytes())
        }
        #expect(Set(names) == Set(RequestTermOptions.required.map(\.name)))
    }

    private static func missing(_ object: JSONObject, _ check: (JSONObject) throws(JSONError) -> Void) -> [String] {
        object.members.map(\.name).filter { name in
            var rest = object
            rest[name] = nil
            do throws(JSONError) { try check(rest) } catch { return error.kind == .missing && error.path == name }
            return false
        }
    }

    @Test func words() throws {
        let file = InputFile(name: "e.json", bytes: Array(#"{"id":"EST-0042","noticeHours":12}"#.utf8))
        #expect {
            try file.decode("expert", as: Roster.Expert.self, required: RecordYAML.required(.expert))
        } throws: { error in
            guard let failure = error as? Failure else { return false }
            return failure.text == "e.json: nation, skills, mode are missing" && failure.details.count == 3
                && failure.details[1].hasPrefix("skills: ") && failure.details[1].contains("GX-SKL-001")
        }
        #expect {
            try RequestTermOptions.request(["nation": "ALB", "title": "t"], from: "")
        } throws: { error in
            guard let failure = error as? Failure else { return false }
            return failure.status == .usage && failure.text == "classification, releasableTo, mode, start, end, seats are missing"
                && failure.details.contains("start: give --start +48h")
        }
    }
}
