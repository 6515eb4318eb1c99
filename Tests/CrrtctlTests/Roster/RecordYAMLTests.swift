import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Foundation
import Testing
import Varlink

@testable import crrtctl

/// What stands in an editor is what the record holds, and comes back as that.
@Suite struct RecordYAMLTests {
    private static func roundTrip<Record: RosterRecord>(_ record: Record, _ comment: Comment) throws {
        let text = RecordYAML.text(record, marking: "EXERCISE NR REL TO EST")
        let read = try TemporaryFolder.with { folder -> Record in
            try folder.write(text, to: "record.yaml")
            return try YAMLRecord(folder.file("record.yaml"), program: try BuiltPrograms.url("crrtctl-yaml").path).decode(Record.self)
        }
        #expect(read == record, comment)
        // Equal texts may hold other bytes.
        #expect(Array(RecordYAML.text(read, marking: nil).utf8) == Array(RecordYAML.text(record, marking: nil).utf8), comment)
    }

    @Test("whatever a record holds survives the editor", arguments: 0..<25 as Range<UInt64>)
    func records(_ seed: UInt64) throws {
        var random = RandomRecords(seed: seed)
        try Self.roundTrip(Roster.Expert(try random.expert()), "seed \(seed)")
        try Self.roundTrip(Roster.Team(try random.team()), "seed \(seed)")
        var effect = Roster.Effect(try random.effect())
        effect.conditions = (0..<random.number(1...4)).map { _ in random.chance(20) ? "" : random.text() }.joined(separator: "\n")
        try Self.roundTrip(effect, "seed \(seed)")
    }

    @Test(
        "texts that YAML reads its own way",
        arguments: [
            "no", "NO", "null", "~", "true", "12", "0011", "1.5", "2027-01-01", "- a", "a: b", "a #b", "#a", " a", "a ", "'", "\"", "*a",
            "&a",
            "!a", "|", ">", "%a", "@a", "`a", "{", "[a", "a\nb", "a\nb\n", "a\n\nb", "a\n b", " a\nb", "a\nb\n\n", "a\n \nb", "\ta\nb",
            "a\tb\nc",
            "a\u{85}b", "a\u{2028}b\nc", "a\u{FEFF}", "a\u{A0}b", "🛰", "e\u{301}", "a\\nb", "---", "...", "a\n---\nb", "a\n...\nb",
            "a\n# b\nc",
        ])
    func texts(_ text: String) throws {
        let effect = Roster.Effect(
            id: "EST-E", nation: "EST", title: text, category: .defensive, kind: "no", leadHours: 1, conditions: text, classification: .NR,
            releasableTo: ["NATO"])
        try Self.roundTrip(effect, "\(text.debugDescription)")
    }

    @Test("a byte order mark is no part of the text, and moves no complaint")
    func byteOrderMark() throws {
        try TemporaryFolder.with { folder in
            let program = try BuiltPrograms.url("crrtctl-yaml").path
            let text = "\u{FEFF}id: EST-0001\nnation: EST\nskills: {GX-SKL-001: 3}\nnoticeHours: 12\nmode: both\n"
            try folder.write(text, to: "a.yaml")
            #expect(try YAMLRecord(folder.file("a.yaml"), program: program).decode(Roster.Expert.self).id == "EST-0001")
            try folder.write(text.replacing("id:", with: "ide:"), to: "b.yaml")
            #expect { try YAMLRecord(folder.file("b.yaml"), program: program).decode(Roster.Expert.self) } throws: {
                ($0 as? Failure)?.text.hasPrefix(folder.file("b.yaml") + ":1:1: ide") == true
            }
        }
    }

    @Test("the examples that are commented out are values that a record may hold", arguments: RosterKind.allCases)
    func examples(_ kind: RosterKind) throws {
        let object = JSONObject(RecordYAML.fields(kind).map { .init(name: $0.name, value: $0.example) })
        switch kind {
        case .expert: _ = try Expert(try Roster.Expert(json: object.jsonBytes()), existing: nil, now: Instant("2026-11-23T06:00:00Z"))
        case .team: #expect(throws: InvalidField.self) { try self.team(object) }
        case .effect: _ = try Effect(try Roster.Effect(json: object.jsonBytes()), existing: nil, now: Instant("2026-11-23T06:00:00Z"))
        }
    }

    /// One member stands there, and three as the least that may go: that alone is refused.
    private func team(_ object: JSONObject) throws {
        var wire = try Roster.Team(json: object.jsonBytes())
        wire.minimumStrength = 1
        _ = try Team(wire, existing: nil, now: Instant("2026-11-23T06:00:00Z"))
        wire.minimumStrength = 3
        _ = try Team(wire, existing: nil, now: Instant("2026-11-23T06:00:00Z"))
    }

    @Test("both sides of a conflict, field by field")
    func threeWay() {
        let base = Roster.Expert(id: "EST-1", nation: "EST", skills: ["GX-SKL-001": 3], noticeHours: 6, mode: .both, revision: 1)
        var (yours, theirs) = (base, base)
        yours.skills = ["GX-SKL-001": 4, "GX-SKL-002": 1]
        yours.location = "Old town"
        theirs.skills = ["GX-SKL-001": 5]
        theirs.accesses = ["ATOMAL", "BOHEMIA"]
        (yours.noticeHours, theirs.noticeHours, theirs.revision) = (12, 12, 2)
        #expect(
            Set(ThreeWayDiff.lines(was: base, yours: yours, theirs: theirs)) == [
                "skills.GX-SKL-001: was 3, yours 4, theirs 5: changed by both", "skills.GX-SKL-002: was nothing, yours 1",
                "location: was nothing, yours \"Old town\"", "accesses: was nothing, theirs ATOMAL BOHEMIA",
                "noticeHours: was 6, both made it 12",
            ])
    }
}
