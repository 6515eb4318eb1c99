import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// Bad input of every kind gets an error that names the field and what is allowed, and changes nothing.
@Suite("Bad input", .needsOtherUsers)
struct BadInputTests {
    /// What is done to good terms, the field that is named, and a part of what is said.
    private static let requests: [(String, @Sendable (inout Requests.Request) -> Void, String, String)] = [
        ("unknown skill", { $0.seats[0].skill = "PD-WRL-099" }, "request.seats[0].skill", "nearest"),
        ("no skill code", { $0.seats[0].skill = "malware" }, "request.seats[0].skill", "PD-WRL-003"),
        ("two-letter nation", { $0.nation = "AL" }, "request.nation", "alpha-3"),
        ("unknown nation", { $0.nation = "ABL" }, "request.nation", "ALB"),
        ("time without zone", { $0.start = "2027-03-01T06:00:00" }, "request.start", "2027-03-01T06:00:00Z"),
        ("end before start", { $0.end = SmallWorld.day(-1) }, "request.end", "is not after the start"),
        ("empty releasableTo", { $0.releasableTo = [] }, "request.releasableTo", "NATO"),
        ("unknown group", { $0.releasableTo = ["NATOO"] }, "request.releasableTo[0]", "NATO"),
        ("level 6", { $0.seats[0].minLevel = 6 }, "request.seats[0].minLevel", "1 to 5"),
        ("no people", { $0.seats[0].count = 0 }, "request.seats[0].count", "1 to 40"),
        ("too many people", { $0.seats[0].count = 41 }, "request.seats[0].count", "40"),
        ("no seats", { $0.seats = [] }, "request.seats", "empty"),
        ("blank title", { $0.title = " " }, "request.title", "empty"),
        ("control characters", { $0.title = "a\u{1B}[2Jb" }, "request.title", "control character"),
        (
            "in the past",
            {
                $0.start = "2020-01-01T00:00:00Z"
                $0.end = "2020-01-02T00:00:00Z"
            }, "request.end", "has passed"
        ),
        ("language profile", { $0.languages = ["eng": "333"] }, "request.languages.eng", "STANAG 6001"),
        ("language code", { $0.languages = ["english": "3333"] }, "request.languages", "ISO 639-3"),
        ("negative notice", { $0.maxNoticeHours = -1 }, "request.maxNoticeHours", "0 to 8760"),
        ("own exclusion", { $0.excludes = ["ALB"] }, "request.excludes", "itself"),
        ("above the caller's clearance", { $0.classification = .CTS }, "request.classification", "NS"),
        ("an id of one's own", { $0.id = "REQ-ALB-2026-0099" }, "request.id", "minted"),
    ]

    @Test("of a request")
    func request() throws {
        try SmallWorld.with { world in
            let albania = try world.contact("ALB")
            for (what, spoil, field, part) in Self.requests {
                var terms = SmallWorld.terms(from: 0, days: 5)
                spoil(&terms)
                try world.unchanged {
                    let error = try albania.ask(Requests.Submit.self, .init(request: terms)).error
                    let invalid = error?.as(Service.InvalidRecord.self)
                    #expect(invalid?.field == field, "\(what): \(String(describing: error))")
                    #expect(invalid?.reason.contains(part) == true, "\(what): \(invalid?.reason ?? "")")
                }
            }
        }
    }

    @Test("of JSON that the contract does not know")
    func parameters() throws {
        let cases: [(String, String)] = [
            (#"{"request":{"nation":"ALB","titel":"x"}}"#, "request.titel"), (#"{"request":{"nation":7}}"#, "request.nation"),
            (#"{"request":{"nation":"ALB"}}"#, "request.title"), (#"{}"#, "request"), (#"{"extra":1,"request":{}}"#, "extra"),
        ]
        try SmallWorld.with { world in
            let albania = try world.contact("ALB")
            for (json, field) in cases {
                do throws(ClientError) {
                    _ = try albania.callRaw(Requests.Submit.name, Array(json.utf8))
                    Issue.record("\(json) was taken")
                } catch {
                    guard case .remote(let remote) = error else { throw error }
                    let invalid = remote.as(VarlinkService.InvalidParameter.self)
                    // Either of two faults may be named; what is named is there.
                    #expect(
                        invalid?.parameter.hasPrefix(field.split(separator: ".").first.map(String.init) ?? "") == true, "\(json): \(remote)"
                    )
                    #expect(invalid?.message?.isEmpty == false)
                }
            }
        }
    }

    @Test("of an import: every bad line is named, and nothing is written")
    func importing() throws {
        try SmallWorld.with { world in
            var records = (2...9).map { Roster.Record(expert: SmallWorld.expert("EST-000\($0)")) }
            records[1].expert?.skills = ["PD-WRL-003": 6]
            records[2].expert?.clearance?.validUntil = nil
            records[3].expert?.id = "EST-0002"
            records[4].expert = SmallWorld.expert("LVA-0001")
            records[5].expert?.noticeHours = -5
            records[6] = Roster.Record()
            try world.unchanged {
                let error = try world.contact("EST").ask(Roster.Import.self, .init(records: records)).error
                let issues = error?.as(Roster.ImportRejected.self)?.issues ?? []
                #expect(issues.map(\.line) == [2, 3, 4, 5, 6, 7])
                #expect(
                    issues.map(\.field) == ["skills.PD-WRL-003", "clearance.validUntil", "id", "nation", "noticeHours", nil])
                #expect(issues.map(\.id) == ["EST-0003", "EST-0004", "EST-0002", "LVA-0001", "EST-0007", nil])
                #expect(issues.allSatisfy { !$0.reason.isEmpty })
            }
        }
    }

    @Test("a 20 MiB message closes the connection, and the daemon goes on")
    func hugeMessage() throws {
        try SmallWorld.with { world in
            let client = try world.daemon.connect()
            let huge = Array(#"{"request":{"title":""#.utf8) + [UInt8](repeating: 0x61, count: 20 << 20) + Array(#""}}"#.utf8)
            #expect(throws: ClientError.self) { try client.callRaw(Requests.Submit.name, huge) }
            #expect(try world.duty.call(Requests.Get.self, .init(id: world.request)).request.id == world.request)
            #expect(world.daemon.logText.contains("16777216") || world.daemon.logText.contains("message"))
        }
    }

    @Test("an import is a dry run, a difference, a replacement")
    func difference() throws {
        try SmallWorld.with { world in
            let estonia = try world.contact("EST")
            let records = ["EST-0001", "EST-0002", "EST-0003"].map { Roster.Record(expert: SmallWorld.expert($0)) }
            try world.unchanged {
                let dry = try estonia.call(Roster.Import.self, .init(records: records, dryRun: true))
                #expect(dry.summary == .init(created: 2, updated: 0, unchanged: 1, withdrawn: 0))
                #expect(dry.seq == nil)
            }
            _ = try estonia.call(Roster.Import.self, .init(records: records))
            try world.unchanged {
                let again = try estonia.call(Roster.Import.self, .init(records: records))
                #expect(again.summary == .init(created: 0, updated: 0, unchanged: 3, withdrawn: 0))
            }
            let fewer = [Roster.Record(expert: SmallWorld.expert("EST-0002", level: 5))]
            let replaced = try estonia.call(Roster.Import.self, .init(records: fewer, replaceNation: "EST"))
            #expect(replaced.summary == .init(created: 0, updated: 1, unchanged: 0, withdrawn: 2))
            let gone = try estonia.call(Roster.GetExpert.self, .init(id: "EST-0003")).expert
            #expect(gone.offer?.state == .withdrawn)
        }
    }
}
