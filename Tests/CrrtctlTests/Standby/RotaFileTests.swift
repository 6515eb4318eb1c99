import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// The rota as a sheet (docs/standby.md).
@Suite struct RotaFileTests {
    private static let now = try! Instant("2026-11-23T06:00:00Z")
    private static let columns = "id,team,experts,start,end,tier,noticeHours,leadNation"

    private static func read(_ text: String) -> RotaFile { RotaFile(Array(text.utf8), now: now) }

    @Test("whatever a period holds survives the sheet", arguments: 0..<100 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) throws {
        var random = RandomRecords(seed: seed)
        let periods = try (0..<random.number(1...8)).map { number in
            let nation = try random.nation()
            let start = random.instant()
            let experts: [String]? = random.chance() ? try random.set(1...5) { try $0.expertID(nation).text }.sorted() : nil
            return Standby.Period(
                id: "\(nation)-STB-\(number)", team: experts == nil ? try random.teamID(nation).text : nil, experts: experts,
                start: start.description, end: start.adding(hours: random.number(1...8000)).description, tier: random.one(),
                noticeHours: random.number(0...8760), leadNation: try random.maybe { try $0.nation().description })
        }
        let file = Self.read(RotaFile.sheet(periods))
        #expect(file.complaints == [], "seed \(seed)")
        #expect(file.entries.map(\.record) == periods, "seed \(seed)")
        #expect(file.entries.map(\.line) == Array(2..<periods.count + 2))
        let semicolons = RotaFile.sheet(periods).replacing(";", with: " ").replacing(",", with: ";")
        #expect(Self.read(semicolons).entries.map(\.record) == periods, "seed \(seed)")
    }

    @Test("what spreadsheets and people write otherwise")
    func tolerated() {
        let text = """
            \u{FEFF}Tier;x
            """
        #expect(Self.read(text).complaints.first?.hasPrefix("line 1  column 1 'Tier' is no column; did you mean tier?") == true)
        let file = Self.read(
            "\u{FEFF}start;end;id;tier;team;experts;noticeHours;leadNation;;\r\n"
                + "monday 06:00Z;'+7d; est-stb-1 ;First;;\"est-0001, EST-0002 est-0003\";2h;lva;;\r\n;;;;;;;;;\r\n"
                + "300600ZNOV26;2026-12-07 06:00Z;EST-STB-2;second;est-crrt-1;;1d\r\n")
        #expect(file.complaints == [])
        #expect(
            file.entries.map(\.record) == [
                .init(
                    id: "EST-STB-1", experts: ["EST-0001", "EST-0002", "EST-0003"], start: "2026-11-30T06:00:00Z",
                    end: "2026-12-07T06:00:00Z", tier: .first, noticeHours: 2, leadNation: "LVA"),
                .init(
                    id: "EST-STB-2", team: "EST-CRRT-1", start: "2026-11-30T06:00:00Z", end: "2026-12-07T06:00:00Z", tier: .second,
                    noticeHours: 24),
            ])
    }

    @Test(
        "every wrong cell is named with its column, and what to write",
        arguments: [
            ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2,", []), ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2", []),
            (
                "ESTS1,LVA CRRT,,04.01.2027 06:00,2027-01-11,frist,2 hours,ES",
                [
                    "id: 'ESTS1' is no such id", "team: 'LVA CRRT' is no such id",
                    "start: '04.01.2027 06:00' is no time; write 2027-01-04 06:00Z for UTC; spreadsheets",
                    "end: '2027-01-11' is a date without a time; write",
                    "tier: 'frist' is not known; did you mean first? there are first, second",
                    "noticeHours: '2 hours' is no number of hours",
                    "leadNation: 'ES' is no nation",
                ]
            ),
            ("EST-S-1,,,2027-01-04T06:00:00Z,+7d,first,2,", ["team: is empty, as experts is; name who stands by in one of the two"]),
            (
                "EST-S-1,EST-CRRT-1,EST-0001,2027-01-04T06:00:00Z,2027-01-04T06:00:00Z,first,2,",
                ["experts: stands beside a team", "end: 2027-01-04T06:00:00Z is not after the start"]
            ),
            ("EST-S-1,LVA-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2,", ["team: LVA-CRRT-1 is led by LVA, which offers its own standby"]),
            ("EST-S-1,,EST-1;LVA-1,2027-01-04T06:00:00Z,+7d,first,2,", ["experts: LVA-1 is of LVA, which offers its own standby"]),
            ("EST-S-1,,EST-1;EST-1,2027-01-04T06:00:00Z,+7d,first,2,", ["experts: EST-1 is named twice"]),
            ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+400d,first,2,", ["end: is more than 366 days after the start"]),
            ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,9000,", ["noticeHours: is 9000; 0 to 8760 hours are allowed"]),
            (
                "EST-S-1,EST-CRRT-1",
                [
                    "start: is required; write for example 2027-01-18T06:00:00Z", "end: is required; write for example +7d",
                    "tier: is required; write for example first", "noticeHours: is required; write for example 2",
                ]
            ),
            ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2,0,", [": holds 9 cells, the first line 8; a comma inside a cell"]),
            ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,\"2,0\",,", []),
            ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,\"1,5d\",", []),
            ("EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,\"2,5\",", ["noticeHours: '2,5' is no whole number of hours; write 3h"]),
            // What the cells say each for itself, and what they say together.
            (
                "EST-S-1,LVA-CRRT-1,,2027-01-04T06:00:00Z,+400d,frist,9000,",
                [
                    "tier: 'frist' is not known", "team: LVA-CRRT-1 is led by LVA", "end: is more than 366 days after",
                    "noticeHours: is 9000",
                ]
            ),
        ])
    func wrongCells(_ line: String, _ expected: [String]) {
        let found = Self.read(Self.columns + "\r\n" + line + "\r\n").issues.map { "\($0.field ?? ""): \($0.reason)" }
        #expect(found.count == expected.count, "\(found)")
        for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected), "\(found)") }
    }

    @Test(
        "a first line that is none",
        arguments: [
            ("", "the file is empty; 'crrtctl standby import --template'"), ("id\tteam", "column start: is missing"),
            ("id|team", "column 1 'id|team' is no column; did you mean"),
            ("id,team,start,end,tier", "column noticeHours: is missing"), ("id,id,start,end,tier,noticeHours", "column id: is there twice"),
            (columns + "\nEST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2,\u{0}\u{FFFD}\"", "a quote inside a field"),
        ])
    func header(_ text: String, _ expected: String) {
        let found = Self.read(text).complaints
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test("an id that is there twice names the other line, and a cell below a column without a name is no cell")
    func places() {
        let line = "EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2,"
        let found = Self.read("\(Self.columns),,\n\(line),,\n\n\(line.lowercased()),,\n\(line)x,y,\n").complaints
        #expect(
            found == [
                "line 4  est-s-1  column id: stands in line 2 already",
                "line 5  EST-S-1  column 9 has no name in the first line and holds 'y'; name it or empty it",
                "line 5  EST-S-1  column id: stands in line 2 already",
                "line 5  EST-S-1  column leadNation: 'x' is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST",
            ])
    }

    @Test("a rota that was cut off is refused, and one whose last cells are left out is not")
    func cutOff() {
        let line = "EST-S-1,EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2"
        #expect(Self.read("\(Self.columns)\n\(line)\n").complaints == [])
        #expect(
            Self.read("\(Self.columns)\n\(line)").complaints == [
                "line 2  EST-S-1  holds 7 cells, the first line 8; the line has no end: write it again, or save the sheet again"
            ])
    }

    @Test("the daemon checks a line with faults, unless its place in the rota is in doubt")
    func incomplete() {
        let (people, times) = ("EST-CRRT-1,", "2027-01-04T06:00:00Z,+7d")
        var file = Self.read(
            "\(Self.columns)\nEST-S-1,\(people),\(times),frist,2,\nEST-S-2,\(people),,,first,2,\nEST-S-3,EST,,\(times),first,2,\n")
        #expect(file.entries.isEmpty && file.checkable.map(\.id) == ["EST-S-1"] && file.incomplete.map(\.replaced) == [[.tier]])
        file.add([
            .init(line: 1, id: "EST-S-1", field: "team", reason: "there is no team EST-CRRT-1"),
            .init(line: 1, id: "EST-S-1", field: "tier", reason: "of the example"),
        ])
        #expect(file.complaints.filter { $0.hasPrefix("line 2") }.count == 2)
        #expect(file.complaints.contains("line 2  EST-S-1  column team: there is no team EST-CRRT-1"))
    }

    @Test("the daemon's complaints come at the lines and columns of the sheet")
    func complaintsOfTheDaemon() {
        let line = ",EST-CRRT-1,,2027-01-04T06:00:00Z,+7d,first,2,"
        var file = Self.read("\(Self.columns)\nEST-S-1\(line)\n\ns\(line)\nEST-S-2\(line)\n")
        file.add([
            .init(line: 2, id: "EST-S-2", field: "experts[3]", reason: "is unknown"),
            .init(line: 1, id: "EST-S-1", field: "period", reason: "overlaps another"), .init(line: 9, reason: "of none"),
        ])
        #expect(
            file.complaints.map { $0.prefix(48) } == [
                "line 2  EST-S-1  column period: overlaps another", "line 4  s  column id: 's' is no such id; write t",
                "line 5  EST-S-2  column experts: is unknown", "line 9  of none",
            ])
    }

    @Test("a file with very much that is wrong shows the beginning")
    func limits() {
        let file = Self.read(Self.columns + "\n" + String(repeating: "x,,,,,,,\n", count: 500))
        #expect(file.lineCount == 500 && file.entries.isEmpty)
        #expect(file.complaints.count == 1001 && file.complaints.last?.hasPrefix("and ") == true)
    }

    @Test("the examples can be imported, on every day of a week", arguments: 0..<7)
    func template(_ day: Int) {
        let now = Self.now.adding(days: day)
        let examples = RotaFile.examples("LVA", now: now)
        let file = RotaFile(Array(RotaFile.sheet(examples).utf8), now: now)
        #expect(file.complaints == [] && file.entries.map(\.record) == examples)
        // The next Monday.
        #expect(examples.first?.start == "2026-11-30T06:00:00Z")
    }
}
