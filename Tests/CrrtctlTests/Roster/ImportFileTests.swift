import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct ImportFileTests {
    private static let now = try! Instant("2026-11-23T06:00:00Z")

    private static func expert(_ id: String, _ nation: String, _ rest: String = "") -> String {
        #"{"expert":{"id":"\#(id)","nation":"\#(nation)","skills":{"GX-SKL-001":3},"noticeHours":6,"mode":"both"\#(rest)}}"#
    }

    private static func read(_ lines: [String], nation: String? = nil) -> ImportFile {
        ImportFile(Array(lines.joined(separator: "\n").utf8), nation: nation, now: now)
    }

    @Test func goodLines() {
        let team = #"{"team":{"id":"EST-CRRT-1","name":"Team","nation":"EST","members":["EST-0001"],"noticeHours":6}}"#
        let file = Self.read([Self.expert("EST-0001", "EST"), "", "  \r", team, ""])
        #expect(file.issues.isEmpty)
        #expect(file.entries.map(\.line) == [1, 4])
    }

    /// Every bad line is named, with its number, its id where that can be told, the field and the reason.
    @Test func everyBadLine() {
        let file = Self.read([
            Self.expert("EST-0001", "EST", #","cleerance":{}"#), "{", "[]", Self.expert("EST-0002", "EST"), "{}",
            #"{"expert":{"id":"EST-0003","nation":"EST","skills":{"GX-SKL-001":9},"noticeHours":6,"mode":"both"}}"#,
            #"{"expert":{"id":"EST-0004","nation":"EST","skills":{},"noticeHours":"six","mode":"both"}}"#,
            #"{"expert":{"id":"EST-0005","nation":"EST","skills":{},"noticeHours":6}}"#, Self.expert("EST-0006", "LVA"),
        ])
        #expect(file.entries.map(\.line) == [4])
        #expect(file.issues.map(\.line) == [1, 2, 3, 5, 6, 7, 8, 9])
        #expect(file.issues.map(\.id) == ["EST-0001", nil, nil, nil, "EST-0003", "EST-0004", "EST-0005", "EST-0006"])
        #expect(file.issues.map(\.field) == ["cleerance", nil, nil, nil, "skills.GX-SKL-001", "noticeHours", "mode", "nation"])
        #expect(file.issues[0].reason.contains("did you mean clearance?"))
        #expect(file.issues[5].reason == "expected an integer, found a string")
        #expect(file.issues[6].reason == "is required")
    }

    /// Codes and words are taken in any case, as in the file of one record, also where only one nation's lines are read.
    @Test(arguments: [nil, "EST"]) func anyCase(nation: String?) {
        let line = #"{"expert":{"id":"est-0001","nation":"est","skills":{"gx-skl-001":3},"noticeHours":"2d","mode":"BOTH"}}"#
        let file = Self.read([line, Self.expert("EST-0002", "EST")], nation: nation)
        #expect(file.issues.isEmpty && file.entries.map(\.record.expert?.id) == ["EST-0001", "EST-0002"])
        let expert = file.entries.first?.record.expert
        #expect(expert?.nation == "EST" && expert?.skills == ["GX-SKL-001": 3] && expert?.noticeHours == 48 && expert?.mode == .both)
        #expect(Self.read([line], nation: "LVA").entries.isEmpty)
    }

    /// A sheet under another name is recognized, whatever separates its columns.
    @Test(arguments: [
        ("record,id,nation,name\r\nexpert,EST-1,EST,x", true), ("name;nation;id;\"record\"", true), ("id,name", false), ("", false),
        (#"{"record":1,"id":2,"nation":3}"#, false),
    ])
    func sheets(text: String, isSheet: Bool) {
        #expect(RosterFormat.isSheet(Array(text.utf8)) == isSheet)
    }

    /// Another nation's lines are passed over, right or wrong; a line that tells no nation is not.
    @Test func onlyOneNation() {
        let file = Self.read(
            [Self.expert("EST-0001", "EST"), Self.expert("LVA-0001", "LVA"), Self.expert("LVA-0002", "LVA", #","x":1"#), "{"], nation: "EST"
        )
        #expect(file.entries.map(\.line) == [1])
        #expect(file.issues.map(\.line) == [4])
    }

    /// Where lines are another nation's, the option that leaves them out can be named; a caller of no nation has none to give.
    @Test func linesOfOthers() {
        var file = Self.read([Self.expert("POL-0001", "POL"), Self.expert("ALB-0001", "ALB")])
        #expect(file.callersNation == nil)
        var without = file
        without.add([.init(line: 1, id: "POL-0001", field: "nation", reason: "POL is not yours; you speak for no nation")])
        #expect(without.callersNation == nil)
        file.add([.init(line: 1, id: "POL-0001", field: "nation", reason: "POL is not yours; you speak for ALB")])
        #expect(file.callersNation == "ALB")
    }

    /// The daemon counts the records that were sent; people count lines. What merely follows from a bad line is not repeated.
    @Test func complaintsOfTheDaemon() {
        var file = Self.read([
            "{}", Self.expert("EST-0001", "EST", #","x":1"#), "", Self.expert("EST-0002", "EST"), Self.expert("EST-0003", "EST"),
        ])
        file.add([.init(line: 2, id: "EST-0003", field: "skills", reason: "unknown"), .init(line: 1, reason: "there is no EST-0001")])
        #expect(file.complaints.last == "line 5  EST-0003  skills: unknown")
        #expect(file.issues.map(\.line) == [1, 2, 5])
    }
}
