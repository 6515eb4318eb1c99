import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// The roster as a sheet (docs/roster-sheet.md).
@Suite struct SheetTests {
    private static let now = try! Instant("2026-11-23T06:00:00Z")
    private static let expertHeader =
        "record,id,nation,clearance.level,clearance.validUntil,skills,languages,noticeHours,mode,unavailable,offer.state"

    private static func read(_ text: String, nation: String? = nil) -> ImportFile {
        ImportFile(sheet: Array(text.utf8), nation: nation, now: now)
    }

    /// Reads a sheet of the header above and one line, and gives its complaints without the line's number and id.
    private static func complaints(_ line: String) -> [String] {
        read(expertHeader + "\r\n" + line).issues.map { "\($0.field ?? ""): \($0.reason)" }
    }

    @Test("whatever a record holds survives the sheet", arguments: 0..<150 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) throws {
        var random = RandomRecords(seed: seed)
        var records: [Roster.Record] = []
        for _ in 0..<random.number(1...6) {
            switch random.number(0...2) {
            case 0:
                var expert = Roster.Expert(try random.expert())
                expert.name = expert.name.map { random.risky($0) }
                expert.location = expert.location.map { random.risky($0) }
                records.append(.init(expert: expert))
            case 1:
                var team = Roster.Team(try random.team())
                team.name = random.risky(team.name)
                team.kit = team.kit.map { random.risky($0) }
                records.append(.init(team: team))
            default:
                var effect = Roster.Effect(try random.effect())
                effect.conditions = effect.conditions.map { random.risky($0) }
                effect.title = random.risky(effect.title)
                records.append(.init(effect: effect))
            }
        }
        let sheet = RosterExport.sheet(records)
        let file = Self.read(sheet)
        #expect(file.complaints == [], "seed \(seed)")
        #expect(file.entries.map { $0.record.canonical } == records.map(\.canonical), "seed \(seed)")
        #expect(Array(RosterExport.sheet(file.entries.map(\.record)).utf8) == Array(sheet.utf8), "seed \(seed)")
    }

    @Test("a text that a spreadsheet would run is one that it would not")
    func formulas() {
        for text in ["=1+1", "+49", "-", "@x", "\u{FEFF}=1", "\u{A0}=1", "＝1", "＠x", "'=1", "''@x", "\t=", "'x", "plain", "'"] {
            let written = SheetCell.written(text)
            #expect(!["=", "+", "-", "@", "\t", "\u{FEFF}", "\u{A0}", "＝", "＠"].contains { written.hasPrefix($0) })
            #expect(SheetCell.read(written) == text)
        }
        // What people type is what they mean.
        #expect(SheetCell.read("=1+1") == "=1+1")
        #expect(SheetCell.read("'=1+1") == "=1+1")
        #expect(SheetCell.read("a\r\nb") == "a\nb")
    }

    @Test("letter case does not matter, and hours may be written as days")
    func writtenOtherwise() {
        let text = """
            record,id,nation,clearance.level,skills,languages,noticeHours,mode,excludes
            Expert,est-0001,est,nu,gx-skl-001:3,ENG:3332,2d,onsite,lva;ltu
            """
        let file = Self.read(text)
        #expect(file.complaints == [])
        #expect(
            file.entries.map(\.record) == [
                .init(
                    expert: .init(
                        id: "EST-0001", nation: "EST", clearance: .init(level: .NU), skills: ["GX-SKL-001": 3], languages: ["eng": "3332"],
                        noticeHours: 48, mode: .onSite, excludes: ["LVA", "LTU"]))
            ])
    }

    @Test("what spreadsheets add is passed over: a byte order mark, empty lines, spaces around codes, other orders of columns")
    func tolerated() {
        let text = "\u{FEFF}id,nation, record ,skills,mode,noticeHours\n EST-0001 ,EST,expert,GX-SKL-001 : 3;,both, 6 \n,,,,,\n"
        let file = Self.read(text)
        #expect(file.complaints == [])
        #expect(
            file.entries.map(\.record) == [
                .init(expert: .init(id: "EST-0001", nation: "EST", skills: ["GX-SKL-001": 3], noticeHours: 6, mode: .both))
            ])
    }

    @Test(
        "every wrong cell is named with its column",
        arguments: [
            ("expert,EST-1,EST,NS,2028-01-01,GX-SKL-001:3,eng:3332,6,both,,offered", []),
            (
                "exprt,EST-1,EST,,,GX-SKL-001:3,,6x,,,",
                [
                    "record: 'exprt' is not known; did you mean expert?", "noticeHours: '6x' is no number of hours", "mode: is required",
                ]
            ),
            (",EST-1,EST,,,,,,,,", ["record: is required; write for example expert"]),
            (",EST-1,EST,,,GX-SKL-001:9,,6,both,,", ["record: is required", "skills: GX-SKL-001: 9 is no level"]),
            ("expert,EST-1,EST,,,GX-SKL-001:3,,6,x,,", ["mode: 'x' is not known; there are remote, onSite"]),
            ("expert,EST1,ES,,,GX-SKL-001:3,,6,both,,", ["id: 'EST1' is no such id", "nation: 'ES' is no nation"]),
            ("expert,LVA-1,EST,,,GX-SKL-001:3,,6,both,,", ["nation: is EST, but the id LVA-1 belongs to LVA"]),
            (
                "expert,EST-1,EST,SECRET,01/02/2028,GX-SKL-1:3,eng:33,12x,remot,July,offerd",
                [
                    "skills: 'GX-SKL-1' is no skill code", "languages: eng: '33' is no STANAG 6001 profile",
                    "clearance.level: 'SECRET' is not known; did you mean NS?",
                    "clearance.validUntil: '01/02/2028' is no calendar date; write 2028-01-02 or 2028-02-01; spreadsheets rewrite dates",
                    "unavailable: 'July' is no period", "noticeHours: '12x' is no number of hours; write 48, 48h or 2d",
                    "mode: 'remot' is not known; did you mean remote?", "offer.state: 'offerd' is not known; did you mean offered?",
                ]
            ),
            ("expert,EST-1,EST,,2028-01-01,GX-SKL-001:3,,6,both,,", ["clearance.level: is required"]),
            ("expert,EST-1,EST,NS,,GX-SKL-001:3,,6,both,,", ["clearance.validUntil: is missing; only NU and NR"]),
            ("expert,EST-1,EST,,,GX-SKL-001,,6,both,,", ["skills: 'GX-SKL-001' is not a code, a colon and a value; write GX-SKL-001:3"]),
            (
                "expert,EST-1,EST,,,GX-SKL-001:9; GX-SKL-001:x,,6,both,,",
                ["skills: GX-SKL-001: 9 is no level", "skills: GX-SKL-001: 'x' is no"]
            ),
            ("expert,EST-1,EST,,,GX-SKL-001:3;GX-SKL-001:4,,6,both,,", ["skills: GX-SKL-001 is named twice"]),
            (
                "expert,EST-1,EST,,,GX-SKL-001:3,,6,both,2027-01-01T00:00:00/2027-01-02T00:00:00Z,",
                ["unavailable: '2027-01-01T00:00:00' has no time zone; write 2027-01-01T00:00:00Z"]
            ),
            (
                "expert,EST-1,EST,,,GX-SKL-001:3,,6,both,2027-01-02T00:00:00Z/2027-01-01T00:00:00Z,",
                ["unavailable: 2027-01-01T00:00:00Z is not after"]
            ),
            ("expert,EST-1,EST,,,,,,,,", ["skills: is required", "noticeHours: is required", "mode: is required"]),
            ("team,EST-T,EST,,,GX-SKL-001:3,,6,,,", ["skills: is nothing that a team has", "name: is required", "members: is required"]),
            ("expert,EST-1,EST,,,GX-SKL-001:3,,99999,both,,", ["noticeHours: is 99999; 0 to 8760 hours are allowed"]),
            ("expert,EST-1,EST", [": holds 3 cells, the first line 11; the line has no end"]),
            // What the cells say each for itself, and what they say together.
            (
                "expert,EST-1,EST,NS,,GX-SKL-001:3,eng:1,99999,x,2027-01-02T00:00:00Z/2027-01-01T00:00:00Z,gone",
                [
                    "languages: eng: '1' is no STANAG 6001 profile", "mode: 'x' is not known", "offer.state: 'gone' is not known",
                    "clearance.validUntil: is missing; only NU and NR", "unavailable: 2027-01-01T00:00:00Z is not after",
                    "noticeHours: is 99999; 0 to 8760",
                ]
            ),
            (
                "expert,LVA-1,EST,NS,,GX-SKL-001:3,,99999,both,,",
                [
                    "clearance.validUntil: is missing", "nation: is EST, but the id LVA-1 belongs to LVA", "noticeHours: is 99999",
                ]
            ),
            ("expert,EST-1,EST,,,GX-SKL-001:3,eng:3332,est:5555,6,both,,", [": holds 12 cells, the first line 11; a comma inside"]),
            ("expert,\"EST\"-1,EST,,,,,,,,", [": character 13: a comma or the end of the line is missing"]),
        ])
    func wrongCells(_ line: String, _ expected: [String]) {
        let found = Self.complaints(line)
        #expect(found.count == expected.count, "\(found)")
        for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected), "\(found)") }
    }

    @Test(
        "a first line that is none",
        arguments: [
            ("", "the file is empty"), ("record|id|nation\r\n", "'record|id|nation' is no column"),
            ("record\tid\r\n", "nation: is missing"),
            ("record,id,nation,skils\r\n", "'skils' is no column; did you mean skills?"), ("record,id\r\n", "nation: is missing"),
            ("record;id;nation;skils\r\n", "column 4 'skils' is no column; did you mean skills?"), (";;;\r\n", "record: is missing"),
            ("record,id,nation,,\r\nexpert,EST-1,EST,x,\r\n", "column 4 has no name in the first line and holds 'x'; name it or empty it"),
            ("record,id,nation\r\nexpert,EST-1,EST,x,\r\n", "holds 5 cells, the first line 3; a comma inside a cell"),
            ("record,id,nation,,mode\r\nexpert,EST-1,EST,x,\r\n", "column 4 has no name in the first line and holds 'x'"),
            ("record,id,nation,id\r\n", "id: is there twice"),
            ("record,id,nation,skils\r\nexpert,EST-1,EST,GX-SKL-001:3\r\n", "'skils' is no column"),
            ("\"record,id", "never closed"),
        ])
    func header(_ text: String, _ expected: String) {
        let found = Self.read(text).complaints
        #expect(found.first?.contains(expected) == true, "\(found)")
    }

    /// A sheet as a spreadsheet of that country saves it.
    @Test(
        "a sheet is read as Excel and LibreOffice save it",
        arguments: [
            // Excel, "CSV UTF-8", where the comma is the decimal mark: a byte order mark, semicolons, lists in quotes, columns that once
            // had a value, and lines below the table.
            "\u{FEFF}record;id;nation;skills;noticeHours;mode;unavailable;offer.state;;\r\n"
                + "expert;EST-0001;EST;\"GX-SKL-001:3; PD-WRL-003:4\";12,00;both;;offered;;\r\n"
                + "expert;EST-0002;EST;GX-SKL-001:2;1,5d;both;;;;\r\n;;;;;;;;;\r\n;;;;;;;;;\r\n",
            // LibreOffice with "quote all text cells", semicolons, LF.
            "\"record\";\"id\";\"nation\";\"skills\";\"noticeHours\";\"mode\";\"unavailable\";\"offer.state\"\n"
                + "\"expert\";\"EST-0001\";\"EST\";\"GX-SKL-001:3; PD-WRL-003:4\";12;\"both\";;\"offered\"\n"
                + "\"expert\";\"EST-0002\";\"est\";\"GX-SKL-001:2\";36;\"both\";;\n",
            // Excel, "CSV UTF-8", where the point is the decimal mark.
            "\u{FEFF}record,id,nation,skills,noticeHours,mode,unavailable,offer.state,,\r\n"
                + "expert,EST-0001,EST,GX-SKL-001:3; PD-WRL-003:4,12.0,both,,offered,,\r\n"
                + "expert,EST-0002,EST,GX-SKL-001:2,1.5d,both,,,,\r\n",
            // Copied from a spreadsheet: tabs.
            "record\tid\tnation\tskills\tnoticeHours\tmode\tunavailable\toffer.state\r\n"
                + "expert\tEST-0001\tEST\tGX-SKL-001:3; PD-WRL-003:4\t12\tboth\t\toffered\r\n"
                + "expert\tEST-0002\tEST\tGX-SKL-001:2\t36h\tboth\t\t\r\n",
        ])
    func foreign(_ text: String) {
        for nation in [nil, "EST"] {
            let file = Self.read(text, nation: nation)
            #expect(file.complaints == [])
            #expect(
                file.entries.map(\.record) == [
                    .init(
                        expert: .init(
                            id: "EST-0001", nation: "EST", skills: ["GX-SKL-001": 3, "PD-WRL-003": 4], noticeHours: 12, mode: .both,
                            offer: .init(state: .offered))),
                    .init(expert: .init(id: "EST-0002", nation: "EST", skills: ["GX-SKL-001": 2], noticeHours: 36, mode: .both)),
                ])
        }
        #expect(Self.read(text, nation: "LVA").entries.isEmpty)
    }

    @Test("what is wrong in a sheet with semicolons is named as in one with commas, and a quote that is missing with its separator")
    func faultsOfForeignSheets() {
        let text =
            "\u{FEFF}record;id;nation;skills;noticeHours;mode;clearance.level;clearance.validUntil;transportKg;;\r\n"
            + "expert;EST-1;EST;GX-SKL-001:3, PD-WRL-003:4;2,5;both;NS;30.06.2028;;;\r\n"
            + "expert;EST-2;EST;GX-SKL-001:3; PD-WRL-003:4;12;both;NR;;;;\r\n"
            + "team;EST-T;EST;;1.000;;;;180,5;;\r\n"
        #expect(
            Self.read(text).complaints == [
                "line 2  EST-1  column skills: 'GX-SKL-001:3, PD-WRL-003:4' is not a code, a colon and a value; "
                    + "write GX-SKL-001:3, and a semicolon between two",
                "line 2  EST-1  column clearance.validUntil: '30.06.2028' is no calendar date; write 2028-06-30; "
                    + "spreadsheets rewrite dates: give the column the format Text",
                "line 2  EST-1  column noticeHours: '2,5' is no whole number of hours; write 3h or 2h",
                "line 3  EST-2  holds 12 cells, the first line 9; a semicolon inside a cell needs quotes around the cell",
                "line 4  EST-T  column name: is required; write for example First team",
                "line 4  EST-T  column members: is required; write for example EST-0001; EST-0002",
                "line 4  EST-T  column noticeHours: '1.000' is one number here and another one there; write it without '.'",
                "line 4  EST-T  column transportKg: '180,5' is no whole number; write 180",
            ])
    }

    @Test(
        "numbers with either decimal mark",
        arguments: [
            ("12", 12, 12), ("12,0", 12, 12), ("12.00", 12, 12), ("0", 0, 0), ("1,5", nil, nil), ("1,5d", nil, 36), ("0.25D", nil, 6),
            ("2h", nil, 2), ("1.000", nil, nil), ("1,000", nil, nil), ("1.0000", 1, 1), ("1 000", nil, nil), ("1,", nil, nil),
            (",5", nil, nil),
            ("-1", -1, -1), ("1234567,0", nil, nil), ("0,3d", nil, nil), ("", nil, nil), ("٣", nil, nil),
        ] as [(String, Int?, Int?)])
    func numbers(_ word: String, _ whole: Int?, _ hours: Int?) {
        #expect((try? SheetNumber.whole(word)) == whole)
        #expect((try? SheetNumber.hours(word)) == hours)
    }

    @Test(
        "dates as a spreadsheet rewrites them",
        arguments: [
            ("30.06.2028", "write 2028-06-30;"), ("1.2.2028", "write 2028-02-01;"), ("30/06/2028", "write 2028-06-30;"),
            ("06/30/2028", "write 2028-06-30;"), ("05/06/2028", "write 2028-05-06 or 2028-06-05;"), ("05/05/2028", "write 2028-05-05;"),
            ("30.06.28", "write 2027-03-01;"), ("31.02.2028", "write 2027-03-01;"), ("1.2", "write 2027-03-01;"),
        ])
    func dates(_ word: String, _ expected: String) {
        #expect(SheetDate.reason(word)?.contains(expected) == true)
        #expect(SheetDate.reason("June 2028") == nil)
    }

    @Test(
        "times as a spreadsheet rewrites them",
        arguments: [
            ("04.01.2027 06:00", "write 2027-01-04 06:00Z for UTC;"), ("4/1/2027 6:05:00", "write 2027-01-04 06:05Z or 2027-04-01 06:05Z"),
            ("04.01.2027", "write 2027-01-04 00:00Z for UTC;"), ("04.01.2027 6 PM", "write 2027-03-01 06:00Z for UTC;"),
            ("04.01.2027 24:00", "write 2027-03-01 06:00Z"), ("31.02.2027 06:00", "write 2027-03-01 06:00Z"), ("+1.5d", nil),
            ("monday 06:00Z", nil), ("", nil),
        ])
    func times(_ word: String, _ expected: String?) {
        let found = SheetDate.reason(time: word)
        #expect((found == nil) == (expected == nil) && found?.contains(expected ?? "") != false, "\(found ?? "")")
    }

    @Test("a line with faults is known to the daemon by what is right in it, and by nothing else")
    func incomplete() throws {
        let text =
            Self.expertHeader + "\nexpert,EST-1,EST,NS,,GX-SKL-999:3,,6,both,,\nexpert,EST1,EST,NS,,GX-SKL-999:3,,6,both,,\n"
            + "expert,EST-3,EST,,,GX-SKL-001:3,,6,both,,\nteam,EST-4,EST,,,,,6,,,\n"
        var file = Self.read(text)
        try #require(file.entries.map(\.line) == [4] && file.incomplete.map(\.line) == [2, 5])
        #expect(file.incomplete[0].record.expert?.skills == ["GX-SKL-999": 3])
        #expect(file.incomplete[0].replaced == [.clearanceUntil])
        file.add([
            .init(line: 2, id: "EST-1", field: "skills.GX-SKL-999", reason: "unknown skill"),
            .init(line: 2, id: "EST-1", field: "clearance.validUntil", reason: "of the example"),
            .init(line: 3, id: "EST-4", field: "members[0]", reason: "EST-0001 is not on the roster"),
        ])
        #expect(
            file.complaints.filter { $0.hasPrefix("line 2") } == [
                "line 2  EST-1  column clearance.validUntil: is missing; only NU and NR may go without a date",
                "line 2  EST-1  column skills: GX-SKL-999: unknown skill",
            ])
        #expect(!file.complaints.contains { $0.contains("of the example") || $0.contains("on the roster") })
    }

    @Test("lines and rows are counted as an editor and as a spreadsheet do, and reading goes on behind a line that is no CSV")
    func places() throws {
        let text = """
            record,id,nation,title,category,kind,leadHours,classification,releasableTo,conditions
            effect,EST-E1,EST,One,defensive,sinkhole,4,NR,NATO,"two
            lines"
            effect,EST-E2,EST,T"wo,defensive,sinkhole,4,NR,NATO,
            effect,EST-E3,EST,Three,defensive,sinkhole,4,NRR,NATO,
            """
        let found = Self.read(text).complaints
        try #require(found.count == 2)
        #expect(found[0].hasPrefix("line 4 (row 3)  character 20: a quote inside a field"), "\(found)")
        #expect(found[1].hasPrefix("line 5 (row 4)  EST-E3  column classification: 'NRR' is not known; did you mean NR?"), "\(found)")
    }

    @Test("bytes that are no UTF-8 are named by their line")
    func encoding() {
        let file = ImportFile(sheet: Array("record,id,nation\r\nexpert,".utf8) + [0xE9, 0x0A], nation: nil, now: Self.now)
        #expect(file.complaints.first?.hasPrefix("line 2  is not UTF-8; in Excel save it as 'CSV UTF-8'") == true)
    }

    @Test("only one nation's lines are taken")
    func oneNation() {
        let lines = ["EST", "LVA", "EST"].enumerated().map { "expert,\($1)-\($0),\($1),,,GX-SKL-001:3,,6,both,," }
        let file = Self.read(([Self.expertHeader] + lines).joined(separator: "\n"), nation: "EST")
        #expect(file.entries.map(\.line) == [2, 4])
    }

    @Test("a list beyond the contract's limit is named like any other fault, and what is named often is said once")
    func limits() {
        let languages = (0..<101).map { number in
            let letters = [UInt8(ascii: "a") + UInt8(number / 26), UInt8(ascii: "a") + UInt8(number % 26)]
            return "x\(String(decoding: letters, as: UTF8.self)):3332"
        }
        let text = [
            "record,id,nation,skills,languages,noticeHours,mode,excludes",
            "expert,EST-1,EST,GX-SKL-001:3,\(languages.joined(separator: ";")),6,both,",
            "expert,EST-2,EST,GX-SKL-001:3;GX-SKL-001:3;GX-SKL-001:3,,6,both,\(Array(repeating: "LVA", count: 301).joined(separator: ";"))",
            "expert,EST-3,EST,GX-SKL-001:3,,6x,both,",
        ]
        let file = Self.read(text.joined(separator: "\n"))
        #expect(
            file.complaints == [
                "line 2  EST-1  column languages: has more than 100 entries; send at most 100",
                "line 3  EST-2  column skills: GX-SKL-001 is named twice", "line 3  EST-2  column excludes: LVA is named twice",
                "line 3  EST-2  column excludes: has more than 300 entries; send at most 300",
                "line 4  EST-3  column noticeHours: '6x' is no number of hours; write 48, 48h or 2d",
            ])
    }

    @Test("the daemon's complaints come under the sheet's columns")
    func complaintsOfTheDaemon() {
        var file = Self.read(Self.expertHeader + "\r\nexpert,EST-1,EST,,,GX-SKL-001:3,,6,both,,\r\n")
        file.add([.init(line: 1, id: "EST-1", field: "unavailable[0].end", reason: "is wrong")])
        #expect(file.complaints == ["line 2  EST-1  column unavailable: is wrong"])
    }

    @Test("the examples of every template can be imported", arguments: RosterKind.allCases)
    func templates(_ kind: RosterKind) {
        let records = SheetExamples(nation: "LVA", now: Self.now).records(kind)
        let file = Self.read(RosterExport.sheet(records))
        #expect(file.complaints == [])
        #expect(file.entries.map(\.record) == records)
    }
}

extension RandomRecords {
    /// Now and then a text that spreadsheets, lists or CSV could take for something else.
    fileprivate mutating func risky(_ text: String) -> String {
        chance(40) ? one(of: ["=", "+", "-", "@", "'", "'=", "''+", " ", "\"", ";", "a;b,\"c\"\nd", "é東"]) + text : text
    }
}

extension Roster.Record {
    /// Byte for byte: equal strings may be written differently.
    fileprivate var canonical: [UInt8] {
        var record = self
        // A dictionary has no order of its own.
        let skills = record.expert?.skills.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" } ?? []
        let languages = record.expert?.languages?.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" } ?? []
        record.expert?.skills = [:]
        if record.expert?.languages != nil { record.expert?.languages = [:] }
        return record.jsonBytes() + Array((skills + languages).joined(separator: " ").utf8)
    }
}
